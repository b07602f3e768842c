"""What the assessment owes: the story tells when one began, was finished and signed, and of each disagreement."""

from alongside.assessment.api import events_of
from alongside.kernel.duties import Duties

DUTIES = Duties("assessment", events=lambda caller, child: events_of(caller, child=child))
