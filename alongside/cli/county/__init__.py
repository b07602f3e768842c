"""A made-up county: families, what six agencies know of them, and the mess real files have. All of it is invented."""

from alongside.cli.county.making import make_county

__all__ = ["make_county"]
