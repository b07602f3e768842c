"""Letters of the day, reminders, and doing something with several things at once."""
