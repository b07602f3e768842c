"""A story as JSON: the same entries, in the same order, as the page shows."""

from dataclasses import fields
from typing import Any

from alongside.chronology.api import Entry, Story
from alongside.kernel.duties import Event

_HIDDEN = {"id", "person", "agency", "told_by", "when", "kind", "recorded_at"}


def story_as_json(story: Story) -> dict[str, Any]:
    """Entries with their witnesses, who was involved, what is covered, and the questions that arise."""
    return {
        "child": str(story.child),
        "entries": [_entry(e) for e in story.entries],
        "involved": [
            {
                "agency": v.agency, "worker": v.worker, "role": v.role, "contact": v.contact, "open": v.open,
                "from": v.period.from_on and v.period.from_on.isoformat(),
                "to": v.period.to_on and v.period.to_on.isoformat(),
            }
            for v in story.involved
        ],
        "prompts": [
            {"kind": p.kind, "question": p.question, "evidence": [str(e) for e in p.evidence]} for p in story.prompts
        ],
    }  # fmt: skip


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "when": str(entry.when),
        "precision": entry.when.precision.value,
        "clock": entry.clock,
        "kind": entry.kind,
        "witnesses": [_witness(w) for w in entry.witnesses],
    }


def _witness(event: Event) -> dict[str, Any]:
    told = {f.name: getattr(event, f.name) for f in fields(event) if f.name not in _HIDDEN}
    return {
        "agency": event.told_by, "id": str(event.id), "person": str(event.person),
        "received_at": event.recorded_at.isoformat(), **{k: v for k, v in told.items() if v},
    }  # fmt: skip
