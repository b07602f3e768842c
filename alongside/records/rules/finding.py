"""Where the values of one kind of row stand: worked out once for its columns, then used for each of its rows. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from alongside.kernel.dates import PartialDate
from alongside.records.contracts import shown
from alongside.records.rules.mapping import FIELDS, Part, Value
from alongside.records.rules.values import EXPECTED_DATE, one_line, parse_date, tidy

Row = Mapping[str, str]
Say = Callable[[Row], str]
Holds = Callable[[Row], bool]

_NOT_SAID = frozenset({"", "-", "n/a", "na", "null", "none", "nan", "unknown", "not known", "nk"})
_LONGEST = max(map(len, _NOT_SAID))
_AT_MOST = 500
"""Characters of a value; what runs over several sentences may be longer. The database finds nothing by longer ones."""
_AT_MOST_IN_TEXTS = 100_000
_TEXTS = frozenset(
    {"title", "text", "action", "outcome", "address", "addresses_ever", "other_names", "shared_identifiers"}
)


class Bad(Exception):
    """One value cannot be taken."""

    def __init__(self, column: str, value: str, expected: str) -> None:
        super().__init__(column)
        self.column, self.value, self.expected = column, shown(value), expected


@dataclass(frozen=True, slots=True)
class Finder:
    """One part of a mapping, fitted to the columns of one kind of row."""

    part: Part
    says: Mapping[str, Say]
    conditions: tuple[Holds, ...]

    def applies(self, row: Row) -> bool:
        """Whether the row tells this part at all."""
        return not self.conditions or all(holds(row) for holds in self.conditions)

    def several(self, row: Row, name: str) -> tuple[str, ...]:
        """The values of a field that may hold more than one."""
        value = self.part.values.get(name)
        if not value:
            return ()
        said = self.says[name](row)
        parts = said.split(value.split) if value.split else [said]
        return tuple(one_line(p) for p in parts if p.strip())

    def needed(self, row: Row, name: str, expected: str) -> str:
        """The value of a field without which the part cannot be taken."""
        said = self.says[name](row)
        if not said:
            raise Bad(self.column(name), "", expected)
        return said

    def day(self, row: Row, name: str) -> PartialDate | None:
        """The date in this field, as exact as it was written."""
        said = self.says[name](row)
        if not said:
            return None
        try:
            return parse_date(said)
        except ValueError:
            raise Bad(self.column(name), said, EXPECTED_DATE) from None

    def first_day(self, row: Row, name: str) -> date | None:
        """The first day the date in this field may mean."""
        when = self.day(row, name)
        return when.on if when else None

    def column(self, name: str) -> str:
        """What the file calls this field."""
        value = self.part.values.get(name)
        return " + ".join(value.columns) if value and value.columns else name


def finder_for(part: Part, columns: tuple[str, ...]) -> Finder:
    """The part fitted to rows that have these columns."""
    place = {tidy(c): c for c in columns}
    says = {
        name: _saying(part.values.get(name), place, _AT_MOST_IN_TEXTS if name in _TEXTS else _AT_MOST)
        for name in FIELDS[part.tells]
    }
    return Finder(part, says, tuple(_holding(place.get(tidy(c)), wanted) for c, wanted in part.when))


def _saying(value: Value | None, place: Mapping[str, str], most: int) -> Say:
    if value is None:
        return lambda row: ""
    found = [place[tidy(c)] for c in value.columns if tidy(c) in place]
    say = _from_one(found[0], value.fixed, most) if len(found) == 1 else _from_several(found, value, most)
    return _understood(say, value) if value.words else say


def _from_one(column: str, fixed: str, most: int) -> Say:
    def say(row: Row) -> str:
        said = row[column].strip()
        if len(said) > _LONGEST:
            return said if len(said) <= most else _too_long(column, said, most)
        return said if said.casefold() not in _NOT_SAID else fixed

    return say


def _from_several(columns: list[str], value: Value, most: int) -> Say:
    def say(row: Row) -> str:
        parts = [row[c].strip() for c in columns]
        said = value.join.join(p for p in parts if p.casefold() not in _NOT_SAID) or value.fixed
        return said if len(said) <= most else _too_long(" + ".join(columns), said, most)

    return say


def _too_long(column: str, said: str, most: int) -> str:
    raise Bad(column, said, f"at most {most:,} characters, not {len(said):,}")


def _understood(say: Say, value: Value) -> Say:
    def understood(row: Row) -> str:
        said = say(row)
        if not said:
            return said
        return value.words.get(said.casefold(), said if value.otherwise is None else value.otherwise)

    return understood


def _holding(column: str | None, wanted: tuple[str, ...]) -> Holds:
    words = frozenset(w.casefold() for w in wanted)

    def holds(row: Row) -> bool:
        said = row[column].strip().casefold() if column else ""
        return said in words if wanted else said not in _NOT_SAID

    return holds
