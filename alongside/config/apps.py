"""Connects the house once Django has loaded every context."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Last in the list of applications, so that everything is there to be connected."""

    name = "alongside.config"

    def ready(self) -> None:
        """Put the door in and gather the duties."""
        from alongside.config.wiring import connect

        connect()
