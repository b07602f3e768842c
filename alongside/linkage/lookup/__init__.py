"""Is she already known? Records are kept under keys when they are linked, and found by whoever may search."""
