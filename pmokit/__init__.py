"""pmokit: design, launch and scale a strategic Project Management Office.

The analyst's door: ``open``, ``load_model``, ``score``, ``explain``, ``recommend``, ``plan`` and the types. Names are
loaded when they are used.
"""

import importlib
from typing import Any

__version__ = "0.1.0"

_DOORS = {
    "open": ("pmokit.store.engagement", "open_engagement"),
    "load_model": ("pmokit.content.library", "load_model"),
    "load_catalogue": ("pmokit.content.library", "load_catalogue"),
    "load_profile": ("pmokit.content.library", "load_profile"),
    "read_responses": ("pmokit.exchange.responses_csv", "read_responses"),
    "score": ("pmokit.assess.scoring", "score"),
    "explain": ("pmokit.assess.explain", "explain"),
    "find_gaps": ("pmokit.assess.gaps", "find_gaps"),
    "recommend": ("pmokit.strategy.pmo_type", "recommend"),
    "recommend_many": ("pmokit.strategy.pmo_type_many", "recommend_many"),
    "plan": ("pmokit.roadmap.solve", "solve"),
    "UnitStudy": ("pmokit.study.unit", "UnitStudy"),
    "PortfolioStudy": ("pmokit.study.portfolio", "PortfolioStudy"),
    "MaturityModel": ("pmokit.model.maturity", "MaturityModel"),
    "Problem": ("pmokit.model.planning", "Problem"),
    "Plan": ("pmokit.model.planning", "Plan"),
    "PmokitError": ("pmokit.errors", "PmokitError"),
}
__all__ = ["__version__", *_DOORS]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        msg = f"pmokit has no {name!r}; it has {', '.join(_DOORS)}"
        raise AttributeError(msg)
    module, attribute = _DOORS[name]
    return getattr(importlib.import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
