"""How records are read before they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.folding import fold
from alongside.kernel.numbers import nhs_number_is_valid, upn_is_valid
from alongside.linkage import engine
from alongside.linkage.rules.dates import Precision, read_date
from alongside.linkage.rules.identifiers import (
    read_identifiers,
    read_nhs_number,
    read_shared,
    read_upn,
)
from alongside.linkage.rules.names import Forename, nickname_roots, read_forename, read_other_names, read_surname
from alongside.linkage.rules.places import district_of, house_of, read_place, read_postcode
from alongside.linkage.rules.standardise import read_sex
from tests.linkage.worlds import a_record, read


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("O'Brien", "obrien"),
        ("ÁMELIA", "amelia"),
        ("Smith-Jones", "smith jones"),
        ("  Łukasz ", "lukasz"),
        ("㎩", "pa"),
        ("Strauß", "strauss"),
        ("Лука", "лука"),
        ("", None),
        (None, None),
        (" - ", None),
        ("É'Ann–Marie", "eann marie"),
    ],
)
def test_names_are_folded_beside_the_original(written: str | None, folded: str | None) -> None:
    assert fold(written) == folded


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert once is None or fold(once) == once or not once.isascii()


@pytest.mark.parametrize(
    "name", ["Baby", "Twin 1", "TWIN 2", "unborn", "baby girl", "Baby of", "Not known", "", None, "12"]
)
def test_a_stand_in_is_no_forename(name: str | None) -> None:
    assert read_forename(name, {}).whole is None


def test_a_forename_of_several_parts_keeps_them_all() -> None:
    found = read_forename("Anna-Maria J", {"anna maria j": frozenset({"x"})})
    assert found == Forename("anna maria j", frozenset({"anna", "maria"}), frozenset({"x"}))


def test_particles_are_no_part_of_a_surname() -> None:
    assert read_surname("de la Cruz-Jones") == ("de la cruz jones", frozenset({"cruz", "jones"}))
    assert read_surname("Smith") == ("smith", frozenset())
    assert read_surname("Unknown") == (None, frozenset())


def test_other_names_may_be_single_or_full() -> None:
    forenames, surnames = read_other_names("Grace J", ["Milly", "Jon van Smith-Jones", "", None, "Baby"])
    assert forenames == {"grace", "milly", "jon", "van", "smith"}
    assert surnames == {"milly", "jones", "smith"}


def test_short_forms_lead_to_the_names_they_stand_for() -> None:
    roots = nickname_roots([("alexander", "alex sandy"), ("alexandra", "alex"), ("jayden", "")])
    assert roots["alex"] == {"alexander", "alexandra"}
    assert roots["jayden"] == {"jayden"}
    assert "robert" in engine.nicknames()["bob"]


@pytest.mark.parametrize("number", ["9434765919", "4010232137"])
def test_a_correct_nhs_number_is_trusted(number: str) -> None:
    assert nhs_number_is_valid(number)
    assert read_nhs_number(f"{number[:3]} {number[3:6]}-{number[6:]}").trusted == {f"nhs:{number}"}


@pytest.mark.parametrize("number", ["9434765918", "1111111111", "943476591", "94347659199", "abcdefghij", "٩434765919"])
def test_a_wrong_nhs_number_is_kept_but_not_trusted(number: str) -> None:
    assert not nhs_number_is_valid(number)
    assert read_nhs_number(number).doubtful == {f"nhs:{number}"}


@given(st.integers(0, 10**9 - 1), st.integers(1, 9))
def test_one_wrong_digit_of_an_nhs_number_is_always_noticed(body: int, shift: int) -> None:
    valid = [f"{body:09d}{check}" for check in range(10) if nhs_number_is_valid(f"{body:09d}{check}")]
    for number in valid:
        for place in range(10):
            wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
            assert not nhs_number_is_valid(wrong)


def test_pupil_numbers_are_checked_by_their_letter() -> None:
    assert upn_is_valid("A950000178301")
    assert upn_is_valid("H243278544154")
    assert not upn_is_valid("R247962919251")
    assert not upn_is_valid("I950000178301")
    assert read_upn(" a950 000178301").trusted == {"upn:A950000178301"}
    assert read_upn("R247962919251").doubtful == {"upn:R247962919251"}
    assert read_upn(None) == read_upn("  ") == read_nhs_number("") == read_nhs_number(" ")


def test_shared_identifiers_have_a_type() -> None:
    assert read_shared("Case: 7").trusted == {"case:7"}
    assert read_shared("nhs:9434765919").trusted == {"nhs:9434765919"}
    assert read_shared("UPN:A950000178301").trusted == {"upn:A950000178301"}
    assert read_shared("just text").doubtful == {"untyped:just text"}
    assert read_shared("case:").doubtful == {"untyped:case:"}
    assert read_shared(None) == read_shared(" ") == read_identifiers(None, None, [])


def test_all_identifiers_of_a_record_stand_together() -> None:
    found = read_identifiers("9434765919", "R247962919251", ["case:7", None])
    assert found.trusted == {"nhs:9434765919", "case:7"}
    assert found.doubtful == {"upn:R247962919251"}
    assert found.types == {"nhs", "case"}
    assert read_identifiers(None, "A950000178301", []).trusted == {"upn:A950000178301"}


@pytest.mark.parametrize(
    ("text", "code", "district"),
    [
        ("lx1 1aa", "LX11AA", "LX1"),
        ("ZZ99 3VZ", None, None),
        ("", None, None),
        (None, None, None),
        ("2611", "2611", "26"),
        ("EC1A 1BB", "EC1A1BB", "EC1A"),
    ],
)
def test_postcodes_are_read_and_zz99_is_nothing(text: str | None, code: str | None, district: str | None) -> None:
    assert read_postcode(text) == code
    assert district_of(code) == district


def test_the_same_home_has_a_key_in_common_however_it_is_written() -> None:
    written = [
        read_place("LX1 1AA", "Flat 03, 9 Mill Street"),
        read_place(None, "flat 3, 9 MILL ST., LX1 1AA"),
        read_place("LX1 1AA", "9 Mill Street (Apartment 3)"),
    ]
    assert written[0].keys & written[1].keys
    assert written[0].keys & written[2].keys
    assert not written[0].keys & read_place("LX1 1AA", "Flat 4, 9 Mill Street").keys


def test_a_house_without_number_is_known_by_its_line_and_postcode() -> None:
    assert read_place("LX1 1AA", "Rose Cottage, Long Hill").keys == {"rose cottage long hill|LX11AA"}
    assert read_place(None, "Rose Cottage, Long Hill").keys == frozenset()
    assert read_place("LX1 1AA", "Hill").keys == frozenset()
    assert house_of("flat 007b 12 high st") == "12-7b"
    assert house_of("rose cottage") is None


@pytest.mark.parametrize(
    ("text", "stated", "precision"),
    [
        ("2011-03-14", None, Precision.DAY),
        ("2011-03-01", None, Precision.FIRST),
        ("2011-01-01", None, Precision.YEAR),
        ("2011-01-01", "day", Precision.DAY),
        ("2011-03-14", "estimated", Precision.YEAR),
        ("2011-03-14", "year", Precision.YEAR),
        ("2011-03-14", "month", Precision.MONTH),
        ("2011-03-14", "expected", Precision.EXPECTED),
    ],
)
def test_dates_are_believed_as_far_as_they_are_exact(text: str, stated: str | None, precision: Precision) -> None:
    found = read_date(text, stated)
    assert found is not None
    assert found.precision is precision


def test_what_is_no_date_is_nothing_and_an_impossible_day_has_no_number() -> None:
    assert read_date("14/03/2011", None) is read_date(None, None) is read_date("1066-10-14", None) is None
    impossible = read_date("2011-02-30", None)
    assert impossible is not None
    assert impossible.day_number is None


def test_sex_is_read_from_words_and_codes() -> None:
    assert [read_sex(text) for text in ("Female", "M", "1", "2", "not said", None)] == ["f", "m", "m", "f", None, None]


def test_a_record_that_names_nobody_is_nameless() -> None:
    assert read(a_record(forename="Baby", surname=None)).nameless
    assert read(a_record(no_name=True)).nameless
    assert not read(a_record()).nameless


def test_addresses_ever_are_further_places() -> None:
    found = read(a_record(addresses_ever=("9 Park Road, LX2 2BB", "somewhere", "1 Mill Lane, LX1 1AA")))
    assert found.further_postcodes == {"LX22BB"}
    assert {"LX11AA|1", "LX22BB|9"} <= found.address_keys
