"""From an empty PostgreSQL to Alongside's database: roles, tables, keys; and the check that the roles are right."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from alongside.cli.cluster import Cluster, NoDatabase
from alongside.config.home import Connection, home, read_connection, secret, write_connection
from alongside.kernel.context import pads_of

DATABASE = "alongside"
_ROLES = {
    "alongside_owner": "LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB",
    "alongside_app": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
    "alongside_finder": "NOLOGIN BYPASSRLS",
}


@contextmanager
def database() -> Iterator[None]:
    """The database of the data folder, running and up to date, for as long as the block lasts."""
    folder = home()
    if os.environ.get("DATABASE_URL"):
        _prepare(folder, *_administered(folder))
        yield
        return
    with Cluster.of(folder).in_use():
        _prepare(folder, *_administered(folder))
        yield


def _administered(folder: Path) -> tuple[str, tuple[str, int] | None]:
    """How the administrator reaches PostgreSQL, and the embedded one's host and port."""
    if told := os.environ.get("DATABASE_URL"):
        return told, None
    cluster = Cluster.of(folder)
    dsn = f"host={cluster.host} port={cluster.port} user=alongside_admin dbname=postgres password={cluster.password}"
    return dsn, (cluster.host, cluster.port)


def _prepare(folder: Path, admin_dsn: str, host: tuple[str, int] | None) -> None:
    connection = read_connection(folder)
    if connection is None or (host and (connection.host, connection.port) != host):
        connection = make_roles(admin_dsn, host=host, name=_name(), known=connection)
        write_connection(folder, connection)
    make_database(admin_dsn, _name())
    migrate(folder, _name())
    put_key(folder, connection, _name())


def _name() -> str:
    return os.environ.get("ALONGSIDE_DATABASE", DATABASE)


def begin_anew() -> None:
    """Throw this data folder's database away and make it again, empty. Nothing asks twice: the caller has to know."""
    folder = home()
    admin_dsn, host = _administered(folder)
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(_name())))
    _prepare(folder, admin_dsn, host)


def make_roles(
    admin_dsn: str, *, host: tuple[str, int] | None, name: str, known: Connection | None = None
) -> Connection:
    """Create or renew the roles; passwords are kept in the data folder."""
    passwords = {r: secrets.token_urlsafe(24) for r in ("alongside_owner", "alongside_app")}
    if known:
        passwords = {"alongside_owner": known.owner_password, "alongside_app": known.app_password}
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        for role, rights in _ROLES.items():
            there = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
            verb = "ALTER" if there else "CREATE"
            admin.execute(sql.SQL(f"{verb} ROLE {{}} WITH {rights}").format(sql.Identifier(role)))
            if role in passwords:
                say = sql.SQL("ALTER ROLE {} PASSWORD {}")
                admin.execute(say.format(sql.Identifier(role), sql.Literal(passwords[role])))
        admin.execute("GRANT alongside_finder TO alongside_owner")
        admin.execute("ALTER ROLE alongside_app SET statement_timeout = '5min'")
        admin.execute("ALTER ROLE alongside_app SET idle_in_transaction_session_timeout = '15min'")
        reached = host or (admin.info.host, admin.info.port)
    return Connection(reached[0], reached[1], name, passwords["alongside_app"], passwords["alongside_owner"])


def make_database(admin_dsn: str, name: str, *, template: str = "template0") -> None:
    """Create the database, owned by the owner role, unless it is there."""
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return
        say = sql.SQL("CREATE DATABASE {} OWNER alongside_owner TEMPLATE {} ENCODING 'UTF8'")
        admin.execute(say.format(sql.Identifier(name), sql.Identifier(template)))
        admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        admin.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO alongside_app").format(sql.Identifier(name)))


def migrate(folder: Path, name: str) -> None:
    """Bring the tables up to date, as the owner; the application itself never holds that role."""
    environment = {
        **os.environ,
        "ALONGSIDE_HOME": str(folder),
        "ALONGSIDE_DATABASE": name,
        "ALONGSIDE_ROLE": "alongside_owner",
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise NoDatabase(f"The tables could not be brought up to date:\n{done.stderr.strip()[-2000:]}")


def owner_dsn(connection: Connection, name: str) -> str:
    """How the owner role reaches this database."""
    return (
        f"host={connection.host} port={connection.port} dbname={name} "
        f"user=alongside_owner password={connection.owner_password}"
    )


def put_key(folder: Path, connection: Connection, name: str) -> None:
    """Give the database the key with which it verifies the context of each visit; the app role cannot read it."""
    inner, outer = pads_of(secret(folder, "context.key"))
    with psycopg.connect(owner_dsn(connection, name), autocommit=True) as owner:
        owner.execute("DELETE FROM trust_key WHERE (inner_pad, outer_pad) IS DISTINCT FROM (%s, %s)", (inner, outer))
        owner.execute("INSERT INTO trust_key SELECT %s, %s WHERE NOT EXISTS (SELECT 1 FROM trust_key)", (inner, outer))


def wrong_role(connection: psycopg.Connection) -> str:
    """Why this connection's role must not serve people, or nothing if it may."""
    row = connection.execute(
        "SELECT r.rolsuper, r.rolbypassrls, r.rolname, pg_has_role(d.datdba, 'MEMBER') FROM pg_roles r, pg_database d "
        "WHERE r.rolname = current_user AND d.datname = current_database()"
    ).fetchone()
    assert row is not None
    superuser, bypasses, role, owns = row
    if superuser:
        return f"{role} is a superuser: row-level security would not hold. Use the role alongside_app."
    if bypasses:
        return f"{role} bypasses row-level security. Use the role alongside_app."
    if owns:
        return f"{role} owns the database. Use the role alongside_app."
    return ""


def app_dsn() -> str:
    """How the application role reaches the database of this data folder."""
    return f"{app_place()} user=alongside_app password={_connection().app_password}"


def app_place() -> str:
    """Which database of which server this data folder works with; nothing in it is secret."""
    connection = _connection()
    name = os.environ.get("ALONGSIDE_DATABASE", connection.name)
    return f"host={connection.host} port={connection.port} dbname={name}"


def _connection() -> Connection:
    connection = read_connection(home())
    if connection is None:
        raise NoDatabase("The database has not been made yet.")
    return connection
