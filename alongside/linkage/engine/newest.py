"""The model of the newest linking, for looking somebody up: read again only when the file has changed."""

from __future__ import annotations

from pathlib import Path

from alongside.linkage.contracts import Model
from alongside.linkage.engine.models import load_model, prior_model

_held: dict[Path, tuple[int, Model]] = {}


def newest_model(folder: Path) -> Model:
    """The model by which records were linked last; the shipped one before the first linking.

    While the file is being written anew the one before it serves.
    """
    path = folder / "newest-model.json"
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return prior_model()
    before = _held.get(path)
    if before is None or before[0] != changed:
        try:
            _held[path] = (changed, load_model(path))
        except ValueError:
            return before[1] if before else prior_model()
    return _held[path][1]
