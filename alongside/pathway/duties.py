"""What the pathway owes: the story tells each step, each milestone and each offer."""

from alongside.kernel.duties import Duties
from alongside.pathway.api import events_of

DUTIES = Duties("pathway", events=lambda caller, child: events_of(caller, child=child))
