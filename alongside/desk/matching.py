"""How well records match, in numbers: what a sample shows, how long questions wait, what was undone, by which model.

Nobody is named on these pages, and a count of people below ten is not told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse

from alongside.agencies import api as agencies
from alongside.desk.frame import framed, page
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import AgencyId
from alongside.layout.dates import day
from alongside.layout.pictures import intervals
from alongside.layout.pictures.intervals import Estimate, percent
from alongside.linkage import api as linkage
from alongside.linkage.api import GROUP_WORDS, Coverage, Interval, Models, ModelTold, QueueAge, Sample, Tally

FEW, NONE = "fewer than 10", "–"
ALL = "All links"
KINDS_OF_QUESTION = {
    None: "All questions", True: "About somebody who is helped now", False: "About nobody who is helped now",
}  # fmt: skip
WIDE, NARROW = 640, 340


def counted(count: int) -> str:
    """A count of people, or that it is too small to be told."""
    known = linkage.shown(count)
    return FEW if known is None else f"{known:,}"


def of(part: int, whole: int) -> str:
    """So many, and what percentage of all that is; too small a part is not told."""
    if linkage.shown(part) is None or linkage.shown(whole) is None:
        return FEW
    return f"{part:,} ({percent(part / whole)})" if whole else "0"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of estimates."""

    name: str
    known: str
    unsure: str
    waiting: str
    estimate: str
    interval: str


@page(Purpose.MATCHING)
def quality(request: HttpRequest, caller: Caller) -> HttpResponse:
    """What the blind sample shows, the age of the queue, what was undone, drift, and how far agencies' records meet."""
    told = linkage.quality(caller)
    known = linkage.models(caller)
    names = {a.id: a.name for a in agencies.all_agencies(caller)}
    said = {
        "sample": told.sample, "overall": told.sample.all, "fewest": FEW,
        "lines": [(x.name, x.known, x.unsure, x.waiting, x.estimate, x.interval) for x in lines(told.sample)],
        "precision": in_words(told.sample.all.precision), "recall": in_words(told.sample.recall),
        "pictures_of_it": tuple(_drawn(told.sample, width) for width in (WIDE, NARROW)),
        "group_words": [words for group, words in GROUP_WORDS.items() if told.sample.groups[group].known],
        "ages": [age(row, caller.now) for row in told.queue], "splits": told.splits,
        "undone": [
            (f"{u.months} months", counted(u.links), counted(u.people), counted(u.helped), counted(u.lookers))
            for u in told.undone
        ],
        "drift": drift(known), "runs": runs(known), "far": far(known),
        "coverage": [covered(row, names) for row in linkage.coverage(caller)],
    }  # fmt: skip
    return framed(request, caller, "desk/matching_quality.html", said, here="matching-quality")


def in_words(estimate: Interval | None) -> str:
    """98.7% (between 95.2% and 99.6%); nothing when it is not known."""
    return intervals.told(Estimate("", estimate.share, estimate.low, estimate.high)) if estimate else ""


def lines(sample: Sample) -> list[Line]:
    """All links, then each group of which anything is known."""
    found = [_line(ALL, sample.all)]
    return found + [_line(GROUP_WORDS[group][0], said) for group, said in sample.groups.items() if said.known]


def _line(name: str, said: Tally) -> Line:
    whole = name == ALL
    estimate, between = NONE, NONE
    if said.precision:
        estimate = percent(said.precision.share)
        between = f"{percent(said.precision.low)} to {percent(said.precision.high)}"
    rest = (f"{said.unsure:,}", f"{said.waiting:,}") if whole else (NONE, NONE)
    return Line(name, f"{said.known:,}" if whole else counted(said.known), *rest, estimate, between)


def _drawn(sample: Sample, width: int) -> str:
    known = [(ALL, sample.all), *((GROUP_WORDS[g][0], said) for g, said in sample.groups.items())]
    estimates = [
        Estimate(name, said.precision.share, said.precision.low, said.precision.high)
        for name, said in known
        if said.precision
    ]
    return intervals.draw(estimates, name="Share of links that are right", ident=f"right-{width}", width=width)


def age(row: QueueAge, now: datetime) -> tuple[str, str, str, str]:
    """What waits, how many, how long half of them have waited at least, and the oldest."""
    waits = [f"{(now - since).days:,}" if since else NONE for since in (row.median_since, row.oldest_since)]
    return KINDS_OF_QUESTION[row.helped], f"{row.count:,}", waits[0], waits[1]


def drift(known: Models) -> list[tuple[str, ...]]:
    """Each model with the shares that are followed, and how far they are from those of the model before."""
    rows = []
    for model in known.models:
        shares = (
            NONE
            if d.share is None
            else percent(d.share) + (f" ({100 * d.change:+.1f})" if d.change is not None else "")
            for d in model.drift
        )
        rows.append((f"{model.name}, first used on {day(model.at.date())}", *shares))
    return rows


def far(known: Models) -> list[str]:
    """What of the model in use is so far from the one before that somebody should look."""
    return [d.words.casefold() for m in known.models[:1] for d in m.drift if d.far]


def runs(known: Models) -> list[tuple[str, ...]]:
    """The latest runs: when, over what, and what they came to."""
    return [
        (
            day(run.at.date()), "everything" if run.whole else "what changed", f"{run.records:,}", f"{run.people:,}",
            percent(run.linked), f"{run.moved:,}",
        )
        for run in known.runs
    ]  # fmt: skip


def covered(row: Coverage, names: dict[AgencyId, str]) -> tuple[str, ...]:
    """One agency's line."""
    lacking = (row.without_date, row.without_postcode, row.without_number)
    return (
        names.get(row.agency, "An agency that is not named here"), counted(row.records), of(row.joined, row.records),
        *(of(part, row.records) for part in lacking),
    )  # fmt: skip


@page(Purpose.MATCHING)
def model(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The model in use on one page: what it learned from, what it had to pass, and what each likeness weighs."""
    used = next(iter(linkage.models(caller).models), None)
    numbers = linkage.thresholds()
    told: dict[str, object] = {"model": used, "thresholds": linkage.thresholds_told(numbers)}
    told["dated"] = day(date.fromisoformat(numbers.dated))
    if used is not None:
        told |= {
            "facts": facts(used), "gates": linkage.gates(used.report, numbers),
            "levels": [
                (level.words[:1].upper() + level.words[1:], bits(level.bits), _share(level.m), _share(level.u))
                for level in linkage.levels_told(used.weights)
            ],
        }  # fmt: skip
    return framed(request, caller, "desk/matching_model.html", told, here="matching-quality")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about the model."""

    key: str
    value: str


TRAINING = {
    "done": "Learned from the records here", "none": "The shipped model: it was not learned here",
    "refused": "The shipped model: what was learned here was refused",
}  # fmt: skip
METHODS = {
    "shared identifiers": "From pairs of records that share an NHS number or pupil number, which stand for one person.",
    "expectation maximisation": "By expectation maximisation: from pairs that share some fields, it learns how often "
    "the others agree, in turns, until nothing changes.",
}


def facts(used: ModelTold) -> Sequence[Fact]:
    """Name, version, date, and how it was learned."""
    report = used.report
    records = report.get("records")
    told = [
        Fact("Model", used.name),
        Fact("Version", used.digest),
        Fact("First used", day(used.at.date())),
        Fact("How it came about", TRAINING.get(str(report.get("training")), "Put here by the operator")),
    ]
    if isinstance(records, int):
        told.append(Fact("Records it was learned from" if report.get("method") else "Records then", f"{records:,}"))
    if report.get("method"):
        told.append(Fact("Method", METHODS.get(str(report["method"]), str(report["method"]))))
    if report.get("reason"):
        told.append(Fact("Reason", str(report["reason"])))
    return told


def bits(weight: float) -> str:
    """+11.2 bits, −4.9 bits."""
    return f"{weight:+.1f} bits".replace("-", "−")


def _share(share: float) -> str:
    return percent(share) if share >= 0.0005 else f"1 in {1 / share:,.0f}"
