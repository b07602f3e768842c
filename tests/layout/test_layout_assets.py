"""What is served is ours to serve."""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "alongside" / "layout" / "static" / "alongside"


def test_neither_the_typeface_nor_the_arms_of_the_government_are_served() -> None:
    for file in STATIC.rglob("*"):
        if file.is_file() and file.name != "LICENSES.txt":
            text = file.read_text(encoding="utf-8")
            assert "GDS Transport" not in text
            assert "govuk-crest" not in text


def test_every_picture_the_styles_name_is_there_and_none_is_inline() -> None:
    css = (STATIC / "alongside.css").read_text(encoding="utf-8")
    named = re.findall(r"url\([\"']?([^)\"']+)", css)
    assert named
    assert all((STATIC / name).is_file() for name in named)


def test_the_licences_of_others_are_beside_their_work() -> None:
    licences = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    for words in (
        "govuk-frontend 6",
        "@ministryofjustice/frontend 11",
        "htmx.org 4.0.1",
        "Zero-Clause BSD",
        "MIT Licence",
    ):
        assert words in licences


def test_htmx_runs_nothing_written_in_the_page() -> None:
    base = (STATIC.parents[1] / "templates" / "layout" / "base.html").read_text(encoding="utf-8")
    assert '"includeIndicatorCSS": false' in base
