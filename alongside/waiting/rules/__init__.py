"""What a daily letter says, when somebody is reminded, and what can be done with several things at once. Pure."""
