"""Why, in words: what speaks for two records being one person, what against, and which rule decided."""

from __future__ import annotations

from alongside.linkage.contracts import (
    AddressLevel,
    DateLevel,
    Field,
    ForenameLevel,
    IdentifierLevel,
    Outcome,
    Rule,
    SexLevel,
    SurnameLevel,
)

WORDS: dict[Field, dict[int, str]] = {
    Field.IDENTIFIER: {
        IdentifierLevel.DIFFER: "different numbers (NHS, pupil or shared)",
        IdentifierLevel.MIXED: "one number the same, another different",
        IdentifierLevel.DOUBTFUL: "same number, but it is not well formed",
        IdentifierLevel.EQUAL: "same number (NHS, pupil or shared)",
    },
    Field.FORENAME: {
        ForenameLevel.MISSING: "forename not known on one side",
        ForenameLevel.CONFLICT: "different forenames",
        ForenameLevel.INITIAL: "same first letter of the forename",
        ForenameLevel.NEAR: "similar forenames",
        ForenameLevel.TYPO: "forename one letter apart",
        ForenameLevel.NICKNAME: "forename is another form of the other",
        ForenameLevel.SWAPPED: "forename and surname swapped",
        ForenameLevel.SHARED: "forename is another name of the other",
        ForenameLevel.EXACT: "same forename",
    },
    Field.SURNAME: {
        SurnameLevel.DIFFERENT: "different surnames",
        SurnameLevel.NEAR: "surname nearly the same",
        SurnameLevel.SHARED: "a surname in common",
        SurnameLevel.EXACT: "same surname",
    },
    Field.DATE_OF_BIRTH: {
        DateLevel.MISSING: "date of birth not known on one side",
        DateLevel.FAR: "born many years apart",
        DateLevel.CONFLICT: "different dates of birth",
        DateLevel.CLOSE: "dates of birth close, but different",
        DateLevel.YEAR_SLIP: "same birthday, another year",
        DateLevel.BY_YEAR: "dates of birth agree as far as they are known",
        DateLevel.NEAR: "date of birth one slip apart",
        DateLevel.EXACT: "same date of birth",
    },
    Field.ADDRESS: {
        AddressLevel.DIFFERENT: "different addresses",
        AddressLevel.SAME_DISTRICT: "addresses in the same district",
        AddressLevel.SAME_POSTCODE: "same postcode",
        AddressLevel.SAME_ADDRESS: "same address",
    },
    Field.SEX: {SexLevel.DIFFERENT: "recorded sex differs"},
}
"""What a level says. What is not there is not worth saying (same sex, no address)."""

AGAINST: dict[Field, int] = {
    Field.IDENTIFIER: IdentifierLevel.MIXED,
    Field.FORENAME: ForenameLevel.CONFLICT,
    Field.SURNAME: SurnameLevel.DIFFERENT,
    Field.DATE_OF_BIRTH: DateLevel.YEAR_SLIP,
    Field.ADDRESS: AddressLevel.DIFFERENT,
    Field.SEX: SexLevel.DIFFERENT,
}
"""Up to this level a field speaks against the pair; MISSING speaks neither way."""

BECAUSE: dict[Rule, str] = {
    Rule.PERSON_SAID_SAME: "a person said they are the same",
    Rule.PERSON_SAID_DIFFERENT: "a person said they are different",
    Rule.PERSON_UNSURE: "a person was not sure",
    Rule.TWO_OPEN_RECORDS: "one agency holds both as open records",
    Rule.TWO_OPEN_ALIKE: "one agency may hold the same person twice",
    Rule.IDENTIFIERS_DIFFER: "their numbers differ",
    Rule.IDENTIFIERS_MIXED: "one number agrees and another does not",
    Rule.IDENTIFIER_EQUAL: "the same number, and nothing against it",
    Rule.IDENTIFIER_ALONE: "only a number agrees",
    Rule.A_GENERATION_APART: "they are a generation apart",
    Rule.A_GENERATION_OR_A_SLIP: "they are a generation apart, or one date is wrong: all else agrees",
    Rule.FORENAMES_DIFFER: "the forenames differ; they may be twins or siblings",
    Rule.FORENAME_MISSING: "a forename is missing; they may be twins",
    Rule.FORENAME_UNSURE: "the forenames are similar, not the same",
    Rule.DATES_CONFLICT: "the dates of birth differ",
    Rule.DATES_CLOSE: "the dates of birth are close, but differ",
    Rule.DATE_MISSING: "a date of birth is missing",
    Rule.SEX_AND_FORENAME_DIFFER: "recorded sex and forename differ",
    Rule.TOO_LITTLE_TOGETHER: "too many fields agree only roughly",
    Rule.LIKELY: "likely, not certain",
    Rule.ALL_AGREE: "name, date and place agree",
    Rule.UNLIKELY: "too little agrees",
    Rule.RIVAL: "another record fits nearly as well",
    Rule.ANSWERED_BY_OTHERS: "other records of the two keep them apart",
    Rule.ASKED_WITH_ANOTHER: "the same question is asked through another pair of their records",
    Rule.RECORDS_BETWEEN_CONFLICT: "other records of the two do not fit together",
    Rule.MATCHED_ELSEWHERE: "both are already matched with other records",
    Rule.NEWER_RECORD: "a record that came later makes it doubtful",
    Rule.LINKED_THROUGH_OTHERS: "linked through other records of the same person",
}

TITLES = {
    Outcome.LINKED: "Linked automatically",
    Outcome.ASK: "A person must decide",
    Outcome.APART: "Kept apart",
}


def words_for(field: Field, level: int) -> str:
    """One field's level in words, empty when there is nothing to say."""
    return WORDS[field].get(level, "")


def speaks_against(field: Field, level: int) -> bool:
    """Whether a level is a reason against."""
    return 0 <= level <= AGAINST[field]


def reasons(levels: dict[Field, int]) -> str:
    """Reasons for, then after "but" reasons against: "same date of birth; same address; but different forenames"."""
    told = [(speaks_against(field, level), words_for(field, level)) for field, level in levels.items()]
    in_favour = [words for against, words in told if words and not against]
    against = [words for against, words in told if words and against]
    if against:
        against[0] = f"but {against[0]}" if in_favour else against[0]
    return "; ".join(in_favour + against) or "nothing to compare"


def sentence(outcome: Outcome, rule: Rule, levels: dict[Field, int]) -> str:
    """The whole explanation: outcome, the rule that decided, and the reasons."""
    return f"{TITLES[outcome]}: {BECAUSE[rule]} ({reasons(levels)})."
