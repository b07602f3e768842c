"""Pure: who is accountable, what is overdue, what changed from version to version, and the questions of drift."""
