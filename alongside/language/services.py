"""The partnership changes what it has agreed."""

from collections.abc import Mapping

from django.db.models import Max

from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.scope import for_partnership
from alongside.language.contracts import Kind
from alongside.language.models import Practice
from alongside.language.rules import whole


@capability("language.change", scope=for_partnership("administrator"), writes=True)
def change(caller: Caller, *, kind: Kind, code: str, body: Mapping[str, object], why: str, read: int) -> int:
    """An administrator changes an agreement and says why; the earlier version stays. `read` is the version they read.

    Gives the new version. Raises NotPossible with a sentence when a field is missing or somebody else was faster.
    """
    if not why.strip():
        raise NotPossible("Say in a few words why this changes.")
    try:
        kept = whole.read(kind, code, body)
    except ValueError as error:
        raise NotPossible(str(error)) from error
    known = Practice.objects.filter(kind=kind.value, code=code).aggregate(newest=Max("version"))["newest"] or 0
    if known != read:
        raise NotPossible("Somebody has changed this in the meantime. Read it again before you change it.")
    row = Practice(kind=kind.value, code=code, version=known + 1, body=kept, why=why.strip(), by=caller.actor)
    row.at = caller.now
    row.save(force_insert=True)
    return row.version
