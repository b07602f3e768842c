"""The command `alongside`."""

import argparse
import os
import sys
from collections.abc import Sequence

from alongside.cli.commands import COMMANDS, add_commands

ALL_WELL, NOT_DONE, REFUSED, WRONG_WORDS = 0, 1, 3, 2
_EXIT_CODES = "Exit codes: 0 done, 1 not done (the last line says why), 2 wrong words, 3 refused at the door."


def run(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    sys.exit(main(sys.argv[1:] if arguments is None else arguments))


def main(arguments: Sequence[str]) -> int:
    """Run one command; gives its exit code."""
    parser = argparse.ArgumentParser(
        prog="alongside", description="Agencies and family around a child work as one team.", epilog=_EXIT_CODES
    )
    add_commands(parser)
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    return _do(chosen)


def _do(chosen: argparse.Namespace) -> int:
    from alongside.cli.cluster import NoDatabase
    from alongside.cli.provision import database
    from alongside.kernel.answers import NotPossible, Refused

    try:
        with database():
            import django

            django.setup()
            return COMMANDS[chosen.command].do(chosen) or ALL_WELL
    except Refused as refusal:
        print(f"Refused: {refusal.why} {refusal.next_step}".strip(), file=sys.stderr)
        return REFUSED
    except (NotPossible, NoDatabase) as error:
        print(f"Not done: {error}", file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print("Interrupted. Run the same command again to go on where it stopped.", file=sys.stderr)
        return NOT_DONE
