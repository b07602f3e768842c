"""Who is, or was, involved with a child; whoever is involved may see the record while it lasts."""
