"""What the reference says is checked, is checked."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TABLE = ROOT / "docs" / "reference" / "pictures.md"


def test_every_check_of_the_table_of_pictures_is_there() -> None:
    said = TABLE.read_text(encoding="utf-8")
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named, known = set(re.findall(r"`(test_\w+)`", said)), set(re.findall(r"^def (test_\w+)\(", written, flags=re.M))
    assert len(named) > 40
    assert named <= known
    pictures = re.findall(r"\]\((\.\./pictures/[\w-]+\.png)\)", said)
    assert pictures and all((TABLE.parent / name).is_file() for name in pictures)


def test_every_row_of_the_table_names_a_check() -> None:
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert all("`test_" in row for row in rows if not row.startswith("| fault"))


def test_every_file_that_decides_is_measured_with_its_branches() -> None:
    measured = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]
    assert measured["run"]["branch"] and measured["run"]["source"] == ["alongside"]
    deciding = [
        *ROOT.glob("alongside/*/rules.py"),
        *ROOT.glob("alongside/*/rules/*.py"),
        *ROOT.glob("alongside/kernel/*.py"),
    ]
    names = [str(path.relative_to(ROOT)) for path in deciding]
    assert len(names) > 30
    assert all(any(fnmatch(name, pattern) for pattern in measured["report"]["include"]) for name in names)
    assert "--cov-fail-under=100" in (ROOT / "Makefile").read_text(encoding="utf-8")
