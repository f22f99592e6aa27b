"""Pages as one file: contents, charts in place, nothing from outside."""

import re

from pmokit.reports.pages_html import pages_html
from pmokit.views.page import Page


def test_one_file_with_contents_and_footer():
    text = pages_html([Page("cover", "T & co", ("Lead",)), Page("next", "Second")], "Foot")
    assert '<a href="#next">Second</a>' in text
    assert "T &amp; co" in text
    assert "<p>Foot</p>" in text
    assert not re.findall(r'(?:src|href)="(?!#)', text)
