"""Sets up and hands over: makes the environment, installs the pinned packages, then runs `alongside`.

Standard library only, because it runs before anything is installed. `python boot.py` alone only installs.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "installed"
INCLUDED_IN = {"run": ("dev", "bench"), "dev": (), "bench": ()}
"""Which longer lists hold everything of a list."""


def lock_of(name: str) -> Path:
    """The file with pinned packages and their hashes."""
    return ROOT / "requirements" / f"{name}.txt"


def wanted(name: str) -> str:
    """What the environment must hold: which list, with which content, for which Python."""
    content = lock_of(name).read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return f"{name} {sys.version_info[:2]} {hashlib.sha256(content).hexdigest()}"


def install(name: str) -> None:
    """Install, unless it is done; the stamp is written last, so a half-finished install is finished next time."""
    if STAMP.exists() and STAMP.read_text() in {wanted(name), *map(wanted, INCLUDED_IN[name])}:
        write_command()
        return
    if sys.version_info < (3, 11):  # noqa: UP036 - told in words where pip would only fail
        sys.exit(f"Alongside needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    print("Installing Alongside. This takes a minute or two, once.", flush=True)
    STAMP.unlink(missing_ok=True)
    if not PYTHON.exists():
        subprocess.check_call([sys.executable, "-m", "venv", ENVIRONMENT])
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.check_call([*pip, "--require-hashes", "-r", lock_of(name)])
    packages = subprocess.check_output(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    (Path(packages.strip()) / "alongside.pth").write_text(str(ROOT))
    write_command()
    STAMP.write_text(wanted(name))


def write_command() -> None:
    """`.venv/bin/alongside`, as the README has it and as scripts of others call it."""
    command = PYTHON.parent / "alongside"
    command.write_text(f"#!{PYTHON}\nfrom alongside.cli.main import run\n\nrun()\n")
    command.chmod(0o755)


def main() -> None:
    """`boot.py [--dev | --bench] [command …]`."""
    arguments = sys.argv[1:]
    install("dev" if "--dev" in arguments else "bench" if "--bench" in arguments else "run")
    command = [a for a in arguments if a not in ("--dev", "--bench")]
    if command:
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), "-m", "alongside", *command])


if __name__ == "__main__":
    main()
