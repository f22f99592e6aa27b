"""Imported ahead by the fork server of a batch: the content that every unit report reads is parsed once for all of them.

A kernel that was started the slow way reads the same content when it needs it; nothing else changes.
"""

from pmokit.content.catalogues import load_catalogues, load_kpis
from pmokit.content.library import load_theme

load_theme()
load_catalogues()
load_kpis()
