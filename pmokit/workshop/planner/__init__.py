"""The roadmap step: the plan on a board, what changes cost, and the plan that is agreed."""
