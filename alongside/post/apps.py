"""Tells Django of this context."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Letters that leave."""

    name = "alongside.post"
