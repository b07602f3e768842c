"""People and their ties, as agencies describe them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.kernel.dates import Precision
from alongside.kernel.ids import AgencyId, PersonId, SourceId


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
