"""Stories written by hand, one TOML file a family; all dates are shifted by whole weeks so that they end about now."""

import tomllib
from datetime import date, timedelta
from importlib import resources
from typing import Any

from alongside.cli.county.plan import Happening, Home, Somebody, Story, Why, Working

WRITTEN_FOR = date(2026, 11, 20)
"""The day the stories were written for."""


def shift_for(today: date) -> timedelta:
    """Whole weeks, so that Mondays stay Mondays."""
    return timedelta(weeks=(today - WRITTEN_FOR).days // 7)


def written_stories(today: date) -> list[Story]:
    """Every family written by hand, by the alphabet of their files."""
    folder = resources.files("alongside.cli.county") / "stories"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return [_story(tomllib.loads(f.read_text(encoding="utf-8")), shift_for(today)) for f in files]


def _story(said: dict[str, Any], shift: timedelta) -> Story:
    home = Home(said["address"], said["postcode"])
    earlier = Home(said["earlier_address"], said["earlier_postcode"]) if "earlier_address" in said else None
    story = Story(said["family"])
    for person in said["person"]:
        story.people.append(_somebody(person, said, home, earlier, shift))
    for happened in said["event"]:
        story.happenings.append(_happening(happened, story.family, shift))
    for line in said.get("working", []):
        story.working.append(
            Working(
                line["agency"],
                f"{story.family}/{line['about']}",
                line["worker"],
                line["role"],
                line["from"] + shift,
                line["to"] + shift if "to" in line else None,
            )  # fmt: skip
        )
    for line in said.get("reason", []):
        to_on = line["to"] + shift if "to" in line else None
        story.reasons.append(Why(f"{story.family}/{line['about']}", line["kind"], line["from"] + shift, to_on))
    return story


def _somebody(
    person: dict[str, Any], said: dict[str, Any], home: Home, earlier: Home | None, shift: timedelta
) -> Somebody:
    own = Home(person["address"], person["postcode"]) if "address" in person else home
    family = said["family"]
    return Somebody(
        key=f"{family}/{person['key']}",
        forename=person.get("forename", ""),
        surname=person.get("surname", family),
        sex=person.get("sex", ""),
        born=person["born"] + shift if "born" in person else None,
        role=person["role"],
        family=family,
        home=own,
        known_as=person.get("known_as", ""),
        earlier_surname=person.get("earlier_surname", ""),
        earlier_home=earlier if own is home else None,
        unborn=person.get("unborn", False),
        mother=f"{family}/{person['mother']}" if "mother" in person else "",
        father=f"{family}/{person['father']}" if "father" in person else "",
        known_to=tuple(person["known_to"]),
    )


def _happening(said: dict[str, Any], family: str, shift: timedelta) -> Happening:
    return Happening(
        on=said["on"] + shift,
        agency=said["agency"],
        about=tuple(f"{family}/{key}" for key in said["about"]),
        kind=said["kind"],
        title=said.get("title", ""),
        text=said["text"],
        action=said.get("action", ""),
        outcome=said.get("outcome", ""),
        precision=said.get("precision", "day"),
        clock=said.get("clock", ""),
    )
