"""Steps 1 and 3 to 6, pure: what the figures of a portfolio say."""
