"""What is done with links: taken over from the engine, decided, checked, sealed and undone by people."""
