"""`python -m alongside`."""

from alongside.cli.main import run

run()
