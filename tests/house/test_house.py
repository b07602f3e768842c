"""What keeps the house standing, each rule shown to bite by a planted violation."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "alongside"
FLOORS = [
    "kernel", "layout", "language", "anchor", "ledger", "trust", "accounts", "post", "work", "agencies", "families",
    "records", "linkage", "teams", "pathway", "instruments", "chronology", "assessment", "plans", "meetings", "prompts",
    "waiting", "rest", "desk", "config", "cli",
]  # fmt: skip
DOORLESS = {"ledger"}
"""The ledger is written by the door itself, below it."""


def _contexts() -> list[Path]:
    return [p for p in sorted(PACKAGE.iterdir()) if (p / "api.py").exists()]


def test_foreign_keys_point_down_and_leave_no_way_back() -> None:
    for model in apps.get_models():
        here = model._meta.app_label
        if here not in FLOORS:
            continue
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model:
                there = field.related_model._meta.app_label
                assert FLOORS.index(there) <= FLOORS.index(here), f"{field} points up"
                assert field.remote_field.hidden, f"{field} leaves a way back"  # type: ignore[union-attr]


def _doorless(path: Path) -> list[str]:
    found = []
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            names = {d.func.id for d in node.decorator_list if isinstance(d, ast.Call) and isinstance(d.func, ast.Name)}
            if "capability" not in names:
                found.append(node.name)
    return found


HELPERS = {
    ("trust", "settler"), ("post", "postman"),
    ("records", "shipped_mappings"), ("records", "guess_mapping"), ("records", "about_delivery"),
    *(("assessment", name) for name in ("rows_of", "row_of", "parts_of", "as_text", "standing_of")),
    *(("assessment", name) for name in ("writer", "capacity", "open_assessment", "part", "open_part")),
    *(
        ("plans", name)
        for name in (
            "needs", "plan", "version", "wording", "wording_read", "task", "held_task", "moment", "my_agency",
            "goals_of", "tasks_of", "worded", "standing", "happened",
        )
    ),
    ("linkage", "draw_checks"), ("linkage", "ask_a_second"),
    ("pathway", "sources_of"), ("instruments", "allowed"), ("instruments", "plug_in"),
    *(
        ("meetings", name)
        for name in (
            "needs", "meeting", "open_meeting", "before", "running", "is_family", "whose", "item", "meetings_of",
            "meeting_of", "meeting_row", "bare", "loaded", "me_in", "row", "known",
            "tell",
        )
    ),
    *(("teams", name) for name in ("needs", "team", "member", "seat", "change_seat", "call_off_all")),
}  # fmt: skip
"""Public, without a door, because they touch no table (they make a caller, or read files that are shipped or given), or
because only capabilities of their own context call them."""


@pytest.mark.parametrize("context", [p for p in _contexts() if p.name not in DOORLESS], ids=lambda p: p.name)
def test_every_public_read_and_write_is_a_capability(context: Path) -> None:
    for path in (
        *context.glob("services*.py"),
        *context.glob("services/*.py"),
        *context.glob("selectors*.py"),
        *context.glob("selectors/*.py"),
        *context.glob("lookup/*.py"),
    ):
        if path.exists():
            assert [n for n in _doorless(path) if (context.name, n) not in HELPERS] == []


def test_a_function_without_a_door_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "services.py"
    planted.write_text("def give_everything() -> None: ...\n")
    assert _doorless(planted) == ["give_everything"]


def test_every_table_with_facts_of_people_is_closed(admin: psycopg.Connection) -> None:
    from alongside.cli.doctor import _open_tables

    assert _open_tables(admin) == ""
    admin.execute("CREATE TABLE planted (name text)")
    try:
        assert _open_tables(admin) == "planted"
    finally:
        admin.execute("DROP TABLE planted")


def test_definer_functions_name_their_search_path_and_views_ask_for_the_invoker(admin: psycopg.Connection) -> None:
    loose = admin.execute(
        "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' "
        "AND prosecdef AND NOT EXISTS (SELECT 1 FROM unnest(proconfig) c WHERE c LIKE 'search_path=%')"
    ).fetchall()
    assert loose == []
    views = admin.execute(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' "
        "AND relkind = 'v' AND NOT coalesce(reloptions::text LIKE '%security_invoker=%', false)"
    ).fetchall()
    assert views == []


def _lint(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder), "PATH": "", "COLUMNS": "200"},
    )  # fmt: skip
    return done.stdout + done.stderr


PLANTED = {
    "Imports go down": ("alongside/trust/services.py", "from alongside.teams import api as _planted\n"),
    "No cycles at any depth": ("alongside/kernel/ids.py", "import alongside.kernel.caller as _planted\n"),
    "Inside a context": ("alongside/records/helpers.py", "X = 1\n"),
    "Rules, contracts and the kernel know nothing": ("alongside/teams/rules.py", "import django as _planted\n"),
    "Pages, JSON and commands use the api": (
        "alongside/desk/children.py", "from alongside.trust import models as _planted\n",
    ),
    "A context is entered only by its api": (
        "alongside/teams/services.py", "from alongside.records import selectors as _planted\n",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package to plant in."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, folder / "alongside", ignore=shutil.ignore_patterns("static", "__pycache__", "templates"))
    for name in (".importlinter", "alongside_contracts.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def test_every_contract_holds(copied: Path) -> None:
    assert "0 broken" in _lint(copied)


@pytest.mark.parametrize("contract", sorted(PLANTED))
def test_a_planted_violation_breaks_its_contract(contract: str, copied: Path) -> None:
    name, text = PLANTED[contract]
    path = copied / name
    before = path.read_text() if path.exists() else None
    path.write_text((before or "") + text)
    try:
        broken = re.findall(r"^(.*?)\s+BROKEN", _lint(copied).replace("\n", "\n"), flags=re.M)
        assert any(contract in line for line in broken), broken
    finally:
        path.write_text(before) if before is not None else path.unlink()


def test_no_file_and_no_function_grows_too_long() -> None:
    for path in [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        assert text.count("\n") <= 400, f"{path} is too long"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 50, f"{path}: {node.name} is too long"


def test_names_that_the_house_does_not_have() -> None:
    stray = {"utils.py", "helpers.py", "managers.py", "signals.py", "common.py"}
    assert [p for p in PACKAGE.rglob("*.py") if p.name in stray] == []
