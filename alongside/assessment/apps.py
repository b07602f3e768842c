"""The assessment's tables."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """The one assessment."""

    name = "alongside.assessment"
