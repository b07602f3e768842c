"""The command `alongside dispose`."""

import argparse
import json
from dataclasses import asdict

from alongside.agencies import api as agencies
from alongside.cli.caller import clock, operator
from alongside.config.home import home
from alongside.kernel.caller import Purpose
from alongside.linkage.tasks import link_all
from alongside.records.api import Disposal, Disposed
from alongside.records.tasks import dispose as dispose_of_it


def dispose(chosen: argparse.Namespace) -> int:
    """Dispose, compare all records again if anything went, and say how much that was: numbers, no names."""
    done = dispose_of_it(clock=clock)
    if done.rows:
        link_all(folder=home() / "linkage", clock=clock)  # no pair speaks of who is gone
    if chosen.json:
        told = {name: getattr(done, name) for name in ("rows", "people", "events", "not_done")}
        print(json.dumps({**told, "deliveries": [asdict(d) for d in done.disposals]}, default=str))
    else:
        _tell(done)
    return 1 if done.not_done else 0


def _tell(done: Disposed) -> None:
    names = {a.id: a.name for a in agencies.all_agencies(operator(Purpose.RECEIVING))} if done.disposals else {}
    for d in done.disposals:
        print(f"{names[d.agency]}, delivery {d.delivery}: {_counted(d)}.")
    for why in done.not_done:
        print(f"Rows had to stay because their mapping cannot be read: {why}")
    print(f"{_counted(done)} that belonged to no child here were disposed of.")


def _counted(d: Disposal | Disposed) -> str:
    rows, events = (f"{n:,} {word if n == 1 else word + 's'}" for n, word in ((d.rows, "row"), (d.events, "event")))
    return f"{rows}, {d.people:,} {'person' if d.people == 1 else 'people'} and {events}"
