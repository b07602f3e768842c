"""Tells Django of this context."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Deliveries exactly as received."""

    name = "alongside.records"
