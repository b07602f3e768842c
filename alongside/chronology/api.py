"""The chronology, as other contexts may use it."""

from alongside.chronology.contracts import Entry, Prompt, Story
from alongside.chronology.selectors import story

__all__ = ["Entry", "Prompt", "Story", "story"]
