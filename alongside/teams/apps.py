"""Tells Django of this context."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Who is involved."""

    name = "alongside.teams"
