"""Whether somebody wrote."""

from pmokit.workshop.session.watch import Watch


def test_nothing_has_changed_until_somebody_writes(named_room):
    watch = Watch(named_room.engagement)
    assert watch.has_changed()
    assert not watch.has_changed()
    named_room.join("finance")
    assert watch.has_changed()
    assert not watch.has_changed()
    watch.close()
    assert watch.has_changed()
    watch.close()
