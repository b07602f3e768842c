"""Who people are to one another and where they live, each fact with the agency that said it."""
