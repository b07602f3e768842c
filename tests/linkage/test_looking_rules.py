"""Looking somebody up, in rules: what shares a key, how names sound, what is kept, who is shown and why in words."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splink import DuckDBAPI, Linker

from alongside.linkage import engine
from alongside.linkage.contracts import (
    AddressLevel,
    DateLevel,
    ForenameLevel,
    IdentifierLevel,
    Model,
    SurnameLevel,
)
from alongside.linkage.engine.comparisons import settings_for
from alongside.linkage.engine.explaining import read_record
from alongside.linkage.engine.newest import newest_model
from alongside.linkage.engine.on_duckdb import OnDuckDB
from alongside.linkage.engine.preparing import name_frequencies
from alongside.linkage.rules.compare import compare
from alongside.linkage.rules.dates import BirthDate, Precision
from alongside.linkage.rules.keeping import EarlierHome, Kept, as_text, read_text, with_earlier_homes
from alongside.linkage.rules.keys import NO_TIES, Keys, Ties, beside_keys, key_of, keys_of, ties_keys, years_of
from alongside.linkage.rules.looking import (
    FEWEST_BITS,
    FURTHEST_BEHIND,
    Asked,
    homely_bits,
    initials,
    is_enough,
    liken,
    may_hint,
    names_fit,
    read_asked,
    read_name,
    reasons,
    worth_showing,
)
from alongside.linkage.rules.sounds import sound_alike, sound_of
from alongside.linkage.rules.standardise import Standard
from alongside.linkage.rules.weigh import prior_bits
from tests.linkage.worlds import a_record, another, as_table, model_with_frequencies, read, some_records
from tests.oracle.linkage_twin import weigh_everyone

T = engine.thresholds()
TODAY = date(2026, 11, 23)
SHORTS = engine.nicknames()


def kept(**facts: Any) -> Kept:
    """A record as look-up keeps it."""
    return Kept(read(a_record(**facts)), NO_TIES, {})


def share_a_key(a: Standard, b: Standard) -> bool:
    """Whether one would be found by the other."""
    return bool(set(keys_of(a).all) & set(keys_of(b).all))


@pytest.mark.parametrize(
    "names",
    [
        "shaun shawn", "catherine kathryn katherine", "thompson tomson thomson", "mohammed muhammad mohamed",
        "amy aimee",
        "zoe zoey", "reece rhys", "clark clarke", "pearce pierce peirce", "wright right", "stephen steven",
        "philip filip phillip", "christopher kristofer", "jon john", "ian iain", "sara sarah", "macdonald mcdonald",
        "vaughan vaughn", "nicholas nikolas", "knight night", "xavier savier", "yvonne ivonne", "edge ej",
    ],
)  # fmt: skip
def test_names_that_are_said_alike_sound_alike(names: str) -> None:
    assert len({sound_of(name) for name in names.split()}) == 1


def test_names_that_are_said_otherwise_do_not_sound_alike_and_foreign_letters_sound_like_themselves() -> None:
    assert not sound_alike("ava", "leo") and not sound_alike(None, "ava") and not sound_alike("ava", None)
    assert sound_of("łucja") == "łucja" and sound_of("de la cruz") == sound_of("delacruz") and sound_of("7") == "7"


@given(st.text("abcdefghijklmnopqrstuvwxyz ", min_size=1).filter(str.strip))
def test_every_name_has_a_sound(name: str) -> None:
    assert sound_of(name) and " " not in sound_of(name)


WORLD = [read_record(row) for seed in (1, 2) for row in some_records(seed, 60)]
RECORDS = st.sampled_from(WORLD)


@settings(max_examples=400)
@given(RECORDS, RECORDS)
def test_what_agrees_on_a_number_an_address_or_both_names_shares_a_key(a: Standard, b: Standard) -> None:
    levels = {field.value: level for field, level in compare(a, b, T).items()}
    same = levels["identifier"] >= IdentifierLevel.MIXED or levels["identifier"] == IdentifierLevel.DOUBTFUL
    same = same or levels["address"] == AddressLevel.SAME_ADDRESS
    close = levels["forename"] >= ForenameLevel.NICKNAME and levels["surname"] in (-1, SurnameLevel.EXACT)
    known = None not in (a.forename, b.forename, a.surname, b.surname)
    if same or (close and known):
        assert share_a_key(a, b)


@settings(max_examples=400)
@given(RECORDS, RECORDS)
def test_what_agrees_on_the_day_of_birth_and_one_name_shares_a_key(a: Standard, b: Standard) -> None:
    levels = {field.value: level for field, level in compare(a, b, T).items()}
    named = levels["forename"] >= ForenameLevel.NICKNAME or levels["surname"] >= SurnameLevel.SHARED
    if named and levels["date_of_birth"] == DateLevel.EXACT and a.forename and b.forename:
        assert share_a_key(a, b)


@pytest.mark.parametrize("seed", [41, 42, 43])
def test_nearly_all_that_brute_force_finds_shares_a_key(seed: int) -> None:
    rows = some_records(seed, 150)
    heavy = [pair for pair, found in weigh_everyone(rows, [], engine.prior_model(), T).items() if found.weight >= 5]
    read_once = {row["source"]: read_record(row) for row in rows}
    together = [pair for pair in heavy if share_a_key(read_once[pair[0]], read_once[pair[1]])]
    assert len(heavy) > 20
    assert len(together) >= 0.995 * len(heavy)


def test_a_slip_in_each_name_is_found_by_the_day_and_a_year_beside_an_expected_day_too() -> None:
    elsewhere = another(forename="Leah", surname="Penford", address=None, postcode=None)
    assert share_a_key(read(a_record(forename="Elah", surname="Enford")), read(elsewhere))
    for text, years in (("2026-12-30", (2026, 2027)), ("2027-01-03", (2026, 2027)), ("2026-06-01", (2026,))):
        assert years_of(BirthDate(text, Precision.EXPECTED, int(text[:4]), 1)) == years
    assert years_of(BirthDate("2026-12-30", Precision.DAY, 2026, 1)) == (2026,)


def test_keys_are_signed_numbers_of_64_bits_and_nothing_is_no_key() -> None:
    assert all(-(2**63) <= key < 2**63 for key in keys_of(WORLD[0]).all)
    assert key_of("home|a") != key_of("number|a")
    assert keys_of(read_record({"source": "x", "agency": "y"})) == Keys()


def test_who_lives_beside_somebody_is_looked_for_by_name_and_postcode_or_by_the_address() -> None:
    home = read(a_record(forename="Kerry", surname="Unwin"))
    for facts in ({}, {"forename": None}, {"forename": None, "surname": None}):
        child = read(another(date_of_birth=None, **facts))
        assert beside_keys(child, home) & set(keys_of(child).all)
    assert not beside_keys(read(another(forename="Leo")), home) & set(keys_of(home).all)


def test_records_of_one_home_or_of_kin_share_a_key() -> None:
    mother, child = Ties("m", "south|7"), Ties("c", "", frozenset({"m"}))
    assert ties_keys(mother) & ties_keys(child)
    assert ties_keys(mother) & ties_keys(Ties("b", "south|7")) and not ties_keys(child) & ties_keys(Ties("b"))
    assert ties_keys(NO_TIES) == frozenset()


@settings(max_examples=200)
@given(RECORDS, st.frozensets(st.sampled_from(["r1", "r2"])), st.sampled_from(["", "south|1"]))
def test_what_is_kept_reads_back_as_it_was(record: Standard, relatives: frozenset[str], home: str) -> None:
    was = with_earlier_homes(record, Ties(record.source, home, relatives), [])
    assert read_text(as_text(was)) == was


def test_an_earlier_home_finds_somebody_and_says_until_when() -> None:
    record = read(a_record(address="3 Sea View", postcode="QX9 1AB"))
    homes = [
        EarlierHome("12 Mill Lane", "RD1 4QT", date(2026, 3, 9)), EarlierHome("", "LX2 2BB", date(2025, 1, 1)),
        EarlierHome("12 Mill Lane", "RD1 4QT", date(2024, 3, 9)), EarlierHome("", "", date(2026, 6, 1)),
        EarlierHome("3 Sea View", "QX9 1AB", date(2026, 6, 1)),
    ]  # fmt: skip
    known = with_earlier_homes(record, Ties("a"), homes)
    assert known.until["RD14QT|12"] == "2026-03-09" and "QX91AB|3" not in known.until
    assert {"RD14QT", "LX22BB"} <= known.record.further_postcodes and "QX91AB" not in known.record.further_postcodes
    assert read_text(as_text(known)) == known


WHOLE = Asked("Bill", "Pearce", date(2017, 5, 4), None, "12 Mill Lane", "RD1 4QT", "", "Kerry Pearce")


def test_what_was_said_is_named_and_never_told() -> None:
    assert WHOLE.details == (
        "forename", "surname", "date of birth", "address", "postcode", "somebody they live with",
    )  # fmt: skip
    assert Asked(age=0, number="1").details == ("age", "number")


@given(st.data())
def test_two_things_with_a_name_are_enough_and_more_is_never_less(data: st.DataObject) -> None:
    parts = {"forename": "A", "surname": "B", "born": TODAY, "address": "1 X", "postcode": "Y", "lives_with": "C D"}
    chosen = data.draw(st.sets(st.sampled_from(sorted(parts))))
    asked = Asked(**{name: parts[name] for name in chosen})  # type: ignore[arg-type]
    named = bool(chosen & {"forename", "surname", "lives_with"})
    placed = bool(chosen & {"address", "postcode"})
    things = len(chosen - {"address", "postcode"}) + placed
    assert is_enough(asked) == (things >= 2 and (named or "born" in chosen))
    assert is_enough(replace(asked, number="9434765919"))
    if is_enough(asked):
        assert is_enough(replace(asked, age=9)) and is_enough(replace(asked, surname="B"))


def test_a_name_alone_is_not_answered_with_a_hint_of_what_is_sealed() -> None:
    assert not may_hint(Asked(forename="A", surname="B"))
    assert may_hint(Asked(number="1")) and may_hint(Asked(forename="A", born=TODAY))
    assert may_hint(Asked(forename="A", surname="B", postcode="C"))


def test_an_age_falls_into_two_years_of_birth_and_a_number_is_read_as_what_it_is() -> None:
    nine = read_asked(Asked(forename="Ava", age=9), TODAY, SHORTS)
    assert [r.born.year for r in nine if r.born] == [2017, 2016]
    for number, identifier in (
        ("943 476 5919", "nhs:9434765919"), ("a950000178301", "upn:A950000178301"), ("case:17", "case:17"),
    ):  # fmt: skip
        (one,) = read_asked(Asked(number=number), TODAY, SHORTS)
        assert one.identifiers.trusted == {identifier}
    (dated,) = read_asked(WHOLE, TODAY, SHORTS)
    assert dated.born is not None and dated.born.precision is Precision.DAY and "william" in dated.forename_roots


def test_somebody_they_live_with_is_known_by_a_surname_or_both_names() -> None:
    kerry = kept(forename="Kerry", surname="Pearce").record
    assert names_fit(read_name("Pearce", SHORTS), kerry, T) and names_fit(read_name("Keri Peirce", SHORTS), kerry, T)
    assert not names_fit(read_name("Mona Pearce", SHORTS), kerry, T)
    assert not names_fit(read_name("Kerry Unwin", SHORTS), kerry, T) and not names_fit(read_name("", SHORTS), kerry, T)


def told(asked: Asked, record: Kept, *, homely: float = 0.0) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The reasons for and against."""
    return reasons(liken(read_asked(asked, TODAY, SHORTS), record, engine.prior_model(), T, homely=homely))


def test_reasons_are_told_in_words() -> None:
    ava = kept(forename="Shaun", surname="Pearce", addresses_ever=("9 Park Road LX2 2BB",))
    day = date(2011, 3, 14)
    assert told(Asked("Shawn", "Pearse", day), ava) == (
        ("forename is another form of the other", "surname one letter apart", "same date of birth"), (),
    )  # fmt: skip
    assert "similar forenames" in told(Asked("Rosanne", born=day), kept(forename="Roseann"))[0]
    assert "forename sounds the same" in told(Asked("Sean", born=day), kept(forename="Sion"))[0]
    assert "surname sounds the same" in told(Asked("Shaun", "Whyte"), kept(forename="Shaun", surname="Waite"))[0]
    assert "surname sounds the same" in told(Asked("Shaun", "Pierce"), ava)[0]
    assert (
        "surname nearly the same" in told(Asked("Shaun", "Williams"), kept(forename="Shaun", surname="Williamson"))[0]
    )
    assert told(Asked("Leo", "Unwin", day), ava)[1] == ("different forenames", "different surnames")
    assert "lives with somebody of the name you gave" in told(Asked("Shaun"), ava, homely=3.0)[0]
    assert "lived at the same address before" in told(Asked("Shaun", address="9 Park Road", postcode="LX2 2BB"), ava)[0]
    assert "lived in the same postcode before" in told(Asked("Shaun", postcode="LX2 2BB"), ava)[0]
    assert "same postcode" in told(Asked("Shaun", postcode="LX1 1AA"), ava)[0]
    assert "same address" in told(Asked("Shaun", address="1 Mill Lane", postcode="LX1 1AA"), ava)[0]
    moved = replace(ava, until={"LX22BB|9": "2026-03-09"})
    asked = Asked("Shaun", address="9 Park Road", postcode="LX2 2BB")
    assert "lived at the same address until about March 2026" in told(asked, moved)[0]


def test_living_with_who_was_named_narrows_the_search_and_never_speaks_against() -> None:
    assert homely_bits(1 / 1024, 4) == pytest.approx(8.0)
    assert homely_bits(1 / 1024, 5000) == 0.0 and homely_bits(0.5, 0) == 1.0


@given(st.lists(st.floats(-60, 60)), st.floats(-30, -5))
def test_nobody_is_shown_who_fits_too_little_or_far_worse_than_the_best(weights: list[float], prior: float) -> None:
    found = liken(read_asked(WHOLE, TODAY, SHORTS), kept(), engine.prior_model(), T)
    shown = worth_showing([replace(found, weight=w) for w in weights], prior)
    told_weights = [f.weight for f in shown]
    assert told_weights == sorted(told_weights, reverse=True)
    best = max(weights, default=0.0)
    assert told_weights == sorted(
        (w for w in weights if w >= prior + FEWEST_BITS and w >= best - FURTHEST_BEHIND), reverse=True
    )


def test_initials_are_first_letters_and_nobody_has_none() -> None:
    assert initials(kept().record) == "A. S." and initials(read_record({"source": "x", "agency": "y"})) == ""


def _scored_by_splink(rows: list[dict[str, Any]], model: Model, folder: Path) -> dict[tuple[str, str], float]:
    """Splink's own score of every record of the first half with every one of the second."""
    ready = OnDuckDB(folder)
    try:
        ready.take_in(as_table(rows))
        ready.con.execute("create table half as select source, record % 2 as second from prepared")
        for name, second in (("first_half", 0), ("second_half", 1)):
            ready.con.execute(f"create table {name} as select p.* from prepared p join half using (source)"
                              f" where second = {second}")  # fmt: skip
        api = DuckDBAPI(ready.con)
        here, there = api.register("first_half"), api.register("second_half")
        linker = Linker(here, settings_for(model, T, blocking=[{"blocking_rule": "1 = 1"}]), log_level="ERROR")
        for column, shares in name_frequencies(ready.con, model).items():
            linker.table_management.register_term_frequency_lookup(api.register(shares), column)
        scored = linker.inference.score_pairs(here, there)
        found = ready.con.sql(
            f"select a.source, b.source, match_weight from {scored.physical_name} s"
            " join prepared a on a.record = s.record_l join prepared b on b.record = s.record_r"
        ).fetchall()
        return {(a, b): weight for a, b, weight in found}
    finally:
        ready.con.close()


def test_look_up_weighs_ten_thousand_pairs_as_splink_scores_them(tmp_path: Path) -> None:
    rows, model = some_records(51, 200), model_with_frequencies()
    scored = _scored_by_splink(rows, model, tmp_path)
    assert len(scored) == 10_000
    keeps = {row["source"]: read_text(as_text(with_earlier_homes(read_record(row), NO_TIES, []))) for row in rows}
    weighed = {(a, b): liken([keeps[a].record], keeps[b], model, T).weight for a, b in scored}
    assert weighed == pytest.approx(scored, abs=1e-6)
    assert len(set(weighed.values())) > 500, "they are not all alike"


def test_the_newest_model_is_read_again_when_it_changes_and_half_a_file_is_not(tmp_path: Path) -> None:
    shipped = engine.prior_model()
    assert newest_model(tmp_path) is shipped
    path = tmp_path / "newest-model.json"
    path.write_text("{")
    assert newest_model(tmp_path) is shipped
    engine.save_model(replace(shipped, name="first"), path)
    first = newest_model(tmp_path)
    assert first.name == "first" and newest_model(tmp_path) is first
    path.write_text('{"format": 1')
    assert newest_model(tmp_path) is first


def test_beyond_the_first_steps_of_ages_and_names_nothing_is_made_up() -> None:
    for age, name in product((0, 25), ("Ava", "")):
        years = [r.born.year for r in read_asked(Asked(forename=name, age=age), TODAY, SHORTS) if r.born]
        assert years == [2026 - age, 2025 - age]
    assert prior_bits(0.5) == 0
