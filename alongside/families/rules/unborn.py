"""Records of a child before birth, once the child is born: they are that child's, and say so. Pure."""

from collections.abc import Iterable

from alongside.families.contracts import BeforeBirth, Described
from alongside.kernel.dates import Precision


def before_birth(said: Iterable[Described]) -> tuple[BeforeBirth, ...]:
    """What was recorded of a child as still to be born: each record once, the day that it expected last.

    Nothing while no record says more than a day expected: the child is not born yet, as far as anybody has said. The
    record may say the birth itself by now, or another record has taken its place.
    """
    told = sorted(said, key=lambda one: (one.said_at, str(one.source)))
    if not any(_born(one) for one in told):
        return ()
    expected = {one.source: one for one in told if one.words.date_precision is Precision.EXPECTED}
    first = {one.source: one.said_at for one in reversed(told) if one.words.date_precision is Precision.EXPECTED}
    return tuple(
        BeforeBirth(one.source, one.agency, one.words.date_of_birth, first[source])
        for source, one in expected.items() if one.words.date_of_birth
    )  # fmt: skip


def _born(one: Described) -> bool:
    return one.words.date_of_birth is not None and one.words.date_precision is not Precision.EXPECTED
