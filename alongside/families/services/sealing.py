"""Records of before an adoption are sealed, and opened again, for the linker alone: two people decide it there."""

from collections.abc import Sequence

from alongside.families.models import Sealed
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.ids import SourceId
from alongside.kernel.scope import for_system


@capability("families.seal", scope=for_system("linker"), writes=True)
def seal(caller: Caller, *, sources: Sequence[SourceId]) -> None:
    """From now on nobody learns of these records who holds no grant for their person, and none is ever linked."""
    Sealed.objects.bulk_create([Sealed(source=source, at=caller.now) for source in sources], ignore_conflicts=True)


@capability("families.unseal", scope=for_system("linker"), writes=True)
def unseal(caller: Caller, *, sources: Sequence[SourceId]) -> None:
    """These records are as any other again."""
    Sealed.objects.filter(source__in=list(sources)).delete()
