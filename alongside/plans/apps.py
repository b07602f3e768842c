"""Tells Django of this context."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """What is agreed, and who does what."""

    name = "alongside.plans"
