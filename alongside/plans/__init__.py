"""The plan that a family and those around it agree: what is to change, who does what by when, what if it gets worse."""
