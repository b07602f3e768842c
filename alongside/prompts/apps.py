"""Tells Django of this context."""

from django.apps import AppConfig


class PromptsConfig(AppConfig):
    """Questions that humans answer."""

    name = "alongside.prompts"
