"""A row as it is kept: its columns and values as JSON text, and the trace by which it is known again. Pure."""

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from alongside.records.rules.mapping import MappingFile

Write = Callable[[Mapping[str, str]], str]


@lru_cache(maxsize=256)
def writer_for(columns: tuple[str, ...]) -> Write:
    """Writes rows of these columns exactly as `json.dumps` would, without blanks and with every letter as it is."""
    frame = "{" + ",".join(f"{quoted(c)}:".replace("%", "%%") + "%s" for c in columns) + "}"
    return lambda values: frame % tuple(map(quoted, values.values()))


@lru_cache(maxsize=64)
def _trace_of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def trace_of(mapping: MappingFile, table: str, text: str) -> str:
    """The same row of the same table read through the same mapping has the same trace (32 hexadecimal digits)."""
    said = f"{mapping.name}\x1f{_trace_of_text(mapping.text)}\x1f{table}\x1f{text}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def id_of(space: bytes, name: str) -> str:
    """The text of `uuid5` (RFC 9562) without the object; `space` may hold the beginning that names have in common."""
    told = hashlib.sha1(space + name.encode(), usedforsecurity=False).hexdigest()
    return f"{told[:12]}5{told[13:16]}{'89ab'[int(told[16], 16) & 3]}{told[17:32]}"
