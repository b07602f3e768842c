"""Tells Django of this context."""

from django.apps import AppConfig


class LanguageConfig(AppConfig):
    """Local practice as data."""

    name = "alongside.language"
