"""Words that are safe to open in a spreadsheet."""

_STARTS_A_FORMULA = ("=", "@", "\t", "\r")
_SIGNS = ("+", "-")


def cell(words: str) -> str:
    """The words as a cell: what a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection).

    Numbers and telephone numbers with a sign stay as they are, so that a corrected file says what the agency said.
    """
    is_number = words[1:].replace(" ", "").replace(".", "", 1).isdigit()
    if words.startswith(_STARTS_A_FORMULA) or (words.startswith(_SIGNS) and not is_number):
        return f"'{words}"
    return words
