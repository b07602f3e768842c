"""What the story of a child tells of the plan. Pure."""

from alongside.plans.contracts import Rating, State

_RATED = {
    Rating.KEEP: "Goal reviewed: kept", Rating.CHANGE: "Goal reviewed: to be changed", Rating.CLOSE: "Goal closed",
}  # fmt: skip
_STOOD = {State.DONE: "Task done", State.STUCK: "Task stuck"}
STATES = tuple(state.value for state in _STOOD)
"""Reports that the story tells; that a task goes on, or that somebody wants help with it, stays with the plan."""


def told(kind: str, code: str, number: int, about: str, words: str, more: str) -> tuple[str, str, str]:
    """Kind of entry, title and text: of a version that was agreed, a goal that was reviewed, a task reported on.

    `code` is the rating or the state; `number` the version; `about` the goal or task; `more` what was measured, or what
    changed for the child.
    """
    if kind == "agreed":
        return "decision", f"Plan agreed, version {number}", words
    if kind == "reviewed":
        measured = f"Measured: {more}" if more else ""
        return "decision", _RATED[Rating(code)], _joined(about, words, measured)
    changed = f"What changed for the child: {more}" if more else ""
    return "other", _STOOD[State(code)], _joined(about, words, changed)


def _joined(*sentences: str) -> str:
    return " ".join(s if s.endswith((".", "!", "?")) else f"{s}." for s in map(str.strip, sentences) if s)
