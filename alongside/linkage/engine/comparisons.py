"""The comparisons of `rules.compare` as Splink settings: the same levels, asked of columns of the prepared table.

The plain twin in tests/oracle judges that both say the same.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from alongside.linkage.contracts import (
    AddressLevel,
    DateLevel,
    Field,
    ForenameLevel,
    IdentifierLevel,
    Model,
    SexLevel,
    SurnameLevel,
    Thresholds,
)

Conditions = list[tuple[IntEnum, str]]

SWAPPED = "(forename_l = surname_r and surname_l = forename_r)"
ONE_KNOWN = "(forename_roots_l is not null or forename_roots_r is not null)"
NOT_TWO_NAMES = "(forename_roots_l is null or forename_roots_r is null)"
SHORTEST = "least(strlen(forename_l), strlen(forename_r))"
OF_A_LENGTH = "abs(strlen(forename_l) - strlen(forename_r)) <= 2"
SLIPS = "damerau_levenshtein(forename_l, forename_r)"
EXACT_DAYS = "(precision_l in ('day', 'first') and precision_r in ('day', 'first'))"
UNBORN = "(precision_l = 'expected' or precision_r = 'expected')"
SAME_POSTCODE = (
    "(postcode_l = postcode_r or list_contains(further_postcodes_l, postcode_r)"
    " or list_contains(further_postcodes_r, postcode_l) or list_has_any(further_postcodes_l, further_postcodes_r))"
)
ONE_SLIP = "(hamming(born_l, born_r) <= 2 and damerau_levenshtein(born_l, born_r) = 1)"
SLIP = (
    f"(birth_year_l = birth_year_r and ({ONE_SLIP}"
    " or (substr(born_l, 6, 2) = substr(born_r, 9, 2) and substr(born_l, 9, 2) = substr(born_r, 6, 2)))"
    " or abs(day_number_l - day_number_r) = 1)"
)
AS_FAR_AS_KNOWN = (
    "(birth_year_l = birth_year_r and not (precision_l = 'day' and precision_r = 'day')"
    " and (precision_l = 'year' or precision_r = 'year' or substr(born_l, 6, 2) = substr(born_r, 6, 2)))"
)


def settings_for(model: Model, thresholds: Thresholds, *, blocking: list[dict[str, Any]]) -> dict[str, Any]:
    """Splink settings that weigh the prepared table as the model says."""
    conditions = {
        Field.IDENTIFIER: identifier_conditions(),
        Field.FORENAME: forename_conditions(thresholds),
        Field.SURNAME: surname_conditions(thresholds),
        Field.DATE_OF_BIRTH: date_conditions(thresholds),
        Field.ADDRESS: address_conditions(),
        Field.SEX: sex_conditions(),
    }
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "record",
        "probability_two_random_records_match": model.prior,
        "retain_matching_columns": True,  # only so does Splink give the level of each field
        "retain_intermediate_calculation_columns": False,
        "blocking_rules_to_generate_predictions": blocking,
        "comparisons": [_comparison(field, levels, model) for field, levels in conditions.items()],
    }


def _comparison(field: Field, conditions: Conditions, model: Model) -> dict[str, Any]:
    """One field's levels with the model's m and u, highest first: Splink numbers them downwards to 0.

    Identifiers are not for training: labels are made of them.
    """
    levels: list[dict[str, Any]] = []
    for level, sql in conditions:
        held: dict[str, Any] = {"sql_condition": sql, "label_for_charts": level.name}
        weight = model.weights[field].get(level)
        if level == -1:
            held["is_null_level"] = True
        elif weight is not None:
            held |= {"m_probability": weight.m, "u_probability": weight.u}
            if field is Field.IDENTIFIER:
                held |= {"fix_m_probability": True, "fix_u_probability": True}
            if level == max(model.weights[field]) and model.term_frequencies.get(field):
                held |= {"tf_adjustment_column": field.value, "tf_minimum_u_value": model.rarest_name}
        levels.append(held)
    return {"output_column_name": field.value, "comparison_levels": levels}


def identifier_conditions() -> Conditions:
    """Numbers: list columns are null when a record has none, so most pairs stop at the first level."""
    level = IdentifierLevel
    in_common = "coalesce(list_has_any(identifiers_l, identifiers_r), false)"
    kinds = "len(list_intersect(identifier_kinds_l, identifier_kinds_r))"
    equal_kinds = "len(kinds_of(list_intersect(identifiers_l, identifiers_r)))"
    doubtful = "coalesce(list_has_any(doubtful_l, doubtful_r), false)"
    no_kind = "coalesce(not list_has_any(identifier_kinds_l, identifier_kinds_r), true)"
    return [
        (level.UNKNOWN, f"{no_kind} and not {doubtful}"),
        (level.EQUAL, f"{in_common} and {kinds} = {equal_kinds}"),
        (level.DOUBTFUL, no_kind),
        (level.MIXED, in_common),
        (level.DIFFER, "ELSE"),
    ]


def forename_conditions(thresholds: Thresholds) -> Conditions:
    """Forenames, as `rules.compare.compare_forenames`."""
    level = ForenameLevel
    shared = (
        "coalesce(list_contains(further_forenames_l, forename_r), false)"
        " or coalesce(list_contains(further_forenames_r, forename_l), false)"
    )
    return [
        (level.MISSING, f"(forename_l is null or forename_r is null) and not ({shared})"),
        (level.EXACT, "forename_l = forename_r"),
        (level.SHARED, shared),
        (level.SWAPPED, SWAPPED),
        (level.NICKNAME, "list_has_any(forename_roots_l, forename_roots_r)"),
        (level.TYPO, f"{NOT_TWO_NAMES} and ({_one_name(thresholds)})"),
        (level.NEAR, f"{NOT_TWO_NAMES} and ({_near_names(thresholds)})"),
        (level.INITIAL, "least(strlen(forename_l), strlen(forename_r)) = 1 and first_byte_l = first_byte_r"),
        (level.CONFLICT, "ELSE"),
    ]


def _one_name(thresholds: Thresholds) -> str:
    """Two spellings of one forename, as `rules.compare` has it; what is quickly told stands first."""
    least = f"case when {ONE_KNOWN} then {thresholds.shortest_slip} else {thresholds.shortest_typo} end"
    one_slip = f"({SHORTEST} >= {least} and {SLIPS} = 1)"
    two_slips = f"({ONE_KNOWN} and {SHORTEST} >= {thresholds.shortest_two_slips} and {SLIPS} = 2)"
    at_the_start = (
        f"{ONE_KNOWN} and {SHORTEST} >= {thresholds.shortest_typo}"
        " and (strlen(forename_l) <> strlen(forename_r) or left(forename_l, 2) = reverse(left(forename_r, 2)))"
    )
    same_start = f"first_byte_l = first_byte_r and ({one_slip} or {two_slips})"
    return f"{OF_A_LENGTH} and (({same_start}) or ({at_the_start} and {SLIPS} = 1))"


def _near_names(thresholds: Thresholds) -> str:
    two_slips = f"{OF_A_LENGTH} and {SHORTEST} >= {thresholds.shortest_typo} and {SLIPS} <= 2"
    return f"jaro_winkler_similarity(forename_l, forename_r) >= {thresholds.near_forename} or ({two_slips})"


def surname_conditions(thresholds: Thresholds) -> Conditions:
    """Surnames, as `rules.compare.compare_surnames`."""
    level = SurnameLevel
    shared = (
        "(coalesce(list_contains(further_surnames_l, surname_r), false)"
        " or coalesce(list_contains(further_surnames_r, surname_l), false)"
        " or coalesce(list_has_any(further_surnames_l, further_surnames_r), false))"
    )
    swapped = f"(coalesce({SWAPPED}, false) and forename_l <> forename_r)"
    return [
        (level.MISSING, f"((surname_l is null or surname_r is null) and not {shared}) or {swapped}"),
        (level.EXACT, "surname_l = surname_r"),
        (level.SHARED, shared),
        (level.NEAR, f"jaro_winkler_similarity(surname_l, surname_r) >= {thresholds.near_surname}"),
        (level.DIFFERENT, "ELSE"),
    ]


def date_conditions(thresholds: Thresholds) -> Conditions:
    """Dates of birth, as `rules.compare.compare_dates`."""
    level = DateLevel
    expected = f"coalesce(abs(day_number_l - day_number_r) <= {thresholds.expected_days}, false)"
    years = "abs(birth_year_l - birth_year_r)"
    birthday = f"({EXACT_DAYS} and substr(born_l, 6) = substr(born_r, 6))"
    two_parts = (
        f"({EXACT_DAYS} and {years} = 0"
        " and (substr(born_l, 6, 2) = substr(born_r, 6, 2) or substr(born_l, 9, 2) = substr(born_r, 9, 2)))"
    )
    not_exact = f"(not {EXACT_DAYS} and {years} <= 1)"
    near_days = "coalesce(abs(day_number_l - day_number_r) <= 31, false)"
    return [
        (level.MISSING, f"born_l is null or born_r is null or ({UNBORN} and not {expected})"),
        (level.EXACT, f"born_l = born_r and {EXACT_DAYS}"),
        (level.NEAR, f"{EXACT_DAYS} and {SLIP}"),
        (level.BY_YEAR, f"{UNBORN} or {AS_FAR_AS_KNOWN}"),
        (level.YEAR_SLIP, f"{birthday} and {ONE_SLIP}"),
        (level.CLOSE, f"{two_parts} or {not_exact} or {near_days}"),
        (level.CONFLICT, f"{years} < {thresholds.generation_years}"),
        (level.FAR, "ELSE"),
    ]


def address_conditions() -> Conditions:
    """Addresses, as `rules.compare.compare_addresses`."""
    level = AddressLevel
    home = "coalesce(list_has_any(address_keys_l, address_keys_r), false)"
    no_code = "(postcode_l is null or postcode_r is null)"
    two_homes = "(home_known_l and home_known_r)"
    return [
        (level.MISSING, f"{no_code} and not {two_homes} and not {home} and not coalesce({SAME_POSTCODE}, false)"),
        (level.SAME_ADDRESS, home),
        (level.SAME_POSTCODE, SAME_POSTCODE),
        (level.SAME_DISTRICT, "district_l = district_r"),
        (level.DIFFERENT, "ELSE"),
    ]


def sex_conditions() -> Conditions:
    """Sex, as `rules.compare.compare_sex`."""
    return [
        (SexLevel.MISSING, "sex_l is null or sex_r is null"),
        (SexLevel.SAME, "sex_l = sex_r"),
        (SexLevel.DIFFERENT, "ELSE"),
    ]
