"""How well records are linked, in numbers and without names: for whoever answers for it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.scope import for_partnership, for_system
from alongside.linkage.contracts import Rule
from alongside.linkage.engine import thresholds
from alongside.linkage.rules.estimating import Interval, Questions, Tally, last_word, recall, tally
from alongside.linkage.rules.subgroups import Group, RecordFacts, groups_of
from alongside.trust import api as trust

OFFICES = (
    trust.Office.ANALYST, trust.Office.ADMINISTRATOR, trust.Office.OPERATOR, trust.Office.MATCHER, trust.Office.STEWARD,
)  # fmt: skip
"""Who reads figures about the whole partnership. There is nobody's name in them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What people said of the links that were drawn, all and by group, and what follows for finding everybody.

    `automatic` links were made by what the two records say themselves, others through further records of the person;
    `asked` are the questions.
    """

    all: Tally
    groups: dict[Group, Tally]
    automatic: int
    through_others: int
    asked: Questions
    recall: Interval | None


@dataclass(frozen=True, slots=True)
class QueueAge:
    """Questions of one kind that wait: how many, half of them since when, and the oldest."""

    helped: bool | None
    """Help is open for one of the two; none stands for all questions."""
    count: int
    median_since: datetime | None
    oldest_since: datetime | None


@dataclass(frozen=True, slots=True)
class Undone:
    """Links that people took apart in so many months: pairs of records, the people they are now, those helped now,
    and who had looked in between."""

    months: int
    links: int
    people: int
    helped: int
    lookers: int
    visits: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything that is told about how well records are linked."""

    sample: Sample
    queue: tuple[QueueAge, ...]
    splits: int
    undone: tuple[Undone, ...]


@capability("linkage.quality", scope=for_partnership(*OFFICES))
def quality(caller: Caller) -> Quality:
    """How well records are linked, as far as people's answers show it. Numbers over all agencies, nobody's name."""
    linker = Caller.system("linker", purpose=caller.purpose, now=caller.now)
    return Quality(sample(linker), queue_ages(linker), open_split_count(linker), undone_links(linker))


_DRAWN = """
    SELECT c.source_a, c.source_b, c.rule,
           ARRAY(SELECT d.said FROM linkage_decision d WHERE d.source_a = c.source_a AND d.source_b = c.source_b
                 ORDER BY d.id),
           ARRAY(SELECT a.said FROM linkage_checkanswer a WHERE a.drawn_id = c.id ORDER BY a.id)
    FROM linkage_check c
"""
_COUNTED = """
    WITH newest AS MATERIALIZED (
        SELECT * FROM (SELECT DISTINCT ON (source_a, source_b) source_a, source_b, said, split, at
                       FROM linkage_decision ORDER BY source_a, source_b, id DESC) d
        WHERE d.said <> 'undone' AND d.split IS NULL AND NOT EXISTS (
            SELECT 1 FROM anchor_identity x JOIN anchor_identity y ON y.person_id = x.person_id
            WHERE x.source = d.source_a AND y.source = d.source_b AND greatest(x.since, y.since) < d.at
              AND least(coalesce(x.until, 'infinity'), coalesce(y.until, 'infinity')) >= d.at)
    )
    SELECT count(*) FILTER (WHERE p.outcome = 'linked' AND p.rule NOT IN ('person_said_same', 'linked_through_others')),
           count(*) FILTER (WHERE p.outcome = 'linked' AND p.rule = 'linked_through_others'),
           (SELECT count(*) FROM newest WHERE said = 'same'), (SELECT count(*) FROM newest WHERE said = 'different'),
           count(*) FILTER (WHERE p.outcome = 'ask' AND NOT EXISTS (
               SELECT 1 FROM newest n WHERE n.source_a = p.source_a AND n.source_b = p.source_b AND n.said <> 'unsure'))
    FROM linkage_pair p
"""
"""What was said about links that stood, drawn or taken apart, is no answer to a question."""


@capability("linkage.sample", scope=for_system("linker"))
def sample(caller: Caller) -> Sample:
    """What people said of drawn links, counted, and estimates from it."""
    with connection.cursor() as cursor:
        cursor.execute(_DRAWN)
        drawn = [(a, b, rule, last_word(decided, answered)) for a, b, rule, decided, answered in cursor.fetchall()]
        cursor.execute(_COUNTED)
        automatic, through, *said = cursor.fetchone()
    direct = tally(word for _, _, rule, word in drawn if rule != Rule.LINKED_THROUGH_OTHERS)
    asked = Questions(*said)
    known = [(a, b, word) for a, b, _, word in drawn if word in ("same", "different")]
    return Sample(
        tally(word for *_, word in drawn), _by_group(known), automatic, through, asked,
        recall(automatic, direct.precision, asked),
    )  # fmt: skip


_FACTS = """
    WITH mine AS MATERIALIZED (
        SELECT d.source, d.forename, d.surname, d.date_of_birth, d.date_precision, lower(d.address) AS home, d.postcode,
               d.addresses_ever, i.person_id
        FROM unnest(%(sources)s::uuid[]) AS asked (source)
        CROSS JOIN LATERAL (SELECT * FROM families_description d WHERE d.source = asked.source
                            ORDER BY d.id DESC LIMIT 1) d
        LEFT JOIN anchor_identity i ON i.source = d.source AND i.until IS NULL
    ), around AS MATERIALIZED (
        SELECT d.source, d.date_of_birth, d.postcode, lower(d.address) AS home, lower(d.surname) AS surname
        FROM families_description d JOIN (SELECT DISTINCT postcode FROM mine WHERE postcode <> '') p USING (postcode)
        WHERE d.surname <> ''
    ), near AS MATERIALIZED (
        SELECT m.source, o.source AS other, abs(o.date_of_birth - m.date_of_birth) AS days, m.person_id FROM mine m
        JOIN around o ON o.postcode = m.postcode AND o.home = m.home AND o.surname = lower(m.surname)
             AND o.source <> m.source
    ), nearest AS (
        SELECT n.source, min(n.days) AS days FROM near n
        JOIN anchor_identity i ON i.source = n.other AND i.until IS NULL AND i.person_id <> n.person_id GROUP BY 1
    )
    SELECT m.source, m.forename, m.surname, m.date_of_birth, coalesce(m.date_precision = 'day', false),
           ARRAY(SELECT DISTINCT d.postcode FROM families_description d WHERE d.source = m.source), m.addresses_ever,
           n.days
    FROM mine m LEFT JOIN nearest n USING (source)
"""


def _by_group(known: Sequence[tuple[UUID, UUID, str]]) -> dict[Group, Tally]:
    """Of each group what people said; records that are not kept any more count in none."""
    sources = list({source for a, b, _ in known for source in (a, b)})
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, {"sources": sources})
        facts = {source: _read(row) for source, *row in cursor.fetchall()}
    words: dict[Group, list[str]] = defaultdict(list)
    for a, b, word in known:
        if a in facts and b in facts:
            for group in groups_of(facts[a], facts[b], thresholds().generation_years):
                words[group].append(word)
    return {group: tally(words[group]) for group in Group}


def _read(row: Sequence[Any]) -> RecordFacts:
    forename, surname, born, exact, postcodes, ever, days = row
    return RecordFacts(forename, surname, born, exact, tuple(postcodes), tuple(ever), days)


_AGES = """
    WITH waiting AS (
        SELECT p.since, EXISTS (
            SELECT 1 FROM anchor_identity i JOIN trust_reason r ON r.child = i.person_id
            WHERE i.source IN (p.source_a, p.source_b) AND i.until IS NULL AND r.from_on <= %(today)s
              AND (r.to_on IS NULL OR r.to_on >= %(today)s)) AS helped
        FROM linkage_pair p WHERE p.outcome = 'ask' AND coalesce((
            SELECT d.said FROM linkage_decision d WHERE d.source_a = p.source_a AND d.source_b = p.source_b
            ORDER BY d.id DESC LIMIT 1), '') NOT IN ('same', 'different')
    )
    SELECT helped, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY since), min(since)
    FROM waiting GROUP BY GROUPING SETS ((), (helped)) ORDER BY helped DESC NULLS FIRST
"""


@capability("linkage.queue_ages", scope=for_system("linker"))
def queue_ages(caller: Caller) -> tuple[QueueAge, ...]:
    """How long questions wait: all, those about somebody who is helped now, and the others."""
    with connection.cursor() as cursor:
        cursor.execute(_AGES, {"today": caller.now.date()})
        return tuple(QueueAge(*row) for row in cursor.fetchall())


@capability("linkage.open_split_count", scope=for_system("linker"))
def open_split_count(caller: Caller) -> int:
    """How many wait for a second person to say whether records are taken apart."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM linkage_split s"
            " WHERE NOT EXISTS (SELECT 1 FROM linkage_decision d WHERE d.split = s.split)"
        )
        count: int = cursor.fetchone()[0]
        return count


_UNDONE = """
    WITH undone AS (
        SELECT DISTINCT d.source_a, d.source_b FROM linkage_decision d
        JOIN anchor_identity x ON x.source = d.source_a AND x.since <= d.at
        JOIN anchor_identity y ON y.source = d.source_b AND y.since <= d.at AND y.person_id = x.person_id
        WHERE d.said = 'different' AND d.at > %(after)s AND least(x.until, y.until) >= d.at
    ), people AS (
        SELECT DISTINCT i.person_id FROM undone u JOIN anchor_identity i ON i.source IN (u.source_a, u.source_b)
            AND i.until IS NULL
    )
    SELECT (SELECT count(*) FROM undone), (SELECT count(*) FROM people),
           (SELECT count(*) FROM people p WHERE EXISTS (
                SELECT 1 FROM trust_reason r WHERE r.child = p.person_id AND r.from_on <= %(today)s
                AND (r.to_on IS NULL OR r.to_on >= %(today)s))),
           looked.people, looked.visits
    FROM linkage_looked(%(after)s) looked
"""
MONTHS = (3, 12)
_MONTH = timedelta(days=365.25 / 12)


@capability("linkage.undone_links", scope=for_system("linker"))
def undone_links(caller: Caller) -> tuple[Undone, ...]:
    """Links that people have taken apart lately, and whom that touched, in numbers."""
    told = []
    with connection.cursor() as cursor:
        for months in MONTHS:
            cursor.execute(_UNDONE, {"after": caller.now - months * _MONTH, "today": caller.now.date()})
            told.append(Undone(months, *cursor.fetchone()))
    return tuple(told)
