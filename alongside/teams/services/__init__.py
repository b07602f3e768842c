"""What is done with teams: people come in, lead, hand over and leave, and access follows."""
