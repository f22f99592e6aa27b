"""Consensus, evidence, notes, tallies, states, agreements, history of projects and KPIs, snapshots, frozen results, changes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables and columns."""
    _add_columns()
    _create_assessment_tables()
    _create_engagement_tables()
    _create_portfolio_tables()


def _add_columns() -> None:
    with op.batch_alter_table("assessment") as batch:
        batch.add_column(sa.Column("model_sha256", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("respondent") as batch:
        batch.add_column(sa.Column("erased", sa.DateTime()))
    with op.batch_alter_table("response") as batch:
        batch.add_column(sa.Column("author", sa.String(), nullable=False, server_default=""))


def _create_assessment_tables() -> None:
    _create_on_assessment(
        "consensus",
        _text("question"),
        sa.Column("option", sa.String()),
        sa.Column("value", sa.Double()),
        _text("reason"),
    )
    _create_on_assessment("evidence_rating", _text("question"), _text("rating"), _text("note"))
    _create_on_assessment(
        "evidence",
        *(_text("question"), _text("text"), _text("link"), _text("file_name")),
        sa.Column("file_bytes", sa.Integer(), nullable=False),
        sa.Column("file_body", sa.LargeBinary()),
    )
    _create_on_assessment("note", _text("question"), _text("respondent"), _text("text"))
    _create_on_assessment("tally", _text("question"))
    _create_on_assessment("unit_state", _text("state"))
    op.create_table(
        "tally_count",
        sa.Column("tally_id", sa.Integer(), sa.ForeignKey("tally.id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        _text("status"),
        sa.Column("option", sa.String()),
        sa.Column("value", sa.Double()),
        sa.Column("count", sa.Integer(), nullable=False),
    )
    op.create_table(
        "frozen_result",
        sa.Column("assessment_id", sa.Integer(), sa.ForeignKey("assessment.id"), primary_key=True),
        sa.Column("body", sa.JSON(), nullable=False),
        *_signed(),
    )


def _create_engagement_tables() -> None:
    op.create_table(
        "agreement",
        _id(),
        *(_text("kind"), _text("unit")),
        sa.Column("version", sa.Integer(), nullable=False),
        *(_text(name) for name in ("name", "role", "of_unit", "state", "reservation")),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["kind", "unit", "version"], ["document.kind", "document.unit", "document.version"]),
    )
    op.create_table(
        "snapshot",
        _id(),
        *(_text(name) for name in ("kind", "key", "version", "sha256")),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.UniqueConstraint("kind", "key", "version", "sha256"),
    )
    op.create_table("change", _id(), *(_text(name) for name in ("what", "unit", "key", "old", "new")), *_signed())


def _create_portfolio_tables() -> None:
    _create_on_project(
        "project_period",
        "date",
        sa.Column("date", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Double()) for name in ("pv", "ev", "ac")),
        _text("rating"),
        *(sa.Column(name, sa.Double()) for name in ("budget", "forecast")),
    )
    _create_on_project(
        "objective_link",
        "objective",
        *(_text("objective"), sa.Column("linked", sa.Boolean(), nullable=False), _text("note")),
    )
    _create_on_project(
        "benefit",
        "benefit",
        *(_text("benefit"), _text("objective"), _text("measure")),
        *(sa.Column("planned", sa.Double()), sa.Column("due", sa.Date())),
        *(sa.Column("realised", sa.Double()), sa.Column("realised_on", sa.Date())),
        _text("owner"),
    )
    op.create_table(
        "measurement",
        _id(),
        *(_text("kpi"), _text("unit"), _text("period")),
        *(sa.Column("value", sa.Double()), sa.Column("n", sa.Integer())),
        _text("reason"),
        *_signed(),
    )
    op.create_index("ix_measurement_kpi", "measurement", ["kpi", "unit", "period"])


def _create_on_assessment(table: str, *columns: sa.Column) -> None:  # type: ignore[type-arg]
    op.create_table(
        table,
        _id(),
        sa.Column("assessment_id", sa.Integer(), sa.ForeignKey("assessment.id"), nullable=False),
        sa.Column("unit", sa.String(), sa.ForeignKey("unit.code"), nullable=False),
        *columns,
        *_signed(),
    )
    keys = ["assessment_id", "unit", *(["question"] if any(column.name == "question" for column in columns) else [])]
    op.create_index(f"ix_{table}_assessment", table, keys)


def _create_on_project(table: str, key: str, *columns: sa.Column) -> None:  # type: ignore[type-arg]
    unit = sa.Column("unit", sa.String(), sa.ForeignKey("unit.code"), nullable=False)
    op.create_table(table, _id(), unit, _text("project"), *columns, *_signed())
    op.create_index(f"ix_{table}_project", table, ["unit", "project", key])


def _id() -> sa.Column:  # type: ignore[type-arg]
    return sa.Column("id", sa.Integer(), primary_key=True)


def _text(name: str) -> sa.Column:  # type: ignore[type-arg]
    return sa.Column(name, sa.String(), nullable=False)


def _signed() -> tuple[sa.Column, ...]:  # type: ignore[type-arg]
    return sa.Column("author", sa.String(), nullable=False), sa.Column("at", sa.DateTime(), nullable=False)
