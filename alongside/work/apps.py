"""Tells Django of this context."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Long work."""

    name = "alongside.work"
