"""Pictures of a family's life, drawn on the server: who did what when, who belongs to whom, who stands around them."""
