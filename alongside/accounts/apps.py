"""Tells Django of this context."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may sign in."""

    name = "alongside.accounts"
