"""Step 5 on a page: classes, gates, limits, risks, people, decisions, and who agrees."""
