"""Imports without what is slow and of no use."""

import subprocess
import sys

CODE = """
import sys
from pmokit.warm.lean import UNUSED, lean_imports
with lean_imports():
    import altair
    assert sys.modules[UNUSED] is None
assert UNUSED not in sys.modules
altair.Chart(altair.Data(values=[{"a": 1}])).mark_bar().encode(x="a:Q").to_dict()
import rfc3987_syntax
with lean_imports():
    assert sys.modules[UNUSED] is rfc3987_syntax
"""


def test_what_is_left_out_can_be_imported_later():
    """Altair comes without the grammar, its charts are checked all the same, and whoever wants the grammar gets it."""
    subprocess.run([sys.executable, "-c", CODE], check=True)
