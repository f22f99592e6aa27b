"""The files ``vision.yaml`` and ``communication.yaml`` of a sample engagement: the whole organisation, and single units."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from pydantic import Field

from pmokit.errors import Fault
from pmokit.model.base import Frozen
from pmokit.model.communication import CommunicationBrief, PlanLine, Stakeholder
from pmokit.model.units import UnitCode
from pmokit.model.vision import Vision
from pmokit.model.vision_checks import find_vision_faults


class SampleVisions(Frozen):
    """The file ``vision.yaml``; units without one of their own share that of the whole."""

    whole: Vision
    visions: dict[UnitCode, Vision] = Field(default_factory=dict)


class SampleCommunication(Frozen):
    """What a plan is proposed from, and what the workshop entered instead of proposals with the same ids."""

    brief: CommunicationBrief
    stakeholders: tuple[Stakeholder, ...] = ()
    lines: tuple[PlanLine, ...] = ()


class SampleCommunications(Frozen):
    """The file ``communication.yaml``."""

    whole: SampleCommunication
    plans: dict[UnitCode, SampleCommunication] = Field(default_factory=dict)


def find_sample_vision_faults(
    sample: SampleVisions, kinds: Collection[str] = (), services: Collection[str] = ()
) -> Iterator[Fault]:
    """Yield double objectives and unknown kinds, services and objectives of all visions, each with its path.

    Parameters
    ----------
    sample
        The visions, or drafts.
    kinds, services
        As for :func:`pmokit.model.vision_checks.find_vision_faults`.
    """
    for fault in find_vision_faults(sample.whole, kinds, services):
        yield replace(fault, path=("whole", *fault.path))
    above = [objective.id for objective in sample.whole.objectives]
    for unit, vision in sample.visions.items():
        for fault in find_vision_faults(vision, kinds, services, above):
            yield replace(fault, path=("visions", unit, *fault.path))
