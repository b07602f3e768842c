"""Tells Django of this context."""

from django.apps import AppConfig


class LinkageConfig(AppConfig):
    """Records become one person."""

    name = "alongside.linkage"
