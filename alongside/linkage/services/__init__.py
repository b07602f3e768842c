"""What is done with links: taken over from the engine, decided, checked and undone by people."""
