"""Families, as other contexts may use them."""

from alongside.families.contracts import (
    BeforeBirth,
    Companion,
    Described,
    Description,
    Difference,
    Dispute,
    Home,
    Households,
    How,
    Identity,
    Relation,
    Relative,
    Witness,
)
from alongside.families.rules import age_of, full_name, identity_of
from alongside.families.selectors.disputing import disputes
from alongside.families.selectors.households import households
from alongside.families.selectors.people import (
    Found,
    before_birth,
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
from alongside.families.selectors.sealing import sealed_since
from alongside.families.services.disputing import dispute, take_back_dispute
from alongside.families.services.sealing import seal, unseal
from alongside.families.services.stating import forget, introduce, settle, state_people, state_relations

__all__ = [
    "BeforeBirth",
    "Companion",
    "Described",
    "Description",
    "Difference",
    "Dispute",
    "Found",
    "Home",
    "Households",
    "How",
    "Identity",
    "Relation",
    "Relative",
    "Witness",
    "age_of",
    "before_birth",
    "called",
    "descriptions",
    "dispute",
    "disputes",
    "family",
    "find_child",
    "forget",
    "full_name",
    "households",
    "identities",
    "identity_of",
    "introduce",
    "kin",
    "people_of",
    "seal",
    "sealed_since",
    "settle",
    "side_by_side",
    "state_people",
    "state_relations",
    "take_back_dispute",
    "unseal",
    "who_is",
]
