"""Who speaks from the command line: the operator of this installation, or somebody named with --as."""

from datetime import UTC, datetime

from alongside.accounts import api as accounts
from alongside.agencies import api as agencies
from alongside.kernel.answers import NotFound
from alongside.kernel.caller import Caller, Purpose
from alongside.kernel.ids import system_actor
from alongside.trust import api as trust

OPERATOR = system_actor("operator")


def clock() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def operator(purpose: Purpose = Purpose.ADMINISTRATION) -> Caller:
    """The operator: whoever may run commands on this machine. Holds the operator's office, no child's record."""
    founder = Caller.system("founder", purpose=Purpose.ADMINISTRATION, now=clock())
    trust.found_office(founder, actor=OPERATOR, office=trust.Office.OPERATOR, agency=None)
    return Caller(actor=OPERATOR, purpose=purpose, now=clock(), session="command line")


def speaking_as(who: str) -> Caller:
    """The person with this address at work, or `operator`. Raises NotFound with what to do."""
    me = operator()
    if who == "operator":
        return me
    account = accounts.by_email(me, email=who)
    found = [p.actor for p in agencies.with_address(me, email=who)]
    actor = account.actor if account else (found[0] if found else None)
    if actor is None:
        raise NotFound(f"Nobody here has the address {who}. Invite them first: alongside invite {who} --agency NAME")
    return Caller(actor=actor, purpose=Purpose.DIRECT_WORK, now=clock(), session=f"command line as {who}")
