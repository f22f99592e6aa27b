"""Step 2, pure: scoring rules, raters and agreement, gaps and targets."""
