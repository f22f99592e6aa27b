"""Vision, objective links and communication of a sample engagement, each where the sample has a file for it."""

from pathlib import Path

from pmokit.content.catalogues import load_catalogues
from pmokit.content.step_texts import load_communication, read_communications, read_visions
from pmokit.exchange.objective_links import objective_ids, read_link_table, resolve_links
from pmokit.model.communication import Communication
from pmokit.model.sample_steps import SampleCommunication
from pmokit.store.engagement import Engagement
from pmokit.strategy.communication import extend_communication, propose_communication

AUTHOR = "sample"


def write_steps(engagement: Engagement, folder: Path) -> None:
    """Write what ``vision.yaml``, ``objective_links.csv`` and ``communication.yaml`` say.

    Parameters
    ----------
    engagement
        With units and projects.
    folder
        The sample; a file that is not there is passed over.

    Raises
    ------
    PmokitError
        If a file has faults.
    """
    _write_visions(engagement, folder / "vision.yaml")
    _write_links(engagement, folder / "objective_links.csv")
    _write_communications(engagement, folder / "communication.yaml")


def _write_visions(engagement: Engagement, file: Path) -> None:
    if not file.is_file():
        return
    sample = read_visions(file).unwrap()
    for unit, vision in {"": sample.whole, **sample.visions}.items():
        engagement.write_document("vision", vision, unit=unit, author=AUTHOR)


def _write_links(engagement: Engagement, file: Path) -> None:
    if not file.is_file():
        return
    projects, _ = engagement.projects()
    links = resolve_links(read_link_table(file), projects, engagement.units(), objective_ids(engagement))
    engagement.link_objectives(links, author=AUTHOR)


def _write_communications(engagement: Engagement, file: Path) -> None:
    if not file.is_file():
        return
    sample = read_communications(file).unwrap()
    for unit, plan in {"": sample.whole, **sample.plans}.items():
        engagement.write_document("communication", _agreed(plan), unit=unit, author=AUTHOR)


def _agreed(plan: SampleCommunication) -> Communication:
    proposal = propose_communication(plan.brief, load_communication(), load_catalogues().roles)
    return extend_communication(Communication(stakeholders=plan.stakeholders, lines=plan.lines), proposal)
