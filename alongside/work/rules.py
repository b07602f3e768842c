"""When to stop trying. Pure."""

MOST_ATTEMPTS = 3
"""A job that has brought the worker down this often is given up: it would do so for ever (our definition)."""
GIVEN_UP = "This stopped three times before it was done. Nothing is half taken in. Tell whoever runs this Alongside."


def is_hopeless(attempts: int) -> bool:
    """Whether to give up on a job that was begun this often without an end."""
    return attempts > MOST_ATTEMPTS
