"""Pure: putting the story in order, telling when two agencies speak of one thing, and the questions that arise."""
