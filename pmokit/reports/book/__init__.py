"""The results workbook: every figure of a unit as numbers that can be sorted, filtered and reckoned with."""
