"""A page and a program tell the same story, entry by entry; to a stranger neither tells anything."""

import json
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.core.management import call_command

from alongside.chronology import api as chronology
from alongside.cli.caller import speaking_as
from alongside.cli.main import ALL_WELL, REFUSED, main
from alongside.desk.children import KINDS
from tests.house.html_reading import Element, Page
from tests.journeys.county import SAM, STRANGER, SmallCounty

CHILDREN = ("Ava Pearce", "Albie Ashworth", "Poppy Skelton", "Callum Skelton")
SAID = ("text", "action", "outcome", "worker", "opinion", "in_their_words")


@pytest.fixture(scope="module", autouse=True)
def static_files() -> None:
    """Pages need their style sheets."""
    call_command("collectstatic", interactive=False, verbosity=0)


def told_to_a_program(child: UUID, who: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """What the command says: its exit code, its answer and its complaint."""
    capsys.readouterr()
    code = main(["chronology", str(child), "--as", who, "--json"])
    said = capsys.readouterr()
    return code, said.out, said.err


def with_class(root: Element, name: str) -> Element:
    """The one part of the page that looks like this."""
    (found,) = (one for one in root.inside() if name in one.attributes.get("class", "").split())
    return found


def words_of(one: Element) -> str:
    """Everything that is read in it, blanks made one."""
    return " ".join("".join(c if isinstance(c, str) else f" {words_of(c)} " for c in one.children).split())


def on_the_page(html: str) -> dict[str, dict[str, Any]]:
    """The entries that a page shows, in their order: id, and what is read there."""
    found = {}
    for one in Page(html).all:
        name = one.attributes.get("id", "")
        if name.startswith("entry-"):
            (when,) = (part for part in one.inside() if part.tag == "time")
            description = with_class(one, "moj-timeline__description")
            found[name.removeprefix("entry-")] = {
                "when": when.attributes["datetime"],
                "clock": words_of(when).partition(", ")[2],
                "title": words_of(with_class(one, "moj-timeline__title")),
                "agencies": words_of(with_class(one, "moj-timeline__byline")),
                "marks": [words_of(p) for p in one.inside() if "govuk-tag" in p.attributes.get("class", "")],
                "texts": [words_of(p) for p in description.inside() if p.tag == "p" and "dir" in p.attributes],
                "read": words_of(description),
            }
    return found


def as_read(text: str) -> str:
    """Blanks made one, as a page shows them."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", CHILDREN)
def test_every_entry_a_program_is_told_stands_on_the_page_and_no_other(
    name: str, county: SmallCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    child = county.children_of(SAM)[name]
    code, said, _ = told_to_a_program(child, SAM, capsys)
    entries = json.loads(said)["entries"]
    client = county.signed_in(SAM)
    assert client.get(f"/children/{child}/chronology.json").json() == json.loads(said)
    page = on_the_page(client.get(f"/children/{child}/chronology").content.decode())
    assert code == ALL_WELL and len({w["agency"] for e in entries for w in e["witnesses"]}) >= 4
    assert list(page) == [entry["id"] for entry in reversed(entries)], "the page begins with the newest"
    for entry in entries:
        shown, told = page[entry["id"]], entry["witnesses"]
        title = next((w["title"] for w in told if w.get("title")), KINDS[entry["kind"]][0])
        assert (shown["when"], shown["clock"], shown["title"]) == (entry["when"], entry["clock"], as_read(title))
        assert shown["agencies"] == " and ".join(dict.fromkeys(w["agency"] for w in told))
        assert shown["marks"][0] == KINDS[entry["kind"]][0]
        assert [as_read(w["text"]) for w in told if w.get("text")] == shown["texts"]
        for witness in told:
            assert all(as_read(witness[part]) in shown["read"] for part in SAID if witness.get(part))


def _refusals(admin: psycopg.Connection, child: UUID) -> list[tuple[str, str]]:
    found = admin.execute(
        "SELECT capability, session FROM ledger_line WHERE actor = %s AND outcome = 'refused' AND %s = ANY(subjects)",
        (speaking_as(STRANGER).actor, child),
    ).fetchall()
    return [(str(capability), str(session).split(" ")[0]) for capability, session in found]


@pytest.mark.parametrize("name", CHILDREN[:2])
def test_a_stranger_is_told_nothing_by_either_and_the_ledger_says_so(
    name: str, county: SmallCounty, admin: psycopg.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    child = county.children_of(SAM)[name]
    code, said, why = told_to_a_program(child, STRANGER, capsys)
    assert (code, said) == (REFUSED, "") and why.startswith("Refused: ")
    strange = county.signed_in(STRANGER)
    texts = [w.text for e in chronology.story(speaking_as(SAM), child=child).entries for w in e.witnesses if w.text]
    for page in ("chronology", "chronology.json"):
        answer = strange.get(f"/children/{child}/{page}")
        words = answer.content.decode()
        assert answer.status_code == 403
        assert name not in words and not any(text in words for text in texts)
    found = _refusals(admin, child)
    assert ("chronology.story", "command") in found and ("chronology.story", "web") in found
    assert len([one for one in found if one[1] == "web"]) == 2, "each page that stayed shut has its line"
