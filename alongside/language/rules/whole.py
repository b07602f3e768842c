"""What makes an agreement whole: every field there and of its kind. Raises ValueError with a sentence."""

from collections.abc import Callable, Mapping
from datetime import date

from alongside.language.contracts import Kind, Milestone, Timescale, Unit

LONGEST = 2_000
"""Days, working days or months; more is a slip of the finger."""

HEAVIEST = 1_000
"""Points; more is a slip of the finger."""


def timescale(code: str, body: Mapping[str, object]) -> Timescale:
    """A timescale from its fields; ValueError says which field, what was found and what was expected."""
    return Timescale(
        code=_code(code), words=_text(body, "words"), trigger=_milestone(body, "trigger"),
        offset=_whole_number("offset", body.get("offset"), 0), unit=_unit(body),
        statutory=_yes_or_no(body, "statutory"), source=_text(body, "source"), on=_yes_or_no(body, "on", default=True),
        valid_from=_day(body, "valid_from"), valid_to=_day(body, "valid_to"),
        met_by=_milestone(body, "met_by", needed=False), ends_with=_milestones(body, "ends_with"),
    )  # fmt: skip


def role(code: str, body: Mapping[str, object]) -> dict[str, object]:
    """What somebody does in a team, by the name the partnership uses and in plain words for the family."""
    _code(code)
    return {"words": _text(body, "words"), "plain": _text(body, "plain")}


def word(code: str, body: Mapping[str, object]) -> dict[str, object]:
    """A word practitioners use among themselves, other forms of it, and what it means in plain words."""
    _code(code)
    also = body.get("also", [])
    if not isinstance(also, list) or not all(isinstance(form, str) and form.strip() for form in also):
        raise ValueError(f"also: found {also}. Expected other ways in which the same is written.")
    return {"words": _text(body, "words"), "plain": _text(body, "plain"), "also": [form.strip() for form in also]}


def instrument(code: str, body: Mapping[str, object]) -> dict[str, object]:
    """A licensed instrument: whose it is, who holds which licence until when, and the ranges of its scores."""
    _code(code)
    scores = body.get("scores", [])
    if not isinstance(scores, list) or not scores:
        raise ValueError("scores: found none. Expected at least one score.")
    read_scores = [_score(s) for s in scores]
    if len({s["code"] for s in read_scores}) < len(read_scores):
        raise ValueError("scores: found one code twice. Expected each code once.")
    until = _day(body, "valid_to")
    return {
        **{name: _text(body, name) for name in ("words", "plain", "owner", "version", "source")},
        **{name: str(body.get(name) or "").strip() for name in ("licence_holder", "licence_ref")},
        "valid_to": until and until.isoformat(), "scores": read_scores,
    }  # fmt: skip


def _score(said: object) -> dict[str, object]:
    if not isinstance(said, Mapping):
        raise ValueError(f"scores: found {said}. Expected a code, its words, the least, the most, and what higher is.")
    least = _whole_number("least", said.get("least"), 0)
    if said.get("higher_is") not in ("better", "worse"):
        raise ValueError(f"higher_is: found {said.get('higher_is')}. Expected better or worse.")
    return {
        "code": _code(str(said.get("code", ""))), "words": _text(said, "words"), "least": least,
        "most": _whole_number("most", said.get("most"), least), "higher_is": said["higher_is"],
    }  # fmt: skip


def way(code: str, body: Mapping[str, object]) -> dict[str, object]:
    """A way of working together: its name, plain words, who should be in it, and for how many families one leads."""
    needs = body.get("needs", [])
    if not isinstance(needs, list):
        raise ValueError(f"needs: found {needs}. Expected a list of roles.")
    cap = body.get("caseload_cap")
    return {
        "words": _text(body, "words"), "plain": _text(body, "plain"), "source": _text(body, "source"),
        "needs": [_need(n) for n in needs],
        "caseload_cap": None if cap is None else _whole_number("caseload_cap", cap, 1),
    }  # fmt: skip


def weight(code: str, body: Mapping[str, object]) -> dict[str, object]:
    """How much something counts when somebody's work is added up."""
    _code(code)
    return {"words": _text(body, "words"), "value": _number(body, "value"), "source": _text(body, "source")}


def composition(code: str, body: Mapping[str, object]) -> dict[str, object]:
    """Which sectors the law or local practice wants around a child: each sector is a kind of agency."""
    _code(code)
    needs = body.get("needs", [])
    if not isinstance(needs, list) or not needs:
        raise ValueError("needs: found none. Expected at least one sector.")
    return {
        "words": _text(body, "words"), "plain": _text(body, "plain"), "source": _text(body, "source"),
        "needs": [_sector(n) for n in needs],
    }  # fmt: skip


def _sector(said: object) -> dict[str, object]:
    if not isinstance(said, Mapping):
        raise ValueError(f"needs: found {said}. Expected a sector, its words and how many.")
    kinds = said.get("kinds")
    if not isinstance(kinds, list) or not kinds:
        raise ValueError(f"kinds: found {kinds}. Expected kinds of agencies, like school.")
    return {
        "kinds": [str(k) for k in kinds], "words": _text(said, "words"),
        "at_least": _whole_number("at_least", said.get("at_least"), 1),
    }  # fmt: skip


def _need(said: object) -> dict[str, object]:
    if not isinstance(said, Mapping):
        raise ValueError(f"needs: found {said}. Expected a role, its words and how many.")
    return {
        "role": _code(str(said.get("role", ""))), "words": _text(said, "words"),
        "at_least": _whole_number("at_least", said.get("at_least"), 1),
    }  # fmt: skip


STAGES = ("trial", "agreed")
"""A local template is tried by some before the partnership agrees it for all."""


def template(code: str, body: Mapping[str, object]) -> dict[str, object]:
    """A template of the assessment: its sections in order, each with its group, heading and question."""
    _code(code)
    sections = body.get("sections", [])
    if not isinstance(sections, list) or not sections:
        raise ValueError("sections: found none. Expected at least one section.")
    read_sections = [_section(s) for s in sections]
    codes = [s["code"] for s in read_sections]
    twice = next((c for c in codes if codes.count(c) > 1), None)
    if twice is not None:
        raise ValueError(f"sections: found {twice} twice. Expected each code once.")
    stage = str(body.get("stage", "agreed"))
    if stage not in STAGES:
        raise ValueError(f"stage: found {stage}. Expected one of {', '.join(STAGES)}.")
    return {
        "words": _text(body, "words"), "plain": _text(body, "plain"), "source": _text(body, "source"), "stage": stage,
        "sections": read_sections,
    }  # fmt: skip


def _section(said: object) -> dict[str, object]:
    if not isinstance(said, Mapping):
        raise ValueError(f"sections: found {said}. Expected a code, a group, a heading and a question.")
    facts = said.get("facts", [])
    return {
        "code": _code(str(said.get("code", ""))), "group": _text(said, "group"), "words": _text(said, "words"),
        "prompt": _text(said, "prompt"), "facts": [str(f) for f in facts] if isinstance(facts, list) else [],
    }  # fmt: skip


_READERS: Mapping[Kind, Callable[[str, Mapping[str, object]], dict[str, object]]] = {
    Kind.ROLE: role, Kind.WAY: way, Kind.TEMPLATE: template, Kind.WEIGHT: weight, Kind.COMPOSITION: composition,
    Kind.WORD: word, Kind.INSTRUMENT: instrument,
    Kind.TIMESCALE: lambda code, body: as_body(timescale(code, body)),
}  # fmt: skip


def read(kind: Kind, code: str, body: Mapping[str, object]) -> dict[str, object]:
    """The fields of an agreement of this kind, tidied; ValueError with a sentence where one is missing or wrong."""
    return _READERS[kind](code, body)


def as_body(known: Timescale) -> dict[str, object]:
    """The fields of a timescale, as they are stored."""
    return {
        "words": known.words, "trigger": known.trigger, "offset": known.offset, "unit": known.unit.value,
        "statutory": known.statutory, "source": known.source, "on": known.on,
        "valid_from": known.valid_from and known.valid_from.isoformat(),
        "valid_to": known.valid_to and known.valid_to.isoformat(),
        "met_by": known.met_by, "ends_with": known.ends_with,
    }  # fmt: skip


def _code(code: str) -> str:
    if not code or set(code) - set("abcdefghijklmnopqrstuvwxyz0123456789-"):
        raise ValueError(f"code: found {code}. Expected small letters, figures and hyphens, like first-core-group.")
    return code


def _text(body: Mapping[str, object], name: str) -> str:
    said = body.get(name)
    if not isinstance(said, str) or not said.strip():
        raise ValueError(f"{name} is missing. Expected a few words.")
    return said.strip()


def _milestone(body: Mapping[str, object], name: str, *, needed: bool = True) -> str:
    said = body.get(name) or ""
    if not said and not needed:
        return ""
    try:
        return Milestone(str(said)).value
    except ValueError:
        raise ValueError(f"{name}: found {said}. Expected one of {', '.join(Milestone)}.") from None


def _milestones(body: Mapping[str, object], name: str) -> str:
    """Several, with commas between them; any of them counts."""
    listed = [said.strip() for said in str(body.get(name) or "").split(",") if said.strip()]
    return ",".join(_milestone({name: said}, name) for said in listed)


def _whole_number(name: str, said: object, least: int) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not least <= said <= LONGEST:
        raise ValueError(f"{name}: found {said}. Expected a whole number between {least} and {LONGEST}.")
    return said


def _number(body: Mapping[str, object], name: str) -> int | float:
    said = body.get(name)
    known = said if isinstance(said, (int, float)) and not isinstance(said, bool) else -1
    if not 0 <= known <= HEAVIEST or known != round(known, 2):
        raise ValueError(f"{name}: found {said}. Expected a number between 0 and {HEAVIEST}, like 4 or 0.25.")
    return known


def _unit(body: Mapping[str, object]) -> Unit:
    try:
        return Unit(str(body.get("unit")))
    except ValueError:
        raise ValueError(f"unit: found {body.get('unit')}. Expected one of {', '.join(Unit)}.") from None


def _yes_or_no(body: Mapping[str, object], name: str, *, default: bool | None = None) -> bool:
    said = body.get(name, default)
    if not isinstance(said, bool):
        raise ValueError(f"{name}: found {said}. Expected true or false.")
    return said


def _day(body: Mapping[str, object], name: str) -> date | None:
    said = body.get(name)
    if said is None or isinstance(said, date):
        return said
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        raise ValueError(f"{name}: found {said}. Expected a day like 2026-04-01.") from None
