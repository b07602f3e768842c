"""After installing, the command that the README names is there and runs."""

import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

import boot


def test_the_command_is_written_beside_the_python_that_was_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    python.symlink_to(boot.PYTHON)
    monkeypatch.setattr(boot, "PYTHON", python)
    boot.write_command()
    words = (tmp_path / "bin" / "alongside").read_text()
    assert words.startswith(f"#!{python}\n") and "alongside.cli.main" in words
    ran = subprocess.run([boot.ROOT / ".venv" / "bin" / "alongside", "--help"], capture_output=True, text=True)
    assert ran.returncode == 0 and "import" in ran.stdout


@pytest.mark.parametrize(("held", "asked", "again"), [("dev", "run", 0), ("bench", "run", 0), ("bench", "dev", 1)])
def test_what_a_longer_list_holds_is_not_installed_again(
    held: str, asked: str, again: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = tmp_path / "installed"
    stamp.write_text(boot.wanted(held))
    monkeypatch.setattr(boot, "STAMP", stamp)
    monkeypatch.setattr(boot, "write_command", lambda: None)
    deeds: list[object] = []

    def stop(words: list[object]) -> None:
        deeds.append(words)
        raise InterruptedError

    monkeypatch.setattr(subprocess, "check_call", stop)
    with suppress(InterruptedError):
        boot.install(asked)
    assert len(deeds) == again
