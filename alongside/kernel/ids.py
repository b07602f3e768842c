"""People, families, agencies and actors are identifiers before they are anything else."""

from functools import lru_cache
from typing import NewType
from uuid import UUID, uuid5

PersonId = NewType("PersonId", UUID)
ChildId = NewType("ChildId", UUID)
AgencyId = NewType("AgencyId", UUID)
ActorId = NewType("ActorId", UUID)
SourceId = NewType("SourceId", UUID)
"""An agency's record of one person. Facts hang on sources; which person a source belongs to can change."""

_SOURCES = UUID("5b1c2f0e-6a43-5d0c-9c57-0d4a52d0f3a1")


def source_of(agency: AgencyId, reference: str) -> SourceId:
    """The same reference from the same agency always means the same source."""
    return SourceId(_named(f"{agency}/{reference}"))


@lru_cache(50_000)
def _named(name: str) -> UUID:
    """Remembered, because a delivery names the same people again and again."""
    return uuid5(_SOURCES, name)


def system_actor(job: str) -> ActorId:
    """Each named job of the system is an actor of its own, so the ledger can say which one it was."""
    return ActorId(uuid5(_SOURCES, f"system/{job}"))
