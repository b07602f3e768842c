"""Pure decisions about who may look, and the wording of the database's own policies."""
