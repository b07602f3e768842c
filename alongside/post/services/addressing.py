"""Somebody says which address is safe, or that none is."""

from uuid import UUID

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ChildId
from alongside.kernel.scope import for_child, for_self
from alongside.post import models
from alongside.post.rules import addresses
from alongside.trust import api as trust


@capability("post.say_address", scope=for_child(), writes=True)
def say_address(
    caller: Caller, *, child: ChildId, person: UUID, safe: bool, address: str = "", who_reads: str = ""
) -> None:
    """Somebody of the child's team can safely be written to at this address, or at none: and who might read it."""
    source = trust.subjects(caller, children=(child,))[child]
    _keep(caller, person, source, safe, address, who_reads)


@capability("post.say_own_address", scope=for_self(), writes=True)
def say_own_address(caller: Caller, *, safe: bool, address: str = "", who_reads: str = "") -> None:
    """I can safely be written to at this address, or at none.

    What somebody of a family says is seen by those who work with their children; what a practitioner says is not.
    """
    shared = tuple(g.child for g in trust.my_grants(caller) if g.level == trust.Level.SHARED)
    sources = set(trust.subjects(caller, children=shared).values()) if shared else {None}
    for source in sources:
        _keep(caller, caller.actor, source, safe, address, who_reads)


def _keep(caller: Caller, person: UUID, source: UUID | None, safe: bool, address: str, who_reads: str) -> None:
    tidied = addresses.tidy(address)
    if safe and not addresses.is_address(tidied):
        raise NotPossible("Enter one e-mail address, such as name@example.org.")
    models.SafeAddress(
        person=person, source=source, address=tidied if safe else "", safe=safe, who_reads=who_reads.strip(),
        at=caller.now, by=caller.actor,
    ).save(force_insert=True)  # fmt: skip
