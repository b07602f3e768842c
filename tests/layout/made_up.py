"""Made-up children, families and lives for the gallery and the tests; nobody in here exists."""

import random
from datetime import date, timedelta

from alongside.layout.pictures import ecomap, genogram
from alongside.layout.pictures.time_facts import Bar, Lane, Mark

TODAY = date(2026, 11, 20)
START = date(2019, 1, 10)
SOURCES = (
    ("care", "Children's social care", 5.0), ("visit", "Health visiting", 3.0), ("school", "School and nursery", 7.0),
    ("gp", "GP and hospital", 3.0), ("police", "Police", 1.6), ("housing", "Housing", 1.2),
    ("help", "Early help and family support", 3.0),
)  # fmt: skip
TEXTS = {
    "contact": "Home visit", "concern": "Arrived hungry, third day", "missed": "Not brought to review",
    "decision": "Team around the family", "strength": "Bedroom sorted", "other": "Letter received",
}  # fmt: skip
BARS = {
    "care": (
        Bar(date(2021, 2, 1), None, "Social worker: Sam Taylor"),
        Bar(date(2021, 3, 2), date(2022, 2, 14), "Child in need plan", "plan"),
        Bar(date(2024, 6, 3), date(2025, 9, 12), "Child protection plan", "plan"),
    ),
    "help": (
        Bar(date(2019, 9, 1), date(2021, 1, 20), "Early help plan", "plan"),
        Bar(date(2026, 9, 12), None, "Step-down plan", "plan"),
    ),
}  # fmt: skip
COVERED = {
    "police": ((date(2021, 5, 1), TODAY),),
    "housing": ((date(2019, 1, 1), date(2022, 1, 1)), (date(2024, 1, 1), TODAY)),
}


def life(entries: int = 900, seed: int = 7) -> list[Lane]:
    """Seven agencies, so many entries in eight years, with clusters and silences."""
    dice = random.Random(seed)
    total = sum(weight for _, _, weight in SOURCES)
    return [_lane(key, name, int(entries * weight / total), dice) for key, name, weight in SOURCES]


def _lane(key: str, name: str, count: int, dice: random.Random) -> Lane:
    days = (TODAY - START).days
    silent = [(begin := dice.randrange(days - 330), begin + dice.randrange(90, 320)) for _ in range(2)]
    centres = [dice.randrange(days) for _ in range(3)]
    marks: list[Mark] = []
    while len(marks) < count:
        day = int(dice.gauss(dice.choice(centres), 20)) if dice.random() < 0.4 else dice.randrange(days + 1)
        if 0 <= day <= days and not any(begin < day < end for begin, end in silent):
            marks.append(_mark(START + timedelta(days=day), len(marks), key, dice))
    return Lane(key, name, tuple(marks), BARS.get(key, ()), COVERED.get(key, ((START, TODAY),)))


def _mark(on: date, number: int, key: str, dice: random.Random) -> Mark:
    precision = dice.choices(("day", "month", "year"), (980, 15, 5))[0]
    kind = dice.choices(tuple(TEXTS), (60, 18, 10, 6, 6, 3))[0]
    return Mark(on, precision, kind, TEXTS[kind], f"#entry-{key}-{number}", 2 if dice.random() < 0.08 else 1)  # type: ignore[arg-type]


R, U = genogram.Relative, genogram.Union
FAMILY = (
    R("kei", "Keith", "m", 1960), R("pau", "Pauline", "f", 1964), R("ray", "Ray", "m", 1959),
    R("san", "Sandra", "f", 1962, 2019), R("unk", "", "m", unknown=True), R("glo", "Gloria", "f", 1970),
    R("lee", "Lee", "m", 1990), R("jo", "Jo", "f", 1988), R("dean", "Dean", "m", 1992),
    R("kel", "Kelly", "f", 1995, household=True), R("mar", "Marcus", "m", 1997, household=True),
    R("tara", "Tara", "f", 1998), R("ell", "Ellie", "f", 2014), R("ava", "Ava", "f", 2017, index=True, household=True),
    R("ty", "Tyler", "m", 2019, household=True), R("mia", "Mia", "f", 2024, household=True),
    R("due", "Due Feb 2027", pregnancy=True, household=True), R("jay", "Jayden", "m", 2020),
)  # fmt: skip
UNIONS = (
    U("kei", "pau", "divorced", "div. 2001", ("dean",)), U("ray", "san", "married", "", ("jo", "kel")),
    U("unk", "glo", "separated", "", ("mar",)), U("lee", "jo", "married", "", ("ell",)),
    U("dean", "kel", "separated", "sep. 2021", ("ava", "ty")), U("kel", "mar", "living", "since 2022", ("mia", "due")),
    U("mar", "tara", "separated", "sep. 2021", ("jay",)),
)  # fmt: skip
TIES = (
    genogram.Tie("dean", "kel", "conflict"), genogram.Tie("ava", "ray", "close"), genogram.Tie("ava", "jo", "close"),
    genogram.Tie("ava", "mar", "strain"), genogram.Tie("ty", "dean", "distant"),
)  # fmt: skip
MESSY_FAMILY = (
    R("m", "Maryam Al-Hassan", "f", 1985, household=True), R("a", "Adam", "m", 1980),
    R("b", "Bilal Mohammed Hussain Rahman", "m", 1978), R("c", "Connor", "m", 1990, household=True),
    R("d", "Dave", "m", 1983), R("c1", "Aisha", "f", 2004), R("c2", "Bella", "f", 2008),
    R("c3", "Cal", "m", 2015, household=True, index=True), R("c4", "Dot", "f", 2018, household=True),
    R("c5", "Eve", "f", 2020), R("c6", "Fay", "u", 2022, household=True), R("x", "Xena", "f", 1988),
    R("g", "Granny Joan", "f", 1950, household=True), R("gx", "Grandad", "m", 1948, 2020),
    R("c7", "Gus", "m", 2010), R("s", "Steve", "m", 1999),
)  # fmt: skip
MESSY_UNIONS = (
    U("m", "a", "divorced", "", ("c1",)), U("m", "b", "separated", "2010", ("c2",)),
    U("m", "c", "living", "since 2014", ("c3", "c4")), U("m", "d", "partners", "brief", ("c6",)),
    U("c", "x", "separated", "", ("c5",)), U("g", "gx", "married", "51 years", ("m",)), U("x", None, children=("c7",)),
    U("c1", "m", "partners"), U("c2", "c", "partners", "", ("s",)), U("s", "x", "partners", "", ("g",)),
)  # fmt: skip

T, M = ecomap.Tie, ecomap.Member
AROUND = (
    T("Grandad Ray", "Family and friends", 3, False, "both", "this week"),
    T("Aunt Jo", "Family and friends", 3, False, "both", "this week"),
    T("Dean (dad)", "Family and friends", 1, True, "in", "6 weeks ago"),
    T("Friends on the estate", "Family and friends", 1),
    T("School", "Children's services", 3, False, "both", "yesterday", "Mrs Okafor"),
    T("Nursery (2-year place)", "Children's services", 0, False, "in", "not taken up"),
    T("Health visitor", "Children's services", 2, False, "in", "12 days ago", "Priya N."),
    T("Social worker", "Children's services", 2, True, "both", "3 days ago", "Sam T., lead"),
    T("Family support worker", "Children's services", 3, False, "in", "2 days ago", "Bev"),
    T("School nurse", "Children's services", 1, False, "in", "2 months ago"),
    T("GP", "Adults and health", 1, False, "in", "4 months ago"),
    T("Adult mental health", "Adults and health", 1, True, "out", "waiting list"),
    T("Police", "Adults and health", 1, True, "in", "5 weeks ago"),
    T("Housing association", "Home and money", 2, True, "out", "damp, 9 weeks", "Arrears plan"),
    T("Universal Credit", "Home and money", 2, False, "in"),
    T("Food bank", "Home and money", 1, False, "in", "twice in October"),
    T("Boxing club (Tyler)", "Community", 2, False, "in", "weekly"),
    T("Church", "Community", 0, False, "in", "not now"),
)  # fmt: skip
AT_HOME = (
    M("Kelly", "f", "31"), M("Marcus", "m", "29"), M("Ava", "f", "9", True), M("Tyler", "m", "7"), M("Mia", "f", "2"),
)  # fmt: skip
