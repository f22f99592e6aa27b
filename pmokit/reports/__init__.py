"""Exhibits to files: the only room that knows the report libraries."""
