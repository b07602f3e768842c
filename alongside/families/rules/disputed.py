"""What somebody says is not right is left out, and kept beside with the reason. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from alongside.families.contracts import Companion, Dispute, Home
from alongside.families.rules.homes import Named, Written
from alongside.kernel.ids import PersonId

TOGETHER = "household"
"""The tie of living together."""
PARENTAL = frozenset({"mother", "father", "parent", "carer", "guardian"})


def turned(tie: str) -> str:
    """The same tie from the other side: to a mother I am a child, to a brother I am a brother or sister."""
    return "child" if tie in PARENTAL else tie


def speaks_of(dispute: Dispute, person: PersonId, relative: PersonId, tie: str) -> bool:
    """Whether the dispute is about `relative` being the `tie` of `person`, from whichever side it was said."""
    if (dispute.subject, dispute.relative) == (person, relative):
        return dispute.tie == tie
    if (dispute.subject, dispute.relative) == (relative, person):
        return turned(dispute.tie) == tie or dispute.tie == turned(tie)
    return False


def wrong_tie(disputes: Iterable[Dispute], person: PersonId, relative: PersonId, tie: str) -> bool:
    """Whether this tie, other than living together, is said not to be right."""
    return tie != TOGETHER and any(speaks_of(d, person, relative, tie) for d in disputes)


def wrong_household(
    disputes: Iterable[Dispute],
    person: PersonId,
    relative: PersonId,
    homes: tuple[frozenset[str], frozenset[str]],
    names: Mapping[Written, Named],
) -> bool:
    """Whether it is said not to be right that the two live together now.

    `homes` are those that records of the one and of the other say now. It is wrong altogether, or at every home that
    both are said to have; where they have none in common, at every home of the first.
    """
    about = [d for d in disputes if speaks_of(d, person, relative, TOGETHER)]
    shared = (homes[0] & homes[1]) or homes[0]
    said = {names[d.address, d.postcode].home for d in about}
    return any(not (d.address or d.postcode) for d in about) or bool(shared and shared <= said)


def without_disputed(
    child: PersonId, homes: Sequence[Home], disputes: Sequence[Dispute], names: Mapping[Written, Named]
) -> tuple[Home, ...]:
    """The homes with everybody left out of whom it is said that they did not live there with the child.

    Nobody is lost: who is left out stands beside, with the newest dispute that says so.
    """
    return tuple(_told_apart(child, home, disputes, names) for home in homes)


def _told_apart(child: PersonId, home: Home, disputes: Sequence[Dispute], names: Mapping[Written, Named]) -> Home:
    kept: list[Companion] = []
    left: list[Companion] = []
    for one in home.companions:
        about = [d for d in disputes if speaks_of(d, child, one.person, TOGETHER) and _is_of(d, home, names)]
        if about:
            left.append(replace(one, dispute=max(about, key=lambda d: (d.at, d.id))))
        else:
            kept.append(one)
    return replace(home, companions=tuple(kept), left_out=tuple(left))


def _is_of(dispute: Dispute, home: Home, names: Mapping[Written, Named]) -> bool:
    anywhere = not (dispute.address or dispute.postcode)
    return anywhere or names[dispute.address, dispute.postcode].home == home.name
