"""`alongside doctor`: is this installation sound?"""

import argparse
import json

import psycopg

from alongside.agencies import api as agencies
from alongside.cli.caller import clock, operator
from alongside.cli.provision import app_dsn, wrong_role
from alongside.kernel.caller import Purpose
from alongside.post.tasks import how_it_stands, late
from alongside.records.api import Overdue
from alongside.records.tasks import overdue

_UNPROTECTED = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
      AND c.relname NOT LIKE 'django_%' AND c.relname NOT LIKE 'auth_%' AND c.relname NOT LIKE 'accounts_%'
      AND c.relname <> 'trust_key' ORDER BY 1
"""


def examine(chosen: argparse.Namespace) -> int:
    """Each check with its answer; exit code 1 when one fails."""
    with psycopg.connect(app_dsn()) as connection:
        answers = {
            "the role that serves may not bypass the policies": wrong_role(connection),
            "every table with facts of people is closed": _open_tables(connection),
            "nothing is seen outside the door": _seen_outside(connection),
            "the key of the context is unreadable": _readable_key(connection),
        }
    answers["no row is kept for longer than agreed"] = _overdue()
    answers["no letter waits for more than an hour"] = late(how_it_stands(clock=clock), now=clock())
    failed = {check: why for check, why in answers.items() if why}
    if chosen.json:
        print(json.dumps({check: why or "sound" for check, why in answers.items()}))
    else:
        for check, why in answers.items():
            print(f"{'FAILED' if why else 'sound '} {check}{': ' + why if why else ''}")
        print(f"{len(answers) - len(failed)} of {len(answers)} checks are sound.")
    return 1 if failed else 0


def _open_tables(connection: psycopg.Connection) -> str:
    return ", ".join(row[0] for row in connection.execute(_UNPROTECTED).fetchall())


def _seen_outside(connection: psycopg.Connection) -> str:
    counted = connection.execute("SELECT count(*) FROM families_description").fetchone()
    return f"{counted[0]} descriptions" if counted and counted[0] else ""


def _readable_key(connection: psycopg.Connection) -> str:
    try:
        connection.execute("SELECT 1 FROM trust_key")
    except psycopg.errors.InsufficientPrivilege:
        connection.rollback()
        return ""
    return "the application can read it"


def _overdue() -> str:
    late = overdue(clock=clock)
    names = {a.id: a.name for a in agencies.all_agencies(operator(Purpose.RECEIVING))} if late else {}
    return "; ".join(f"{names.get(o.agency, 'an agency')}, delivery {o.delivery}: {_why_late(o)}" for o in late)


def _why_late(late: Overdue) -> str:
    if late.why:
        return f"rows had to stay. {late.why}"
    return f"{late.rows:,} {'row is' if late.rows == 1 else 'rows are'} overdue. Run: alongside dispose"
