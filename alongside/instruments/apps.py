"""Tells Django of this context."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Scores of licensed instruments."""

    name = "alongside.instruments"
