"""What is done with plans: they are begun, worded, agreed, carried out and reviewed."""
