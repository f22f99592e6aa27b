"""Which names are ours, and where a device is."""

import pytest

from pmokit.workshop.ballot.hosts import is_own_host, network_of, own_addresses, own_names

NAMES = {"localhost", "laptop", "laptop.local"}


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8765", "10.1.2.3:8765", "[::1]:8765", "localhost:8765", "LAPTOP.local:8765", "laptop."],
)
def test_addresses_and_own_names_come_in(host):
    assert is_own_host(host, NAMES)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "127.0.0.1.evil.example",
        "user@127.0.0.1",
        "127.0.0.1/x",
        "[::1",
        "laptop.evil",
        "127.0.0.1:x",
    ],
)
def test_other_names_do_not(host):
    assert not is_own_host(host, NAMES)


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("127.0.0.1", ""),
        ("::1", ""),
        ("192.168.1.7", ""),
        ("::ffff:192.168.1.7", ""),
        ("192.168.1.8", "a private network"),
        ("8.8.8.8", "another network"),
        ("", ""),
    ],
)
def test_a_device_is_told_by_its_network(address, where):
    assert network_of(address, {"192.168.1.7"}) == where


def test_this_machine_knows_itself():
    assert "localhost" in own_names()
    assert "127.0.0.1" in own_addresses()
