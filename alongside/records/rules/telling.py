"""From one received row, through its table's mapping, to what it tells. Nothing is dropped in silence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from alongside.families.contracts import Description
from alongside.kernel.dates import PartialDate, Precision
from alongside.records.contracts import (
    DeliveredEvent,
    DeliveredInvolvement,
    DeliveredReason,
    DeliveredRelation,
    Kind,
    Problem,
)
from alongside.records.rules.mapping import Part, Table, Value, tidy
from alongside.records.rules.values import (
    EXPECTED_DATE,
    find_postcode,
    one_line,
    parse_date,
    parse_sex,
    parse_yes,
    split_time,
)
from alongside.trust.contracts import ReasonKind

_NOT_SAID = frozenset({"", "-", "n/a", "na", "null", "none", "nan", "unknown", "not known", "nk"})
_REASONS = {
    **{kind.value: kind for kind in ReasonKind},
    "early help": ReasonKind.EARLY_HELP, "in need": ReasonKind.IN_NEED, "child in need": ReasonKind.IN_NEED,
    "cin": ReasonKind.IN_NEED, "protection": ReasonKind.PROTECTION, "child protection": ReasonKind.PROTECTION,
    "cp": ReasonKind.PROTECTION, "looked after": ReasonKind.LOOKED_AFTER, "cla": ReasonKind.LOOKED_AFTER,
}  # fmt: skip
_KINDS = {kind.value for kind in Kind}


@dataclass(slots=True)
class Told:
    """What a row, or many rows, told."""

    people: list[Description] = field(default_factory=list)
    events: list[DeliveredEvent] = field(default_factory=list)
    involvements: list[DeliveredInvolvement] = field(default_factory=list)
    reasons: list[DeliveredReason] = field(default_factory=list)
    relations: list[DeliveredRelation] = field(default_factory=list)


class _Bad(Exception):
    """One value cannot be taken."""

    def __init__(self, column: str, value: str, expected: str) -> None:
        super().__init__(column)
        self.column, self.value, self.expected = column, value, expected


@dataclass(frozen=True, slots=True)
class _Reader:
    """One row with its column names tidied."""

    row: Mapping[str, str]

    def text(self, part: Part, name: str) -> str:
        value = part.values.get(name)
        return self.of(value) if value else ""

    def of(self, value: Value) -> str:
        parts = [self.row.get(tidy(c), "").strip() for c in value.columns]
        said = value.join.join(p for p in parts if p and p.casefold() not in _NOT_SAID) or value.fixed
        if value.words and said:
            return value.words.get(said.casefold(), said if value.otherwise is None else value.otherwise)
        return said

    def several(self, part: Part, name: str) -> tuple[str, ...]:
        value = part.values.get(name)
        if not value:
            return ()
        said = self.of(value)
        parts = said.split(value.split) if value.split else [said]
        return tuple(one_line(p) for p in parts if p.strip())

    def needed(self, part: Part, name: str, expected: str) -> str:
        said = self.text(part, name)
        if not said:
            raise _Bad(_column(part, name), "", expected)
        return said

    def day(self, part: Part, name: str) -> PartialDate | None:
        said = self.text(part, name)
        if not said:
            return None
        try:
            return parse_date(said)
        except ValueError:
            raise _Bad(_column(part, name), said, EXPECTED_DATE) from None

    def first_day(self, part: Part, name: str) -> date | None:
        when = self.day(part, name)
        return when.on if when else None

    def applies(self, part: Part) -> bool:
        for column, wanted in part.when:
            said = self.row.get(tidy(column), "").strip()
            if said.casefold() not in {w.casefold() for w in wanted} if wanted else said.casefold() in _NOT_SAID:
                return False
        return True


def _column(part: Part, name: str) -> str:
    value = part.values.get(name)
    return " + ".join(value.columns) if value and value.columns else name


def tell(table: Table, row: Mapping[str, str], told: Told, *, file: str, line: int) -> tuple[Problem, ...]:
    """Add what this row tells; gives its problems.

    A part that cannot be taken is left out and told as a problem. The row as a whole is refused, with nothing added,
    when its person cannot be taken or when no part of it can.
    """
    reader = _Reader({tidy(k): v or "" for k, v in row.items()})
    mine, bad, good = Told(), [], 0
    for part in table.parts:
        if not reader.applies(part):
            continue
        try:
            _TELLERS[part.tells](reader, part, mine)
            good += 1
        except _Bad as found:
            bad.append((found, part.tells == "person"))
    refused = bool(bad) and (good == 0 or any(person for _, person in bad))
    if not refused:
        for name in ("people", "events", "involvements", "reasons", "relations"):
            getattr(told, name).extend(getattr(mine, name))
    return tuple(Problem(file, line, b.column, b.value, b.expected, refused) for b, _ in bad)


def _person(reader: _Reader, part: Part, told: Told) -> None:
    born, precision = _birth(reader, part)
    address = one_line(reader.text(part, "address"))
    forename, surname = _names(reader, part)
    told.people.append(
        Description(
            reference=reader.needed(part, "reference", "the agency's number of this person"),
            forename=forename,
            middle_names=reader.text(part, "middle_names"),
            surname=surname,
            other_names=reader.several(part, "other_names"),
            date_of_birth=born,
            date_precision=precision,
            sex=parse_sex(reader.text(part, "sex")),
            address=address,
            postcode=find_postcode(reader.text(part, "postcode")) or find_postcode(address),
            addresses_ever=reader.several(part, "addresses_ever"),
            nhs_number="".join(reader.text(part, "nhs_number").split()),
            upn=reader.text(part, "upn").upper(),
            shared_identifiers=reader.several(part, "shared_identifiers"),
            household=reader.text(part, "household"),
            mother=reader.text(part, "mother"),
            school=reader.text(part, "school"),
            died_on=reader.first_day(part, "died_on"),
        )
    )


def _birth(reader: _Reader, part: Part) -> tuple[date | None, Precision | None]:
    born = reader.day(part, "date_of_birth")
    if born:
        return born.on, born.precision
    expected = reader.day(part, "expected_date_of_birth")
    return (expected.on, Precision.EXPECTED) if expected else (None, None)


def _names(reader: _Reader, part: Part) -> tuple[str, str]:
    full = reader.text(part, "full_name")
    if not full:
        return reader.text(part, "forename"), reader.text(part, "surname")
    if "," in full:
        surname, _, forename = (p.strip() for p in full.partition(","))
        return forename, surname
    forename, _, surname = full.rpartition(" ")
    return (forename, surname) if forename else (surname, "")


def _event(reader: _Reader, part: Part, told: Told) -> None:
    person = reader.needed(part, "person", "the agency's number of the person it is about")
    reader.needed(part, "on", EXPECTED_DATE)
    when = reader.day(part, "on")
    assert when is not None
    kind = reader.text(part, "kind").casefold()
    said_kind = reader.text(part, "kind")
    title = reader.text(part, "title")
    if kind not in _KINDS:
        title = " ".join(x for x in (said_kind[:1].upper() + said_kind[1:], title) if x)
        kind = Kind.OTHER.value
    clock = split_time(reader.text(part, "on"))[1] or reader.text(part, "time")
    told.events.append(
        DeliveredEvent(
            reader.text(part, "reference"),
            person,
            when,
            clock,
            Kind(kind),
            title,
            reader.text(part, "text"),
            reader.text(part, "action"),
            reader.text(part, "outcome"),
            reader.text(part, "worker"),
        )  # fmt: skip
    )


def _period(reader: _Reader, part: Part) -> tuple[date | None, date | None]:
    from_on, to_on = reader.first_day(part, "from"), reader.day(part, "to")
    last = to_on.last if to_on else None
    if from_on and last and last < from_on:
        raise _Bad(_column(part, "to"), str(to_on), f"a day that is not before {from_on}")
    return from_on, last


def _involvement(reader: _Reader, part: Part, told: Told) -> None:
    person = reader.needed(part, "person", "the agency's number of the person")
    from_on, to_on = _period(reader, part)
    is_open = parse_yes(reader.text(part, "open")) if "open" in part.values else to_on is None
    told.involvements.append(
        DeliveredInvolvement(
            person,
            reader.text(part, "worker"),
            reader.text(part, "worker_email").casefold(),
            reader.text(part, "role"),
            one_line(reader.text(part, "contact")),
            from_on,
            to_on,
            is_open,
        )  # fmt: skip
    )


def _reason(reader: _Reader, part: Part, told: Told) -> None:
    person = reader.needed(part, "person", "the agency's number of the child")
    said = reader.needed(part, "kind", "a reason such as referral, early help, in need or protection")
    reader.needed(part, "from", EXPECTED_DATE)
    from_on, to_on = _period(reader, part)
    assert from_on is not None
    kind = _REASONS.get(said.casefold().replace("_", " "), _REASONS.get(said.casefold(), ReasonKind.OTHER))
    told.reasons.append(DeliveredReason(person, kind.value, from_on, to_on, reader.text(part, "reference")))


def _relation(reader: _Reader, part: Part, told: Told) -> None:
    person = reader.needed(part, "person", "the agency's number of the person")
    relative = reader.text(part, "relative")
    if relative:
        from_on, to_on = _period(reader, part)
        kind = reader.needed(part, "kind", "who the relative is: mother, father, sibling …").casefold()
        told.relations.append(DeliveredRelation(person, relative, kind, from_on, to_on))


_TELLERS = {
    "person": _person,
    "event": _event,
    "involvement": _involvement,
    "reason": _reason,
    "relation": _relation,
}
