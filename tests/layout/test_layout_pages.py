"""Pages and their parts: whole, empty and full; nothing inline that a strict policy refuses."""

import re
from types import SimpleNamespace as Given

import pytest
from jinja2 import UndefinedError

from tests.layout.gallery import pages
from tests.layout.pages import frame, page_environment

ENVIRONMENT = page_environment()
FOREIGN = re.compile(r'\sstyle="|<style|<script(?![^>]*\ssrc=)|\son[a-z]+="|javascript:')


def part(source: str, **given: object) -> str:
    return ENVIRONMENT.from_string('{% import "layout/parts.html" as parts %}' + source).render(given)


@pytest.mark.parametrize("name", [name for name, _, _ in pages()])
def test_every_page_of_the_gallery_keeps_to_the_policy(name: str) -> None:
    template, facts = next((template, facts) for page, template, facts in pages() if page == name)
    html = ENVIRONMENT.get_template(template).render(**frame(**facts))
    assert not FOREIGN.search(html)
    assert "Every view of a child's record is logged." in html


def test_the_frame_stands_without_anyone_signed_in() -> None:
    html = ENVIRONMENT.get_template("layout/base.html").render()
    assert "Sign out" not in html
    assert "data-signed-in" not in html
    assert 'href="#main-content"' in html


def test_signing_out_is_a_post() -> None:
    html = ENVIRONMENT.get_template("layout/base.html").render(**frame())
    assert '<form class="alongside-form-inline" method="post" action="/sign-out">' in html


def test_a_name_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        part("{{ nobody }}")


def test_words_are_escaped_in_parts() -> None:
    bad = "<b>&"
    html = part(
        "{{ parts.tag(w) }}{{ parts.inset(w) }}{{ parts.notification(w) }}{{ parts.table(w, [w], [[w, w]]) }}"
        "{{ parts.empty(w, w) }}"
        "{{ parts.new_since(w, [{'text': w}]) }}{{ parts.progress(w) }}"
        "{{ parts.details(w, w) }}{{ parts.button(w) }}",
        w=bad,
    )
    assert "<b>" not in html


def test_a_difference_is_said_in_words() -> None:
    rows = [
        Given(field="Name", left="Ava", right="Eva", same=False),
        Given(field="Born", left="2017", right="2017", same=True),
        Given(field="NHS number", left="", right="1", same=None),
    ]
    html = part("{{ parts.comparison('Same?', 'A', 'B', rows) }}", rows=rows)
    assert [html.count(f">{word}<") for word in ("Different", "Same", "Cannot tell")] == [1, 1, 1]
    assert html.count("alongside-comparison__differs") == 1
    assert "Not recorded" in html


def test_progress_asks_again_only_while_there_is_something_to_ask() -> None:
    assert 'data-hx-get="/jobs/1" data-hx-trigger="every 3s"' in part("{{ parts.progress('Half', 5, 10, '/jobs/1') }}")
    assert "data-hx" not in part("{{ parts.progress('Done', 10, 10) }}")


def test_an_empty_list_says_so() -> None:
    assert "Nothing new." in part("{{ parts.new_since('today', []) }}")
    assert "govuk-error-summary" not in part("{{ parts.error_summary([]) }}")


@pytest.mark.parametrize("file", ["base", "parts", "record_parts", "picture_parts", "tag"])
def test_no_template_is_too_long(file: str) -> None:
    source, _, _ = ENVIRONMENT.loader.get_source(ENVIRONMENT, f"layout/{file}.html")  # type: ignore[union-attr]
    assert source.count("\n") <= 160
