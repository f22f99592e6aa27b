"""Alembic's scripts: one file for each version of the schema. They run in the caller's connection and transaction."""
