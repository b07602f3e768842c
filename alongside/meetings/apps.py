"""Tells Django of this context."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Where what was agreed is looked at together, and what comes next is decided."""

    name = "alongside.meetings"
