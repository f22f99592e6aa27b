"""What the project figures say: every computable KPI of every unit at once, ratings of a value, control charts."""
