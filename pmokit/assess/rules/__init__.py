"""The field's scoring rules, one module for each family; each rule is a small function with its source."""
