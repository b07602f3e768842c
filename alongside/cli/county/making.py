"""From stories to files: written families, variations of them, and many people with no reason to be here."""

import csv
import random
import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from alongside.cli.county import mess, names
from alongside.cli.county.plan import (
    AGENCIES,
    HOUSING,
    SOCIAL_CARE,
    Colleague,
    County,
    Delivery,
    Happening,
    Home,
    Somebody,
    Story,
    Working,
)
from alongside.cli.county.telling import written_stories
from alongside.cli.county.writing import Sheet, write

_FOLDED = re.compile(r"\{(\w+)\}")
_KEPT_IN_A_VARIATION = 0.75
_BYSTANDERS_A_FAMILY = 13
_LONGEST_LAG = 26  # weeks
_SPREAD = 120  # days by which a variation's birthdays differ


def make_county(folder: Path, *, seed: int, families: int, today: date | None = None) -> County:
    """Write the county's files into this folder; the same seed, size and day give the same files."""
    dice = random.Random(seed)
    today = today or datetime.now(UTC).date()
    written = written_stories(today)
    stories = [*written, *(vary(written[i % len(written)], i, dice, today) for i in range(families - len(written)))]
    stories += [bystanders(i, dice, today) for i in range(families)]
    shutil.rmtree(folder, ignore_errors=True)
    sheets = {agency: Sheet(agency, today) for agency in AGENCIES}
    truth: list[tuple[str, str, str]] = []
    for story in stories:
        _settle_numbers(story, dice)
        _spread(story, sheets, truth, dice)
    deliveries = []
    for key, (name, kind, mapping) in AGENCIES.items():
        deliveries.append(Delivery(name, kind, mapping, write(sheets[key], folder / key)))
    return County(tuple(deliveries), colleagues(), _write_truth(truth, folder / "truth.csv"))


def _settle_numbers(story: Story, dice: random.Random) -> None:
    for person in story.people:
        if person.unborn:
            continue
        person.nhs_number = mess.nhs_number(dice)
        if person.role == "child":
            person.upn = mess.upn(dice)


def vary(story: Story, number: int, dice: random.Random, today: date) -> Story:
    """Another family to whom much the same happened, at another time, with other names."""
    surname = f"{dice.choice(names.SURNAMES)}"
    family = f"{surname}-{number}"
    lag = timedelta(weeks=dice.randrange(_LONGEST_LAG))
    birthdays = timedelta(days=dice.randrange(-_SPREAD, _SPREAD))
    homes: dict[Home, Home] = {}
    called: dict[str, str] = {}
    other = Story(family)
    for person in story.people:
        new = _other_person(person, family, surname, story.family, birthdays, homes, dice, today)
        called[person.forename] = new.forename
        other.people.append(new)
    other.happenings = [
        replace(h, on=h.on - lag, about=tuple(_moved(a, family) for a in h.about), title=h.title, text=h.text)
        for h in story.happenings
        if dice.random() < _KEPT_IN_A_VARIATION
    ]
    team = {agency: dice.choice(workers[1:-1]) for agency, workers in names.WORKERS.items()}
    other.working = [_other_worker(w, family, lag, team) for w in story.working]
    other.reasons = [replace(r, about=_moved(r.about, family), from_on=r.from_on - lag) for r in story.reasons]
    return other


def _moved(key: str, family: str) -> str:
    return f"{family}/{key.partition('/')[2]}"


def _other_person(
    person: Somebody, family: str, surname: str, old: str, birthdays: timedelta, homes: dict[Home, Home],
    dice: random.Random, today: date,
) -> Somebody:  # fmt: skip
    child = person.role == "child"
    pool = {("f", True): names.GIRLS, ("m", True): names.BOYS, ("f", False): names.WOMEN, ("m", False): names.MEN}
    forename = dice.choice(pool.get((person.sex, child), names.GIRLS)) if person.forename else ""
    born = person.born + birthdays if person.born and not person.unborn else person.born
    if born and not person.unborn:
        born = min(born, today - timedelta(days=20))
    return replace(
        person,
        key=_moved(person.key, family),
        family=family,
        forename="" if person.unborn else forename,
        surname=surname if person.surname == old else dice.choice(names.SURNAMES),
        born=born,
        home=homes.setdefault(person.home, _home(dice)),
        earlier_home=homes.setdefault(person.earlier_home, _home(dice)) if person.earlier_home else None,
        known_as="",
        earlier_surname=dice.choice(names.SURNAMES) if person.earlier_surname else "",
        mother=_moved(person.mother, family) if person.mother else "",
        father=_moved(person.father, family) if person.father else "",
    )


def _other_worker(working: Working, family: str, lag: timedelta, team: dict[str, str]) -> Working:
    worker = team.get(working.agency, working.worker)
    to_on = working.to_on - lag if working.to_on else None
    return replace(
        working, about=_moved(working.about, family), worker=worker, from_on=working.from_on - lag, to_on=to_on
    )


def _home(dice: random.Random) -> Home:
    street = f"{dice.choice(names.STREETS)} {dice.choice(names.ROADS)}"
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    code = f"{names.AREA}{dice.randrange(1, 20)} {dice.randrange(1, 10)}{dice.choice(letters)}{dice.choice(letters)}"
    return Home(f"{dice.randrange(1, 120)} {street}", code)


def bystanders(number: int, dice: random.Random, today: date) -> Story:
    """Families whom agencies know, with no reason to be here: what is sent about them stays sealed."""
    story = Story(f"bystanders-{number}")
    home, surname = _home(dice), dice.choice(names.SURNAMES)
    for place in range(_BYSTANDERS_A_FAMILY):
        if place % 4 == 0:
            home, surname = _home(dice), dice.choice(names.SURNAMES)
        child = place % 4 >= 2
        sex = dice.choice("fm")
        pool = {("f", True): names.GIRLS, ("m", True): names.BOYS, ("f", False): names.WOMEN, ("m", False): names.MEN}
        age = dice.randrange(200, 6000) if child else dice.randrange(7000, 18000)
        known = [a for a in AGENCIES if dice.random() < (0.4 if a != SOCIAL_CARE else 0.05)]
        story.people.append(
            Somebody(
                f"{story.family}/{place}",
                dice.choice(pool[sex, child]),
                surname,
                sex,
                today - timedelta(days=age),
                "child" if child else "adult",
                story.family,
                home,
                known_to=tuple(known) or ("gp",),
            )  # fmt: skip
        )
    return story


def _spread(story: Story, sheets: dict[str, Sheet], truth: list[tuple[str, str, str]], dice: random.Random) -> None:
    """What each agency knows of this family goes onto its sheet."""
    references: dict[tuple[str, str], str] = {}
    called = {p.key.partition("/")[2]: p.forename or "the baby" for p in story.people}
    for person in story.people:
        for agency in person.known_to:
            reference = f"{agency[:2].upper()}{len(sheets[agency].people) + 1:05d}"
            references[agency, person.key] = reference
            sheets[agency].people.append(mess.write_down(person, agency, reference, dice))
            truth.append((AGENCIES[agency][0], reference, person.key))
            if agency in (SOCIAL_CARE, HOUSING):
                sheets[agency].households[reference] = f"{person.family} {person.home.address}"
    _spread_ties(story.people, sheets, references)
    for happening in story.happenings:
        _spread_event(happening, sheets, references, called)
    for working in story.working:
        if reference := references.get((working.agency, working.about), ""):
            sheets[working.agency].working.append((reference, working, email_of(working.worker, working.agency)))
    for reason in story.reasons:
        if reference := references.get((SOCIAL_CARE, reason.about), ""):
            sheets[SOCIAL_CARE].reasons.append((reference, reason))


def _spread_ties(people: Iterable[Somebody], sheets: dict[str, Sheet], references: dict[tuple[str, str], str]) -> None:
    for person in people:
        for agency in (SOCIAL_CARE, "health"):
            for kind, parent in (("mother", person.mother), ("father", person.father)):
                mine, theirs = references.get((agency, person.key)), references.get((agency, parent))
                if mine and theirs:
                    sheets[agency].ties.append((mine, theirs, kind))


def _spread_event(
    happening: Happening, sheets: dict[str, Sheet], references: dict[tuple[str, str], str], called: dict[str, str]
) -> None:
    sheet = sheets[happening.agency]
    told = replace(
        happening,
        text=_FOLDED.sub(lambda m: called.get(m[1], m[1]), happening.text),
        title=_FOLDED.sub(lambda m: called.get(m[1], m[1]), happening.title),
        action=_FOLDED.sub(lambda m: called.get(m[1], m[1]), happening.action),
        outcome=_FOLDED.sub(lambda m: called.get(m[1], m[1]), happening.outcome),
    )
    for key in happening.about:
        if reference := references.get((happening.agency, key)):
            sheet.events.append((f"{happening.agency[:2].upper()}E{len(sheet.events) + 1:06d}", reference, told))


def email_of(worker: str, agency: str) -> str:
    """The address at work of a made-up professional."""
    return f"{worker.casefold().replace(' ', '.')}@{agency.replace('_', '-')}.marlshire.example"


def colleagues() -> tuple[Colleague, ...]:
    """Who can sign in to the demonstration; the first is the one whose password is printed."""
    found = []
    for agency, workers in names.WORKERS.items():
        for place, worker in enumerate(workers):
            offices = ("supervisor", "steward", "matcher") if place == len(workers) - 1 else ()
            role = names.ROLES[agency]
            found.append(Colleague(worker, email_of(worker, agency), role, AGENCIES[agency][0], offices))
    return tuple(found)


def _write_truth(truth: list[tuple[str, str, str]], path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("agency", "source_id", "person"))
        writer.writerows(truth)
    return path
