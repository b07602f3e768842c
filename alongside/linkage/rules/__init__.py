"""How two records are read, compared and decided upon: pure rules, facts in, decision out."""
