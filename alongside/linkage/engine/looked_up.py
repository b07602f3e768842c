"""Records as rows of the table of look-up, in PostgreSQL's own text format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from alongside.linkage.engine.explaining import read_record
from alongside.linkage.rules.keeping import EarlierHome, as_text, with_earlier_homes
from alongside.linkage.rules.keys import Ties, keys_of

Homes = Mapping[str, Sequence[EarlierHome]]
Relatives = Mapping[str, frozenset[str]]
AT_ONCE = 10_000


def rows_for_lookup(records: pa.Table, homes: Homes, relatives: Relatives) -> Iterator[bytes]:
    """Every record as one row: source, agency, keys, and the record as compared; given out part by part."""
    for batch in records.to_batches(max_chunksize=AT_ONCE):
        yield "".join(_row(said, homes, relatives) for said in batch.to_pylist()).encode()


def _row(said: Mapping[str, Any], homes: Homes, relatives: Relatives) -> str:
    source, home = str(said["source"]), said.get("household")
    ties = Ties(source, f"{said['agency']}|{home}" if home else "", relatives.get(source, frozenset()))
    kept = with_earlier_homes(read_record(said), ties, homes.get(source, ()))
    keys = ",".join(map(str, keys_of(kept.record, ties).all))
    told = as_text(kept).replace("\\", "\\\\")
    return f"{source}\t{said['agency']}\t{{{keys}}}\t{told}\n"
