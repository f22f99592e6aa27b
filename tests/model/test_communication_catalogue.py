from collections import Counter

from pmokit.content.catalogues import load_catalogues
from pmokit.content.step_texts import load_communication
from pmokit.model.communication_catalogue import find_communication_faults
from pmokit.model.pmo import PMO_TYPES


def test_the_kit_has_thirty_lines_or_more_with_all_their_texts():
    catalogue = load_communication()
    assert len(catalogue.messages) >= 30
    for message in catalogue.messages:
        assert all(text["en"].strip() for text in (message.message, message.channel, message.feedback, message.target))
        assert message.source


def test_each_type_has_lines_for_each_of_its_audiences_and_for_each_kind_of_event():
    catalogue = load_communication()
    for pmo_type in PMO_TYPES:
        audiences = {audience.id for audience in catalogue.audiences if pmo_type in audience.types}
        lines = [m for m in catalogue.messages if pmo_type in m.types and m.audience in audiences]
        assert {line.audience for line in lines} == audiences
        events = {line.event for line in lines}
        assert {
            "mandate",
            "wave-begins",
            "wave-result",
            "gate-decisions",
            "portfolio-review",
            "kpi-published",
            "lessons",
        } <= events
        assert len(lines) >= 20


def test_a_line_is_meant_for_types_that_have_its_audience():
    catalogue = load_communication()
    for message in catalogue.messages:
        assert set(message.types) <= set(catalogue.audience_by_id[message.audience].types), message.id


def test_before_each_wave_people_are_told_and_invited_and_after_it_hear_the_result():
    catalogue = load_communication()
    days = {event: [m.days for m in catalogue.messages if m.event == event] for event in ("wave-begins", "wave-result")}
    assert max(days["wave-begins"]) < 0 < min(days["wave-result"])


def test_no_text_stands_twice():
    messages = Counter(message.message["en"] for message in load_communication().messages)
    assert max(messages.values()) == 1


def test_unknown_links_are_told_with_their_paths():
    catalogue = load_communication()
    first = catalogue.messages[0].model_copy(update={"audience": "bord", "owner": "nobody", "service": "no"})
    broken = catalogue.model_copy(update={"messages": (first, *catalogue.messages[1:])})
    kit = load_catalogues()
    found = {f.path: f.what for f in find_communication_faults(broken, kit.roles.names, kit.services.by_id)}
    assert found == {
        ("messages", 0, "audience"): "mandate-board: unknown audience 'bord'",
        ("messages", 0, "owner"): "mandate-board: unknown role 'nobody'",
        ("messages", 0, "service"): "mandate-board: unknown service 'no'",
    }
