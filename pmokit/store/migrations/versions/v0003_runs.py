"""The reports that were made of units, so that a batch can go on where it stopped."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table."""
    texts = ("unit", "params_sha256", "inputs", "kit")
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(name, sa.DateTime(), nullable=False) for name in ("started", "ended")),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("output", sa.JSON(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("peak_mb", sa.Double()),
    )
    op.create_index("ix_run_unit", "run", ["unit"])
