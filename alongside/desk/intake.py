"""Files that somebody has uploaded and that wait until it is clear how to read them."""

import hashlib
import json
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from alongside.kernel.answers import NotFound
from alongside.kernel.ids import ActorId, AgencyId
from alongside.records.api import DeliveredFile

_WAITS_FOR = 24 * 60 * 60  # seconds; what nobody confirms within a day is removed


@dataclass(frozen=True, slots=True)
class Kept:
    """Files of one agency, uploaded by one person, in a private folder whose names tell nothing about them."""

    folder: Path
    files: tuple[DeliveredFile, ...]

    def remove(self) -> None:
        """The rows are taken in, exactly as they came; the files are not needed any more."""
        shutil.rmtree(self.folder, ignore_errors=True)


def keep(agency: AgencyId, by: ActorId, uploads: Sequence["UploadedFile[bytes]"]) -> str:
    """Keep these files; gives the key by which the same person finds them again."""
    traces = [(_trace(upload), Path(str(upload.name)).name) for upload in uploads]
    said = {"agency": str(agency), "by": str(by), "files": traces}
    key = hashlib.sha256(json.dumps(said).encode()).hexdigest()
    folder = _intake() / key
    folder.mkdir(mode=0o700, exist_ok=True)
    for upload, (trace, _) in zip(uploads, traces, strict=True):
        path = folder / trace
        path.touch(mode=0o600)
        with path.open("wb") as file:
            for piece in upload.chunks():
                file.write(piece)
    listed = folder / "list"
    listed.touch(mode=0o600)
    listed.write_text(json.dumps(said), encoding="utf-8")
    return key


def kept(agency: AgencyId, by: ActorId, key: str) -> Kept:
    """The files under this key, for the person who uploaded them and nobody else."""
    listed = _intake() / hashed(key) / "list"
    said = json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else {}
    if (said.get("agency"), said.get("by")) != (str(agency), str(by)):
        raise NotFound("These files are not waiting any more. If they are not among the deliveries, send them again.")
    files = tuple(DeliveredFile(listed.parent / trace, name) for trace, name in said["files"])
    return Kept(listed.parent, files)


def hashed(key: str) -> str:
    """A key is 64 hexadecimal figures and never a path."""
    return key if len(key) == 64 and set(key) <= set("0123456789abcdef") else "0" * 64


def _trace(upload: "UploadedFile[bytes]") -> str:
    said = hashlib.sha256()
    for piece in upload.chunks():
        said.update(piece)
    return said.hexdigest()


def _intake() -> Path:
    folder = Path(settings.HOME) / "intake"
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    for old in folder.iterdir():
        if old.is_dir() and old.stat().st_mtime < time.time() - _WAITS_FOR:
            shutil.rmtree(old, ignore_errors=True)
    return folder
