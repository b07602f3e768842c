"""Accounts, as other contexts may use them."""

from alongside.accounts.contracts import Account, Greeting, Invitation
from alongside.accounts.selectors import addresses, anybody, by_email
from alongside.accounts.services import accept, found, greet, invite, let_in, make_up, sign_in, sign_out

__all__ = [
    "Account",
    "Greeting",
    "Invitation",
    "accept",
    "addresses",
    "anybody",
    "by_email",
    "found",
    "greet",
    "invite",
    "let_in",
    "make_up",
    "sign_in",
    "sign_out",
]
