"""The sentences of a questionnaire in Excel, by language."""

from dataclasses import dataclass

from pmokit.model.base import FALLBACK_LANGUAGE


@dataclass(frozen=True)
class FormWords:
    """What a form says besides the questions; braces are filled in by the writer."""

    instructions: str
    questions: str
    title: str
    facts: tuple[str, ...]
    nobody: str
    everything: str
    time: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    privacy: str
    anonymous: str
    heads: tuple[str, ...]
    not_applicable: str
    dont_know: str
    prompt: str
    refusal: str
    page: str
    scenes: str


WORDS: dict[str, FormWords] = {
    "en": FormWords(
        instructions="Instructions",
        questions="Questions",
        title="Questionnaire: {model}",
        facts=("Client", "Business unit", "Your name or number", "Role", "Questions", "Time", "Asked by", "Made on"),
        nobody="the person who sent you this file",
        everything="no role given: all questions",
        time="about {minutes:.0f} minutes; you may save and go on later",
        sections=(
            (
                "What it is for",
                (
                    "{client} wants to know how projects and portfolios are run in {unit} today, to decide what to improve first.",
                    "Your answers are put together with those of others. They rate the business unit and its ways, never a person.",
                ),
            ),
            (
                "How to answer",
                (
                    "On the sheet '{questions}', each question describes {scenes} from the least to the most advanced. Click the answer cell and choose from its list.",
                    "Choose the highest one whose core you could prove with a document of the last quarter; when torn between two, the lower one.",
                    "Numbers are examples: 'within two weeks' stands for any short limit that was agreed beforehand.",
                    "Instead of choosing you may type the number (3), DK for don't know, or NA for not applicable.",
                    "Comment and evidence are welcome and may stay empty. Evidence is the name of a document, or where it lies.",
                    "Only the cells with a coloured frame can be changed. Please leave all other cells, rows and sheets as they are: the file is read by a program.",
                ),
            ),
            (
                "Don't know, or not applicable?",
                (
                    "Don't know: the practice may well exist, but you cannot see it from your desk. The question stays open and counts neither for nor against the unit.",
                    "Not applicable: the practice can have no place in this unit, for instance because it buys nothing. The question then leaves the calculation.",
                    "What does not exist yet, but could, is the lowest answer, not 'not applicable'. An empty answer cell counts as not answered.",
                ),
            ),
            (
                "Where it goes",
                ("Save the file as an Excel workbook (.xlsx) under any name and send it back to: {contact}.",),
            ),
        ),
        privacy="This file carries your name or number: who reads it sees your answers.",
        anonymous="This file carries your name or number: who reads it sees your answers. Results of fewer than three people are shown to nobody.",
        heads=("No.", "Question", "What fits best", "Your answer", "Comment", "Evidence"),
        not_applicable="Not applicable",
        dont_know="Don't know",
        prompt="Choose from the list, or type the number, DK or NA.",
        refusal="This is none of the answers. Choose from the list, or type the number, DK or NA. Keep it anyway?",
        page="Page &P of &N",
        scenes="{count} answers",
    ),
    "de": FormWords(
        instructions="Anleitung",
        questions="Fragen",
        title="Fragebogen: {model}",
        facts=(
            "Auftraggeber",
            "Geschäftseinheit",
            "Ihr Name oder Ihre Nummer",
            "Rolle",
            "Fragen",
            "Dauer",
            "Rückfragen an",
            "Erstellt am",
        ),
        nobody="die Person, die Ihnen diese Datei geschickt hat",
        everything="keine Rolle genannt: alle Fragen",
        time="etwa {minutes:.0f} Minuten; Sie können speichern und später weitermachen",
        sections=(
            (
                "Wozu",
                (
                    "{client} möchte wissen, wie Projekte und Portfolios in {unit} heute geführt werden, um zu entscheiden, was zuerst besser werden soll.",
                    "Ihre Antworten werden mit denen anderer zusammengefasst. Bewertet werden die Einheit und ihre Arbeitsweise, nie eine Person.",
                ),
            ),
            (
                "Wie Sie antworten",
                (
                    "Auf dem Blatt '{questions}' beschreibt jede Frage {scenes} von der einfachsten zur reifsten. Klicken Sie in die Antwortzelle und wählen Sie aus der Liste.",
                    "Wählen Sie die höchste, deren Kern Sie mit einem Dokument des letzten Quartals belegen könnten; schwanken Sie, die niedrigere.",
                    "Zahlen sind Beispiele: 'binnen zwei Wochen' steht für jede kurze Frist, die vorher vereinbart wurde.",
                    "Statt zu wählen, können Sie die Nummer (3) eintippen, DK für 'weiß ich nicht' oder NA für 'trifft nicht zu'.",
                    "Anmerkung und Beleg sind willkommen und können leer bleiben. Ein Beleg ist der Name eines Dokuments oder der Ort, an dem es liegt.",
                    "Nur die farbig umrandeten Zellen lassen sich ändern. Bitte lassen Sie alle anderen Zellen, Zeilen und Blätter, wie sie sind: ein Programm liest die Datei.",
                ),
            ),
            (
                "Weiß ich nicht, oder trifft nicht zu?",
                (
                    "Weiß ich nicht: Die Praxis kann es durchaus geben, aber Sie können sie nicht beurteilen. Die Frage bleibt offen und zählt weder für noch gegen die Einheit.",
                    "Trifft nicht zu: Die Praxis kann in dieser Einheit keinen Platz haben, etwa weil sie nichts einkauft. Die Frage fällt dann aus der Rechnung.",
                    "Was es noch nicht gibt, aber geben könnte, ist die niedrigste Antwort, nicht 'trifft nicht zu'. Eine leere Antwortzelle gilt als nicht beantwortet.",
                ),
            ),
            (
                "Wohin damit",
                (
                    "Speichern Sie die Datei als Excel-Arbeitsmappe (.xlsx) unter beliebigem Namen und schicken Sie sie zurück an: {contact}.",
                ),
            ),
        ),
        privacy="Diese Datei trägt Ihren Namen oder Ihre Nummer: Wer sie liest, sieht Ihre Antworten.",
        anonymous="Diese Datei trägt Ihren Namen oder Ihre Nummer: Wer sie liest, sieht Ihre Antworten. Ergebnisse von weniger als drei Personen bekommt niemand zu sehen.",
        heads=("Nr.", "Frage", "Was am besten passt", "Ihre Antwort", "Anmerkung", "Beleg"),
        not_applicable="Trifft nicht zu",
        dont_know="Weiß ich nicht",
        prompt="Wählen Sie aus der Liste, oder tippen Sie die Nummer, DK oder NA.",
        refusal="Das ist keine der Antworten. Wählen Sie aus der Liste, oder tippen Sie die Nummer, DK oder NA. Trotzdem behalten?",
        page="Seite &P von &N",
        scenes="{count} Antworten",
    ),
}


def form_words(language: str) -> FormWords:
    """Return the sentences in a language, or in English where it is not translated."""
    return WORDS.get(language) or WORDS.get(language.split("-", maxsplit=1)[0]) or WORDS[FALLBACK_LANGUAGE]
