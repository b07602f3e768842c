"""Local practice, as others may hold it: timescales, and whatever else is agreed as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from alongside.kernel.ids import ActorId


class Kind(StrEnum):
    """What kind of agreement it is."""

    TIMESCALE = "timescale"
    ROLE = "role"
    WAY = "way"
    TEMPLATE = "template"
    WEIGHT = "weight"
    COMPOSITION = "composition"
    WORD = "word"
    INSTRUMENT = "instrument"


class Milestone(StrEnum):
    """Something that happens on a child's way and starts a clock, or ends one. Other parts of Alongside say these."""

    REFERRAL_RECEIVED = "referral_received"
    REFERRAL_DECIDED = "referral_decided"
    ASSESSMENT_STARTED = "assessment_started"
    ASSESSMENT_FINISHED = "assessment_finished"
    PLAN_AGREED = "plan_agreed"
    REVIEW_HELD = "review_held"
    DISAGREEMENT_RECORDED = "disagreement_recorded"
    STRATEGY_MEETING_HELD = "strategy_meeting_held"
    SECTION_47_STARTED = "section_47_started"
    SECTION_47_ENDED = "section_47_ended"
    CONFERENCE_REQUESTED = "conference_requested"
    INITIAL_CONFERENCE_HELD = "initial_conference_held"
    CORE_GROUP_HELD = "core_group_held"
    REVIEW_CONFERENCE_HELD = "review_conference_held"
    BORN_AFTER_PRE_BIRTH_CONFERENCE = "born_after_pre_birth_conference"
    PROTECTION_ENDED = "protection_ended"
    COURT_APPLICATION_CONSIDERED = "court_application_considered"
    GROUP_DECISION_OFFERED = "group_decision_offered"


class Unit(StrEnum):
    """What a timescale counts."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    CALENDAR_MONTH = "calendar_month"


@dataclass(frozen=True, slots=True)
class Timescale:
    """By when something is to be done after something has happened. The day it happened is day 0.

    `statutory` tells a duty from a local agreement; `on` is false while it is not known from when it is in force.
    `met_by` is the milestone that stops the clock, `ends_with` those after which nothing is
    due any more, with commas between them.
    """

    code: str
    words: str
    trigger: str
    offset: int
    unit: Unit
    statutory: bool
    source: str
    on: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    met_by: str = ""
    ends_with: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day by which, and the last working day on which it can be done; a clock informs and never blocks."""

    timescale: Timescale
    due_on: date
    act_by: date


@dataclass(frozen=True, slots=True)
class Practice:
    """One agreement as it stands, and who last changed it; `version` 0 is what is shipped."""

    kind: Kind
    code: str
    version: int
    body: Mapping[str, object]
    by: ActorId | None = None
    at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word practitioners use among themselves, other forms of it, and what it means in plain words."""

    code: str
    words: str
    also: tuple[str, ...]
    plain: str


@dataclass(frozen=True, slots=True)
class LongSentence:
    """A sentence with more words than a family reads with ease."""

    text: str
    words: int
