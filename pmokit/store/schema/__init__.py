"""Tables of the engagement: SQLAlchemy's typed mappings, the same for SQLite and PostgreSQL.

Rows are only ever added; what counts is the latest. Three tables are changed in place (engagement, unit, project), and so is a round when it
closes and a respondent who is erased: what stood there before is kept in ``change``. When a workshop's participant was last seen is
written over, too. A unit's targets are a document of kind "targets".
"""

from pmokit.store.schema.assessments import (
    AssessmentRow,
    ConsensusRow,
    EvidenceRatingRow,
    EvidenceRow,
    FrozenResultRow,
    NoteRow,
    RespondentRow,
    ResponseRow,
    TallyCountRow,
    TallyRow,
    UnitStateRow,
)
from pmokit.store.schema.base import APPLICATION_ID, SCHEMA_VERSION, Base, revision
from pmokit.store.schema.engagement import (
    AgreementRow,
    ChangeRow,
    DocumentRow,
    EngagementRow,
    SnapshotRow,
    UnitRow,
)
from pmokit.store.schema.portfolio import (
    BenefitRow,
    MeasurementRow,
    ObjectiveLinkRow,
    ProjectPeriodRow,
    ProjectRow,
)
from pmokit.store.schema.runs import RunRow
from pmokit.store.schema.sessions import MoveRow, ParticipantRow, SessionRow, VoteRow

__all__ = [
    "APPLICATION_ID",
    "SCHEMA_VERSION",
    "AgreementRow",
    "AssessmentRow",
    "Base",
    "BenefitRow",
    "ChangeRow",
    "ConsensusRow",
    "DocumentRow",
    "EngagementRow",
    "EvidenceRatingRow",
    "EvidenceRow",
    "FrozenResultRow",
    "MeasurementRow",
    "MoveRow",
    "NoteRow",
    "ObjectiveLinkRow",
    "ParticipantRow",
    "ProjectPeriodRow",
    "ProjectRow",
    "RespondentRow",
    "ResponseRow",
    "RunRow",
    "SessionRow",
    "SnapshotRow",
    "TallyCountRow",
    "TallyRow",
    "UnitRow",
    "UnitStateRow",
    "VoteRow",
    "revision",
]
