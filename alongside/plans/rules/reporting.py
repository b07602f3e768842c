"""What a report on a task needs. Pure."""

from collections.abc import Iterator

from alongside.plans.contracts import Said, State


def faults(said: Said) -> Iterator[tuple[str, str]]:
    """Each thing that keeps the report from being recorded: the field, and a sentence that says what to do."""
    if said.state is State.DONE and not said.seen.strip():
        yield "seen", "Say who saw that it was done, and what they saw."
    if said.state in (State.STUCK, State.NEEDS_HELP) and not said.words.strip():
        yield "words", "Say what stands in the way, or what would help."
    if said.seen_in and not said.seen.strip():
        yield "seen", "Say what these entries show."
    if said.difference_in and not said.difference.strip():
        yield "difference", "Say what these entries show about the difference for the child."
