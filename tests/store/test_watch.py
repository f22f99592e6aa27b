"""Looking for changes is cheap and misses none."""

from pmokit.store.engagement import open_engagement
from pmokit.store.watch import ChangeWatch


def test_what_others_write_is_noticed_once(file):
    """Reading changes nothing; the first look says yes."""
    with open_engagement(file) as mine, open_engagement(file) as theirs:
        watch = ChangeWatch(mine.database)
        assert watch.has_changed()
        theirs.units()
        assert not watch.has_changed()
        theirs.open_session("K7QF2M", "secret")
        assert watch.has_changed()
        assert not watch.has_changed()
        watch.close()


def test_what_the_same_process_writes_is_noticed_too(file):
    """Its other connections are others."""
    with open_engagement(file) as engagement:
        watch = ChangeWatch(engagement.database)
        watch.has_changed()
        engagement.open_session("K7QF2M", "secret")
        assert watch.has_changed()
        watch.close()


def test_a_server_is_always_worth_a_look(engagement):
    if not engagement.database.is_file:
        watch = ChangeWatch(engagement.database)
        assert [watch.has_changed(), watch.has_changed()] == [True, True]
        watch.close()
