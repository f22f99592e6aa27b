"""The question booklet: what a role is asked, with scenes and evidence, for a room without screens."""

from pathlib import Path
from typing import Any

import jinja2

from pmokit.assess.sittings import LONGEST_MINUTES, cut_sittings
from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel

WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "evidence": "One could ask to see",
        "unknown": "I don't know, or cannot judge",
        "na": "Does not apply to us",
        "comment": "Comment",
        "minutes": "about {minutes} minutes",
        "questions": "{count} questions",
        "how": (
            "Tick the highest scene whose core you could prove with a document of the last quarter; the lower one when torn.",
            "Numbers are examples: 'within two weeks' stands for any short limit that was agreed beforehand.",
            "The fourth scene needs a decision that was taken because a limit was missed; what is only measured is the third.",
            "Rate the business unit, not its best project. If you cannot see it from your desk, say so: that is no low value.",
        ),
        "name": "Name or number",
        "unit": "Business unit",
        "quick": "short set",
        "sitting": "Sitting",
        "sittings": "{count} sittings of at most {minutes} minutes",
    },
    "de": {
        "evidence": "Belege, die man zeigen könnte",
        "unknown": "Weiß ich nicht, oder kann ich nicht beurteilen",
        "na": "Trifft auf uns nicht zu",
        "comment": "Anmerkung",
        "minutes": "etwa {minutes} Minuten",
        "questions": "{count} Fragen",
        "how": (
            "Kreuzen Sie die höchste Szene an, deren Kern Sie mit einem Dokument des letzten Quartals belegen könnten.",
            "Schwanken Sie zwischen zwei, nehmen Sie die niedrigere. Zahlen sind Beispiele für eine vereinbarte Grenze.",
            "Die vierte Szene verlangt eine Entscheidung, weil eine Grenze verletzt wurde; nur gemessen ist die dritte.",
            "Bewerten Sie die Geschäftseinheit, nicht ihr bestes Projekt. Können Sie es nicht beurteilen, sagen Sie es.",
        ),
        "name": "Name oder Nummer",
        "unit": "Geschäftseinheit",
        "quick": "Kurzauswahl",
        "sitting": "Sitzung",
        "sittings": "{count} Sitzungen von höchstens {minutes} Minuten",
    },
}


def booklet_document(model: MaturityModel, role: str, language: str = "en") -> dict[str, Any]:
    """Return what a role's booklet holds, as plain values.

    Parameters
    ----------
    model
        The maturity model.
    role
        Id of a role of the model.
    language
        Language of the texts; untranslated ones are marked.
    """
    words = WORDS.get(language, WORDS["en"])
    sitting_of = {
        question.id: number
        for number, sitting in enumerate(cut_sittings(model, role), start=1)
        for question in sitting.questions
    }
    domains = []
    for domain in model.domains:
        asked = [q for q in domain.asked if role in q.judges]
        if asked:
            questions = [
                {
                    "id": q.id,
                    "text": say(q.text, language),
                    "quick": q.quick,
                    "sitting": sitting_of[q.id],
                    "evidence": [say(e, language) for e in q.evidence],
                    "scenes": [
                        {"value": f"{option.value:g}", "text": say(q.anchors.get(option.id, option.label), language)}
                        for option in model.answer_set(q.id).options
                    ],
                }
                for q in asked
            ]
            domains.append(
                {"name": say(domain.name, language), "purpose": say(domain.purpose, language), "questions": questions}
            )
    mine = [q for q in model.questions if role in q.judges]
    return {
        "title": say(model.meta.name, language),
        "version": f"{model.id} {model.version}",
        "role": next(say(r.name, language) for r in model.meta.roles if r.id == role),
        "count": words["questions"].format(count=len(mine)),
        "minutes": words["minutes"].format(minutes=f"{sum(q.minutes for q in mine):g}"),
        "sittings": words["sittings"].format(count=len(set(sitting_of.values())), minutes=LONGEST_MINUTES),
        "domains": domains,
        "words": words,
        "language": language,
    }


def write_booklets(model: MaturityModel, folder: Path, language: str = "en") -> list[Path]:
    """Write one HTML booklet for every role that can judge a question, and return the files.

    Parameters
    ----------
    model
        The maturity model.
    folder
        Where; is made if missing.
    language
        Language of the texts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    loader = jinja2.FileSystemLoader(str(places.templates() / "report" / "pmokit"))
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.get_template("booklet.html.j2")
    files = []
    for role in model.meta.roles:
        if any(role.id in q.judges for q in model.questions):
            file = folder / f"booklet_{role.id}.html"
            page = template.render(theme=load_theme().model_dump(), **booklet_document(model, role.id, language))
            file.write_text(page, encoding="utf-8", newline="\n")
            files.append(file)
    return files
