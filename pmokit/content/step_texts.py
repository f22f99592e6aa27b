"""Read what the steps of vision and communication rest on: sentence patterns, audiences and messages, the sample's files."""

from functools import cache
from pathlib import Path

from pmokit.content import places
from pmokit.content.catalogues import load_catalogues
from pmokit.content.reading import Loaded, read
from pmokit.model.communication_catalogue import CommunicationCatalogue, find_communication_faults
from pmokit.model.sample_steps import SampleCommunications, SampleVisions, find_sample_vision_faults
from pmokit.model.statement import StatementTexts, find_statement_faults


def read_statement(file: Path) -> Loaded[StatementTexts]:
    """Read the sentence patterns of the strategy statement."""
    reading = read(file, StatementTexts)
    return reading.checked(list(find_statement_faults(reading.draft)))


def read_communication(file: Path) -> Loaded[CommunicationCatalogue]:
    """Read a catalogue of audiences and messages; roles and services are those of the kit."""
    reading, kit = read(file, CommunicationCatalogue), load_catalogues()
    return reading.checked(list(find_communication_faults(reading.draft, kit.roles.names, kit.services.by_id)))


def read_visions(file: Path) -> Loaded[SampleVisions]:
    """Read the visions of a sample engagement; kinds of objective and services are those of the kit."""
    reading, kit = read(file, SampleVisions), load_catalogues().services
    return reading.checked(list(find_sample_vision_faults(reading.draft, kit.objectives, kit.by_id)))


def read_communications(file: Path) -> Loaded[SampleCommunications]:
    """Read what the communication plans of a sample engagement start from."""
    return read(file, SampleCommunications).checked([])


@cache
def load_statement() -> StatementTexts:
    """Return the kit's sentence patterns.

    Raises
    ------
    ContentError
        If the file has faults.
    """
    return read_statement(places.templates() / "documents" / "statement.yaml").unwrap()


@cache
def load_communication() -> CommunicationCatalogue:
    """Return the kit's catalogue of audiences and messages.

    Raises
    ------
    ContentError
        If the file has faults.
    """
    return read_communication(places.templates() / "catalogues" / "communication.yaml").unwrap()
