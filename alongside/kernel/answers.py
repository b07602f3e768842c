"""The two ways a wish may not come true: it is refused, or it is not possible."""


class Refused(Exception):
    """The door stayed shut. The sentence says why, and `next_step` what the person can do now."""

    def __init__(self, why: str, *, next_step: str = "", known: bool = True) -> None:
        super().__init__(why)
        self.why = why
        self.next_step = next_step
        self.known = known
        """False when the caller may not learn that the thing exists: then the answer is "not found"."""


class NotPossible(Exception):
    """The wish makes no sense as things stand; the sentence is for the person who wished."""


class NotFound(NotPossible):
    """There is nothing of that name that this caller may know of."""
