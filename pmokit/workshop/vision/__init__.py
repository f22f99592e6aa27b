"""Step 1 on a page: vision, objectives, what serves them, and who agrees."""
