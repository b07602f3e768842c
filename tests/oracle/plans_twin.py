"""The slow, plain twin of the questions of drift: it walks day by day and compares everything with everything."""

from datetime import date, timedelta
from uuid import uuid5

from alongside.language.api import after_months
from alongside.language.rules.counting import is_working_day
from alongside.plans.rules.drift import Facts


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after the start, up to the end."""
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def _long_overdue(day: date, today: date) -> bool:
    """More than ten working days have gone by, or ten have, and then some other day."""
    left, at = 10, day
    while left and at < today:
        at += timedelta(days=1)
        left -= is_working_day(at)
    return left == 0 and at < today


def _need(goals: dict) -> str:  # type: ignore[type-arg]
    needs = [" ".join(g.need.lower().split()).rstrip(".") for g in goals.values()]
    best = ""
    for need in needs:
        if best == "" or needs.count(need) > needs.count(best):
            best = need
    return best


def asked(facts: Facts, today: date) -> list[tuple[str, ...]]:
    """The evidence of each question, as texts, in the order of the questions."""
    found: list[tuple[str, ...]] = [(str(w.id),) for w in facts.waiting if _long_overdue(w.due_on, today)]
    if facts.review_on and _long_overdue(facts.review_on, today):
        found.append((str(uuid5(facts.plan, f"review by {facts.review_on}")),))
    open_for = 0
    while after_months(facts.begun_on, open_for + 1) <= today:
        open_for += 1
    if open_for > 15 or (open_for == 15 and after_months(facts.begun_on, 15) < today):
        found.append((str(uuid5(facts.plan, "open since")),))
    if len(facts.agreed) > 1 and facts.agreed[0]:
        one, other = facts.agreed[:2]
        unchanged = all(k in other and other[k] == g for k, g in one.items()) and all(k in one for k in other)
        if unchanged and _need(one) == _need(other):
            found.append(tuple(str(k) for k in one))
    return found
