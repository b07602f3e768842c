"""Whether scores can be recorded, and how they differ from those before. No cut-off is applied and nobody is ranked."""

from collections.abc import Mapping, Sequence
from datetime import date

from alongside.instruments.contracts import Instrument, Scale, Scored


def instrument_of(code: str, body: Mapping[str, object], *, has_questions: bool = False) -> Instrument:
    """An instrument from the fields that the partnership keeps of it."""
    scores, until = body["scores"], body.get("valid_to")
    assert isinstance(scores, list)
    words, plain, owner, version = (str(body[n]) for n in ("words", "plain", "owner", "version"))
    return Instrument(
        code, words, plain, owner, version, str(body.get("licence_holder") or ""), str(body.get("licence_ref") or ""),
        date.fromisoformat(str(until)) if until else None, tuple(_scale(s) for s in scores), has_questions,
    )  # fmt: skip


def _scale(said: Mapping[str, object]) -> Scale:
    least, most = said["least"], said["most"]
    assert isinstance(least, int) and isinstance(most, int)
    return Scale(str(said["code"]), str(said["words"]), least, most, said["higher_is"] == "better")


def not_allowed(instrument: Instrument, today: date) -> str:
    """Why nobody may use it here, in a sentence; nothing when there is a licence that counts."""
    if not instrument.licence_ref or not instrument.licence_holder:
        return f"No licence for {instrument.words} is recorded. An administrator records it under Local practice."
    if instrument.valid_to and instrument.valid_to < today:
        return f"The licence for {instrument.words} ended on {instrument.valid_to:%-d %B %Y}."
    return ""


def faults(instrument: Instrument, scores: Mapping[str, int], completed_on: date, today: date) -> tuple[str, ...]:
    """What is wrong with scores, each in a sentence that says what was found and expected."""
    found = []
    if not scores:
        found.append("No score was given. Give at least one.")
    known = {s.code: s for s in instrument.scales}
    for code, value in scores.items():
        scale = known.get(code)
        if scale is None:
            found.append(f"{instrument.words} has no score called {code}.")
        elif not scale.least <= value <= scale.most:
            found.append(f"{scale.words}: {value} was given. Expected {scale.least} to {scale.most}.")
    if completed_on > today:
        found.append("It was completed on a day that is still to come. Choose today or a day before.")
    return tuple(found)


def change(scale: Scale, before: int, now: int) -> str:
    """How a score differs from the one before, in words."""
    if now == before:
        return "as before"
    better = (now > before) == scale.higher_is_better
    return f"{'better' if better else 'worse'} by {abs(now - before)}"


def changes(scale: Scale, scored: Sequence[Scored]) -> tuple[str, ...]:
    """For each record in turn, oldest first, the change of this score since the last that has it."""
    told, before = [], None
    for record in scored:
        value = record.scores.get(scale.code)
        told.append("" if value is None or before is None else change(scale, before, value))
        before = before if value is None else value
    return tuple(told)
