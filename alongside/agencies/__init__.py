"""The organisations around a family, and the people who work there."""
