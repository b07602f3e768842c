"""Taking rows in, against a bare COPY of the same rows into the same tables with the same indexes.

Three lines: the import as it is (read, map, keep as received, write down, in batches, behind the door); COPY of the
kept rows and the events into copies of both tables; and their ratio. Medians of several rounds, written as JSON.
"""

import csv
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
ROUNDS = 3
RESULTS = Path(__file__).resolve().parent / "results"


def _file(folder: Path, number: int) -> Path:
    path = folder / f"events-{number}.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("record", "person", "date", "kind", "text", "action", "outcome", "worker"))
        for n in range(ROWS):
            day = f"20{15 + n % 11}-{1 + n % 12:02d}-{1 + n % 28:02d}"
            text = f"Round {number}, event {n}: came in late and hungry, was given breakfast and settled by ten."
            writer.writerow(
                (f"{number}-{n}", f"P{n % 20_000}", day, "concern", text, "Rang home", "No answer", "A. Worker")
            )
    return path


def _import(path: Path) -> float:
    from alongside.agencies.api import AgencyKind, add
    from alongside.cli.caller import clock, operator
    from alongside.records.api import DeliveredFile, shipped_mappings
    from alongside.records.tasks import receive

    mapping = next(m for m in shipped_mappings() if m.name == "plain-events")
    agency = add(operator(), name="Bench School", kind=AgencyKind.SCHOOL)
    began = time.perf_counter()
    receive(agency.id, (DeliveredFile(path, path.name),), mapping, by=operator(), clock=clock)
    return time.perf_counter() - began


def _copy(admin_dsn: str) -> float:
    import psycopg

    spent = 0.0
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        for table in ("records_row", "records_event"):
            columns = [
                c for (c,) in admin.execute(
                    "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND column_name <> 'id' "
                    "ORDER BY ordinal_position", (table,)
                ).fetchall()
            ]  # fmt: skip
            named = ", ".join(f'"{c}"' for c in columns)
            admin.execute(f"CREATE TABLE IF NOT EXISTS bench_{table} (LIKE {table} INCLUDING ALL)")
            admin.execute(f"TRUNCATE bench_{table}")
            newest = f"SELECT {named} FROM {table} WHERE delivery = (SELECT max(delivery) FROM {table})"
            with admin.cursor().copy(f"COPY ({newest}) TO STDOUT") as out:
                content = b"".join(bytes(piece) for piece in out)
            began = time.perf_counter()
            with admin.cursor().copy(f"COPY bench_{table} ({named}) FROM STDIN") as into:
                into.write(content)
            spent += time.perf_counter() - began
    return spent


def main() -> int:
    """Measure and print."""
    folder = Path(tempfile.mkdtemp())
    os.environ["ALONGSIDE_HOME"] = str(folder / "home")
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
    from alongside.cli.cluster import Cluster
    from alongside.cli.provision import database

    with database():
        import django

        django.setup()
        cluster = Cluster.of(folder / "home")
        admin = (
            f"host={cluster.host} port={cluster.port} user=alongside_admin password={cluster.password} dbname=alongside"
        )
        rounds = []
        for number in range(ROUNDS):
            taken = _import(_file(folder, number))
            rounds.append((taken, _copy(admin)))
    ours, limit = (statistics.median(x) for x in zip(*rounds, strict=True))
    told = {"rows": ROWS, "import_seconds": ours, "copy_seconds": limit, "ratio": limit / ours}
    print(f"{'import of rows':<40}{ROWS / ours:>12,.0f} rows/s")
    print(f"{'COPY of the same rows (limit)':<40}{ROWS / limit:>12,.0f} rows/s")
    print(f"{'ratio (target at least 0.5)':<40}{limit / ours:>12.2f}")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "receiving.json").write_text(json.dumps(told, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
