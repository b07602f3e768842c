"""People, children, families, agencies and actors as identifiers only: nothing here can be read."""
