"""Who stands around the family, drawn from what agencies have recorded and from nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.agencies.api import Agency, AgencyKind
from alongside.chronology.api import Entry, Story
from alongside.families.api import Identity, Relative, age_of
from alongside.layout.dates import short
from alongside.layout.pictures import ecomap
from alongside.layout.pictures.ecomap import Member, Tie
from alongside.teams.api import Involved

LOOKED_AT = timedelta(days=182)
STRONG, FAIR = 6, 3
"""Entries in six months from which a tie is drawn as strong or fair (our definition)."""
STRAINED = 2
"""Missed appointments in six months from which a tie is drawn as stressful (our definition)."""
GROUPS = {
    AgencyKind.SOCIAL_CARE: "Social care", AgencyKind.EARLY_HELP: "Early help", AgencyKind.CHILD_HEALTH: "Health",
    AgencyKind.SCHOOL: "School", AgencyKind.GP_HOSPITAL: "Health", AgencyKind.POLICE: "Police",
    AgencyKind.HOUSING: "Housing", AgencyKind.VOLUNTARY: "Community", AgencyKind.OTHER: "Other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """The ecomap, its key, and the same in sentences."""

    picture: str
    key: list[tuple[str, str]]
    words: tuple[str, ...]


def what_is_around(
    child: Identity, relatives: Sequence[Relative], story: Story, known: Sequence[Agency], today: date
) -> Around | None:
    """The ecomap of this child; none while no agency is or was involved."""
    ties = [tie for agency in known if (tie := _tie(agency, story, today))]
    if not ties:
        return None
    home = [r.identity for r in relatives if r.tie == "household" and not r.over(today)]
    members = [_member(i, today, index=i == child) for i in (child, *home)]
    return Around(ecomap.draw(ties, members), ecomap.key(ties), ecomap.words(ties, members))


def _tie(agency: Agency, story: Story, today: date) -> Tie | None:
    own = [e for e in story.entries if any(w.agency == agency.id for w in e.witnesses)]
    workers = [v for v in story.involved if v.agency == agency.name]
    if not own and not workers:
        return None
    recent = [e for e in own if today - LOOKED_AT <= e.when.on <= today]
    last = short(own[-1].when) if own else "nothing recorded"
    still = any(v.open for v in workers)
    return Tie(
        agency.name, GROUPS[agency.kind], strength=_strength(recent, still=still), direction="not said",
        stressful=sum(e.kind == "missed" for e in recent) >= STRAINED, last_contact=last, person=_who(workers),
    )  # fmt: skip


def _strength(recent: Sequence[Entry], *, still: bool) -> int:
    met = sum(e.kind != "missed" for e in recent)
    if met >= STRONG:
        return 3
    if met >= FAIR:
        return 2
    return 1 if recent or still else 0


def _who(workers: Sequence[Involved]) -> str:
    return next((v.worker for v in workers if v.open and v.worker), "")


def _member(identity: Identity, today: date, *, index: bool) -> Member:
    age = age_of(identity, today)
    sex = identity.sex if identity.sex in ("f", "m") else "u"
    return Member(identity.name.split(" ")[0], sex, "" if age is None else str(age), index)  # type: ignore[arg-type]
