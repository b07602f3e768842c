"""How long an involvement opens a record. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")


def ends_at(to_on: date | None) -> datetime | None:
    """An involvement lasts to the end of its last day, by the clock on the wall; the answer is in UTC."""
    if to_on is None:
        return None
    return datetime.combine(to_on + timedelta(days=1), time(), tzinfo=LOCAL).astimezone(UTC)


def why(role: str, agency: str) -> str:
    """Why the record is open, in words for the family."""
    return f"{role} at {agency}" if role else f"works with the child for {agency}"
