"""The kernels of a batch: what they import ahead, and what they do not."""

import subprocess
import sys

import pytest

from pmokit.batch.kernel import AHEAD, BatchKernelManager, ChartKernelManager, manager_for

CODE = f"""
import importlib, sys
for name in {AHEAD!r}:
    importlib.import_module(name)
print(*sorted({{"altair", "scipy.stats", "IPython", "pmokit.study.unit"}} & set(sys.modules)))
"""


def test_what_the_kits_own_reports_do_without_is_not_imported_ahead():
    """Altair and SciPy's statistics would take as long as all the rest together, in every batch and for every single report."""
    made = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True)
    assert made.stdout.split() == ["IPython", "pmokit.study.unit"]


@pytest.mark.parametrize(
    ("code", "manager"), [("import altair as alt", ChartKernelManager), ("import pandas", BatchKernelManager)]
)
def test_a_notebook_that_draws_with_altair_has_it_imported_ahead(code, manager):
    """It is the only one that pays for it."""
    assert manager_for([{"source": "x = 1"}, {"source": code}]) is manager
    assert ("altair" in manager.ahead) == (manager is ChartKernelManager)
    assert ("altair" in str(manager().kernel_spec.metadata)) == (manager is ChartKernelManager)
