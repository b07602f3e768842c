"""Signing in pauses after five failures, and opens again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from alongside.accounts.rules import FAILURES_ALLOWED, PAUSE, new_token, paused_until, tidy_email, trace_of

NOW = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
AGO = some.lists(some.integers(0, 3_600), max_size=12)  # seconds


@given(AGO)
def test_signing_in_pauses_while_five_failures_lie_within_a_quarter_of_an_hour(ago: list[int]) -> None:
    failures = [NOW - timedelta(seconds=s) for s in ago]
    until = paused_until(failures, NOW)
    recent = [f for f in failures if NOW - f < PAUSE]
    assert (until is not None) == (len(recent) >= FAILURES_ALLOWED)
    if until is not None:
        assert NOW < until <= NOW + PAUSE
        assert paused_until(failures, until) is None, "afterwards fewer than five are recent"


def test_of_a_token_only_a_trace_is_kept() -> None:
    token = new_token()
    assert len(token) == 43 and token not in trace_of(token) and trace_of(token) == trace_of(token)


def test_addresses_are_compared_without_capitals_and_blanks() -> None:
    assert tidy_email(" Ruth@Work.example ") == "ruth@work.example"
