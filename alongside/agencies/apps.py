"""Tells Django of this context."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Organisations and the people who work there."""

    name = "alongside.agencies"
