"""What plans owes: the story tells what was agreed and what became of it."""

from alongside.kernel.duties import Duties
from alongside.plans.api import events_of

DUTIES = Duties("plans", events=lambda caller, child: events_of(caller, child=child))
