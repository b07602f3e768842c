"""What others may know of an account."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.kernel.ids import ActorId


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in, and the actor they are."""

    id: int
    email: str
    name: str
    actor: ActorId


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that was just made; the token is shown once and kept nowhere."""

    token: str
    email: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Greeting:
    """What an open invitation says to the invited person."""

    email: str
    name: str
    actor: UUID
    founding: bool = False
    """The founder types their own address; everybody else is invited by theirs."""
