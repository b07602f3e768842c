"""People and their ties, as agencies describe them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from alongside.kernel.dates import Precision
from alongside.kernel.ids import ActorId, AgencyId, ChildId, PersonId, SourceId


@dataclass(frozen=True, slots=True)
class Description:
    """One agency's words about one person. Empty text and `None` mean that nothing was said.

    `reference` is the agency's own number of the person; `household` and `mother` are that agency's references too.
    """

    reference: str
    forename: str = ""
    middle_names: str = ""
    surname: str = ""
    other_names: tuple[str, ...] = ()
    date_of_birth: date | None = None
    date_precision: Precision | None = None
    sex: str = ""
    address: str = ""
    postcode: str = ""
    addresses_ever: tuple[str, ...] = ()
    nhs_number: str = ""
    upn: str = ""
    shared_identifiers: tuple[str, ...] = ()
    household: str = ""
    mother: str = ""
    school: str = ""
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """A description with its source, agency, and the person the source belongs to now (if linked)."""

    source: SourceId
    agency: AgencyId
    person: PersonId | None
    said_at: datetime
    words: Description

    def item_ids(self) -> tuple[UUID, ...]:
        """The source, for the ledger."""
        return (self.source,)


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody is the `kind` (mother, parent, sibling, partner, carer, household …) of somebody else."""

    source: SourceId
    relative: SourceId
    kind: str
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a person is, put together from what all agencies say; `names_differ` lists other names heard."""

    person: PersonId
    name: str
    date_of_birth: date | None
    date_precision: Precision | None
    sex: str
    other_names: tuple[str, ...]
    nhs_number: str
    upn: str
    address: str
    school: str
    sources: tuple[SourceId, ...]

    def item_ids(self) -> tuple[UUID, ...]:
        """The person, for the ledger."""
        return (self.person,)


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody in a child's circle: who, the tie in words, and the agencies that say so."""

    identity: Identity
    tie: str
    from_on: date | None
    to_on: date | None
    said_by: tuple[AgencyId, ...]

    def over(self, today: date) -> bool:
        """Whether it ended before today."""
        return self.to_on is not None and self.to_on < today


@dataclass(frozen=True, slots=True)
class BeforeBirth:
    """One record of a child from before birth: who kept it, for when the birth was expected, and since when it is."""

    source: SourceId
    agency: AgencyId
    expected_on: date
    said_at: datetime

    def item_ids(self) -> tuple[UUID, ...]:
        """The record, for the ledger."""
        return (self.source,)


@dataclass(frozen=True, slots=True)
class Lived:
    """Where and in which household one description says that somebody lives; `turn` is its place among all."""

    person: PersonId
    source: SourceId
    agency: AgencyId
    said_on: date
    turn: int
    address: str
    postcode: str
    household: str


@dataclass(frozen=True, slots=True)
class LivesWith:
    """A tie that says so: from then till then one belonged to the household of the other."""

    source: SourceId
    agency: AgencyId
    person: PersonId
    relative: PersonId
    from_on: date
    to_on: date | None


class How(StrEnum):
    """By what two people are said to live together."""

    ADDRESS = "the same address"
    HOUSEHOLD = "the same household"
    RELATION = "a tie that says so"


@dataclass(frozen=True, slots=True)
class Witness:
    """One record says so, first on a day, last on a day; `to_on` None: it says so still."""

    agency: AgencyId
    source: SourceId
    from_on: date
    to_on: date | None
    how: How
    address: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Somebody who works with the child says that a tie, or living together at an address, is not right, and why.

    `tie` is what `relative` was said to be to `subject`; "household" is living together, at `address` or, where that
    is empty, anywhere.
    """

    id: UUID
    subject: PersonId
    relative: PersonId
    tie: str
    address: str
    postcode: str
    why: str
    said_by: ActorId
    at: datetime

    def item_ids(self) -> tuple[UUID, ...]:
        """The dispute, for the ledger."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody said to have lived with the child in a home, by whom, and, if left out, because of what."""

    person: PersonId
    from_on: date
    to_on: date | None
    witnesses: tuple[Witness, ...]
    dispute: Dispute | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """A time in which a child was said to live at one address, by whom, and with whom. Times are days, both included.

    `address` is as the latest record writes it; empty where a household is known and no address.
    """

    name: str
    address: str
    postcode: str
    from_on: date
    to_on: date | None
    witnesses: tuple[Witness, ...]
    companions: tuple[Companion, ...] = ()
    left_out: tuple[Companion, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Days on which agencies say different addresses: the places of these homes among all."""

    from_on: date
    to_on: date | None
    homes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Households:
    """With whom a child lived, when and where, as agencies say; nothing of it is stored."""

    child: ChildId
    homes: tuple[Home, ...]
    differences: tuple[Difference, ...]
    undated: tuple[tuple[str, AgencyId], ...]
    """Addresses that agencies name without a time."""
    identities: Mapping[PersonId, Identity]
    ties: Mapping[PersonId, tuple[str, ...]]

    def item_ids(self) -> tuple[UUID, ...]:
        """Every record that is shown, for the ledger."""
        homes = [w.source for home in self.homes for w in home.witnesses]
        beside = [w.source for home in self.homes for one in (*home.companions, *home.left_out) for w in one.witnesses]
        return tuple(sorted({*homes, *beside}))
