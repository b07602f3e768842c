"""Reading single values as people write them: dates known to the day, month or year, sex, postcodes."""

import re
from datetime import date, datetime
from functools import lru_cache

from alongside.kernel.dates import PartialDate, Precision

EXPECTED_DATE = "a date such as 2019-03-27, 27/03/2019, 2019-03 or 2019"
_DAY_FORMATS = (
    "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%Y-%b-%d",
    "%d/%m/%y", "%Y%m%d", "%d%b%Y",
)  # fmt: skip
_MONTH_FORMATS = ("%Y-%m", "%m/%Y", "%b %Y", "%B %Y", "%Y/%m")
_TIME = re.compile(r"[T ]\s*(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b")
_SEXES = {"m": "m", "male": "m", "boy": "m", "1": "m", "f": "f", "female": "f", "girl": "f", "2": "f"}
_CODE = re.compile(r"^[a-z]\)\s*")
"""Ofsted's lists put a letter before each choice: `a) Male`."""
_YES = frozenset({"1", "true", "yes", "y", "current", "open", "active"})
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


@lru_cache(maxsize=4096)
def tidy(column: str) -> str:
    """Column names are compared without capitals, blanks and punctuation around words."""
    return "".join(c for c in column.casefold() if c.isalnum())


def split_time(text: str) -> tuple[str, str]:
    """The date part and the clock time (`21:05`), if one was given; midnight means that none was."""
    said = text.strip()
    found = _TIME.search(said) if ":" in said else None
    if not found:
        return said, ""
    clock = found[1].zfill(5)
    return said[: found.start()].strip(), "" if clock == "00:00" else clock


def parse_date(text: str) -> PartialDate:
    """The date with the precision it was written in. Raises ValueError for what is no date."""
    return _parse_day(split_time(text)[0])


@lru_cache(maxsize=65_536)
def _parse_day(day: str) -> PartialDate:
    if re.fullmatch(r"\d{4}", day):
        return _in_range(PartialDate(date(int(day), 1, 1), Precision.YEAR))
    for formats, precision in ((_DAY_FORMATS, Precision.DAY), (_MONTH_FORMATS, Precision.MONTH)):
        for pattern in formats:
            try:
                return _in_range(PartialDate(datetime.strptime(day, pattern).date(), precision))
            except ValueError:
                continue
    raise ValueError(f"{day} is no date")


def _in_range(when: PartialDate) -> PartialDate:
    if not EARLIEST_YEAR <= when.on.year <= LATEST_YEAR:
        raise ValueError(f"{when} is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return when


def parse_sex(text: str) -> str:
    """`f`, `m`, or nothing where it was not said or is not one of the two."""
    return _SEXES.get(_CODE.sub("", text.strip().casefold()), "")


def parse_yes(text: str) -> bool:
    """Whether the words mean yes."""
    return text.strip().casefold() in _YES


def find_postcode(text: str) -> str:
    """The last thing in the text that has the shape of a postcode."""
    found = _POSTCODE.findall(text.upper())
    return " ".join(found[-1]) if found else ""


def read_postcode(told: str, address: str) -> str:
    """A British postcode from its own field, else from the address; else what the field says, if it has a number.

    So the code of another country is kept as it was told.
    """
    foreign = " ".join(told.split()) if any(sign.isdigit() for sign in told) else ""
    return find_postcode(told) or find_postcode(address) or foreign


def one_line(text: str) -> str:
    """An address of several lines as one line, its parts set off by commas."""
    parts = [" ".join(part.split()).strip(" ,") for part in re.split(r"[\r\n]+", text)]
    return ", ".join(part for part in parts if part)
