"""An empty installation of its own for a measurement, and the place where results are kept."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parent / "results"


@contextmanager
def installation() -> Iterator[str]:
    """Alongside with an empty database, as in production (app role, pool); gives the administrator's way in."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        os.environ.update(ALONGSIDE_HOME=str(home), ALONGSIDE_POOL="1")
        os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
        from alongside.cli.cluster import Cluster
        from alongside.cli.provision import database

        with database():
            import django

            django.setup()
            from django.db import connection

            at = Cluster.of(home)
            yield f"host={at.host} port={at.port} user=alongside_admin password={at.password} dbname=alongside"
            connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's, which the stubs do not say
        shutil.rmtree(at.folder, ignore_errors=True)  # it lies elsewhere where the home is closed to its user


def keep_result(name: str, told: Any) -> None:
    """Write a result beside the others."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def line(words: str, value: float, unit: str, *, digits: int = 0, ratio: float | None = None, target: str = "") -> None:
    """One line of a table, with its ratio and its target where there are any."""
    said = f"{words:<44}{value:>12,.{digits}f} {unit}"
    if ratio is not None:
        said = f"{said:<70}ratio {ratio:5.2f}"
    print(f"{said:<84}{target}".rstrip(), flush=True)
