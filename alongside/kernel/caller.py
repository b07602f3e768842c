"""Who is knocking, for what purpose, and when."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from alongside.kernel.ids import ActorId, system_actor


class Purpose(StrEnum):
    """Why somebody looks or writes. There is no default: every caller states one."""

    DIRECT_WORK = "direct_work"
    SUPERVISION = "supervision"
    URGENT_NEED = "urgent_need"
    RECEIVING = "receiving"
    MATCHING = "matching"
    ADMINISTRATION = "administration"
    OWN_ACCOUNT = "own_account"


@dataclass(frozen=True, slots=True)
class Caller:
    """A person or a named job, with the purpose and the moment of this visit.

    `job` is set only for the system's own jobs; `session` names the sign-in the call came through.
    """

    actor: ActorId
    purpose: Purpose
    now: datetime
    session: str
    job: str = ""

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("A caller's moment needs a time zone.")

    @classmethod
    def system(cls, job: str, *, purpose: Purpose, now: datetime) -> "Caller":
        """One of the system's named jobs."""
        return cls(actor=system_actor(job), purpose=purpose, now=now.astimezone(UTC), session=f"job:{job}", job=job)

    def with_purpose(self, purpose: Purpose) -> "Caller":
        """The same caller, for another purpose."""
        return replace(self, purpose=purpose)
