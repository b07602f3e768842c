"""The colours of every picture, checked by a test: text reaches 4.5 : 1 and marks 3 : 1 on what they stand on."""

PAPER = "#ffffff"
INK = "#0b0c0c"
QUIET = "#454b4e"
LANE = "#f1f5f7"
GRID = "#c5cdd2"
HATCH = "#7a858b"
NOT_COVERED = "#dfe4e7"
TODAY = "#17505c"

CONTACT = "#1f63a8"
CONCERN = "#b3261e"
MISSED = "#8a5300"
DECISION = "#0b0c0c"
STRENGTH = "#0b6b4a"
OTHER = "#5a5f63"

PLAN = "#e5dcf4"
PLAN_EDGE = "#54319f"
INVOLVEMENT = "#dbe9ee"
INVOLVEMENT_EDGE = "#17505c"

HOUSEHOLD = "#eef6ea"
HOUSEHOLD_EDGE = "#2f6b1a"
MEMBER = "#fff3c4"
CLOSE = "#0b6b4a"
CONFLICT = "#b3261e"
DISTANT = "#54319f"
TIE = "#1d4f7c"
NO_TIE = "#697177"

HEAT = ("#eef4fa", "#cfe0f0", "#9dbfe0", "#3a6ea5", "#1b4468")
GROUPS = ("#e0f0dd", "#dcebf7", "#f3e4f1", "#fdeedd", "#eef0c8", "#e6e6f5", "#dff1ef", "#f6e3dc")


def brightness(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2, definition of relative luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(paper: str) -> str:
    """Black or white, whichever reads better on this colour."""
    return INK if contrast(INK, paper) >= contrast(PAPER, paper) else PAPER


# What is written on what, and which marks stand on what: the test walks these.
_PAPERS = (PAPER, LANE, NOT_COVERED, PLAN, INVOLVEMENT, HOUSEHOLD, MEMBER)
_MARKS = (CONTACT, CONCERN, MISSED, DECISION, STRENGTH, OTHER)
_EDGES = (PLAN_EDGE, INVOLVEMENT_EDGE, HOUSEHOLD_EDGE, CLOSE, CONFLICT, DISTANT, TIE, NO_TIE, HATCH)
TEXT_ON = (
    *((text, paper) for text in (INK, QUIET) for paper in (*_PAPERS, *GROUPS)),
    *((ink_on(paper), paper) for paper in HEAT),
    (CONCERN, PAPER),
    (TODAY, PAPER),
)
MARK_ON = (
    *((mark, paper) for mark in _MARKS for paper in (PAPER, LANE, NOT_COVERED)),
    *((edge, PAPER) for edge in _EDGES),
    *((edge, HOUSEHOLD) for edge in (HOUSEHOLD_EDGE, CLOSE, CONFLICT, DISTANT)),
)
