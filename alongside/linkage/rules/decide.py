"""The decision about one pair: evidence in, verdict out, the first sentence that applies.

Source: design 6-linkage, "Decide". Linking two children wrongly shows one family to another; missing a link hides a
child's story. So certain pairs link, everything that a careful clerk would look at twice goes to a person.
"""

from __future__ import annotations

from alongside.linkage.contracts import (
    AddressLevel,
    Band,
    DateLevel,
    Evidence,
    ForenameLevel,
    IdentifierLevel,
    Outcome,
    Rule,
    Said,
    SexLevel,
    SurnameLevel,
    Verdict,
)

SURE_FORENAME = (ForenameLevel.EXACT, ForenameLevel.SHARED)
SPELT_OTHERWISE = (ForenameLevel.NICKNAME, ForenameLevel.TYPO, ForenameLevel.SWAPPED)
UNSURE_FORENAME = (ForenameLevel.NEAR, ForenameLevel.INITIAL)
AGREEING_DATE = (DateLevel.EXACT, DateLevel.NEAR, DateLevel.BY_YEAR)
CLOSE_DATE = (DateLevel.CLOSE, DateLevel.YEAR_SLIP)
CONFLICTING_DATE = (DateLevel.CONFLICT, *CLOSE_DATE)
SAME_SURNAME = (SurnameLevel.EXACT, SurnameLevel.SHARED)
SAME_PLACE = (AddressLevel.SAME_ADDRESS, AddressLevel.SAME_POSTCODE)


def decide(evidence: Evidence) -> Verdict:
    """What happens to a pair: people first, then identifiers, then names, dates and places."""
    verdict = _what_people_said(evidence) or _what_identifiers_say(evidence)
    if verdict is not None:
        return verdict
    conflict = _conflict(evidence)
    if conflict is None:
        return _what_names_say(evidence)
    if _one_name_in_one_home(evidence):
        return Verdict(Outcome.LINKED, Rule.ALL_AGREE)
    return _ask_if_worth_it(evidence, conflict)


def _what_people_said(evidence: Evidence) -> Verdict | None:
    """A person's word stands above every number; a person's doubt keeps the pair a question."""
    if evidence.said is Said.DIFFERENT:
        return Verdict(Outcome.APART, Rule.PERSON_SAID_DIFFERENT)
    if evidence.said is Said.SAME:
        return Verdict(Outcome.LINKED, Rule.PERSON_SAID_SAME)
    if evidence.two_open and not _one_person_twice(evidence):
        return Verdict(Outcome.APART, Rule.TWO_OPEN_RECORDS)
    if evidence.identifier is IdentifierLevel.DIFFER:
        return Verdict(Outcome.APART, Rule.IDENTIFIERS_DIFFER)
    if evidence.said is Said.UNSURE:
        return Verdict(Outcome.ASK, Rule.PERSON_UNSURE)
    if evidence.two_open:
        return Verdict(Outcome.ASK, Rule.TWO_OPEN_ALIKE)
    return None


def _one_person_twice(evidence: Evidence) -> bool:
    """One agency's two records agree in number, or in full name and date of birth: a register may have a slip, too."""
    named = evidence.forename is ForenameLevel.EXACT and evidence.surname is SurnameLevel.EXACT
    number = evidence.identifier is IdentifierLevel.EQUAL and evidence.forename is not ForenameLevel.CONFLICT
    return number or (named and evidence.date is DateLevel.EXACT and evidence.sex is not SexLevel.DIFFERENT)


def _what_identifiers_say(evidence: Evidence) -> Verdict | None:
    """An equal trusted identifier with name or date links; alone, or against the forename, it asks."""
    if evidence.identifier is IdentifierLevel.MIXED:
        return Verdict(Outcome.ASK, Rule.IDENTIFIERS_MIXED)
    if evidence.identifier is not IdentifierLevel.EQUAL:
        return None
    if evidence.forename is ForenameLevel.CONFLICT:
        return Verdict(Outcome.ASK, Rule.FORENAMES_DIFFER)
    if evidence.date is DateLevel.FAR:
        return Verdict(Outcome.ASK, Rule.A_GENERATION_APART)
    name = evidence.forename in SURE_FORENAME + SPELT_OTHERWISE + (ForenameLevel.NEAR,)
    nobody_named = evidence.nameless and evidence.date not in CONFLICTING_DATE
    if name or evidence.date in AGREEING_DATE or nobody_named:
        return Verdict(Outcome.LINKED, Rule.IDENTIFIER_EQUAL)
    return Verdict(Outcome.ASK, Rule.IDENTIFIER_ALONE)


def _conflict(evidence: Evidence) -> Rule | None:
    """The first thing a careful clerk would stop at, or None. Twins, siblings, parent and child stop here."""
    stops = (
        (evidence.date is DateLevel.FAR, Rule.A_GENERATION_APART),
        (evidence.forename is ForenameLevel.CONFLICT, Rule.FORENAMES_DIFFER),
        (evidence.forename is ForenameLevel.MISSING, Rule.FORENAME_MISSING),
        (evidence.date is DateLevel.CONFLICT, Rule.DATES_CONFLICT),
        (evidence.date in CLOSE_DATE, Rule.DATES_CLOSE),
        (evidence.date is DateLevel.MISSING, Rule.DATE_MISSING),
        (evidence.forename in UNSURE_FORENAME, Rule.FORENAME_UNSURE),
        (_sex_and_forename_differ(evidence), Rule.SEX_AND_FORENAME_DIFFER),
    )
    return next((rule for stopped, rule in stops if stopped), None)


def _sex_and_forename_differ(evidence: Evidence) -> bool:
    return evidence.sex is SexLevel.DIFFERENT and evidence.forename not in SURE_FORENAME


def _one_name_in_one_home(evidence: Evidence) -> bool:
    """The same forename and surname in the same home: a slip in the date, or no date, does not make two people of one.

    Brothers and sisters do not share a forename; parent and child do, but they are born far apart, which is no slip.
    """
    spelt = evidence.forename is ForenameLevel.TYPO and evidence.surname in SAME_SURNAME
    named = spelt or (
        evidence.forename is ForenameLevel.EXACT and evidence.surname in (*SAME_SURNAME, SurnameLevel.NEAR)
    )
    home = evidence.address is AddressLevel.SAME_ADDRESS and evidence.sex is not SexLevel.DIFFERENT
    return named and home and evidence.date in (*CLOSE_DATE, DateLevel.MISSING) and evidence.band is Band.CERTAIN


def _ask_if_worth_it(evidence: Evidence, conflict: Rule) -> Verdict:
    """A conflict never links. It asks a person when the pair is possible, or when all the rest agrees.

    A generation apart is never worth a question without an equal identifier: parent and child of one name. Where all
    the rest agrees, that is left to be seen once it is known whether other records bear the dates out. Nor is a pair
    worth it of which only the family agrees.
    """
    if conflict is Rule.A_GENERATION_APART and _a_slip_perhaps(evidence):
        return Verdict(Outcome.APART, Rule.A_GENERATION_OR_A_SLIP)
    if conflict is Rule.A_GENERATION_APART or _only_the_family_agrees(evidence):
        return Verdict(Outcome.APART, conflict)
    asked = evidence.band is not Band.UNLIKELY or _all_the_rest_agrees(evidence, conflict)
    return Verdict(Outcome.ASK if asked else Outcome.APART, conflict)


def _a_slip_perhaps(evidence: Evidence) -> bool:
    named = evidence.forename is ForenameLevel.EXACT and evidence.surname in (*SAME_SURNAME, SurnameLevel.NEAR)
    likely = evidence.band is not Band.UNLIKELY and evidence.sex is not SexLevel.DIFFERENT
    return named and likely and evidence.address in SAME_PLACE


def _only_the_family_agrees(evidence: Evidence) -> bool:
    """Neither forename nor date; forename and sex differ, as brother and sister do; or it is a sister's middle name."""
    differs = evidence.forename is ForenameLevel.CONFLICT
    unnamed = (differs or evidence.forename is ForenameLevel.MISSING) and evidence.date not in AGREEING_DATE
    twin = differs and evidence.sex is SexLevel.DIFFERENT
    return unnamed or twin or (evidence.forename is ForenameLevel.SHARED and evidence.date is DateLevel.CONFLICT)


def _all_the_rest_agrees(evidence: Evidence, conflict: Rule) -> bool:
    """Everything but the conflicting field is the same: a twin, or the same child written down wrongly."""
    forename = conflict in (Rule.FORENAMES_DIFFER, Rule.FORENAME_MISSING) or evidence.forename in SURE_FORENAME
    date = conflict in (Rule.DATES_CONFLICT, Rule.DATES_CLOSE, Rule.DATE_MISSING) or evidence.date is DateLevel.EXACT
    return forename and date and evidence.surname in SAME_SURNAME and evidence.address in SAME_PLACE


def _what_names_say(evidence: Evidence) -> Verdict:
    """Without conflict: certain pairs link, if enough of name, date and place speaks together."""
    if evidence.band is Band.UNLIKELY:
        return Verdict(Outcome.APART, Rule.UNLIKELY)
    if evidence.band is Band.POSSIBLE:
        return Verdict(Outcome.ASK, Rule.LIKELY)
    if _enough_together(evidence):
        return Verdict(Outcome.LINKED, Rule.ALL_AGREE)
    return Verdict(Outcome.ASK, Rule.TOO_LITTLE_TOGETHER)


def _enough_together(evidence: Evidence) -> bool:
    """How many of forename, date and surname are less than sure, and what the place must say then.

    None: enough anywhere. One: enough at the same place; a forename or surname spelt otherwise is enough anywhere,
    because the probability already weighs it. Two: enough in the same home. Three are never enough. Another name (a
    middle name a sister may bear) is sure only with the exact date, and nothing with another. Another sex at another
    place is a slip only where all three are sure, and rare enough to be certain all the same. A surname that is not
    known speaks neither way.
    """
    surname = evidence.surname in SAME_SURNAME or evidence.forename is ForenameLevel.SWAPPED
    date = evidence.date is DateLevel.EXACT
    forename = evidence.forename in (SURE_FORENAME if date else (ForenameLevel.EXACT,))
    weak = (not forename, not date, not surname)
    if evidence.sex is SexLevel.DIFFERENT and evidence.address not in SAME_PLACE:
        return not any(weak)
    if sum(weak) < 2:
        spelt = weak[0] or (weak[2] and evidence.surname in (SurnameLevel.NEAR, SurnameLevel.MISSING))
        return sum(weak) == 0 or spelt or evidence.address in SAME_PLACE
    borne_by_another = evidence.forename is ForenameLevel.SHARED
    home = evidence.address is AddressLevel.SAME_ADDRESS
    return sum(weak) == 2 and home and not borne_by_another
