"""Who may sign in: by invitation, with an address at work and a password that only they know."""
