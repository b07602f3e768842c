"""Families, as other contexts may use them."""

from alongside.families.contracts import Described, Description, Identity, Relation, Relative
from alongside.families.rules import age_of, full_name, identity_of
from alongside.families.selectors import (
    Found,
    called,
    descriptions,
    family,
    find_child,
    identities,
    kin,
    people_of,
    side_by_side,
    who_is,
)
from alongside.families.services import forget, introduce, settle, state_people, state_relations

__all__ = [
    "Described",
    "Description",
    "Found",
    "Identity",
    "Relation",
    "Relative",
    "age_of",
    "called",
    "descriptions",
    "family",
    "find_child",
    "forget",
    "full_name",
    "identities",
    "identity_of",
    "introduce",
    "kin",
    "people_of",
    "settle",
    "side_by_side",
    "state_people",
    "state_relations",
    "who_is",
]
