"""What the chronology owes: the entries that practitioners write here."""

from alongside.chronology.api import notes
from alongside.kernel.duties import Duties

DUTIES = Duties("chronology", events=lambda caller, child: notes(caller, child=child))
