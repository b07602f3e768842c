"""The data folder: where the database, keys and received files of one Alongside live."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


def home() -> Path:
    """The folder named by ALONGSIDE_HOME, by default `./var`."""
    return Path(os.environ.get("ALONGSIDE_HOME", "var")).resolve()


@dataclass(frozen=True, slots=True)
class Connection:
    """How the application reaches its database; passwords are of the two roles it uses."""

    host: str
    port: int
    name: str
    app_password: str
    owner_password: str


def write_private(path: Path, content: str | bytes) -> None:
    """Write a file that only its owner can read, all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(path.name + ".new")
    beside.touch(mode=0o600)
    beside.write_bytes(content.encode() if isinstance(content, str) else content)
    beside.replace(path)


def secret(folder: Path, name: str) -> bytes:
    """A key of 32 bytes that is made once and kept in the data folder."""
    path = folder / "keys" / name
    if not path.exists():
        write_private(path, secrets.token_bytes(32))
    return path.read_bytes()


def read_connection(folder: Path) -> Connection | None:
    """The connection that was written when the database was made, if it was."""
    path = folder / "keys" / "database.json"
    return Connection(**json.loads(path.read_text())) if path.exists() else None


def write_connection(folder: Path, connection: Connection) -> None:
    """Remember how the database is reached."""
    write_private(folder / "keys" / "database.json", json.dumps(asdict(connection), indent=1))
