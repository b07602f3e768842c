"""Tells Django of this context."""

from django.apps import AppConfig


class ChronologyConfig(AppConfig):
    """One story."""

    name = "alongside.chronology"
