"""Interactive reports: one bundle, allowed by its hash alone; specifications are data and cannot become markup."""

import base64
import hashlib
import json
import re

import pandas as pd

from pmokit.reports.interactive import chart_data, interactive_script, script_hash
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.page import Page

HOSTILE = "</script><script>alert(1)</script> <!-- & \u2028"


def exhibit(key="e"):
    spec = {"$schema": "https://x", "data": {"values": [{"a": HOSTILE, "b": 1}]}, "mark": "bar", "encoding": {}}
    spec["encoding"] = {"y": {"field": "a"}, "x": {"field": "b", "type": "quantitative"}}
    return Exhibit(key, "T", "D", pd.DataFrame({"a": [HOSTILE]}), (Column("a", "A"),), lambda: spec)


def test_a_specification_cannot_end_its_script():
    text = chart_data({"$schema": "https://x", "a": HOSTILE})
    assert "<" not in text
    assert json.loads(text) == {"a": HOSTILE}


def test_the_policy_allows_this_script_and_nothing_evaluated(export):
    """The bundle stands once for two charts; its hash is the one in the policy; pictures are there for readers without scripts."""
    page = export(Page("p", "T", (), (), (exhibit("e"), exhibit("f"))), interactive=True)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1)
    assert "unsafe-eval" not in policy
    assert "script-src 'sha256-" in policy
    (run,) = re.findall(r'<script type="module">(.*?)</script>', page, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(run.encode()).digest()).decode()
    assert script_hash(run) == f"sha256-{digest}"
    assert f"'sha256-{digest}'" in policy
    assert page.count('<script type="application/json"') == 2
    assert "<script>alert" not in page.replace(run, "")
    assert page.replace(run, "").count("<svg ") == 2
    assert "</script" not in interactive_script()
