"""Commands that show something to somebody who may see it, and the invitation."""

import argparse
import json
from uuid import UUID

from alongside.agencies import api as agencies
from alongside.chronology import api as chronology_api
from alongside.chronology.api import Story
from alongside.cli.caller import operator, speaking_as
from alongside.kernel.answers import NotFound, NotPossible
from alongside.kernel.caller import Purpose
from alongside.kernel.ids import ChildId, PersonId
from alongside.linkage import api as linkage
from alongside.rest.stories import story_as_json
from alongside.trust import api as trust


def _person(said: str) -> UUID:
    """The person with this id, or the one an agency's own number belongs to now."""
    try:
        return UUID(said)
    except ValueError:
        agency, _, number = said.rpartition(":")
    for name, reference, person in linkage.links(operator(Purpose.MATCHING)):
        if name.casefold() == agency.casefold() and reference == number:
            return person
    raise NotFound(f"There is nobody known as {said}. Expected an id, or AGENCY:NUMBER.")


def chronology(chosen: argparse.Namespace) -> None:
    """One child's chronology."""
    story = chronology_api.story(speaking_as(chosen.speaker), child=ChildId(_person(chosen.child)))
    if chosen.json:
        print(json.dumps(story_as_json(story), ensure_ascii=False, indent=1))
    else:
        _tell(story)


def _tell(story: Story) -> None:
    for entry in story.entries:
        for place, witness in enumerate(entry.witnesses):
            when = f"{entry.when}" if place == 0 else "also"
            told = " – ".join(x for x in (witness.title, witness.text, witness.action, witness.outcome) if x)
            print(f"{when:<10} {entry.kind:<9} {witness.told_by}: {told}")
    for prompt in story.prompts:
        print(f"? {prompt.question}")
    agencies_told = {w.told_by for e in story.entries for w in e.witnesses}
    print(f"{len(story.entries)} entries from {len(agencies_told)} agencies.")


def person(chosen: argparse.Namespace) -> None:
    """Why records are one person."""
    found = linkage.explain(
        speaking_as(chosen.speaker).with_purpose(Purpose.MATCHING), person=PersonId(_person(chosen.person))
    )
    if chosen.json:
        print(
            json.dumps(
                [{n: getattr(w, n) for n in ("left", "right", "outcome", "sentence", "probability")} for w in found]
            )
        )
        return
    words = {"linked": "one person", "ask": "waits for a person"}
    for why in found:
        print(
            f"{why.left} and {why.right}: {words.get(why.outcome, why.outcome)} ({why.probability:.4f}). {why.sentence}"
        )
    print(f"{len(found)} comparisons." if found else "Only one record; nothing to compare it with.")


def invite(chosen: argparse.Namespace) -> None:
    """Invite a colleague."""
    me = operator()
    agency = next((a for a in agencies.all_agencies(me) if a.name.casefold() == chosen.agency.casefold()), None)
    if agency is None:
        raise NotPossible(f"There is no agency {chosen.agency}.")
    offices = tuple(trust.Office(o) for o in chosen.office)
    invitation = agencies.invite_colleague(
        me, agency=agency.id, email=chosen.email, name=chosen.name, role=chosen.role, offices=offices
    )
    print(f"{invitation.email} may join until {invitation.expires_at:%-d %B %Y}: /join/{invitation.token}")
