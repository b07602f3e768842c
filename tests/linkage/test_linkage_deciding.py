"""Who is linked, who is asked about, who is kept apart: the sentences of the design, and laws over all evidence."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.linkage import engine
from alongside.linkage.contracts import (
    AddressLevel,
    Band,
    DateLevel,
    Evidence,
    Field,
    ForenameLevel,
    IdentifierLevel,
    Outcome,
    PersonRecord,
    Rule,
    Said,
    SexLevel,
    SurnameLevel,
    Verdict,
)
from alongside.linkage.rules.compare import compare
from alongside.linkage.rules.decide import decide
from alongside.linkage.rules.evidence import SIZES, decode, encode, levels_of
from alongside.linkage.rules.explain import BECAUSE, reasons, sentence, speaks_against
from alongside.linkage.rules.weigh import band_of, frequency, prior_bits, probability_of
from tests.linkage.worlds import a_record, another, model_with_frequencies, read, some_records

T = engine.thresholds()
MODEL = engine.prior_model()
EVERYTHING = range(prod(size for _, size in SIZES))
codes = st.sampled_from(EVERYTHING).map(decode)


def told(a: PersonRecord, b: PersonRecord, **facts: Any) -> tuple[Outcome, Rule]:
    found = engine.explain_pair(a, b, MODEL, T, **facts)
    return found.outcome, found.rule


def level(field: Field, a: PersonRecord, b: PersonRecord) -> int:
    return compare(read(a), read(b), T)[field]


LINKED = [
    {},
    {"address": "77 Park Road", "postcode": "QY9 9ZZ"},
    {"address": None, "postcode": None, "sex": "f"},
    {"forename": "Ameliar"},
    {"forename": "Milly"},
    {"forename": "Smith", "surname": "Amelia"},
    {"surname": "Smythe"},
    {"surname": "Smith-Jones"},
    {"surname": "Brown"},
    {"date_of_birth": "2011-03-15"},
    {"date_of_birth": "2011-01-01"},
    {"forename": "Anna", "other_names": ("Amelia Jones",)},
    {"surname": "Smyth", "forename": "Ameliar"},
    {"forename": "Milly", "date_of_birth": "2011-03-15"},
    {"date_of_birth": "2012-03-14"},
    {"date_of_birth": None},
    {"date_of_birth": None, "forename": "Ameliar"},
    {"surname": None, "address": None, "postcode": None},
]
ASKED = [
    ({"forename": "Jacob"}, Rule.FORENAMES_DIFFER),
    ({"forename": "Amelie"}, Rule.FORENAMES_DIFFER),
    ({"forename": "Amileax"}, Rule.FORENAME_UNSURE),
    ({"forename": "Twin 2"}, Rule.FORENAME_MISSING),
    ({"forename": None}, Rule.FORENAME_MISSING),
    ({"forename": "A"}, Rule.FORENAME_UNSURE),
    ({"date_of_birth": "2012-03-14", "postcode": "QY9 9ZZ", "address": "2 Hill"}, Rule.DATES_CLOSE),
    ({"date_of_birth": "2011-09-30"}, Rule.DATES_CONFLICT),
    ({"date_of_birth": None, "address": None}, Rule.DATE_MISSING),
    ({"date_of_birth": None, "forename": "Milly"}, Rule.DATE_MISSING),
    ({"date_of_birth": "2011-03-15", "postcode": "QY9 9ZZ", "address": "2 Hill"}, Rule.LIKELY),
    ({"forename": "Milly", "date_of_birth": "2011-03-15", "address": None}, Rule.TOO_LITTLE_TOGETHER),
    ({"forename": "Milly", "surname": "Brown", "date_of_birth": "2011-01-01"}, Rule.LIKELY),
]


@pytest.mark.parametrize("facts", LINKED)
def test_certain_pairs_link(facts: dict[str, Any]) -> None:
    assert told(a_record(), another(**facts)) == (Outcome.LINKED, Rule.ALL_AGREE)


@pytest.mark.parametrize(("facts", "rule"), ASKED)
def test_what_a_careful_clerk_would_look_at_twice_goes_to_a_person(facts: dict[str, Any], rule: Rule) -> None:
    assert told(a_record(), another(**facts)) == (Outcome.ASK, rule)


def test_a_short_name_and_another_sex_may_be_twins() -> None:
    pair = a_record(forename="Alexander", sex="m"), another(forename="Alex", sex="f")
    assert told(*pair) == (Outcome.ASK, Rule.SEX_AND_FORENAME_DIFFER)


def test_another_sex_in_another_place_is_a_slip_only_where_name_and_date_are_sure() -> None:
    elsewhere = {"sex": "f", "postcode": "LX1 9ZZ", "address": "4 Hill"}
    assert told(a_record(sex="m"), another(**elsewhere)) == (Outcome.LINKED, Rule.ALL_AGREE)
    assert told(a_record(sex="m"), another(**elsewhere, date_of_birth="2011-03-15")) == (Outcome.ASK, Rule.LIKELY)
    assert told(a_record(sex="m"), another(sex="f"))[0] is Outcome.LINKED


def test_brother_and_sister_born_together_are_not_asked_about() -> None:
    pair = a_record(forename="Jacob", sex="m"), another(forename="Amelia", sex="f")
    assert told(*pair) == (Outcome.APART, Rule.FORENAMES_DIFFER)


@pytest.mark.parametrize("date_of_birth", [None, "2013-09-30"])
def test_where_only_the_family_agrees_nobody_is_asked(date_of_birth: str | None) -> None:
    for forename in ("Jacob", "Baby", None):
        assert told(a_record(), another(forename=forename, date_of_birth=date_of_birth))[0] is Outcome.APART
    sister = another(forename="Zora", middle_names="Amelia", date_of_birth="2013-09-30")
    assert told(a_record(), sister)[0] is Outcome.APART


def test_parent_and_child_of_one_name_never_link() -> None:
    assert told(a_record(), another(date_of_birth="1985-03-14")) == (Outcome.APART, Rule.A_GENERATION_OR_A_SLIP)
    elsewhere = another(date_of_birth="1985-03-14", postcode="QY9 9ZZ", address="2 Hill")
    assert told(a_record(), elsewhere) == (Outcome.APART, Rule.A_GENERATION_APART)
    assert told(a_record(nhs_number="9434765919"), another(date_of_birth="1985-03-14", nhs_number="9434765919")) == (
        Outcome.ASK,
        Rule.A_GENERATION_APART,
    )


def test_two_open_records_of_one_agency_are_two_persons_but_an_old_one_may_be_the_same() -> None:
    assert told(a_record(), another(agency="north", forename="Emma")) == (Outcome.APART, Rule.TWO_OPEN_RECORDS)
    assert told(a_record(), another(agency="north", open=False)) == (Outcome.LINKED, Rule.ALL_AGREE)


def test_an_equal_number_with_name_or_date_links() -> None:
    number = {"nhs_number": "943 476 5919"}
    held = a_record(nhs_number="9434765919")
    moved = {"surname": "Brown", "postcode": "QY9 9ZZ", "address": "4 Hill"}
    assert told(held, another(**number, **moved, date_of_birth="2014-09-30")) == (Outcome.LINKED, Rule.IDENTIFIER_EQUAL)
    assert told(held, another(**number, **moved, forename="Baby")) == (Outcome.LINKED, Rule.IDENTIFIER_EQUAL)
    assert told(held, another(**number, forename="Jacob")) == (Outcome.ASK, Rule.FORENAMES_DIFFER)
    assert told(held, another(**number, forename="Baby", date_of_birth="2014-09-30")) == (
        Outcome.ASK,
        Rule.IDENTIFIER_ALONE,
    )


def test_a_record_that_names_nobody_links_by_number_only() -> None:
    nobody = {"forename": None, "surname": None, "date_of_birth": None, "no_name": True}
    assert told(a_record(upn="A950000178301"), another(**nobody, upn="A950000178301")) == (
        Outcome.LINKED,
        Rule.IDENTIFIER_EQUAL,
    )
    assert told(a_record(upn="A950000178301"), another(**nobody))[0] is not Outcome.LINKED


def test_differing_numbers_keep_apart_and_mixed_ones_ask() -> None:
    held = a_record(nhs_number="9434765919", shared_identifiers=("case:1",))
    assert told(held, another(nhs_number="4010232137")) == (Outcome.APART, Rule.IDENTIFIERS_DIFFER)
    mixed = another(nhs_number="4010232137", shared_identifiers=("case:1",))
    assert told(held, mixed) == (Outcome.ASK, Rule.IDENTIFIERS_MIXED)


def test_an_ill_formed_number_neither_links_nor_keeps_apart() -> None:
    wrong = another(nhs_number="9434765918", forename="Jacob")
    assert level(Field.IDENTIFIER, a_record(nhs_number="9434765918"), wrong) == IdentifierLevel.DOUBTFUL
    assert told(a_record(nhs_number="9434765919"), another(nhs_number="9434765918"))[0] is Outcome.LINKED


def test_a_persons_word_stands_above_numbers() -> None:
    pair = a_record(nhs_number="9434765919"), another(nhs_number="4010232137", forename="Jacob")
    assert told(*pair, said=Said.SAME) == (Outcome.LINKED, Rule.PERSON_SAID_SAME)
    assert told(a_record(), another(), said=Said.DIFFERENT) == (Outcome.APART, Rule.PERSON_SAID_DIFFERENT)
    assert told(a_record(), another(), said=Said.UNSURE) == (Outcome.ASK, Rule.PERSON_UNSURE)


def test_strangers_are_kept_apart() -> None:
    stranger = another(
        forename="Jacob", surname="Brown", date_of_birth="2009-09-30", postcode="QY9 9ZZ", address="2 Hill"
    )
    assert told(a_record(), stranger) == (Outcome.APART, Rule.FORENAMES_DIFFER)
    namesake = another(surname="Brown", postcode="QY9 9ZZ", address="2 Hill", date_of_birth="2011-01-01")
    assert told(a_record(), namesake) == (Outcome.APART, Rule.UNLIKELY)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2011-03-14", "2011-03-14", DateLevel.EXACT),
        ("2011-03-14", "2011-03-13", DateLevel.NEAR),
        ("2011-03-31", "2011-04-01", DateLevel.NEAR),
        ("2011-03-04", "2011-04-03", DateLevel.NEAR),
        ("2011-03-14", "2011-03-24", DateLevel.NEAR),
        ("2011-03-14", "2011-03-01", DateLevel.BY_YEAR),
        ("2011-03-14", "2011-05-01", DateLevel.CONFLICT),
        ("2011-03-14", "2011-01-01", DateLevel.BY_YEAR),
        ("2011-03-14", "2012-03-14", DateLevel.YEAR_SLIP),
        ("2009-03-14", "2011-03-14", DateLevel.CONFLICT),
        ("2019-03-14", "2011-03-14", DateLevel.YEAR_SLIP),
        ("2012-03-14", "2021-03-14", DateLevel.YEAR_SLIP),
        ("1911-03-14", "2011-03-14", DateLevel.FAR),
        ("2111-03-14", "2011-03-14", DateLevel.YEAR_SLIP),
        ("2011-03-12", "2011-03-21", DateLevel.NEAR),
        ("1900-01-01", "2011-03-14", DateLevel.MISSING),
        ("2011-03-14", "2011-03-29", DateLevel.CLOSE),
        ("2011-03-14", "2011-12-14", DateLevel.CLOSE),
        ("2011-03-14", "2011-04-10", DateLevel.CLOSE),
        ("2011-03-14", "2012-01-01", DateLevel.CLOSE),
        ("2011-03-14", "2015-09-20", DateLevel.CONFLICT),
        ("2001-03-14", "2011-03-14", DateLevel.YEAR_SLIP),
        ("1985-03-14", "2011-03-14", DateLevel.FAR),
        (None, "2011-03-14", DateLevel.MISSING),
        ("2011-02-30", "2011-03-19", DateLevel.CONFLICT),
    ],
)
def test_how_alike_two_dates_are(a: str | None, b: str, expected: DateLevel) -> None:
    assert level(Field.DATE_OF_BIRTH, a_record(date_of_birth=a), another(date_of_birth=b)) == expected


def test_an_expected_date_agrees_around_the_birth() -> None:
    unborn = a_record(forename="Unborn", date_precision="expected")
    assert level(Field.DATE_OF_BIRTH, unborn, another(date_of_birth="2011-04-20")) == DateLevel.BY_YEAR
    assert level(Field.DATE_OF_BIRTH, unborn, another(date_of_birth="2011-09-20")) == DateLevel.MISSING
    assert level(Field.DATE_OF_BIRTH, unborn, another(date_of_birth="2011-02-30")) == DateLevel.MISSING


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"address": "1 Mill Lane"}, AddressLevel.SAME_ADDRESS),
        ({"address": "2 Mill Lane"}, AddressLevel.SAME_POSTCODE),
        ({"postcode": "LX1 9ZZ", "address": "2 Hill"}, AddressLevel.SAME_DISTRICT),
        ({"postcode": "QY1 1AA", "address": "2 Hill"}, AddressLevel.DIFFERENT),
        ({"postcode": None, "address": None}, AddressLevel.MISSING),
        ({"postcode": None, "address": None, "addresses_ever": ("5 Hill, LX1 1AA",)}, AddressLevel.SAME_POSTCODE),
        ({"postcode": "ZZ99 3VZ", "address": "No fixed abode"}, AddressLevel.MISSING),
        ({"postcode": "00000", "address": None}, AddressLevel.MISSING),
        ({"postcode": None, "address": "2 Mill Lane"}, AddressLevel.DIFFERENT),
        ({"postcode": None, "address": "Mill Lane"}, AddressLevel.MISSING),
    ],
)
def test_how_alike_two_addresses_are(facts: dict[str, Any], expected: AddressLevel) -> None:
    assert level(Field.ADDRESS, a_record(), another(**facts)) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Maria", "Marie", ForenameLevel.CONFLICT),  # two known names
        ("Katherine", "Kahterine", ForenameLevel.TYPO),
        ("Liam", "Liqm", ForenameLevel.TYPO),  # four letters are enough when one is known
        ("Christopher", "Chrstopfer", ForenameLevel.TYPO),  # two slips in a long known name
        ("Zorvina", "Zorvinq", ForenameLevel.TYPO),
        ("Zorv", "Zorq", ForenameLevel.NEAR),  # neither is known, and short
        ("Zorvina", "Zurvinq", ForenameLevel.NEAR),
        ("Gillian", "pGillian", ForenameLevel.TYPO),  # one letter put in at the start
        ("Solomon", "oSlomon", ForenameLevel.TYPO),  # swapped
        ("Solomon", "Bolomon", ForenameLevel.NEAR),  # another letter: such names may be twins'
        ("Mia", "Mxa", ForenameLevel.CONFLICT),
        ("Mohammed", "Muhammad", ForenameLevel.NICKNAME),
    ],
)
def test_what_is_a_slip_of_the_pen_and_what_are_two_names(a: str, b: str, expected: ForenameLevel) -> None:
    assert level(Field.FORENAME, a_record(forename=a), another(forename=b)) == expected
    assert level(Field.FORENAME, a_record(forename=b), another(forename=a)) == expected


def test_missing_names_say_nothing_and_other_names_still_help() -> None:
    assert level(Field.SURNAME, a_record(surname=None), another()) == SurnameLevel.MISSING
    assert level(Field.SURNAME, a_record(surname=None, other_names=("Smith",)), another()) == SurnameLevel.SHARED
    assert level(Field.FORENAME, a_record(forename="Baby", other_names=("Amelia",)), another()) == ForenameLevel.SHARED
    assert level(Field.SEX, a_record(sex="f"), another(sex="m")) == SexLevel.DIFFERENT
    assert level(Field.SEX, a_record(sex="f"), another(sex="F")) == SexLevel.SAME


rows = st.integers(0, 10**6).map(lambda seed: some_records(seed, 2))
more_names = st.lists(st.sampled_from(["Amelia", "Jon Smith", "Jones", "Maria"]), min_size=1, max_size=3)


@given(rows)
def test_the_order_of_two_records_does_not_matter(pair: list[dict[str, Any]]) -> None:
    a, b = (engine.explain_pair(x, y, model_with_frequencies(), T) for x, y in (pair, pair[::-1]))
    assert a == b


@given(rows, more_names, st.lists(st.sampled_from(["1 Mill Lane, LX1 1AA", "3 Hill, QY9 9ZZ"]), min_size=1))
def test_further_names_and_addresses_never_count_against_a_match(
    pair: list[dict[str, Any]], names: list[str], homes: list[str]
) -> None:
    a, b = pair
    richer = a | {
        "other_names": [*(a["other_names"] or []), *names],
        "addresses_ever": [*(a["addresses_ever"] or []), *homes],
    }
    before, after = (engine.explain_pair(x, b, MODEL, T) for x in (a, richer))
    for poorer, better in zip(before.reasons, after.reasons, strict=True):
        assert better.level >= poorer.level, poorer.field


@given(codes)
def test_evidence_is_one_number_and_back(evidence: Evidence) -> None:
    assert decode(encode(evidence)) == evidence
    assert levels_of(evidence)[Field.DATE_OF_BIRTH] == int(evidence.date)


def test_different_evidence_has_different_numbers() -> None:
    some = [decode(code) for code in EVERYTHING[::997]]
    assert len({encode(evidence) for evidence in some}) == len(some)


@given(codes)
def test_nothing_links_against_a_forename_a_person_a_number_or_a_generation(evidence: Evidence) -> None:
    verdict = decide(evidence)
    if verdict.outcome is Outcome.LINKED and evidence.said is not Said.SAME:
        assert evidence.said is Said.NOTHING
        assert not evidence.two_open
        assert evidence.forename is not ForenameLevel.CONFLICT
        assert evidence.identifier not in (IdentifierLevel.DIFFER, IdentifierLevel.MIXED)
        assert evidence.date is not DateLevel.FAR


@given(codes)
def test_twins_never_link_by_surname_date_and_address_alone(evidence: Evidence) -> None:
    without = replace(
        evidence,
        said=Said.NOTHING,
        identifier=IdentifierLevel.UNKNOWN,
        surname=SurnameLevel.EXACT,
        date=DateLevel.EXACT,
        address=AddressLevel.SAME_ADDRESS,
        two_open=False,
        nameless=False,
    )
    if without.forename in (ForenameLevel.CONFLICT, ForenameLevel.MISSING, ForenameLevel.NEAR, ForenameLevel.INITIAL):
        sister = without.sex is SexLevel.DIFFERENT and without.forename is ForenameLevel.CONFLICT
        roughly = without.forename in (ForenameLevel.NEAR, ForenameLevel.INITIAL)
        assert decide(without).outcome is Outcome.ASK or roughly or sister
        assert decide(without).outcome is not Outcome.LINKED


@given(codes)
def test_more_probable_is_never_decided_worse(evidence: Evidence) -> None:
    worth = {Outcome.APART: 0, Outcome.ASK: 1, Outcome.LINKED: 2}
    found = [worth[decide(replace(evidence, band=band)).outcome] for band in Band]
    assert found == sorted(found)


def test_every_rule_has_words_and_every_level_a_sentence() -> None:
    assert set(BECAUSE) == set(Rule)
    for forename, date in product(ForenameLevel, DateLevel):
        levels = {Field.FORENAME: int(forename), Field.DATE_OF_BIRTH: int(date), Field.SEX: int(SexLevel.MISSING)}
        assert sentence(Outcome.ASK, Rule.LIKELY, levels).startswith("A person must decide: likely, not certain (")


def test_reasons_tell_what_speaks_for_and_what_against() -> None:
    found = engine.explain_pair(a_record(), another(forename="Jacob"), MODEL, T)
    assert reasons({r.field: r.level for r in found.reasons}) == (
        "same surname; same date of birth; same address; but different forenames"
    )
    assert reasons({Field.SEX: int(SexLevel.DIFFERENT)}) == "recorded sex differs"
    assert reasons({Field.SEX: int(SexLevel.SAME)}) == "nothing to compare"
    assert speaks_against(Field.SURNAME, SurnameLevel.DIFFERENT)
    assert not speaks_against(Field.SURNAME, SurnameLevel.MISSING)


def test_an_explanation_adds_up_and_can_tell_the_settled_verdict() -> None:
    found = engine.explain_pair(
        a_record(), another(), model_with_frequencies(), T, settled=Verdict(Outcome.ASK, Rule.RIVAL)
    )
    assert found.rule is Rule.RIVAL
    assert found.match_weight == pytest.approx(found.prior + sum(r.weight for r in found.reasons), abs=1e-6)
    assert found.match_probability == pytest.approx(probability_of(found.match_weight))


def test_rare_names_weigh_more_than_common_ones() -> None:
    model = model_with_frequencies()
    common, rare = (
        engine.explain_pair(a_record(surname=name), another(surname=name), model, T).match_weight
        for name in ("Smith", "Quill")
    )
    assert rare > common
    assert frequency(Field.SURNAME, "smith", model) == 0.02
    assert frequency(Field.SURNAME, "quill", model) == model.rarest_name


@given(st.floats(-60, 60))
def test_bits_and_probability_are_the_same_thing_said_twice(bits: float) -> None:
    probability = probability_of(bits)
    assert 0 <= probability <= 1
    if 1e-9 < probability < 1 - 1e-9:
        assert prior_bits(probability) == pytest.approx(bits, abs=1e-4)
    assert band_of(bits, T) is (
        Band.CERTAIN if bits >= prior_bits(0.99) else Band.POSSIBLE if bits >= 0 else Band.UNLIKELY
    )
