"""The pathway, as Django knows it."""

from django.apps import AppConfig


class PathwayConfig(AppConfig):
    """Steps, milestones and clocks."""

    name = "alongside.pathway"
