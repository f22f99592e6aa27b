"""Step 2: the assessment of a unit, live, alone or by file; what it says, what was agreed, and the targets."""
