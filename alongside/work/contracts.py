"""A piece of long work, as pages and the worker hold it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from alongside.kernel.ids import ActorId

Tell = Callable[[str, float | None], None]
"""Called by the work itself: what it is doing in words, and the share done (0 to 1; none where nobody can know)."""


@dataclass(frozen=True, slots=True)
class Job:
    """Somebody asked for this; `page` is the page that shows what came of it, `failed` a sentence when it could not be.

    `share` is between 0 and 1, or none where the end is not known.
    """

    id: UUID
    kind: str
    arguments: Mapping[str, str]
    asked_by: ActorId
    attempts: int
    words: str
    share: float | None
    done: bool
    failed: str
    page: str


Deed = Callable[[Job, Tell], str]
"""Does a job; gives the page to go to then. Called again after a crash, it goes on or does the same again."""
