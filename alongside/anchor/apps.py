"""Tells Django of this context."""

from django.apps import AppConfig


class AnchorConfig(AppConfig):
    """Identifiers only."""

    name = "alongside.anchor"
