"""Every capability as a command, and the operations: start, demo, import, link, doctor."""
