"""Agencies, as other contexts may use them."""

from alongside.agencies.contracts import Agency, AgencyKind, Practitioner, Worker
from alongside.agencies.selectors import all_agencies, colleagues, found_by_address, practitioners, with_address
from alongside.agencies.services import add, invite_colleague, make_up_colleague, name_workers

__all__ = [
    "Agency",
    "AgencyKind",
    "Practitioner",
    "Worker",
    "add",
    "all_agencies",
    "colleagues",
    "found_by_address",
    "invite_colleague",
    "make_up_colleague",
    "name_workers",
    "practitioners",
    "with_address",
]
