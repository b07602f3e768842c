"""The story of a child."""

from datetime import date

from alongside.chronology.contracts import Entry, Prompt, Story
from alongside.chronology.rules import prompts
from alongside.chronology.rules.order import told_in_order
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.duties import REGISTRY
from alongside.kernel.ids import AgencyId, ChildId
from alongside.kernel.scope import for_child
from alongside.records import api as records
from alongside.records.api import Coverage
from alongside.teams import api as teams
from alongside.teams.api import Involved


@capability("chronology.story", scope=for_child())
def story(caller: Caller, *, child: ChildId) -> Story:
    """Everything that every agency tells about this child, in order, each line with who said it."""
    entries = told_in_order(REGISTRY.events(caller, child))
    involved = teams.who_is_involved(caller, child=child)
    coverage = records.coverage(caller, child=child)
    asked = _prompts(entries, involved, coverage, caller.now.date())
    return Story(child, entries, involved, coverage, asked)


def _prompts(
    entries: tuple[Entry, ...], involved: tuple[Involved, ...], coverage: tuple[Coverage, ...], today: date
) -> tuple[Prompt, ...]:
    limit = prompts.Thresholds()
    ends = {c.agency: max((p.to_on or today for p in c.periods), default=None) for c in coverage}
    ids = {w.told_by: w.agency for e in entries for w in e.witnesses}
    reach = {v.agency: ends.get(AgencyId(ids[v.agency])) for v in involved if v.open and v.agency in ids}
    return (
        *prompts.silences(entries, reach, today, limit),
        *prompts.was_not_brought(entries, today, limit),
        *prompts.cumulative(entries, today, limit),
        *prompts.unseen(entries, today, limit),
    )
