"""Pure decisions about levels of help and clocks."""
