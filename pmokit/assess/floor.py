"""How many people a statistic of an anonymous assessment needs; apart from the statistics, because a phone's server knows no more of them."""

DEFAULT_K = 3
"""No statistic of fewer people is shown."""
