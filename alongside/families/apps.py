"""Tells Django of this context."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    """People, kin and homes, with the source of each fact."""

    name = "alongside.families"
