"""What is done with deliveries: taken in, and disposed of when nobody needs them."""
