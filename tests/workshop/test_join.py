import base64
import json
import socket
from xml.etree import ElementTree as ET

import psutil
import pytest

from pmokit.workshop import join as joining
from pmokit.workshop.join import (
    Attendance,
    Join,
    LanAddress,
    hints,
    join_from,
    join_here,
    lan_addresses,
    order_addresses,
    read_attendance,
)


def test_private_addresses_come_first_and_virtual_ones_last():
    found = [
        LanAddress("docker0", "172.17.0.1"),
        LanAddress("vEthernet (WSL)", "192.168.96.1"),
        LanAddress("eth1", "203.0.113.7"),
        LanAddress("eth0", "10.1.2.3"),
        LanAddress("wlan0", "192.168.1.20"),
    ]
    assert order_addresses(found) == ["192.168.1.20", "10.1.2.3", "203.0.113.7", "192.168.96.1", "172.17.0.1"]


def test_of_private_addresses_the_one_that_leads_to_other_networks_comes_first():
    found = [LanAddress("eth0", "192.168.1.20"), LanAddress("wlan0", "10.1.2.3"), LanAddress("tun0", "10.8.0.2")]
    assert order_addresses(found, "10.1.2.3")[0] == "10.1.2.3"
    assert order_addresses(found, "10.8.0.2") == ["192.168.1.20", "10.1.2.3", "10.8.0.2"]


def test_addresses_that_no_phone_reaches_are_left_out():
    """Loopback, self-assigned ones, and the same one twice."""
    found = [
        LanAddress("lo", "127.0.0.1"),
        LanAddress("eth0", "169.254.7.7"),
        LanAddress("wlan0", "192.168.1.20"),
        LanAddress("wlan0:1", "192.168.1.20"),
    ]
    assert order_addresses(found) == ["192.168.1.20"]


def test_cards_that_are_down_are_left_out(monkeypatch):
    address = type("Address", (), {"family": socket.AF_INET, "address": "192.168.5.5"})
    other = type("Address", (), {"family": socket.AF_INET, "address": "192.168.6.6"})
    state = type("State", (), {"isup": False})
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {"wlan0": [address], "eth0": [other]})
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {"wlan0": state})
    assert lan_addresses() == ["192.168.6.6"]


def test_a_machine_without_a_network_still_has_its_own_address(monkeypatch):
    class NoRoute(socket.socket):
        def connect(self, _address):
            raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(joining.socket, "socket", NoRoute)
    monkeypatch.setattr(psutil, "net_if_addrs", dict)
    assert join_here("KQ7F2A", 8765, lan=True).urls == ("http://127.0.0.1:8765",)


def test_without_the_network_only_this_machine_is_named():
    assert join_here("KQ7F2A", 8765, lan=False) == Join("KQ7F2A", ("http://127.0.0.1:8765",), lan=False)


def test_pages_read_what_the_server_told():
    join = Join("KQ7F2A", ("http://192.168.1.20:8765", "http://127.0.0.1:8765/"), lan=True)
    assert join_from({joining.VARIABLE: join.as_variable()}) == join
    assert set(json.loads(join.as_variable())) == {"code", "urls", "lan"}
    assert join.links == ("http://192.168.1.20:8765/j/KQ7F2A", "http://127.0.0.1:8765/j/KQ7F2A")
    assert join.tests[0] == "http://192.168.1.20:8765/reach"
    assert join.port == 8765
    assert join_from({}) is None


def test_the_qr_code_is_a_picture_without_a_request():
    """Inline or as an image it is SVG with a quiet zone of four modules, and it differs with the address."""
    inline = joining.qr_svg("http://192.168.1.20:8765/j/KQ7F2A")
    source = joining.qr_image("http://192.168.1.20:8765/j/KQ7F2A")
    drawn = ET.fromstring(base64.b64decode(source.partition("base64,")[2]))  # noqa: S314 -- our own drawing
    assert drawn.tag.endswith("svg")
    assert drawn.attrib["viewBox"] == "0 0 37 37"
    assert inline.startswith("<svg")
    assert 'href="' not in inline
    assert source != joining.qr_image("http://192.168.1.21:8765/j/KQ7F2A")


@pytest.mark.parametrize(
    ("system", "words"), [("Windows", "private networks"), ("Darwin", "Allow"), ("Linux", "ufw allow 8765/tcp")]
)
def test_each_operating_system_gets_its_own_firewall_hint_first(system, words):
    first, *others = hints(lan=True, port=8765, system=system)
    assert any(words in step for step in first.steps)
    assert any("phones see the internet, but not this laptop" in step for hint in others for step in hint.steps)


def test_a_closed_door_says_how_to_open_it():
    (only,) = hints(lan=False, port=8765)
    assert only.title == "The door is open on this laptop only"
    assert "pmokit workshop FILE --lan" in only.steps


def test_attendance_is_read_from_the_engagement(engagement):
    """Nobody before; then how many joined, how many of them from elsewhere, and which network got through."""
    session = engagement.open_session("KQ7F2A", "secret")
    assert read_attendance(engagement, "ZZZZZZ") == read_attendance(engagement, "KQ7F2A") == Attendance()
    engagement.join(session.id, role="executive")
    engagement.join(session.id, role="executive", remote=True)
    engagement.mark_reached(session.id, "the same network")
    seen = read_attendance(engagement, "KQ7F2A")
    assert (seen.joined, seen.remote, seen.reached_from) == (2, 1, "the same network")
    assert seen.reached is not None
