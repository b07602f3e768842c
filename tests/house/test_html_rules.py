"""The rules for pages bite: each planted fault is found, and a sound page is left in peace."""

import pytest

from tests.house.html_rules import wrong_with

SOUND = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head><body>
<nav aria-label="Menu"><ul><li><a href="#main">Main</a></li></ul></nav>
<main id="main"><h1>A page</h1>{}</main></body></html>"""
FAULTS = {
    "a block inside words": ("<p><div>x</div></p>", "unexpected-end-tag"),
    "a list inside a span": ("<span><ul><li>x</li></ul></span>", "stands inside"),
    "something never closed": ("<div><p>x</p>", "while"),
    "an end without a beginning": ("</section>", "</section>"),
    "an unknown element": ("<blink>x</blink>", "no element we know"),
    "an unknown attribute": ('<p align="left">x</p>', "may not have align"),
    "an inline style": ('<p style="color:red">x</p>', "has style"),
    "an inline script": ('<p onclick="x()">x</p>', "has onclick"),
    "an attribute twice": ('<p id="a" id="b">x</p>', "twice"),
    "an id twice": ('<p id="a">x</p><p id="a">y</p>', "the id a is there 2 times"),
    "an id with a blank": ('<p id="a b">x</p>', "cannot be pointed at"),
    "an unknown character": ("<p>&nosuch;</p>", "no character"),
    "a label of nothing": ('<label for="none">x</label>', "label of nothing"),
    "a field without a label": ('<input id="x" type="text" name="x">', "no label"),
    "a field of no kind": ('<label>x <input type="words" name="x"></label>', "which is none"),
    "a pointer to nothing": ('<p aria-describedby="gone">x</p>', "points at gone"),
    "a link within the page to nothing": ('<a href="#gone">x</a>', "leads to #gone"),
    "a link without words": ('<a href="/"></a>', "has no name"),
    "a button of no kind": ("<button>x</button>", "what kind of button"),
    "a picture without words": ('<img src="/x.svg">', "no words in its place"),
    "a link in a link": ('<a href="/a">x <a href="/b">y</a></a>', "<a"),
    "a button in a link": ('<a href="/a"><button type="button">y</button></a>', "inside a link or button"),
    "a form in a form": ("<form><div><form></form></div></form>", "form"),
    "loose words in a list": ("<ul>x<li>y</li></ul>", "loose words"),
    "something else in a list": ("<ul><div>x</div></ul>", "directly inside"),
    "an item outside a list": ("<div><li>x</li></div>", "stands inside"),
    "a row outside a table's body": ("<table><tr><td>x</td></tr></table>", "other elements"),
    "a caption that comes late": ("<table><tbody></tbody><caption>x</caption></table>", "not the first"),
    "a term without a description": ("<dl><dt>x</dt></dl>", "without a description"),
    "a heading that skips a step": ("<h3>x</h3>", "skips a step"),
    "an empty heading": ("<h2></h2>", "is empty"),
    "two first headings": ("<h1>x</h1>", "2 first headings"),
    "a second main part": ("<main>x</main>", "2 main parts"),
    "a navigation without a name": ("<nav>x</nav>", "cannot be told apart"),
    "a role that is none": ('<p role="teacher">x</p>', "ARIA does not know"),
    "a word ARIA does not know": ('<p aria-teacher="x">x</p>', "ARIA does not know"),
    "a name nobody hears": ('<div aria-label="x">y</div>', "nobody hears"),
    "an order of its own": ('<p tabindex="3">x</p>', "order of its own"),
    "hidden and reached": ('<div aria-hidden="true"><a href="/">x</a></div>', "can be reached"),
    "a class in a picture": ('<svg><rect class="x"/></svg>', "has class"),
}  # fmt: skip


def test_a_sound_page_is_left_in_peace() -> None:
    inside = (
        '<dl><div><dt>Name</dt><dd>Ava</dd></div></dl><form method="post"><label for="q">Name</label>'
        '<input id="q" name="q"><button type="submit">Save</button></form><svg role="img" aria-label="x">'
        '<rect width="1" height="1"/><a href="#main"><path d="M0 0"/>x</a></svg>'
        '<table><caption>x</caption><tbody><tr><th scope="row">x</th><td>y &amp; z</td></tr></tbody></table>'
    )
    assert wrong_with(SOUND.format(inside)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    inside, words = FAULTS[fault]
    assert any(words in found for found in wrong_with(SOUND.format(inside)))


def test_a_page_without_language_title_or_doctype_is_found() -> None:
    found = wrong_with("<html><head></head><body><main><h1>x</h1></main></body></html>")
    assert any("doctype" in words for words in found)
    assert {"the page does not say its language", "the page has no title"} <= set(found)
