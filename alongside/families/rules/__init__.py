"""What agencies say of people put together: who somebody is, and with whom a child lived. Pure."""

from alongside.families.rules.identity import (
    COLUMNS,
    NO_FORENAMES,
    TIES_OF_CARE,
    age_of,
    full_name,
    identity_of,
    spoken,
)

__all__ = ["COLUMNS", "NO_FORENAMES", "TIES_OF_CARE", "age_of", "full_name", "identity_of", "spoken"]
