"""Is she already known? Searches through the door with many people in the database, and what they miss.

A made-up county lies in an embedded PostgreSQL: descriptions, persons, reasons. The records are put where they can be
looked up by the same capability that linking calls. Then somebody who works with nobody yet searches, each search a
transaction of its own with the door's check, row-level security and ledger line, as the application's role with the
pool. Searches are made from people of the county in nine kinds, with slips and old addresses as practitioners have
them. The limit is the bare index: the same keys asked of the table as the administrator, nothing read or weighed.
What is missed is judged by brute force: a search against every record, weighed by Splink on DuckDB.
Usage: python -m benchmarks.finding [--people 100000] [--searches 540] [--brute 60] [--result finding]
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_DNS, UUID, uuid5

import pyarrow as pa

from benchmarks.installation import installation, keep_result, line
from benchmarks.linkage.county import AGENCIES, County, Person
from benchmarks.linkage.whole import _row

ENOUGH = 5.0  # bits
TARGET_MS, TARGET_FOUND = 10.0, 0.995


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked, which kind of search that is, and who is meant."""

    kind: str
    asked: Any
    person: int


def write_county(admin: Any, people: int) -> tuple[list[Person], dict[str, int]]:
    """Descriptions, persons and reasons, written by the administrator; gives the people and who each source is."""
    from alongside.families.rules import COLUMNS

    county, kinds = County(3), [("agency", "uuid"), *COLUMNS]
    persons, truth = county.people(people, children_only=False), {}
    named = ", ".join(name for name, _ in kinds)
    with admin.cursor().copy(f"COPY families_description ({named}) FROM STDIN") as copy:
        copy.set_types([kind for _, kind in kinds])
        for said, entity in _records(county, persons):
            written = _row({**said, "household": f"home{entity[1]}"}, kinds)
            truth[str(written[1])] = entity[0]
            copy.write_row(written)
    with admin.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE told (source uuid, n bigint)")
        with cursor.copy("COPY told FROM STDIN") as copy:
            for row in truth.items():
                copy.write_row(row)
        for statement in _PERSONS:
            cursor.execute(statement)
    admin.execute("VACUUM ANALYZE")
    return persons, truth


def _records(county: County, persons: list[Person]) -> Iterator[tuple[dict[str, Any], tuple[int, int]]]:
    home = 0
    for before, person in zip([None, *persons], persons, strict=False):
        home += before is None or before.home is not person.home
        for agency in county.known_to(person):
            source = f"{agency}:{county.chance.getrandbits(48):012x}"
            yield county.writer.record(person, source, agency), (person.entity, home)


_PERSON = "md5('person' || n)::uuid"
_PERSONS = (
    f"INSERT INTO anchor_person (id) SELECT {_PERSON} FROM (SELECT DISTINCT n FROM told) x",
    f"INSERT INTO anchor_identity (source, person_id) SELECT source, {_PERSON} FROM told",
    f"""INSERT INTO trust_reason (id, subject, child, kind, from_on, agency, reference, stated_by)
    SELECT gen_random_uuid(), min(source::text)::uuid, {_PERSON}, 'early_help', '2025-01-01', gen_random_uuid(), '',
           gen_random_uuid() FROM told GROUP BY n""",
    *(
        f"INSERT INTO anchor_agency (id) VALUES ('{agency}');"
        f"INSERT INTO agencies_agencyname (agency, name, kind) VALUES ('{agency}', '{name}', '{kind}')"
        for agency, name, kind in (
            (uuid5(NAMESPACE_DNS, name), name, "child_health" if name == "health" else name) for name in AGENCIES
        )
    ),
)  # fmt: skip
"""Everybody has a reason, so that nobody is sealed: more to look into for each search, not less."""


def searches(persons: list[Person], many: int) -> list[Search]:
    """Typical searches for children of the county, every kind equally often."""
    county, choice = County(4), random.Random(4)
    children = [p for p in persons if p.child]
    mothers = {id(p.home): p for p in persons if not p.child}
    made: list[Search] = []
    while len(made) < many:
        child = choice.choice(children)
        for kind, ask in KINDS.items():
            said = ask(child, mothers[id(child.home)], county)
            made.append(Search(kind, said, child.entity))
    return made[:many]


def _nick(p: Person, county: County) -> str:
    return county.chance.choice(county.writer.short_forms.get(p.forename, [p.forename]))


def _asked(**said: Any) -> Any:
    from alongside.linkage.api import Asked

    return Asked(**said)


TODAY = date(2026, 11, 23)


def _age(p: Person) -> int:
    return max(TODAY.year - p.born.year - ((TODAY.month, TODAY.day) < (p.born.month, p.born.day)), 0)


KINDS: dict[str, Callable[[Person, Person, County], Any]] = {
    "names, date of birth": lambda p, m, c: _asked(forename=p.forename, surname=p.surname, born=p.born),
    "nickname, surname, old address": lambda p, m, c: _asked(
        forename=_nick(p, c), surname=p.surname, address=p.earlier[0], postcode=p.earlier[1]
    ),
    "names, age": lambda p, m, c: _asked(forename=p.forename, surname=p.surname, age=_age(p)),
    "slips in both names, date of birth": lambda p, m, c: _asked(
        forename=c.writer.slip(p.forename), surname=c.writer.slip(p.surname), born=p.born
    ),
    "names only": lambda p, m, c: _asked(forename=p.forename, surname=p.surname),
    "number": lambda p, m, c: _asked(number=p.nhs),
    "forename, somebody they live with": lambda p, m, c: _asked(
        forename=p.forename, lives_with=f"{m.forename} {m.surname}"
    ),
    "date of birth, postcode": lambda p, m, c: _asked(born=p.born, postcode=p.home[1]),
    "everything": lambda p, m, c: _asked(
        forename=p.forename, surname=p.surname, born=p.born, address=p.home[0], postcode=p.home[1]
    ),
}


def fill_lookup(folder: Path) -> tuple[dict[str, float], pa.Table]:
    """Learn a model and put every record where it can be looked up; gives seconds, and the records."""
    from alongside.cli.caller import clock
    from alongside.kernel.caller import Caller, Purpose
    from alongside.linkage import api as linkage
    from alongside.linkage import engine
    from alongside.linkage.engine.on_duckdb import OnDuckDB

    caller = Caller.system("linker", purpose=Purpose.MATCHING, now=clock())
    records = linkage.records(caller)
    began = time.perf_counter()
    ready = OnDuckDB(folder)
    ready.take_in(records)
    model = ready.train(engine.thresholds())
    ready.con.close()
    learned = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    engine.save_model(model, folder / "newest-model.json")
    changed = linkage.index_records(caller, records=records)
    filled = time.perf_counter()
    assert changed == records.num_rows
    return {"learning": learned - began, "filling": filled - learned}, records


def somebody() -> Any:
    """A practitioner who works with nobody yet."""
    from alongside.cli.caller import clock
    from alongside.kernel.caller import Caller, Purpose
    from alongside.kernel.ids import ActorId
    from alongside.trust import api as trust

    founder = Caller.system("founder", purpose=Purpose.ADMINISTRATION, now=clock())
    actor = ActorId(UUID(int=4711))
    trust.found_office(founder, actor=actor, office=trust.Office.PRACTITIONER, agency=None)
    return Caller(actor=actor, purpose=Purpose.DIRECT_WORK, now=datetime.now(UTC), session="bench")


def ask_all(asked: list[Search]) -> tuple[list[float], dict[str, list[float]], dict[str, list[bool]]]:
    """Milliseconds of every search, by kind, and whether the one who is meant was among the answers."""
    from django.db import connection

    from alongside.linkage import api as linkage

    caller, times = somebody(), []
    of_kind: dict[str, list[float]] = {kind: [] for kind in KINDS}
    found: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    for number, search in enumerate([*asked[:30], *asked]):
        began = time.perf_counter()
        answer = linkage.find(caller, asked=search.asked)
        spent = (time.perf_counter() - began) * 1000
        connection.close()  # back to the pool, as at the end of a request
        if number >= 30:
            times.append(spent)
            of_kind[search.kind].append(spent)
            found[search.kind].append(str(search.person) in {_entity(k.person) for k in answer.known})
    return times, of_kind, found


_ENTITIES: dict[UUID, str] = {}


def _entity(person: UUID) -> str:
    return _ENTITIES.get(person, "")


def know_people(admin: Any) -> None:
    """Which made-up person each id stands for."""
    for n, person in admin.execute(f"SELECT n, {_PERSON} FROM (SELECT DISTINCT n FROM told) x").fetchall():
        _ENTITIES[person] = str(n)


def bare_index(admin: Any, asked: list[Search]) -> list[float]:
    """Milliseconds of the index alone: the sources that share a near key."""
    from alongside.linkage.rules.keys import keys_of

    times = []
    for number, search in enumerate([*asked[:30], *asked]):
        near = sorted(set().union(*(keys_of(one).near for one in _wanted(search.asked))))
        began = time.perf_counter()
        admin.execute("SELECT source FROM linkage_lookup WHERE keys && %s::bigint[] LIMIT 2000", (near,)).fetchall()
        if number >= 30:
            times.append((time.perf_counter() - began) * 1000)
    return times


def _wanted(asked: Any) -> Any:
    from alongside.linkage.engine import nicknames
    from alongside.linkage.rules.looking import read_asked

    return read_asked(asked, TODAY, nicknames())


def brute_force(folder: Path, records: pa.Table, asked: list[Search]) -> dict[str, float]:
    """Of the records that weigh enough against a search, how many are among those that look-up weighs."""
    from alongside.kernel.capability import visit
    from alongside.linkage.lookup.finding import _candidates

    sample = [s for s in asked if s.asked.age is None and not s.asked.lives_with]
    heavy = _weigh_everything(folder, records, sample)
    caller, seen, missed = somebody(), 0, 0
    for number, search in enumerate(sample):
        with visit(caller):
            there = {kept.record.source for kept in _candidates(_wanted(search.asked))}
        wanted = heavy.get(f"q{number:06d}", set())
        seen, missed = seen + len(wanted), missed + len(wanted - there)
    return {"searches": len(sample), "pairs": seen, "missed": missed, "share": 1 - missed / max(seen, 1)}


def _weigh_everything(folder: Path, records: pa.Table, sample: list[Search]) -> dict[str, set[str]]:
    """Each search against every record, by Splink: the sources that weigh enough."""
    from splink import DuckDBAPI, Linker

    from alongside.linkage import engine
    from alongside.linkage.engine.comparisons import settings_for
    from alongside.linkage.engine.newest import newest_model
    from alongside.linkage.engine.on_duckdb import OnDuckDB
    from alongside.linkage.engine.preparing import name_frequencies

    model, ready = newest_model(folder), OnDuckDB(folder)
    ready.take_in(pa.concat_tables([_as_records(sample, records.schema), records]))
    for name, kind in (("asked", "like"), ("everyone", "not like")):
        ready.con.execute(f"create table {name} as select * from prepared where source {kind} 'q%'")
    api = DuckDBAPI(ready.con)
    here, there = api.register("asked"), api.register("everyone")
    settings = settings_for(model, engine.thresholds(), blocking=[{"blocking_rule": "1 = 1"}])
    linker = Linker(here, settings, log_level="ERROR")
    for column, shares in name_frequencies(ready.con, model).items():
        linker.table_management.register_term_frequency_lookup(api.register(shares), column)
    found = linker.inference.predict_between(there, here, threshold_match_weight=ENOUGH, warning_mode="never")
    rows = ready.con.sql(
        f"select l.source, r.source from {found.physical_name} f join prepared l on l.record = f.record_l"
        " join prepared r on r.record = f.record_r"
    ).fetchall()
    ready.con.close()
    heavy: dict[str, set[str]] = {}
    for one, other in rows:
        search, source = (one, other) if one.startswith("q") else (other, one)
        heavy.setdefault(search, set()).add(source)
    return heavy


def _as_records(sample: list[Search], schema: pa.Schema) -> pa.Table:
    rows = []
    for number, search in enumerate(sample):
        said = asdict(search.asked)
        born = said["born"]
        rows.append(
            {
                **{name: said[name] or None for name in ("forename", "surname", "address", "postcode")},
                "source": f"q{number:06d}", "agency": "asked", "nhs_number": said["number"] or None,
                "date_of_birth": born.isoformat() if born else None, "date_precision": "day" if born else None,
                "no_name": False, "open": False,
            }
        )  # fmt: skip
    return pa.Table.from_pylist(rows, schema)


def cuts(times: list[float]) -> dict[str, float]:
    """Median, 95th and 99th percentile."""
    parts = statistics.quantiles(times, n=100)
    return {"p50": statistics.median(times), "p95": parts[94], "p99": parts[98]}


def bench(people: int, many: int, brute: int) -> dict[str, Any]:
    """Everything, in an installation of its own."""
    import psycopg

    with installation() as dsn, psycopg.connect(dsn, autocommit=True) as admin:
        from django.conf import settings

        admin.execute("ALTER ROLE alongside_app SET statement_timeout = 0")
        persons, truth = write_county(admin, people)
        print(f"{len(persons):,} people, {len(truth):,} records written", flush=True)
        know_people(admin)
        seconds, records = fill_lookup(settings.HOME / "linkage")
        admin.execute("VACUUM ANALYZE linkage_lookup")
        asked = searches(persons, many)
        times, of_kind, found = ask_all(asked)
        bare = bare_index(admin, asked)
        size = admin.execute(
            "SELECT pg_table_size('linkage_lookup'), pg_relation_size('linkage_lookup_keys')"
        ).fetchone() or (0, 0)
        missed = brute_force(settings.HOME / "linkage", records, asked[:brute])
        return {
            "people": len(persons), "records": len(truth), "seconds": seconds,
            "megabytes": {"table": size[0] / 2**20, "index": size[1] / 2**20},
            "milliseconds": cuts(times), "bare_index": cuts(bare),
            "kinds": {k: {**cuts(of_kind[k]), "found": sum(found[k]) / len(found[k])} for k in KINDS},
            "brute_force": missed,
        }  # fmt: skip


def show(result: dict[str, Any]) -> None:
    """The table."""
    told, bare = result["milliseconds"], result["bare_index"]
    print(f"\n{result['people']:,} people, {result['records']:,} records")
    line("put where they can be looked up", result["seconds"]["filling"], "s", digits=1)
    line("table and index", sum(result["megabytes"].values()), "MB")
    for cut, target in (("p50", ""), ("p95", f"target at most {TARGET_MS:.0f}"), ("p99", "")):
        line(f"a search through the door, {cut}", told[cut], "ms", digits=2, ratio=told[cut] / bare[cut], target=target)
        line(f"the bare index (limit), {cut}", bare[cut], "ms", digits=2)
    for kind, row in result["kinds"].items():
        line(f"  {kind}: p95", row["p95"], "ms", digits=2, target=f"meant child among the ten: {row['found']:.3f}")
    brute = result["brute_force"]
    line(f"of {brute['pairs']:,} records that weigh {ENOUGH:.0f} bits, found", brute["share"], "", digits=4,
         target=f"target at least {TARGET_FOUND}")  # fmt: skip


def main() -> int:
    """One size."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=100_000)
    asked.add_argument("--searches", type=int, default=540)
    asked.add_argument("--brute", type=int, default=90)
    asked.add_argument("--result", default="finding")
    options = asked.parse_args()
    result = bench(options.people, options.searches, options.brute)
    show(result)
    keep_result(options.result, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
