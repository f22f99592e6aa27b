"""Snapshots: an old file explains itself."""

import hashlib


def test_same_content_is_kept_once(engagement):
    """The hash is that of the canonical JSON; the order of keys does not matter."""
    first = engagement.save_snapshot("catalogue", "initiatives", "1.0.0", {"b": 1, "a": ["ü"]})
    assert first == hashlib.sha256('{"a":["ü"],"b":1}'.encode()).hexdigest()
    assert engagement.save_snapshot("catalogue", "initiatives", "1.0.0", {"a": ["ü"], "b": 1}) == first
    assert engagement.snapshot("catalogue", "initiatives", "1.0.0") == {"a": ["ü"], "b": 1}
    assert engagement.snapshot("catalogue", "initiatives", "2.0.0") is None
