"""Questions on paper: a booklet of what each role is asked, and a pack of all of it for who leads the workshop."""

from pathlib import Path
from typing import Any

import jinja2

from pmokit.assess.sittings import LONGEST_MINUTES, cut_sittings
from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel, Question
from pmokit.model.printing import print_number

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
        "pack": "Facilitation pack",
        "running": "How to run it",
        "steps": (
            "Send the booklets of the roles two days before. In the room this pack is yours alone; everybody keeps their own booklet.",
            "Read the question and its scenes aloud. Give a minute of silence: everybody decides alone, before anyone speaks.",
            "Ask for hands scene by scene, then for don't know and does not apply. Write the number of hands beside each.",
            "Where hands are two scenes or more apart, ask the lowest and the highest for one example each, then vote once more.",
            "Ask to see one piece of evidence for everything above the second scene, and mark whether you saw it or were told.",
            "Write down the value that the group agrees on with its reason. If it cannot agree, note the question and go on after five minutes.",
        ),
        "plan": "Plan of the domains",
        "domain": "Domain",
        "asked": "Questions",
        "short": "Short set",
        "time": "Minutes",
        "needed": "Who has to be in the room",
        "judges": "Can judge",
        "hands": "Hands",
        "agreed": "Agreed value",
        "seen": "Evidence: seen, told, none",
        "notes": "Reason, examples, who follows up",
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
        "pack": "Moderationsmappe",
        "running": "So läuft es ab",
        "steps": (
            "Verschicken Sie die Hefte der Rollen zwei Tage vorher. Im Raum gehört diese Mappe Ihnen; alle haben ihr eigenes Heft.",
            "Lesen Sie die Frage und ihre Szenen vor. Geben Sie eine Minute Stille: Alle entscheiden allein, bevor jemand spricht.",
            "Lassen Sie Szene für Szene die Hände heben, dann für 'weiß ich nicht' und 'trifft nicht zu'. Schreiben Sie die Zahl daneben.",
            "Liegen Hände zwei Szenen oder mehr auseinander, bitten Sie die niedrigste und die höchste um je ein Beispiel; dann noch einmal.",
            "Lassen Sie sich für alles über der zweiten Szene einen Beleg zeigen und vermerken Sie, ob Sie ihn sahen oder nur davon hörten.",
            "Schreiben Sie den Wert auf, auf den sich die Gruppe einigt, mit Grund. Einigt sie sich nicht, gehen Sie nach fünf Minuten weiter.",
        ),
        "plan": "Plan der Domänen",
        "domain": "Domäne",
        "asked": "Fragen",
        "short": "Kurzauswahl",
        "time": "Minuten",
        "needed": "Wer im Raum sein muss",
        "judges": "Können es beurteilen",
        "hands": "Hände",
        "agreed": "Vereinbarter Wert",
        "seen": "Beleg: gesehen, gehört, keiner",
        "notes": "Grund, Beispiele, wer dranbleibt",
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
                    **_texts(model, q, language),
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
        "minutes": words["minutes"].format(minutes=print_number(sum(q.minutes for q in mine), "g")),
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
    template = _template("booklet.html.j2")
    files = []
    for role in model.meta.roles:
        if any(role.id in q.judges for q in model.questions):
            file = folder / f"booklet_{role.id}.html"
            page = template.render(theme=load_theme().model_dump(), **booklet_document(model, role.id, language))
            file.write_text(page, encoding="utf-8", newline="\n")
            files.append(file)
    return files


def pack_document(model: MaturityModel, language: str = "en") -> dict[str, Any]:
    """Return what the facilitation pack holds, as plain values: every question with who can judge it.

    Parameters
    ----------
    model
        The maturity model.
    language
        Language of the texts; untranslated ones are marked.
    """
    words = WORDS.get(language, WORDS["en"])
    names = {role.id: say(role.name, language) for role in model.meta.roles}
    domains = []
    for domain in model.domains:
        questions = [
            {
                "id": q.id,
                "text": say(q.text, language),
                "quick": q.quick,
                "minutes": words["minutes"].format(minutes=print_number(q.minutes, "g")),
                "judges": [names[role] for role in names if role in q.judges],
                **_texts(model, q, language),
            }
            for q in domain.asked
        ]
        domains.append(
            {
                "name": say(domain.name, language),
                "purpose": say(domain.purpose, language),
                "quick": sum(q.quick for q in domain.asked),
                "minutes": print_number(sum(q.minutes for q in domain.asked), "g"),
                "needed": [names[role] for role in names if any(role in q.judges for q in domain.asked)],
                "questions": questions,
            }
        )
    return {
        "title": say(model.meta.name, language),
        "version": f"{model.id} {model.version}",
        "count": words["questions"].format(count=len(model.questions)),
        "minutes": words["minutes"].format(minutes=print_number(sum(q.minutes for q in model.questions), "g")),
        "domains": domains,
        "words": words,
        "language": language,
    }


def write_pack(model: MaturityModel, out: Path, language: str = "en") -> Path:
    """Write the facilitation pack as one HTML file, and return it.

    Parameters
    ----------
    model
        The maturity model.
    out
        A file ending in .html, or a folder; is made if missing.
    language
        Language of the texts.
    """
    file = out if out.suffix.lower() == ".html" else out / "facilitation_pack.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    page = _template("pack.html.j2").render(theme=load_theme().model_dump(), **pack_document(model, language))
    file.write_text(page, encoding="utf-8", newline="\n")
    return file


def _template(name: str) -> jinja2.Template:
    loader = jinja2.FileSystemLoader(str(places.templates() / "report" / "pmokit"))
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template(name)


def _texts(model: MaturityModel, question: Question, language: str) -> dict[str, Any]:
    """Return what one could ask to see, and the scenes with their values."""
    return {
        "evidence": [say(entry, language) for entry in question.evidence],
        "scenes": [
            {
                "value": print_number(option.value, "g"),
                "text": say(question.anchors.get(option.id, option.label), language),
            }
            for option in model.answer_set(question.id).options
        ],
    }
