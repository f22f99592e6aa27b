"""Paths and addresses: told apart, and a password never shown."""

from pathlib import Path

import keyring
import keyring.errors
import pytest
from sqlalchemy import make_url

from pmokit.errors import StoreError
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement
from pmokit.store.location import FileLocation, ServerLocation, find_password, full_address, locate

SECRET = "pa55-word"  # noqa: S105
UNITS = [Unit(code="A", name="A")]


@pytest.mark.parametrize(
    "text", ["acme.pmokit", "C:\\Users\\x\\acme.pmokit", "C:/Users/x/acme.pmokit", "./a:b", "\\\\server\\share\\a"]
)
def test_paths_stay_paths(text):
    """A Windows drive is no scheme."""
    assert locate(text) == FileLocation(Path(text))


def test_address_of_a_database():
    """One schema holds one engagement; public is the default; the driver is ours."""
    found = locate("postgresql://ada@db.example:5433/pmo?schema=acme&sslmode=require")
    assert isinstance(found, ServerLocation)
    assert (found.url.drivername, found.schema, found.url.query) == (
        "postgresql+psycopg",
        "acme",
        {"sslmode": "require"},
    )
    assert locate("postgresql+psycopg://ada@db.example/pmo").schema == "public"
    assert locate(str(found)) == found


def test_address_for_another_process(tmp_path, monkeypatch):
    """A path becomes absolute, an address stays as it is."""
    monkeypatch.chdir(tmp_path)
    assert full_address("acme.pmokit") == str(tmp_path.resolve() / "acme.pmokit")
    assert full_address("postgresql+psycopg://ada@h/d?schema=s") == "postgresql+psycopg://ada@h/d?schema=s"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mysql://ada@h/d", "'mysql://' is no database that pmokit knows"),
        ("postgresql+asyncpg://ada@h/d", "is no database that pmokit knows"),
        ("postgresql+psycopg://ada@h", "the database is not named"),
        ("postgresql+psycopg://ada@h:port/d", "cannot be read. Expected: postgresql"),
        ("postgresql+psycopg://ada@h/d?schema=Acme;drop", "the schema is not a name"),
        (f"postgresql+psycopg://ada:{SECRET}@h/d", "the address holds a password.*PMOKIT_DB_PASSWORD"),
        (f"postgresql+psycopg://ada@h/d?password={SECRET}", "the address holds a password"),
        (f"postgresql+psycopg://ada:{SECRET}@h:x/d", "cannot be read"),
    ],
)
def test_addresses_at_fault(text, words):
    """Each is told with what would be right, and a password is not repeated."""
    with pytest.raises(StoreError, match=words) as told:
        open_engagement(text)
    assert SECRET not in str(told.value)


def test_password_comes_from_the_environment_or_the_keyring(monkeypatch):
    """The environment goes first; without either PostgreSQL's own ways remain."""
    url = make_url("postgresql+psycopg://ada@db.example/pmo")
    kept = {("pmokit", "ada@db.example:5432/pmo"): "from the keyring"}
    monkeypatch.setattr(keyring, "get_password", lambda service, name: kept.get((service, name)))
    monkeypatch.delenv("PMOKIT_DB_PASSWORD", raising=False)
    assert find_password(url) == "from the keyring"
    monkeypatch.setenv("PMOKIT_DB_PASSWORD", SECRET)
    assert find_password(url) == SECRET

    def no_keyring(service, name):
        raise keyring.errors.NoKeyringError

    monkeypatch.setattr(keyring, "get_password", no_keyring)
    monkeypatch.delenv("PMOKIT_DB_PASSWORD")
    assert find_password(url) is None


@pytest.mark.postgres
def test_password_is_never_shown(cluster, password):
    """Not in the engagement, its engine, its address, nor in what is said when it is wrong or the server is away."""
    address = cluster.address()
    with create_engagement(address, Settings(client="X"), UNITS) as engagement:
        shown = [repr(engagement), engagement.address, repr(engagement.database), str(engagement.database)]
        shown += [
            repr(engagement.database.engine),
            engagement.database.engine.url.render_as_string(hide_password=False),
        ]
    assert not any(password in text for text in shown)


@pytest.mark.postgres
@pytest.mark.parametrize("fault", ["wrong", "away", "missing"])
def test_refusals_of_the_server_in_plain_words(cluster, password, monkeypatch, fault):
    """A wrong password, a server that is away, a database that is not there; the whole chain of errors holds no password."""
    address = cluster.address()
    words = {"wrong": "refuses this user or password", "away": "No database answers", "missing": "no such database"}
    if fault == "wrong":
        password = SECRET
        monkeypatch.setenv("PMOKIT_DB_PASSWORD", SECRET)
    address = address.replace(f":{cluster.port}/", ":1/") if fault == "away" else address
    address = address.replace("/postgres?", "/nothing?") if fault == "missing" else address
    with pytest.raises(StoreError, match=words[fault]) as told:
        open_engagement(address)
    error = told.value
    while error is not None:
        assert password not in str(error) + repr(error)
        error = error.__cause__ or error.__context__
