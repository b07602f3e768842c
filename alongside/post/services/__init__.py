"""Letters are written, carried, and kept from unsafe addresses."""
