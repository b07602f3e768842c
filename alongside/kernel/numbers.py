"""Check digits and letters of the numbers by which people are known."""

import re
from operator import mul

NHS_FORM = re.compile(r"[0-9]{10}")
NHS_WEIGHTS = tuple(range(10, 1, -1))
UPN_FORM = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_VALUES = {sign: value for signs in ("0123456789", UPN_LETTERS) for value, sign in enumerate(signs)}


def nhs_number_is_valid(number: str) -> bool:
    """Ten digits with a correct check digit, not all the same.

    Weights 10 to 2 on the first nine, 11 minus the remainder by 11 (11 becomes 0, 10 is never issued):
    NHS Data Dictionary, NHS NUMBER. 9434765919 is valid, 9434765918 is not.
    """
    if not NHS_FORM.fullmatch(number) or len(set(number)) == 1:
        return False
    digits = list(map(int, number))
    total: int = sum(map(mul, digits, NHS_WEIGHTS))
    return (11 - total % 11) % 11 == digits[9]


def upn_is_valid(upn: str) -> bool:
    """A letter, eleven digits, and a digit or letter, the first letter checking the rest.

    Values (a digit's own, a letter's place in an alphabet without I, O and S) times positions 2 to 13, by 23:
    DfE, unique pupil numbers. A950000178301 and H243278544154 are valid, R247962919251 is not.
    """
    if not UPN_FORM.fullmatch(upn):
        return False
    return UPN_LETTERS[sum(map(mul, map(UPN_VALUES.__getitem__, upn[1:]), range(2, 14))) % 23] == upn[0]
