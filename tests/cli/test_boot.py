"""After installing, the command that the README names is there and runs."""

import subprocess
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
