"""The command `alongside digest`."""

import argparse
import json
from dataclasses import asdict

from alongside.cli.caller import clock
from alongside.waiting.tasks import write_letters_of_today


def digest(chosen: argparse.Namespace) -> int:
    """Write the letters of today into the outbox; says how many, and to nobody by name."""
    done = write_letters_of_today(clock=clock)
    if chosen.json:
        print(json.dumps(asdict(done)))
    else:
        print(f"Written into the outbox today: letters of the day: {done.digests}, reminders: {done.reminders}.")
    return 0
