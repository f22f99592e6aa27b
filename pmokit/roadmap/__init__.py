"""The planning problem, its solvers and checker, and the words that explain a plan."""
