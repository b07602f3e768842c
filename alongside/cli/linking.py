"""Commands about linking."""

import argparse
import csv
import json
import sys
import time

from alongside.cli.caller import clock, operator
from alongside.config.home import home
from alongside.kernel.caller import Purpose
from alongside.linkage import api
from alongside.linkage.tasks import link_all


def link(chosen: argparse.Namespace) -> None:
    """Link what agencies have sent and people have said since the last time; with --full, everything anew."""
    began = time.monotonic()
    done = link_all(folder=home() / "linkage", clock=clock, progress=_say, whole=chosen.full, spark=chosen.on_spark)
    seconds = round(time.monotonic() - began, 2)
    if chosen.json:
        told = {n: getattr(done, n) for n in ("records", "people", "linked", "waiting", "moved")}
        print(json.dumps({**told, "seconds": seconds}))
    else:
        print(
            f"Linked {done.records} records into {done.people} people in {seconds} s; "
            f"{done.waiting} pairs wait for a person."
        )


def _say(stage: str, share: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{stage:<12} {share:4.0%}", end="\n" if share >= 1 else "", file=sys.stderr, flush=True)


def links(chosen: argparse.Namespace) -> None:
    """Every record's person, as CSV."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("agency", "source_id", "person_id"))
    writer.writerows(api.links(operator(Purpose.MATCHING)))


def queue(chosen: argparse.Namespace) -> None:
    """The pairs that wait for a person, as CSV."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("agency_a", "source_a", "agency_b", "source_b", "reason"))
    for p in api.queue(operator(Purpose.MATCHING)):
        writer.writerow((p.agency_a, p.reference_a, p.agency_b, p.reference_b, p.reason))
