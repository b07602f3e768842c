"""The living index: each run looks at what changed since the last one, and at everybody whom that can concern.

What a run decides of them is what linking everything anew would decide, but for one thing: records that were one
person, of which none changed and of which nobody said anything new, are not torn apart because another record came.
Where that makes a difference, the pair becomes a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID, uuid4

import pyarrow as pa

from alongside.linkage.contracts import Decision, Model, RunNoted, Thresholds
from alongside.linkage.engine import changing
from alongside.linkage.engine.executor import Progress, nothing_to_say
from alongside.linkage.engine.index import Changes, Index
from alongside.linkage.engine.linking import LinkResult, decide, read_pairs, read_partition, report
from alongside.linkage.engine.models import digest, load_model, save_model
from alongside.linkage.engine.on_duckdb import OnDuckDB
from alongside.linkage.engine.on_spark import OnSpark
from alongside.linkage.engine.repeating import find_repeating

GROWTH = 2
"""From so many times the records that a model was learned from, it is learned again."""


class Living:
    """What is known from earlier runs in a folder: `link`, take over what it found, then `keep`.

    Killed in between, nothing is lost: what was not kept counts as new the next time, and comes out the same.
    """

    def __init__(self, folder: Path, *, memory_limit: str = "4GB", threads: int | None = None, spark: str = "") -> None:
        """With `spark`, the address of a master, what compares everybody does so there."""
        self.folder = folder
        self.engine = (
            OnSpark(folder, master=spark, memory_limit=memory_limit, threads=threads)
            if spark
            else OnDuckDB(folder, memory_limit=memory_limit, threads=threads)
        )
        self.index = Index(self.engine, folder / "index.duckdb")
        self.con = self.engine.con
        self.repeating = ""  # agencies that hold people several times

    def __enter__(self) -> Living:
        """Open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file, whatever happened."""
        self.con.close()

    def changes(self, newest: pa.Table) -> Changes:
        """What is to be read, of all there is (source, version)."""
        return self.index.changes(newest)

    def agrees_with(self, taken_over: UUID | None) -> bool:
        """Whether the last run that was taken over is known here: else one of the two has been set back."""
        known = {self.index.state("run"), self.index.state("next run")}
        return (str(taken_over) if taken_over else None) in known

    def about_to_be_taken_over(self, result: LinkResult) -> RunNoted:
        """Note down under which name the result is taken over, and what it comes to."""
        run = uuid4()
        self.index.note("next run", str(run))
        return RunNoted(
            run, result.whole, digest(result.model), result.model.name, dict(result.model.report),
            self._count("everyone"), self._people(),
        )  # fmt: skip

    def _people(self) -> int:
        """Records less those that are not the first of their person."""
        rows = self.con.execute(
            "select count(*) - count(distinct person) from (select person from member_now union all"
            " select person from kept.member where number not in (select number from inner_circle)"
            " and number not in (select number from removed))"
        ).fetchall()
        return self._count("everyone") - int(rows[0][0])

    def link(
        self,
        records: pa.Table,
        *,
        gone: Iterable[str] = (),
        decisions: Sequence[Decision] = (),
        thresholds: Thresholds,
        model: Model | None = None,
        whole: bool = False,
        progress: Progress = nothing_to_say,
    ) -> LinkResult:
        """Link `records` (with a column `version`), which are new or changed, without those that are `gone`.

        `model` is one that the operator has fixed. `whole` learns, weighs and decides everything anew; so does a
        first run, one after a broken one, and one with a model other than the last.
        """
        progress("reading", 0.1)
        self.index.take_in(records, gone, decisions)
        self.repeating = " ".join(find_repeating(self.con, "everyone", thresholds))
        known = self._known_model(model)
        if whole or known is None or self._must_begin_anew(known, fixed=model is not None):
            return self._link_everything(decisions, thresholds, model, progress)
        progress("comparing", 0.3)
        changing.weigh_arrived(self.index, known, thresholds)
        progress("deciding", 0.6)
        return changing.settle_concerned(self.index, decisions, known, thresholds)

    def keep(self) -> None:
        """What `link` found has been taken over: the next run builds upon it."""
        self.index.keep_all()
        for name, value in (("unfinished", None), ("run", self.index.state("next run")), ("next run", None)):
            self.index.note(name, value)

    def _known_model(self, fixed: Model | None) -> Model | None:
        file = self.folder / "newest-model.json"
        return fixed or (load_model(file) if file.exists() else None)

    def _must_begin_anew(self, model: Model, *, fixed: bool) -> bool:
        if self.index.state("unfinished") or self.index.state("model") != digest(model):
            return True
        if (self.index.state("repeating") or "") != self.repeating:
            return True
        learned_from = int(self.index.state("records") or 0)
        return not fixed and self._count("everyone") >= GROWTH * max(learned_from, 1)

    def _count(self, table: str) -> int:
        return int(self.con.execute(f"select count(*) from {table}").fetchall()[0][0])

    def _link_everything(
        self, decisions: Sequence[Decision], thresholds: Thresholds, model: Model | None, progress: Progress
    ) -> LinkResult:
        """All records; what was weighed before a run broke off need not be weighed again."""
        used = self._records_and_model(thresholds, model, progress)
        if self.index.state("unfinished") != f"weighed with {digest(used)}":
            progress("comparing", 0.4)
            self._weigh_everything(used, thresholds)
        else:
            self.con.execute(changing.HERE_WEIGHED.format(pairs="kept.pair"))
        progress("deciding", 0.7)
        decide(self.con, decisions, used, thresholds)
        progress("writing", 0.85)
        result = LinkResult(read_pairs(self.con), read_partition(self.con), used, report(self.con, used))
        self.con.execute("create or replace table inner_circle as select number from kept.record")
        self.con.execute("create or replace table pair_new as from kept.pair where false")
        changing.note_members(self.con)
        return result

    def _records_and_model(self, thresholds: Thresholds, model: Model | None, progress: Progress) -> Model:
        """Everybody in `prepared`, and the model: as it was, when a run broke off after it was learned."""
        changed = self._count("arrived") + self._count("removed")
        went_on = "" if changed else self.index.state("unfinished") or ""
        if not went_on:
            self.index.note("unfinished", "reading")
            self.index.keep_records()
        changing.bring_here(self.con, "select number from kept.record")
        if went_on.startswith("weighed") and (known := self._known_model(model)) is not None:
            return known
        progress("learning", 0.2)
        used = model or self.engine.train(thresholds)
        save_model(used, self.folder / "newest-model.json")
        return used

    def _weigh_everything(self, model: Model, thresholds: Thresholds) -> None:
        self.engine.find_pairs(model, thresholds)
        self.index.keep_pairs(changing.NUMBERED.format(pairs="weighed"), f"weighed with {digest(model)}")
        self.index.note("model", digest(model))
        self.index.note("repeating", self.repeating)
        self.index.note("records", str(self._count("prepared")))
