"""What meetings owe: the story tells of each that was held, who was there and what was decided."""

from alongside.kernel.duties import Duties
from alongside.meetings.api import events_of

DUTIES = Duties("meetings", events=lambda caller, child: events_of(caller, child=child))
