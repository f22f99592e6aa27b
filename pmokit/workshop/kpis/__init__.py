"""Step 3 on a page: the KPIs of a unit, their baselines, targets and owners."""
