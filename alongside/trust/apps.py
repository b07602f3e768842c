"""Tells Django of this context."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    """Reasons, grants and the door."""

    name = "alongside.trust"
