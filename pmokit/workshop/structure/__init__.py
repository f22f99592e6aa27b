"""Step 4 on a page: the organisation profile, the type of PMO, services, posts, reporting lines, RACI, and who agrees."""
