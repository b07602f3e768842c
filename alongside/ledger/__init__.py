"""A line for every visit, allowed or refused: who, when, what for, and what was shown. Lines are only ever added."""
