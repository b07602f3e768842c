"""Every test meets the real database, as the role that serves, without a transaction around it."""

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("ALONGSIDE_TEST_HOME", ROOT / "var" / "test"))
TEMPLATE = "alongside_template"
KEPT = ("django_migrations", "django_content_type", "auth_permission", "auth_group", "trust_key")


def _name() -> str:
    return f"alongside_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def pytest_configure(config: pytest.Config) -> None:
    """Start the database; the first process makes the template, each process its own copy."""
    os.environ["ALONGSIDE_HOME"] = str(HOME)
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
    os.environ.pop("DATABASE_URL", None)
    from alongside.cli import provision
    from alongside.cli.cluster import Cluster
    from alongside.config.home import read_connection, write_connection

    cluster = Cluster.of(HOME)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        held = cluster.in_use()
        held.__enter__()
        config.add_cleanup(lambda: _leave(held))
        admin = _admin_dsn(cluster)
        _in_a_hurry(admin)
        connection = provision.make_roles(
            admin, host=(cluster.host, cluster.port), name=TEMPLATE, known=read_connection(HOME)
        )
        write_connection(HOME, connection)
        _drop(admin, TEMPLATE)
        provision.make_database(admin, TEMPLATE)
        provision.migrate(HOME, TEMPLATE)
        provision.put_key(HOME, connection, TEMPLATE)
    if "PYTEST_XDIST_WORKER" in os.environ or not getattr(config.option, "numprocesses", None):
        _drop(_admin_dsn(cluster), _name())
        provision.make_database(_admin_dsn(cluster), _name(), template=TEMPLATE)
    os.environ["ALONGSIDE_DATABASE"] = _name()
    import django

    django.setup()


def _in_a_hurry(admin_dsn: str) -> None:
    """What a test has written need not outlive the machine: syncing thousands of files takes longer than the tests."""
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")
        admin.execute("SELECT pg_reload_conf()")


def _leave(held: AbstractContextManager[None]) -> None:
    held.__exit__(None, None, None)


def _admin_dsn(cluster: object, name: str = "postgres") -> str:
    from alongside.cli.cluster import Cluster

    assert isinstance(cluster, Cluster)
    return f"host={cluster.host} port={cluster.port} user=alongside_admin password={cluster.password} dbname={name}"


def _drop(admin_dsn: str, name: str) -> None:
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def admin_dsn() -> str:
    """The administrator's way into this process's database: sees everything, for looking behind the door."""
    from alongside.cli.cluster import Cluster

    return _admin_dsn(Cluster.of(HOME), _name())


@pytest.fixture
def admin(admin_dsn: str) -> Iterator[psycopg.Connection]:
    """A connection of the administrator."""
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture
def clean(admin: psycopg.Connection) -> Iterator[None]:
    """An empty database before the test."""
    names = admin.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(%s)", (list(KEPT),)
    ).fetchall()
    admin.execute("TRUNCATE " + ", ".join(f'"{name}"' for (name,) in names) + " RESTART IDENTITY CASCADE")
    yield
    from django.db import connection

    assert not connection.in_atomic_block, "a test left a transaction open"


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No link is drawn for a check by chance: a test that is about checks says what share is drawn."""
    from alongside.linkage.rules import sampling

    monkeypatch.setattr(sampling, "SHARE", 0.0)


sys.path.insert(0, str(ROOT))
