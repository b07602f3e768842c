"""From one received row, through its table's mapping, to what it tells. Nothing is dropped in silence."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from alongside.families.contracts import Description
from alongside.kernel.dates import Precision
from alongside.records.contracts import (
    DeliveredEvent,
    DeliveredInvolvement,
    DeliveredReason,
    DeliveredRelation,
    Kind,
    Problem,
    shown,
)
from alongside.records.rules.checks import Look, looks_for, oddities
from alongside.records.rules.finding import Bad, Finder, Row, finder_for
from alongside.records.rules.mapping import Table
from alongside.records.rules.values import EXPECTED_DATE, one_line, parse_sex, parse_yes, read_postcode, split_time
from alongside.trust.contracts import ReasonKind

_REASONS = {
    **{kind.value: kind for kind in ReasonKind},
    "early help": ReasonKind.EARLY_HELP, "in need": ReasonKind.IN_NEED, "child in need": ReasonKind.IN_NEED,
    "cin": ReasonKind.IN_NEED, "protection": ReasonKind.PROTECTION, "child protection": ReasonKind.PROTECTION,
    "cp": ReasonKind.PROTECTION, "looked after": ReasonKind.LOOKED_AFTER, "cla": ReasonKind.LOOKED_AFTER,
}  # fmt: skip
_KINDS = {kind.value: kind for kind in Kind}


@dataclass(slots=True)
class Told:
    """What a row, or many rows, told; `names` says by which name each event is known, in their order."""

    people: list[Description] = field(default_factory=list)
    events: list[DeliveredEvent] = field(default_factory=list)
    involvements: list[DeliveredInvolvement] = field(default_factory=list)
    reasons: list[DeliveredReason] = field(default_factory=list)
    relations: list[DeliveredRelation] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TableFinder:
    """One table of a mapping, fitted to the columns of one kind of row."""

    name: str
    parts: tuple[Finder, ...]
    looks: tuple[Look, ...] = ()


def fitted(table: Table, columns: tuple[str, ...]) -> TableFinder:
    """The table fitted to rows that have these columns."""
    parts = tuple(finder_for(part, columns) for part in table.parts)
    return TableFinder(table.name, parts, looks_for(table.checks, columns))


def tell(table: TableFinder, row: Row, told: Told, *, file: str, line: int, trace: str) -> tuple[Problem, ...]:
    """Add what this row tells; gives its problems.

    A part that cannot be taken is left out and told as a problem. The row as a whole is refused, with nothing added,
    when its person cannot be taken or when no part of it can. An event without a number is known by its row's trace.
    What is merely odd about a row that is taken is told too, and refuses nothing.
    """
    mine: list[tuple[str, _Thing]] = []
    bad, good = [], 0
    for finder in table.parts:
        if not finder.applies(row):
            continue
        try:
            thing = _TELLERS[finder.part.tells](finder, row)
            good += 1
        except Bad as found:
            bad.append((found, finder.part.tells == "person"))
            continue
        if thing is not None:
            mine.append((_PLACES[finder.part.tells], thing))
    refused = bool(bad) and (good == 0 or any(person for _, person in bad))
    problems = tuple(Problem(file, line, b.column, b.value, b.expected, refused) for b, _ in bad) if bad else ()
    if refused:
        return problems
    _add(mine, told, table.name, trace)
    return (*problems, *_odd(table, row, file, line)) if table.looks else problems


def _odd(table: TableFinder, row: Row, file: str, line: int) -> Iterator[Problem]:
    for column, value, expected in oddities(table.looks, row):
        yield Problem(file, line, column, shown(value), expected, refused=False)


def _add(mine: list[tuple[str, "_Thing"]], told: Told, table: str, trace: str) -> None:
    number = 0
    for place, thing in mine:
        getattr(told, place).append(thing)
        if isinstance(thing, DeliveredEvent):
            named = f"{table}/{thing.person}/{thing.reference}" if thing.reference else f"{trace}/{number}"
            told.names.append(named)
            number += 1


def _person(finder: Finder, row: Row) -> Description:
    says = finder.says
    born, precision = _birth(finder, row)
    address = one_line(says["address"](row))
    forename, surname = _names(finder, row)
    return Description(
        reference=finder.needed(row, "reference", "the agency's number of this person"),
        forename=forename,
        middle_names=says["middle_names"](row),
        surname=surname,
        other_names=finder.several(row, "other_names"),
        date_of_birth=born,
        date_precision=precision,
        sex=parse_sex(says["sex"](row)),
        address=address,
        postcode=read_postcode(says["postcode"](row), address),
        addresses_ever=finder.several(row, "addresses_ever"),
        nhs_number="".join(says["nhs_number"](row).split()),
        upn=says["upn"](row).upper(),
        shared_identifiers=finder.several(row, "shared_identifiers"),
        household=says["household"](row),
        mother=says["mother"](row),
        school=says["school"](row),
        died_on=finder.first_day(row, "died_on"),
    )


def _birth(finder: Finder, row: Row) -> tuple[date | None, Precision | None]:
    born = finder.day(row, "date_of_birth")
    if born:
        return born.on, born.precision
    expected = finder.day(row, "expected_date_of_birth")
    return (expected.on, Precision.EXPECTED) if expected else (None, None)


def _names(finder: Finder, row: Row) -> tuple[str, str]:
    full = finder.says["full_name"](row)
    if not full:
        return finder.says["forename"](row), finder.says["surname"](row)
    if "," in full:
        surname, _, forename = (p.strip() for p in full.partition(","))
        return forename, surname
    forename, _, surname = full.rpartition(" ")
    return (forename, surname) if forename else (surname, "")


def _event(finder: Finder, row: Row) -> DeliveredEvent:
    says = finder.says
    person = finder.needed(row, "person", "the agency's number of the person it is about")
    said_when = finder.needed(row, "on", EXPECTED_DATE)
    when = finder.day(row, "on")
    assert when is not None
    said_kind, title = says["kind"](row), says["title"](row)
    kind = _KINDS.get(said_kind.casefold())
    if kind is None:
        title = " ".join(x for x in (said_kind[:1].upper() + said_kind[1:], title) if x)
    return DeliveredEvent(
        says["reference"](row),
        person,
        when,
        split_time(said_when)[1] or says["time"](row),
        kind or Kind.OTHER,
        title,
        says["text"](row),
        says["action"](row),
        says["outcome"](row),
        says["worker"](row),
    )


def _period(finder: Finder, row: Row) -> tuple[date | None, date | None]:
    from_on, to_on = finder.first_day(row, "from"), finder.day(row, "to")
    last = to_on.last if to_on else None
    if from_on and last and last < from_on:
        raise Bad(finder.column("to"), str(to_on), f"a day that is not before {from_on}")
    return from_on, last


def _involvement(finder: Finder, row: Row) -> DeliveredInvolvement:
    says = finder.says
    person = finder.needed(row, "person", "the agency's number of the person")
    from_on, to_on = _period(finder, row)
    is_open = parse_yes(says["open"](row)) if "open" in finder.part.values else to_on is None
    return DeliveredInvolvement(
        person,
        says["worker"](row),
        says["worker_email"](row).casefold(),
        says["role"](row),
        one_line(says["contact"](row)),
        from_on,
        to_on,
        is_open,
    )


def _reason(finder: Finder, row: Row) -> DeliveredReason:
    person = finder.needed(row, "person", "the agency's number of the child")
    said = finder.needed(row, "kind", "a reason such as referral, early help, in need or protection")
    finder.needed(row, "from", EXPECTED_DATE)
    from_on, to_on = _period(finder, row)
    assert from_on is not None
    kind = _REASONS.get(said.casefold().replace("_", " "), _REASONS.get(said.casefold(), ReasonKind.OTHER))
    return DeliveredReason(person, kind.value, from_on, to_on, finder.says["reference"](row))


def _relation(finder: Finder, row: Row) -> DeliveredRelation | None:
    person = finder.needed(row, "person", "the agency's number of the person")
    relative = finder.says["relative"](row)
    if not relative:
        return None
    from_on, to_on = _period(finder, row)
    kind = finder.needed(row, "kind", "who the relative is: mother, father, sibling …").casefold()
    return DeliveredRelation(person, relative, kind, from_on, to_on)


_Thing = Description | DeliveredEvent | DeliveredInvolvement | DeliveredReason | DeliveredRelation
_TELLERS: Mapping[str, Callable[[Finder, Row], _Thing | None]] = {
    "person": _person,
    "event": _event,
    "involvement": _involvement,
    "reason": _reason,
    "relation": _relation,
}
_PLACES = {
    "person": "people", "event": "events", "involvement": "involvements", "reason": "reasons",
    "relation": "relations",
}  # fmt: skip
