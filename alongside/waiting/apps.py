"""Tells Django of this context."""

from django.apps import AppConfig


class WaitingConfig(AppConfig):
    """What waits for whom."""

    name = "alongside.waiting"
