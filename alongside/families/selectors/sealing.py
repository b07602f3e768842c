"""Since when records of before an adoption are sealed, for the linker alone."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from alongside.families.models import Sealed
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import SourceId
from alongside.kernel.scope import for_system


@capability("families.sealed_since", scope=for_system("linker"))
def sealed_since(caller: Caller, *, sources: Sequence[SourceId]) -> datetime | None:
    """When the last of these records was sealed; None where none is."""
    found: datetime | None = Sealed.objects.filter(source__in=list(sources)).aggregate(last=Max("at"))["last"]
    return found
