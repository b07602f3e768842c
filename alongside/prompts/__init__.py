"""Questions that arise from what is recorded, and what people have considered about them; nothing is decided here."""
