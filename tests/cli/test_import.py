"""`alongside import`: what could not be taken is written as a sheet to correct, and is taken once it is corrected."""

import argparse
import csv
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command

from alongside.cli import receiving
from alongside.desk.correcting import MARK
from alongside.kernel.answers import NotPossible, Refused
from alongside.records import api as records
from alongside.trust import api as trust
from tests.builders import an_agency, an_office_holder, delivered, operator, somebody
from tests.desk.test_first_hour_pages import signed_in

pytestmark = pytest.mark.usefixtures("clean")

EVENTS = '''record,person,date,text,worker
E1,P1,2026-01-02,Came in hungry.,Lee
E2,P1,some day,"=1+1
-1",@lee
E3,,2026-01-04,"-no answer, ""again""",+44 20 7946 0000
'''


def imported(*files: Path, **words: Any) -> int:
    """The exit code of `alongside import` with these files and words."""
    said = {"mapping": "plain-events", "kind": "school", "refused": None, "yes": False, "json": False, **words}
    return receiving.receive(argparse.Namespace(agency="Riverside School", files=[str(f) for f in files], **said))


def a_list(folder: Path, text: str = EVENTS, name: str = "events.csv") -> Path:
    """A file with these lines."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_refused_rows_are_written_with_their_own_columns_and_what_to_correct(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = tmp_path / "to-correct.csv"
    assert imported(a_list(tmp_path), refused=str(refused)) == 0
    assert "3 rows: 1 accepted, 2 refused" in capsys.readouterr().out
    with refused.open(newline="", encoding="utf-8-sig") as file:
        head, second, third = csv.reader(file)
    assert head == ["record", "person", "date", "text", "worker", "Please correct"]
    assert second[:5] == ["E2", "P1", "some day", "'=1+1\n-1", "'@lee"], "a spreadsheet takes none for a formula"
    assert second[5].startswith('events.csv, line 3, date: found "some day", expected a date')
    assert third[:5] == ["E3", "", "2026-01-04", '\'-no answer, "again"', "+44 20 7946 0000"]


def test_the_page_s_download_and_the_command_write_the_same_sheet(tmp_path: Path) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    refused, school = tmp_path / "to-correct.csv", an_agency()
    imported(a_list(tmp_path), refused=str(refused))
    steward = signed_in(an_office_holder(trust.Office.STEWARD, school))
    page = steward.get(f"/deliveries/{school.id}/1/refused.csv").content
    assert page == refused.read_bytes() and page.decode().startswith(MARK)


def test_corrected_and_imported_again_the_rows_are_taken_as_they_came(
    tmp_path: Path, admin: psycopg.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = tmp_path / "to-correct.csv"
    imported(a_list(tmp_path), refused=str(refused))
    words = refused.read_text(encoding="utf-8-sig").replace("some day", "2026-01-03", 1)
    refused.write_text(words, encoding="utf-8-sig", newline="")
    again = tmp_path / "again.csv"
    assert imported(refused, refused=str(again)) == 0
    assert "2 rows: 1 accepted, 1 refused" in capsys.readouterr().out
    assert csv_head(again) == ["record", "person", "date", "text", "worker", "Please correct"], "told once"
    words = again.read_text(encoding="utf-8-sig").replace("E3,,", "E3,P2,")
    again.write_text(words, encoding="utf-8-sig", newline="")
    imported(again)
    assert "1 rows: 1 accepted, 0 refused" in capsys.readouterr().out
    told = admin.execute('SELECT reference, "on"::text, text, worker FROM records_event ORDER BY id').fetchall()
    assert told[1:] == [
        ("events/P1/E2", "2026-01-03", "=1+1\n-1", "@lee"),
        ("events/P2/E3", "2026-01-04", '-no answer, "again"', "+44 20 7946 0000"),
    ]


def csv_head(path: Path) -> list[str]:
    """The names of the columns of this sheet."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return next(csv.reader(file))


def test_a_row_with_several_problems_is_one_line_that_tells_them_all(tmp_path: Path) -> None:
    refused = tmp_path / "to-correct.csv"
    (tmp_path / "two.toml").write_text(
        '[[table]]\n[table.reason]\nperson = "No"\nkind = {value = "referral"}\nfrom = "A"\n'
        '[[table.event]]\nperson = "No"\non = "B"\n'
    )
    imported(a_list(tmp_path, "No,A,B\n7,x,y\n"), mapping=str(tmp_path / "two.toml"), refused=str(refused))
    with refused.open(newline="", encoding="utf-8-sig") as file:
        _, row = csv.reader(file)
    assert row[3].count("expected a date") == 2 and "line 2, A:" in row[3] and "line 2, B:" in row[3]


def test_only_the_steward_and_the_operator_read_refused_rows() -> None:
    school = an_agency()
    number = delivered(school, "plain-people", [{"record": "", "surname": "Reid"}]).delivery
    for mine in (operator(), an_office_holder(trust.Office.STEWARD, school)):
        ((problem, row),) = records.refused_rows(mine, agency=school.id, delivery=number)
        assert (problem.column, row["surname"]) == ("record", "Reid")
    for other in (somebody(), an_office_holder(trust.Office.MATCHER, school, number=7)):
        with pytest.raises(Refused):
            records.refused_rows(other, agency=school.id, delivery=number)


def test_a_list_without_rows_is_said_to_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(a_list(tmp_path, "record,person,date\n")) == 0
    assert "There is no row in it" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"mapping": "none-such"}, "There is no mapping none-such"),
        ({"mapping": "{folder}/latin.toml"}, "cannot be read as text in UTF-8"),
        ({"refused": "{folder}/nowhere/x.csv"}, "cannot be written"),
        ({"refused": "{folder}"}, "cannot be written"),
        ({"kind": "circus"}, "circus is no kind of agency"),
    ],
)
def test_wrong_words_are_told_before_anything_is_taken_in(
    words: dict[str, str], expected: str, tmp_path: Path, admin: psycopg.Connection
) -> None:
    (tmp_path / "latin.toml").write_bytes("title = 'Zoë'".encode("latin-1"))
    with pytest.raises(NotPossible, match=expected):
        imported(a_list(tmp_path), **{name: word.format(folder=tmp_path) for name, word in words.items()})
    assert admin.execute("SELECT count(*) FROM records_delivery").fetchone() == (0,)


def test_a_folder_and_a_file_that_is_not_there_are_answered_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match=r"is a folder\. Name the files in it"):
        imported(tmp_path)
    with pytest.raises(NotPossible, match=r"There is no file .*nowhere\.csv"):
        imported(tmp_path / "nowhere.csv")


def test_a_file_whose_name_is_no_text_is_taken_in_under_a_readable_one(
    tmp_path: Path, admin: psycopg.Connection
) -> None:
    path = a_list(tmp_path, name="events-\udcff.csv")
    assert imported(path) == 0
    assert admin.execute("SELECT files FROM records_delivery").fetchone() == (["events-?.csv"],)


def test_the_mapping_is_guessed_and_asked_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotPossible, match="Add --yes to take it"):
        imported(a_list(tmp_path), mapping=None)
    assert imported(a_list(tmp_path), mapping=None, yes=True, json=True) == 0
    assert '"mapping": "plain-events"' in capsys.readouterr().out
