"""One story of a child from every agency's words, each line with who said it; nothing merged into one text."""
