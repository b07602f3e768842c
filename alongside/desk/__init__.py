"""The practitioners' pages. A page is fetch, call, render."""
