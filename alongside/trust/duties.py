"""What trust owes: reasons and grants follow the identity of those they were stated for."""

from collections.abc import Sequence

from alongside.kernel.caller import Caller
from alongside.kernel.duties import Duties
from alongside.kernel.ids import PersonId
from alongside.trust.api import settle, settler


def _settle(caller: Caller, people: Sequence[PersonId]) -> None:
    settle(settler(caller), people=people)


DUTIES = Duties("trust", settle=_settle)
