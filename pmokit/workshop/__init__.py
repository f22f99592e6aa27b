"""The workshop in a browser: Voilà for the facilitator; state < panels < steps."""
