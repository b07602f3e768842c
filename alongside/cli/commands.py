"""The commands: what each is for, its words, and an example."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

_JSON = (("--json",), {"action": "store_true", "help": "write JSON"})
_CSV = (("--csv",), {"action": "store_true", "help": "write CSV (the only format)"})
_AS = (("--as",), {"dest": "speaker", "required": True, "metavar": "PERSON", "help": "address at work of who asks"})
Word = tuple[tuple[str, ...], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `place` is the module and function that does it."""

    sentence: str
    example: str
    place: str
    words: tuple[Word, ...] = ()

    def do(self, chosen: argparse.Namespace) -> int | None:
        """Do it. Loaded only now, because pages and tables need the database to be there."""
        module, function = self.place.split(":")
        work: Callable[[argparse.Namespace], int | None] = getattr(import_module(module), function)
        return work(chosen)


COMMANDS: dict[str, Command] = {
    "start": Command(
        "Serve Alongside; on an empty database, print the link for the first administrator.",
        "alongside start --port 8000",
        "alongside.cli.serving:start",
        ((("--port",), {"type": int, "default": 8000, "help": "port on this machine (default 8000)"}),),
    ),
    "demo": Command(
        "Make a made-up county, bring it in through the real import and linkage, and serve it.",
        "alongside demo --port 8000",
        "alongside.cli.serving:demo",
        (
            (("--port",), {"type": int, "default": 8000, "help": "port on this machine (default 8000)"}),
            (("--only-prepare",), {"action": "store_true", "help": "prepare the county and stop"}),
        ),
    ),
    "import": Command(
        "Take an agency's files in as one delivery.",
        "alongside import 'Riverside School' people.csv events.csv --mapping plain-people",
        "alongside.cli.receiving:receive",
        (
            (("agency",), {"help": "the agency that sent the files; created if it is new"}),
            (("files",), {"nargs": "+", "metavar": "FILE", "help": "CSV, XLSX, NDJSON, Parquet or census XML"}),
            (("--mapping",), {"metavar": "NAME|FILE", "help": "a shipped mapping by name, or a TOML file"}),
            (("--kind",), {"default": "other", "help": "what kind of agency it is, if it is new"}),
            (("--refused",), {"metavar": "FILE", "help": "write the refused rows here, as CSV to correct"}),
            (("--yes",), {"action": "store_true", "help": "take the guessed mapping without asking"}),
            _JSON,
        ),
    ),
    "dispose": Command(
        "Dispose of rows that belong to no child here and whose agreed time is over; the worker does it once a day.",
        "alongside dispose --json",
        "alongside.cli.disposing:dispose",
        (_JSON,),
    ),
    "digest": Command(
        "Write today's letters: one to each practitioner for whom something waits, and reminders of requests; "
        "the worker does it by itself on working days at seven in the morning.",
        "alongside digest --json",
        "alongside.cli.letters:digest",
        (_JSON,),
    ),
    "link": Command(
        "Link agencies' records: certain ones become one person, uncertain ones wait for a person.",
        "alongside link --json",
        "alongside.cli.linking:link",
        (
            (("--full",), {"action": "store_true", "help": "learn, compare and decide everything anew"}),
            (
                ("--on-spark",),
                {"metavar": "MASTER", "default": "", "help": "compare everybody on Spark, such as local[2]"},
            ),
            _JSON,
        ),
    ),
    "work": Command(
        "Do the work that pages have asked for; `start` and `demo` run it beside the site by themselves.",
        "alongside work --until-idle",
        "alongside.cli.working:work",
        ((("--until-idle",), {"action": "store_true", "help": "stop when nothing waits"}),),
    ),
    "links": Command(
        "List which person each agency's record belongs to.", "alongside links --csv > links.csv",
        "alongside.cli.linking:links", (_CSV,),
    ),
    "queue": Command(
        "List the pairs that wait for a person.", "alongside queue --csv", "alongside.cli.linking:queue", (_CSV,)
    ),
    "chronology": Command(
        "Show one child's chronology to somebody who may see it.",
        "alongside chronology 0b5c… --as amara.okafor@school.example --json",
        "alongside.cli.telling:chronology",
        ((("child",), {"help": "the child's id, or AGENCY:NUMBER"}), _AS, _JSON),
    ),
    "person": Command(
        "Say in words why records are one person.",
        "alongside person 'Riverside School:P102' --explain --as operator",
        "alongside.cli.telling:person",
        (
            (("person",), {"help": "the person's id, or AGENCY:NUMBER"}),
            (("--explain",), {"action": "store_true", "help": "say why (the only thing it does)"}),
            _AS,
            _JSON,
        ),
    ),
    "invite": Command(
        "Invite a colleague; prints the link that works once.",
        "alongside invite amara@school.example --agency 'Riverside School' --office matcher",
        "alongside.cli.telling:invite",
        (
            (("email",), {"help": "address at work"}),
            (("--agency",), {"required": True, "help": "the agency"}),
            (("--name",), {"default": "", "help": "the colleague's name"}),
            (("--role",), {"default": "", "help": "what they do, such as health visitor"}),
            (("--office",), {"action": "append", "default": [], "help": "an office; may be given several times"}),
        ),
    ),
    "doctor": Command(
        "Check that this installation is sound.", "alongside doctor", "alongside.cli.doctor:examine", (_JSON,)
    ),
}  # fmt: skip


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Every command with its help and example."""
    chooser = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        told = chooser.add_parser(
            name, help=command.sentence, description=command.sentence, epilog=f"Example: {command.example}"
        )
        for flags, options in command.words:
            told.add_argument(*flags, **options)
