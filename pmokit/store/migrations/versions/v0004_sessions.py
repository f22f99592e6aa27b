"""Workshop sessions: their moves, who joined, and which response a vote became."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(), nullable=False, unique=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("secret", "author", "reached_from")),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reached", sa.DateTime()),
    )
    op.create_table(
        "session_move",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("session_id", sa.Integer(), sa.ForeignKey("session.id"), nullable=False),
        sa.Column("unit", sa.String(), sa.ForeignKey("unit.code"), nullable=False),
        sa.Column("question", sa.String()),
        sa.Column("round", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("phase", "channel")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("auto_reveal", "auto_advance", "comments_shown")),
        sa.Column("comments_hidden", sa.JSON(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_session_move_session", "session_move", ["session_id"])
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("session_id", sa.Integer(), sa.ForeignKey("session.id"), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("role", "name", "code")),
        sa.Column("remote", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.DateTime(), nullable=False) for name in ("joined", "seen")),
        sa.UniqueConstraint("session_id", "code"),
    )
    op.create_table(
        "vote",
        sa.Column("vote_id", sa.String(), primary_key=True),
        sa.Column("session_id", sa.Integer(), sa.ForeignKey("session.id"), nullable=False),
        sa.Column("participant_id", sa.Integer(), sa.ForeignKey("participant.id"), nullable=False),
        sa.Column("unit", sa.String(), sa.ForeignKey("unit.code"), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), sa.ForeignKey("response.id"), nullable=False),
    )
    op.create_index("ix_vote_question", "vote", ["session_id", "unit", "question", "round"])
    op.create_index("ix_vote_response", "vote", ["response_id"])
