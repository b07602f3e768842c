"""What is shipped with linkage: thresholds and nicknames, read once from the files beside the rules."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files

from alongside.linkage.contracts import Thresholds
from alongside.linkage.rules.names import Nicknames, nickname_roots

RULES = files("alongside.linkage.rules")


@cache
def thresholds() -> Thresholds:
    """The shipped thresholds. A missing or unknown number is an error, not a default."""
    return Thresholds(**tomllib.loads((RULES / "thresholds.toml").read_text("utf-8")))


@cache
def nicknames() -> Nicknames:
    """English short forms of forenames; the list was written for this product."""
    rows = list(csv.reader((RULES / "nicknames.csv").read_text("utf-8").splitlines()))[1:]
    return nickname_roots((full, short) for full, short in rows)
