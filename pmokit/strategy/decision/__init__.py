"""Decisions over a few alternatives by many criteria: values, weights, explanation and robustness."""
