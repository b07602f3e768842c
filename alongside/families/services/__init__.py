"""What is written down about families: what agencies say, and what people say is not right."""
