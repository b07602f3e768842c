"""The command `alongside import`."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from alongside.agencies import api as agencies
from alongside.cli.caller import clock, operator
from alongside.desk.correcting import MARK, Refused, sheet_to_correct
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Purpose
from alongside.records import api as records
from alongside.records.api import DeliveredFile, MappingFile, Report
from alongside.records.tasks import receive as take_in

_PROBLEMS_SHOWN = 20
_MOST_REFUSED = 1_000_000


def receive(chosen: argparse.Namespace) -> int:
    """Take the files in and report."""
    me = operator(Purpose.RECEIVING)
    files = tuple(_file(Path(f)) for f in chosen.files)
    mapping = _mapping(chosen, files)
    if chosen.refused:
        _can_be_written(Path(chosen.refused))
    agency = agencies.add(me, name=chosen.agency, kind=_kind(chosen.kind))
    report = take_in(agency.id, files, mapping, by=me, clock=clock, progress=_say)
    if chosen.refused:
        rows = records.refused_rows(me, agency=agency.id, delivery=report.delivery, limit=_MOST_REFUSED)
        _write_refused(Path(chosen.refused), rows)
    _tell(report, chosen, mapping)
    return 0


def _file(path: Path) -> DeliveredFile:
    name = path.name.encode("utf-8", "replace").decode()
    if path.is_dir():
        raise NotPossible(f"{path} is a folder. Name the files in it.")
    if not path.is_file():
        raise NotPossible(f"There is no file {path.resolve()}.")
    return DeliveredFile(path.resolve(), name)


def _kind(said: str) -> agencies.AgencyKind:
    try:
        return agencies.AgencyKind(said)
    except ValueError:
        kinds = ", ".join(agencies.AgencyKind)
        raise NotPossible(f"{said} is no kind of agency. Expected one of: {kinds}.") from None


def _mapping(chosen: argparse.Namespace, files: tuple[DeliveredFile, ...]) -> MappingFile:
    if chosen.mapping and Path(chosen.mapping).is_file():
        return _mapping_of_ones_own(Path(chosen.mapping))
    shipped = records.shipped_mappings()
    if chosen.mapping:
        for mapping in shipped:
            if mapping.name == chosen.mapping:
                return mapping
        names = ", ".join(m.name for m in shipped)
        raise NotPossible(f"There is no mapping {chosen.mapping}. Shipped: {names}; or name a TOML file.")
    guessed = records.guess_mapping(files, shipped)
    if guessed is None:
        raise NotPossible("No shipped mapping knows these columns. Name one with --mapping.")
    if not chosen.yes and not _confirmed(guessed):
        raise NotPossible(f"Guessed the mapping {guessed.name}. Add --yes to take it, or name one with --mapping.")
    return guessed


def _mapping_of_ones_own(path: Path) -> MappingFile:
    try:
        return records.read_mapping(path.read_text(encoding="utf-8"), name=path.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise NotPossible(f"{path} cannot be read as text in UTF-8 ({error}). A mapping is a TOML file.") from error


def _confirmed(mapping: MappingFile) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(f"These columns look like {mapping.title} ({mapping.name}). Take it? [y/N] ").casefold() == "y"


def _say(rows: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{rows:,} rows", end="", file=sys.stderr, flush=True)


def _tell(report: Report, chosen: argparse.Namespace, mapping: MappingFile) -> None:
    if chosen.json:
        told = {k: v for k, v in asdict(report).items() if k != "problems"}
        print(
            json.dumps({**told, "mapping": mapping.name, "problems": [asdict(p) for p in report.problems]}, default=str)
        )
        return
    for problem in report.problems[:_PROBLEMS_SHOWN]:
        print(problem)
    if len(report.problems) > _PROBLEMS_SHOWN:
        print(
            f"… and {len(report.problems) - _PROBLEMS_SHOWN} more; --json shows them, --refused FILE writes the rows."
        )
    if not report.rows:
        print("There is no row in it: nothing was taken in.")
    print(
        f"{report.rows} rows: {report.accepted} accepted, {report.refused} refused, {report.already_known} already "
        f"known; {report.people} people, {report.children} children, {report.events} events in {report.seconds} s "
        f"(mapping {mapping.name})."
    )


def _can_be_written(path: Path) -> None:
    """Found out before anything is taken in."""
    try:
        path.open("a").close()
    except OSError as error:
        raise NotPossible(f"{path} cannot be written ({error.strerror}). Name another file with --refused.") from error


def _write_refused(path: Path, rows: Sequence[Refused]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(MARK)
        csv.writer(file).writerows(sheet_to_correct(rows))
