"""What records owes: the events that agencies delivered."""

from alongside.kernel.duties import Duties
from alongside.records.api import events_of

DUTIES = Duties("records", events=lambda caller, child: events_of(caller, child=child))
