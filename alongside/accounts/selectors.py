"""Who somebody is."""

from collections.abc import Sequence

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


@capability("accounts.addresses", scope=for_system("post"))
def addresses(caller: Caller, *, actors: Sequence[ActorId]) -> dict[ActorId, str]:
    """The addresses with which these actors sign in, for letters; accounts that are closed have none."""
    rows = User.objects.filter(actor__in=list(actors), is_active=True)
    return {ActorId(actor): email for actor, email in rows.values_list("actor", "email")}


@capability("accounts.anybody", scope=for_system("founder"))
def anybody(caller: Caller) -> bool:
    """Whether anybody can sign in yet."""
    return User.objects.exists()
