"""The chronology, as other contexts may use it."""

from alongside.chronology.contracts import Draft, Entry, Prompt, PromptKind, Seen, Story, Version, Words
from alongside.chronology.rules.noting import faults
from alongside.chronology.selectors import my_drafts, notes, story, versions
from alongside.chronology.services import correct, look, save_draft, throw_draft_away, write

__all__ = [
    "Draft",
    "Entry",
    "Prompt",
    "PromptKind",
    "Seen",
    "Story",
    "Version",
    "Words",
    "correct",
    "faults",
    "look",
    "my_drafts",
    "notes",
    "save_draft",
    "story",
    "throw_draft_away",
    "versions",
    "write",
]
