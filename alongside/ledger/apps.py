"""Tells Django of this context."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Lines about every visit."""

    name = "alongside.ledger"
