"""Agencies, as other contexts may use them."""

from alongside.agencies.contracts import Agency, AgencyKind, Practitioner, Told, Worker
from alongside.agencies.selectors import (
    all_agencies,
    as_events,
    colleagues,
    found_by_address,
    practitioners,
    with_address,
)
from alongside.agencies.services import add, invite_colleague, make_up_colleague, name_workers

__all__ = [
    "Agency",
    "AgencyKind",
    "Practitioner",
    "Told",
    "Worker",
    "add",
    "all_agencies",
    "as_events",
    "colleagues",
    "found_by_address",
    "invite_colleague",
    "make_up_colleague",
    "name_workers",
    "practitioners",
    "with_address",
]
