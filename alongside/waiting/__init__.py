"""What waits for whom: the work of a team on one page, one letter a day without names, and reminders."""
