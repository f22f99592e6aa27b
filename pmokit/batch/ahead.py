"""Imported ahead by the fork server of a batch: the content that every unit report reads is parsed once for all of them.

A kernel that was started the slow way reads the same content when it needs it; nothing else changes.
"""

from pmokit.content.catalogues import load_catalogues, load_first_days, load_kpis, load_strategy_texts
from pmokit.content.improvement import load_forms, load_reviews, load_triggers
from pmokit.content.library import load_catalogue, load_guides, load_profile, load_theme
from pmokit.content.processes import load_processes
from pmokit.content.step_texts import load_communication

load_theme()
load_catalogues()
# The initiatives serve the same model as the KPIs.
load_catalogue(load_kpis().model)
load_profile()
load_guides()
load_processes()
load_communication()
load_forms()
load_reviews()
load_triggers()
load_first_days()
load_strategy_texts()
