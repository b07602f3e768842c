"""Who lived with a child, and when, in words: each with who says so, and from when to when it was said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid5

from django.urls import reverse

from alongside.agencies.api import Practitioner
from alongside.families.api import Companion, Dispute, Home, Households, How, Witness
from alongside.kernel.ids import ActorId, AgencyId, ChildId
from alongside.layout.dates import day
from alongside.layout.pictures import homes

_HOW = {How.ADDRESS: "", How.HOUSEHOLD: ", as one household", How.RELATION: ", as a tie between them"}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What somebody said not to be right: since when, by whom, why, and the way to put it back."""

    what: str
    since: date
    by: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody who is said to have lived there, too."""

    name: str
    ties: str
    said: tuple[str, ...]
    href: str
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class Lived:
    """One time at one home, in words."""

    heading: str
    days: str
    now: bool
    said: tuple[str, ...]
    beside: tuple[Beside, ...]
    left_out: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """How agencies and people are called on this page."""

    agencies: Mapping[AgencyId, str]
    people: Mapping[ActorId, Practitioner]

    def of(self, actor: ActorId) -> str:
        """Somebody with their role and agency, as far as an agency has named them."""
        known = self.people.get(actor)
        if known is None:
            return "somebody who is not named here"
        return ", ".join(part for part in (known.name, known.role, self.agencies.get(known.agency, "")) if part)


def homes_in_words(told: Households, names: Names) -> tuple[Lived, ...]:
    """The homes, the newest first."""
    return tuple(_home(told, home, names) for home in reversed(told.homes))


_SHORTEST = timedelta(days=31)
"""What was said within fewer days makes no picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture for a wide page and for a phone."""

    wide: str
    narrow: str


def picture_of(told: Households, names: Names, today: date) -> Picture | None:
    """The homes as bars along time; none where everything was said within a month."""
    places = tuple(_place(told, home, names) for home in reversed(told.homes))
    if not places or today - min(home.from_on for home in told.homes) < _SHORTEST:
        return None
    about = tuple(f"{p.name}: {', '.join(dict.fromkeys(one.text for one in p.said))}." for p in places)
    wide = homes.draw(places, today=today, width=940, ident="homes", about=about)
    return Picture(wide, homes.draw(places, today=today, width=358, ident="homes-narrow", about=about))


def _place(told: Households, home: Home, names: Names) -> homes.Place:
    said = [
        homes.Said(names.agencies.get(w.agency, "An agency"), w.from_on, w.to_on, person=False) for w in home.witnesses
    ]
    beside = [homes.Said(_with_ties(told, one), one.from_on, one.to_on, person=True) for one in home.companions]
    return homes.Place(called(home), (*said, *beside))


def _with_ties(told: Households, one: Companion) -> str:
    return ", ".join((_name(told, one), *told.ties.get(one.person, ())))


def _name(told: Households, one: Companion) -> str:
    return told.identities[one.person].name if one.person in told.identities else "Somebody"


def called(home: Home) -> str:
    """The address, as far as one is said."""
    postcode = "" if home.postcode in home.address else home.postcode
    return ", ".join(filter(None, (home.address, postcode))) or "Address not said"


def home_id(child: UUID, home: Home) -> UUID:
    """A name for this time at this home that may stand in the address of a page: it tells no address itself."""
    return uuid5(child, f"{home.name} {home.from_on}")


def _home(told: Households, home: Home, names: Names) -> Lived:
    return Lived(
        called(home), _days(home.from_on, home.to_on, "Said").strip(), home.to_on is None,
        tuple(_says(w, names, home.address) for w in home.witnesses),
        tuple(_beside(told, home, one, names) for one in home.companions),
        tuple(_beside(told, home, one, names) for one in home.left_out),
    )  # fmt: skip


def _days(from_on: date, to_on: date | None, word: str = "") -> str:
    if to_on is None:
        return f"{word} since {day(from_on)}"
    return f"{word} on {day(from_on)}" if from_on == to_on else f"{word} from {day(from_on)} to {day(to_on)}"


def _says(witness: Witness, names: Names, address: str = "") -> str:
    other = f", written {witness.address}" if address and witness.address not in ("", address) else ""
    agency = names.agencies.get(witness.agency, "An agency")
    return f"{agency}{_HOW[witness.how]}{_days(witness.from_on, witness.to_on)}{other}"


def _beside(told: Households, home: Home, one: Companion, names: Names) -> Beside:
    name = _name(told, one)
    asked = urlencode({"home": str(home_id(told.child, home))})
    href = f"{reverse('not-right', args=[str(told.child), str(one.person), 'household'])}?{asked}"
    said = tuple(dict.fromkeys(_says(w, names) for w in one.witnesses))
    dispute = left_out(told.child, one.dispute, name, names) if one.dispute else None
    return Beside(name, ", ".join(told.ties.get(one.person, ())), said, href, dispute)


def left_out(child: ChildId, dispute: Dispute, name: str, names: Names) -> LeftOut:
    """A dispute as the page tells it."""
    what = f"{name} {_what(dispute, child)}"
    href = reverse("put-back", args=[str(child), str(dispute.id)])
    return LeftOut(what, dispute.at.date(), names.of(dispute.said_by), dispute.why, href)


def _what(dispute: Dispute, child: ChildId) -> str:
    if dispute.tie == "household":
        where = ", ".join(part for part in (dispute.address, dispute.postcode) if part)
        return f"as living at {where}" if where else "as living in the household"
    return f"as {dispute.tie}" if dispute.subject == child else f"as somebody to whom this child is {dispute.tie}"


def other_of(dispute: Dispute, child: ChildId) -> UUID:
    """The one of the two whom the child's page is not about."""
    return dispute.relative if dispute.subject == child else dispute.subject


def differences_in_words(told: Households, names: Names) -> tuple[str, ...]:
    """Where agencies say different addresses at one time, the latest first."""
    found = []
    for difference in reversed(told.differences):
        since = _days(difference.from_on, difference.to_on).strip()
        said = (_who_says(told.homes[n], (difference.from_on, difference.to_on), names) for n in difference.homes)
        found.append(f"{since[:1].upper()}{since[1:]}: {'; '.join(said)}.")
    return tuple(found)


def _who_says(home: Home, days: tuple[date, date | None], names: Names) -> str:
    then = [
        w
        for w in home.witnesses
        if (w.to_on is None or w.to_on >= days[0]) and (days[1] is None or w.from_on <= days[1])
    ]
    agencies = _listed(dict.fromkeys(names.agencies.get(w.agency, "an agency") for w in then))
    return f"{agencies} {'says' if len(then) == 1 else 'say'} {called(home)}"


def _listed(words: Iterable[str]) -> str:
    return " and ".join(words)


def undated_in_words(told: Households, names: Names) -> tuple[str, ...]:
    """Addresses that agencies name without a time."""
    return tuple(f"{address} ({names.agencies.get(agency, 'an agency')})" for address, agency in told.undated)
