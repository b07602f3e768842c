"""What others may hold of linkage: records as compared, evidence, verdicts, reasons, models.

Agencies' records of people become one person. A pair of records is *linked* when it is certain, *asked* when a
person must decide, and *apart* otherwise. Nothing here knows Django, Splink or DuckDB.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from uuid import UUID


class Outcome(StrEnum):
    """What happens to a pair of records."""

    LINKED = "linked"
    ASK = "ask"
    APART = "apart"


class Said(IntEnum):
    """What a person has said about a pair; the value is its digit in the evidence code."""

    NOTHING = 0
    SAME = 1
    DIFFERENT = 2
    UNSURE = 3


class Band(IntEnum):
    """Where the probability of a pair falls between the thresholds."""

    UNLIKELY = 0
    POSSIBLE = 1
    CERTAIN = 2


class Field(StrEnum):
    """The things two records are compared by, in the order in which reasons are told."""

    IDENTIFIER = "identifier"
    FORENAME = "forename"
    SURNAME = "surname"
    DATE_OF_BIRTH = "date_of_birth"
    ADDRESS = "address"
    SEX = "sex"


class IdentifierLevel(IntEnum):
    """Numbers that identify a person: NHS number, UPN, and identifiers shared between agencies."""

    UNKNOWN = -1
    DIFFER = 0
    MIXED = 1
    DOUBTFUL = 2
    EQUAL = 3


class ForenameLevel(IntEnum):
    """How alike two forenames are; the higher of all ways in which they can be read."""

    MISSING = -1
    CONFLICT = 0
    INITIAL = 1
    NEAR = 2
    TYPO = 3
    NICKNAME = 4
    SWAPPED = 5
    SHARED = 6
    EXACT = 7


class SurnameLevel(IntEnum):
    """How alike two surnames are. MISSING also when forename and surname stand swapped: that is said once."""

    MISSING = -1
    DIFFERENT = 0
    NEAR = 1
    SHARED = 2
    EXACT = 3


class DateLevel(IntEnum):
    """How alike two dates of birth are. FAR is a generation; BY_YEAR means one of them is not exact."""

    MISSING = -1
    FAR = 0
    CONFLICT = 1
    CLOSE = 2
    YEAR_SLIP = 3
    BY_YEAR = 4
    NEAR = 5
    EXACT = 6


class AddressLevel(IntEnum):
    """The best agreement between any two addresses ever known of two records."""

    MISSING = -1
    DIFFERENT = 0
    SAME_DISTRICT = 1
    SAME_POSTCODE = 2
    SAME_ADDRESS = 3


class SexLevel(IntEnum):
    """Whether the recorded sex is the same."""

    MISSING = -1
    DIFFERENT = 0
    SAME = 1


class Rule(StrEnum):
    """Which sentence of the decision settled a pair."""

    PERSON_SAID_SAME = "person_said_same"
    PERSON_SAID_DIFFERENT = "person_said_different"
    PERSON_UNSURE = "person_unsure"
    TWO_OPEN_RECORDS = "two_open_records"
    TWO_OPEN_ALIKE = "two_open_alike"
    IDENTIFIERS_DIFFER = "identifiers_differ"
    IDENTIFIERS_MIXED = "identifiers_mixed"
    IDENTIFIER_EQUAL = "identifier_equal"
    IDENTIFIER_ALONE = "identifier_alone"
    A_GENERATION_APART = "a_generation_apart"
    A_GENERATION_OR_A_SLIP = "a_generation_or_a_slip"
    FORENAMES_DIFFER = "forenames_differ"
    FORENAME_MISSING = "forename_missing"
    FORENAME_UNSURE = "forename_unsure"
    DATES_CONFLICT = "dates_conflict"
    DATES_CLOSE = "dates_close"
    DATE_MISSING = "date_missing"
    SEX_AND_FORENAME_DIFFER = "sex_and_forename_differ"
    TOO_LITTLE_TOGETHER = "too_little_together"
    LIKELY = "likely"
    ALL_AGREE = "all_agree"
    UNLIKELY = "unlikely"
    RIVAL = "rival"
    ANSWERED_BY_OTHERS = "answered_by_others"
    ASKED_WITH_ANOTHER = "asked_with_another"
    RECORDS_BETWEEN_CONFLICT = "records_between_conflict"
    MATCHED_ELSEWHERE = "matched_elsewhere"
    LINKED_THROUGH_OTHERS = "linked_through_others"
    NEWER_RECORD = "newer_record"


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One agency's record of one person, as received.

    `date_of_birth` is YYYY-MM-DD; `date_precision` is day, month, year, estimated, expected or None (not said).
    `shared_identifiers` are texts of the form type:value that mean the same in every agency.
    `mother` is the mother's record or name; `no_name` marks a record that names nobody ("Child 7190").
    """

    source: str
    agency: str
    forename: str | None = None
    middle_names: str | None = None
    surname: str | None = None
    other_names: tuple[str, ...] = ()
    date_of_birth: str | None = None
    date_precision: str | None = None
    sex: str | None = None
    postcode: str | None = None
    address: str | None = None
    addresses_ever: tuple[str, ...] = ()
    nhs_number: str | None = None
    upn: str | None = None
    shared_identifiers: tuple[str, ...] = ()
    household: str | None = None
    mother: str | None = None
    school: str | None = None
    no_name: bool = False
    open: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person has decided about two records; the order of the two does not matter."""

    source_a: str
    source_b: str
    said: Said


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the decision about one pair may look at: finitely many combinations, no names, no dates."""

    said: Said
    two_open: bool
    nameless: bool
    identifier: IdentifierLevel
    forename: ForenameLevel
    surname: SurnameLevel
    date: DateLevel
    address: AddressLevel
    sex: SexLevel
    band: Band


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for a pair and the rule that decided."""

    outcome: Outcome
    rule: Rule


@dataclass(frozen=True, slots=True)
class Member:
    """A record as one-to-one matching sees it; `record` is its place in the sorted list of all sources."""

    record: int
    agency: str
    open: bool = True
    identifiers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair with its first verdict, before its neighbours are looked at; a is less than b. Weight in bits."""

    a: int
    b: int
    verdict: Verdict
    weight: float
    identified: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One field's part in a decision: its level, its weight in bits, and words a family would follow."""

    field: Field
    level: int
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two records were linked, asked about or kept apart. Weights are in bits and add up with `prior`."""

    outcome: Outcome
    rule: Rule
    because: str
    match_weight: float
    match_probability: float
    prior: float
    reasons: tuple[Reason, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class LevelWeight:
    """m: how often records of one person show this level; u: how often records of two people do."""

    m: float
    u: float


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of evidence, and how they came about.

    `prior` is the probability that two records picked at random are one person.
    `term_frequencies` holds, for forename and surname, the share of records bearing each common name; when it is
    empty all names weigh the same. Names absent from it count as rare as `rarest_name`.
    """

    name: str
    prior: float
    weights: Mapping[Field, Mapping[int, LevelWeight]]
    term_frequencies: Mapping[Field, Mapping[str, float]] = field(default_factory=dict)
    rarest_name: float = 0.0001
    report: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunNoted:
    """A run of linking as it is kept: over everything or what changed, by which model, and what it came to."""

    id: UUID
    whole: bool
    model: str
    model_name: str
    report: Mapping[str, object]
    records: int
    people: int
    weights: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)
    """The model's own, by field and level: m and u."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every number the decision and the engine use; each is explained in `rules/thresholds.toml`."""

    dated: str
    link_probability: float
    ask_probability: float
    consider_probability: float
    rival_bits: float
    largest_person: int
    repeating_share: float
    repeating_records: int
    near_forename: float
    near_surname: float
    shortest_typo: int
    shortest_slip: int
    shortest_two_slips: int
    generation_years: int
    expected_days: int
    fewest_records_to_train: int
    fewest_labels_to_train: int
    lowest_exact_date_m: float
    shipped_share: float
    prior_population: int
    prior_recall: float
    random_pairs: int
    em_pairs: int
