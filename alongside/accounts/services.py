"""Inviting, accepting, signing in."""

from collections.abc import Sequence

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from alongside.accounts import rules
from alongside.accounts.contracts import Account, Greeting, Invitation
from alongside.accounts.models import FailedAttempt, User
from alongside.accounts.models import Invitation as InvitationRow
from alongside.kernel.answers import NotPossible, Refused
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import ActorId, ChildId
from alongside.kernel.scope import for_child, for_invited, for_partnership, for_public, for_self, for_system

_ADMITTING = ("administrator", "operator")
_NEVER_MATCHES = make_password(None)


@capability("accounts.invite", scope=for_partnership(*_ADMITTING), writes=True)
def invite(caller: Caller, *, email: str, name: str, actor: ActorId) -> Invitation:
    """Somebody is invited to make an account; the link works once and for a week."""
    return _invitation(caller, email=email, name=name, actor=actor)


@capability("accounts.let_in", scope=for_child("children"), writes=True)
def let_in(caller: Caller, *, children: Sequence[ChildId], email: str, name: str, actor: ActorId) -> Invitation:
    """Somebody of these children's family is invited to make an account of their own."""
    return _invitation(caller, email=email, name=name, actor=actor)


@capability("accounts.found", scope=for_system("founder"), writes=True)
def found(caller: Caller, *, name: str, actor: ActorId) -> Invitation:
    """The very first administrator gets a link that works once."""
    return _invitation(caller, email=rules.FOUNDING_ADDRESS, name=name, actor=actor)


@capability("accounts.greet", scope=for_invited("token"))
def greet(caller: Caller, *, token: str) -> Greeting:
    """An open invitation says who is invited."""
    row = _open_invitation(caller, token)
    return Greeting(row.email, row.name, row.actor, founding=row.email == rules.FOUNDING_ADDRESS)


@capability("accounts.accept", scope=for_invited("token"), writes=True)
def accept(caller: Caller, *, token: str, name: str, password: str, email: str = "") -> Account:
    """The invited person chooses a password; the link cannot be used again. Only the founder names an address."""
    row = _open_invitation(caller, token, lock=True)
    address = _address_of(row, email)
    _check_new_password(password, email=address, name=name)
    row.used_at = caller.now
    row.save(update_fields=["used_at"])
    user = User(email=address, name=name.strip() or row.name, actor=row.actor, password=make_password(password))
    user.save(force_insert=True)
    return _account(user)


@capability("accounts.sign_in", scope=for_public(), writes=True)
def sign_in(caller: Caller, *, email: str, password: str) -> Account | None:
    """Address and password are checked; after five failures signing in pauses for a quarter of an hour."""
    email = rules.tidy_email(email)
    failures = list(FailedAttempt.objects.filter(email=email).order_by("-at").values_list("at", flat=True)[:10])
    if rules.paused_until(failures, caller.now):
        return None
    user = User.objects.filter(email=email, is_active=True).first()
    if not check_password(password, user.password if user else _NEVER_MATCHES) or user is None:
        FailedAttempt.objects.create(email=email, at=caller.now)
        return None
    return _account(user)


@capability("accounts.sign_out", scope=for_self(), writes=True)
def sign_out(caller: Caller) -> None:
    """Somebody signs out."""


@capability("accounts.make_up", scope=for_system("county"), writes=True)
def make_up(caller: Caller, *, email: str, name: str, actor: ActorId, password: str) -> Account:
    """A made-up county has made-up people who can sign in with a printed password; nowhere else."""
    user = User(email=rules.tidy_email(email), name=name, actor=actor, password=make_password(password), made_up=True)
    user.save(force_insert=True)
    return _account(user)


def _invitation(caller: Caller, *, email: str, name: str, actor: ActorId) -> Invitation:
    email = rules.tidy_email(email)
    if "@" not in email:
        raise NotPossible(f"{email} is not an e-mail address.")
    if User.objects.filter(email=email).exists():
        raise NotPossible(f"{email} already has an account.")
    token, expires = rules.new_token(), caller.now + rules.INVITATION_LASTS
    InvitationRow.objects.create(
        trace=rules.trace_of(token), email=email, name=name, actor=actor, invited_by=caller.actor, expires_at=expires
    )
    return Invitation(token, email, expires)


def _open_invitation(caller: Caller, token: str, *, lock: bool = False) -> InvitationRow:
    rows = InvitationRow.objects.select_for_update() if lock else InvitationRow.objects.all()
    row = rows.filter(trace=rules.trace_of(token), used_at=None, expires_at__gt=caller.now).first()
    if row is None or _joined_already(row):
        raise Refused(
            "This invitation has been used or has run out.", next_step="Ask the person who invited you for a new one."
        )
    return row


def _joined_already(row: InvitationRow) -> bool:
    """A founding link closes as soon as anybody has joined; any other when its own person has."""
    users = User.objects.all()
    return (users if row.email == rules.FOUNDING_ADDRESS else users.filter(email=row.email)).exists()


def _address_of(row: InvitationRow, typed: str) -> str:
    if row.email != rules.FOUNDING_ADDRESS:
        return row.email
    address = rules.tidy_email(typed)
    if "@" not in address:
        raise NotPossible("Enter your e-mail address at work.")
    return address


def _check_new_password(password: str, *, email: str, name: str) -> None:
    try:
        validate_password(password, user=User(email=email, name=name))
    except ValidationError as error:
        raise NotPossible(" ".join(error.messages)) from error


def _account(user: User) -> Account:
    return Account(user.pk, user.email, user.name, ActorId(user.actor))
