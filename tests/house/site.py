"""The site through the eyes of two people, and the looks that each of its pages is given."""

from collections.abc import Callable, Iterator
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from alongside.agencies import api as agencies
from alongside.cli.caller import operator
from alongside.desk.errands import work_until_idle
from alongside.kernel.caller import Caller
from tests.journeys.county import SAM, STRANGER, SmallCounty, with_every_office

PEOPLE = b"record,forename,surname,date_of_birth\nP1,Ava,Pearce,2017-05-04\nP2,Noah,Pearce,some day\n"
ENTRY = {
    "when_day": "2", "when_month": "10", "when_year": "2026", "clock": "16:30", "kind": "contact", "version": "0",
    "title": "Tea", "text": "The fridge was <b>empty.", "seen": "alone", "in_their_words": "I like it when nan comes.",
    "opinion": "Colder than last week.", "action": "Rang the food bank.",
}  # fmt: skip


class Site:
    """The county through the eyes of two people: one who may see everything, and a stranger."""

    def __init__(self, county: SmallCounty) -> None:
        """Sign both in."""
        self.me: Caller = with_every_office(SAM)
        self.mine = county.signed_in(SAM)
        self.strange = county.signed_in(STRANGER)
        self.nobody = Client(SERVER_NAME="localhost")
        self.agency = next(a.id for a in agencies.all_agencies(operator()) if a.name == "Marlshire Police")
        mine = county.children_of(SAM)
        self.child, self.other = mine["Ava Pearce"], mine["Albie Ashworth"]

    def uploaded(self) -> str:
        """The address at which an uploaded file waits."""
        sent = {"agency": str(self.agency), "uploads": SimpleUploadedFile("people.csv", PEOPLE)}
        return str(self.mine.post("/deliveries", sent)["Location"])

    def taken_in(self) -> str:
        """The address of a delivery that had a bad row."""
        waiting = str(self.mine.post(self.uploaded(), {"mapping": "plain-people"})["Location"])
        work_until_idle()
        return str(self.mine.get(waiting)["Location"])

    def written(self) -> str:
        """The id of an entry that I wrote here."""
        note = str(uuid4())
        answer = self.mine.post(self.at("write-entry", self.child, note), {**ENTRY, "children": str(self.child)})
        assert answer.status_code == 302, answer.content.decode()
        return note

    def at(self, name: str, *words: object) -> str:
        """The address of this page."""
        return reverse(name, args=[str(word) for word in words])


Looks = Iterator[tuple[Client, str, dict[str, str] | None, int]]
"""Who asks, for which address, with what in the form (none: only looking), and the status that is due."""
PAGES: dict[str, Callable[[Site], Looks]] = {}


def page(name: str) -> Callable[[Callable[[Site], Looks]], Callable[[Site], Looks]]:
    """The looks that a page of this name is given."""

    def remember(looks: Callable[[Site], Looks]) -> Callable[[Site], Looks]:
        PAGES[name] = looks
        return looks

    return remember
