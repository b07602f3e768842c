"""Some links are drawn by lot, and people say of them, without knowing it, whether they are of one person."""

from uuid import UUID

import pyarrow
from django.db import connection
from django.db.models.expressions import RawSQL
from pyarrow import compute

from alongside.anchor.staging import staged
from alongside.kernel.answers import NotPossible
from alongside.kernel.caller import Caller
from alongside.kernel.capability import capability
from alongside.kernel.scope import for_partnership
from alongside.linkage.contracts import Outcome, Rule
from alongside.linkage.models import Check, CheckAnswer, Decision, Pair, Split
from alongside.linkage.rules import sampling
from alongside.linkage.services.deciding import ask_a_second

_KEPT = """
    INSERT INTO linkage_check (id, run, source_a, source_b, agency_a, agency_b, rule, place, at)
    SELECT gen_random_uuid(), %(run)s, p.source_a, p.source_b, p.agency_a, p.agency_b, p.rule, d.place, %(now)s
    FROM by_lot d JOIN linkage_pair p ON p.source_a = d.source_a AND p.source_b = d.source_b
    WHERE p.outcome = 'linked' AND p.since = %(now)s
    ON CONFLICT (source_a, source_b) DO NOTHING
"""
"""Only what this run has linked: a link that was there before has had its lot."""


def draw_checks(caller: Caller, *, pairs: pyarrow.Table, run: UUID) -> None:
    """Some of the links that this run has made without asking anybody are kept for a blind check."""
    made = compute.and_(
        compute.equal(pairs["outcome"], pyarrow.scalar(Outcome.LINKED.value)),
        compute.not_equal(pairs["rule"], pyarrow.scalar(Rule.PERSON_SAID_SAME.value)),
    )
    linked = pairs.select(["source_a", "source_b"]).filter(made)
    both = ((str(a), str(b)) for a, b in zip(*(linked[name].to_pylist() for name in linked.column_names), strict=True))
    drawn = ((UUID(a), UUID(b), place) for a, b, place in sampling.draw(both, run, sampling.SHARE))
    columns = (("source_a", "uuid"), ("source_b", "uuid"), ("place", "float8"))
    with staged("by_lot", columns, drawn), connection.cursor() as cursor:
        cursor.execute(_KEPT, {"run": run, "now": caller.now})


@capability("linkage.answer_check", scope=for_partnership("matcher", "steward"), writes=True)
def answer_check(caller: Caller, *, check: UUID, said: str, why: str) -> bool:
    """Somebody says of a drawn link whether it is of one person, and why. It takes nothing apart by itself.

    Whoever says "different" asks a second person to look; gives whether that was asked.
    """
    if said not in ("same", "different", "unsure"):
        raise NotPossible("Say whether they are the same person, different people, or that you are unsure.")
    if not why.strip():
        raise NotPossible("Say in a few words why.")
    drawn = _mine(check)
    if _settled(drawn, caller):
        raise NotPossible("This pair is not waiting for you any more.")
    CheckAnswer(drawn=drawn, said=said, why=why.strip(), answered_by=caller.actor, at=caller.now).save(
        force_insert=True
    )
    if said != "different" or not _to_be_split(drawn):
        return False
    ask_a_second(caller, drawn.source_a, drawn.source_b, why)
    return True


def _mine(check: UUID) -> Check:
    """The drawn link, of agencies for both of which the caller matches."""
    matched = RawSQL("SELECT trust_agencies(ARRAY['matcher', 'steward'])", ())
    drawn = Check.objects.filter(id=check, agency_a__in=matched, agency_b__in=matched).first()
    if drawn is None:
        raise NotPossible("This pair is not waiting for you any more.")
    return drawn


def _settled(drawn: Check, caller: Caller) -> bool:
    """Somebody knows, or it is not for the caller: they have decided about these two records, or looked before."""
    decided = Decision.objects.filter(source_a=drawn.source_a, source_b=drawn.source_b).order_by("-id")
    words = list(decided.values_list("said", "decided_by"))
    looked = CheckAnswer.objects.filter(drawn=drawn)
    mine = any(by == caller.actor for _, by in words) or looked.filter(answered_by=caller.actor).exists()
    return mine or bool(words and words[0][0] in ("same", "different")) or looked.exclude(said="unsure").exists()


def _to_be_split(drawn: Check) -> bool:
    """Still linked, and nobody has asked for a second person yet."""
    same = {"source_a": drawn.source_a, "source_b": drawn.source_b}
    answered = Decision.objects.filter(split__isnull=False).values("split")
    asked = Split.objects.filter(**same).exclude(split__in=answered).exists()
    return not asked and Pair.objects.filter(**same, outcome=Outcome.LINKED.value).exists()
