"""Why a child is here, who may look and until when, and the one door that everybody goes through."""
