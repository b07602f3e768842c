"""Who somebody is."""

from alongside.accounts.contracts import Account
from alongside.accounts.models import User
from alongside.accounts.rules import tidy_email
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId
from alongside.kernel.scope import for_partnership, for_system


@capability("accounts.by_email", scope=for_partnership("operator", "administrator"))
def by_email(caller: Caller, *, email: str) -> Account | None:
    """The account with this address at work, if there is one."""
    user = User.objects.filter(email=tidy_email(email)).first()
    return Account(user.pk, user.email, user.name, ActorId(user.actor)) if user else None


@capability("accounts.anybody", scope=for_system("founder"))
def anybody(caller: Caller) -> bool:
    """Whether anybody can sign in yet."""
    return User.objects.exists()
