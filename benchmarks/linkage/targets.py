"""What was promised of each kind of data, and whether it is kept. Nothing is tuned for one of them alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ANSWERED = {"FEBRL4": 0.993, "pseudopeople": 0.994, "WIC": 0.98}
RECALL_BELOW_THE_RULE = 0.02
COUNTY_QUEUE = 0.03


def least_precision(name: str) -> float:
    """How precise automatic links must be."""
    if name.startswith("county"):
        return 0.999
    return 0.99 if name == "WIC" else 0.995


def missed(name: str, ours: Mapping[str, Any], rule: Mapping[str, Any] | None) -> list[str]:
    """The targets that are missed, each with what was found."""
    county = name.startswith("county")
    found = []
    if ours["precision"] < least_precision(name):
        found.append(f"precision below {least_precision(name)}")
    if rule is not None:
        least = rule["recall"] - (0 if county else RECALL_BELOW_THE_RULE)
        if ours["recall"] <= least if county else ours["recall"] < least:
            found.append(f"recall {'not above' if county else 'below'} {least:.4f}")
    if name in ANSWERED and ours["f1_answered"] < ANSWERED[name]:
        found.append(f"F1 with people below {ANSWERED[name]}")
    if county and ours["records_asked"] > COUNTY_QUEUE:
        found.append(f"asked above {100 * COUNTY_QUEUE:.0f} %")
    if county and ours["twins_linked"]:
        found.append("twins linked")
    return found


def told(name: str, ours: Mapping[str, Any], rule: Mapping[str, Any] | None) -> str:
    """All hit, or what is missed."""
    found = missed(name, ours, rule)
    return f"missed: {'; '.join(found)}" if found else "hit"
