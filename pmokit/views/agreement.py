"""Exhibits on the people behind the numbers: what to discuss, how roles differ, how firm a score is, rounds."""

import pandas as pd

from pmokit.assess.agenda import DISPUTED
from pmokit.assess.domain_agreement import RELIABLE, TENTATIVE
from pmokit.assess.results import Scores
from pmokit.assess.rounds import RoundComparison
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel
from pmokit.model.printing import print_number
from pmokit.views.exhibit import Column, Exhibit, show

SHOWN = 10


def agenda_list(model: MaturityModel, agenda: pd.DataFrame, language: str = "en") -> Exhibit:
    """List the questions worth discussing, the costliest disagreement first.

    Parameters
    ----------
    model
        Supplies the questions' texts.
    agenda
        From :func:`pmokit.assess.agenda.discussion_agenda`, of one unit.
    language
        Language of the texts.
    """
    frame = agenda.head(SHOWN).copy()
    frame["text"] = [say(model.question_by_id[q].text, language) for q in frame["question"]]
    frame["note"] = frame["why"].where(frame["why"] == DISPUTED, "")
    more = len(agenda) - len(frame)
    return Exhibit(
        id="agenda",
        title="What to talk about first",
        description=(
            "Questions on which the raters differ, ordered by what the difference costs: spread of the answers times weight of "
            "the question times distance to the target. Disputes on whether a question applies come first."
            + (f" {more} more are left out here." if more > 0 else "")
        ),
        frame=frame,
        columns=(
            Column("place", "Place", "integer"),
            Column("question", "Id"),
            Column("text", "Question"),
            Column("n", "Raters", "integer"),
            Column("range", "Range", "integer"),
            Column("gap", "Gap", "score", "levels"),
            Column("note", "Note"),
        ),
    )


def interval_list(model: MaturityModel, intervals: pd.DataFrame, language: str = "en") -> Exhibit:
    """Show how far each score depends on who was asked.

    Parameters
    ----------
    model
        Supplies the names.
    intervals
        From :func:`pmokit.assess.bootstrap.bootstrap_scores`, of one unit.
    language
        Language of the texts.
    """
    names = {d.id: say(d.name, language) for d in model.domains} | {"": "Overall"}
    frame = intervals.assign(name=intervals["domain"].map(names))
    frame["note"] = frame["reason"].fillna(frame["note"]).fillna("")
    return Exhibit(
        id="intervals",
        title="How firm the scores are",
        description=(
            "The range in which 95 % of the scores would fall if other raters of the same kind had been asked (bootstrap over "
            "raters). It says nothing about open questions; the bounds of the profile do."
        ),
        frame=frame,
        columns=(
            Column("name", "Domain"),
            Column("score", "Score", "score"),
            Column("interval_low", "From", "score"),
            Column("interval_high", "To", "score"),
            Column("raters", "Raters", "integer"),
            Column("note", "Note"),
        ),
    )


def domain_agreement_list(model: MaturityModel, found: pd.DataFrame, language: str = "en") -> Exhibit:
    """Show how far the raters agree on each domain as a whole.

    Parameters
    ----------
    model
        Supplies the names.
    found
        From :func:`pmokit.assess.domain_agreement.agreement_by_domain`, of one unit.
    language
        Language of the texts.
    """
    names = {d.id: say(d.name, language) for d in model.domains}
    frame = found.assign(name=found["domain"].map(names), note=found["reason"].fillna(""))
    return Exhibit(
        id="agreement",
        title="How far the raters agree",
        description=(
            "Consensus: 1 where all give the same answer, 0 where half take either end. rwg(J): the same over all questions of the "
            "domain against chance; it grows with their number. Alpha (Krippendorff, ordinal): whether raters see the same differences "
            f"between questions; from {print_number(RELIABLE, 'g')} on it is called reliable, from {print_number(TENTATIVE, 'g')} on tentative."
        ),
        frame=frame,
        columns=(
            Column("name", "Domain"),
            Column("questions", "Questions", "integer"),
            Column("raters", "Raters", "integer"),
            Column("consensus", "Consensus", "ratio"),
            Column("rwg_j", "rwg(J)", "ratio"),
            Column("alpha", "Alpha", "ratio"),
            Column("note", "Note"),
        ),
    )


def perception_list(model: MaturityModel, gaps: pd.DataFrame, language: str = "en") -> Exhibit:
    """Show which roles see a domain highest and lowest, the widest gap first.

    Parameters
    ----------
    model
        Supplies the names.
    gaps
        From :func:`pmokit.assess.perception.perception_gaps`, of one unit.
    language
        Language of the texts.
    """
    domains = {d.id: say(d.name, language) for d in model.domains}
    roles = {r.id: say(r.name, language) for r in model.meta.roles}
    frame = gaps.assign(
        name=gaps["domain"].map(domains),
        high=[roles.get(r, r) for r in gaps["highest_role"]],
        low=[roles.get(r, r) for r in gaps["lowest_role"]],
        note=gaps["reason"].fillna(""),
    )
    return Exhibit(
        id="perception",
        title="Who sees it higher, who lower",
        description="For each domain the role with the highest and the role with the lowest score, and how far they lie apart.",
        frame=frame,
        columns=(
            Column("name", "Domain"),
            Column("high", "Sees it highest"),
            Column("highest", "Score", "score"),
            Column("low", "Sees it lowest"),
            Column("lowest", "Score there", "score"),
            Column("gap", "Apart", "score", "levels"),
            Column("note", "Note"),
        ),
    )


def findings_list(model: MaturityModel, findings: pd.DataFrame, scores: Scores, language: str = "en") -> Exhibit:
    """List strengths, weaknesses and growth areas with the answers that speak for them.

    Parameters
    ----------
    model
        Supplies names and questions.
    findings
        From :func:`pmokit.assess.findings.find_findings`, of one unit.
    scores
        The scores it was found in.
    language
        Language of the texts.
    """
    words = {"strength": "Strength", "weakness": "Weakness", "growth": "Growth area"}
    names = {d.id: say(d.name, language) for d in model.domains}

    answers = scores.questions.set_index("question")["score"].to_dict()

    def speaks(questions: tuple[str, ...]) -> str:
        if not questions:
            return ""
        first, *others = questions
        also = "".join(f" Also {q} ({show(answers[q], 'score')})." for q in others)
        return f"{first} ({show(answers[first], 'score')}): {_scene(model, first, answers[first], language)}{also}"

    frame = findings.assign(
        what=findings["kind"].map(words), name=findings["domain"].map(names), evidence=findings["questions"].map(speaks)
    )
    none = (
        ""
        if (findings["kind"] == "strength").any()
        else " No domain stands at its target, so there is no strength to name."
    )
    return Exhibit(
        id="findings",
        title="Strengths, weaknesses, growth areas",
        description=(
            "The top three of each: strengths stand at their target or above it, weaknesses have the largest weighted gap, growth "
            "areas are nearest to their next level. What speaks for it is the scene that the raters chose." + none
        ),
        frame=frame,
        columns=(
            Column("what", "What"),
            Column("name", "Domain"),
            Column("score", "Score", "score"),
            Column("target", "Target", "score"),
            Column("reason", "Picked because"),
            Column("evidence", "Answers that speak for it"),
        ),
    )


def _scene(model: MaturityModel, question: str, score: float, language: str) -> str:
    """Return what the answer describes: the scene of the option reached, else the question itself."""
    asked, options = model.question_by_id[question], model.answer_set(question).options
    reached = [option.id for option in options if option.value <= score]
    if reached and reached[-1] in asked.anchors:
        return say(asked.anchors[reached[-1]], language)
    return say(asked.text, language)


def round_changes(model: MaturityModel, comparison: RoundComparison, language: str = "en") -> Exhibit:
    """Show the change of each score since the round before, and whether it is more than rater noise.

    Parameters
    ----------
    model
        Supplies the names.
    comparison
        From :func:`pmokit.assess.rounds.compare_rounds`.
    language
        Language of the texts.
    """
    names = {d.id: say(d.name, language) for d in model.domains} | {"": "Overall"}
    frame = comparison.changes.assign(name=comparison.changes["domain"].map(names))
    frame["note"] = frame["reason"].fillna("")
    how = (
        "the same raters, paired" if comparison.method == "paired" else "different raters, dealt anew to the two rounds"
    )
    return Exhibit(
        id="rounds",
        title="What has changed since the last round",
        description=(
            f"Scores of both rounds by the newer model over {len(comparison.questions)} questions that were asked in both, from the "
            f"raters' own answers. The verdict comes from a permutation test over raters ({how})."
        ),
        frame=frame,
        columns=(
            Column("name", "Domain"),
            Column("before", "Before", "score"),
            Column("after", "After", "score"),
            Column("change", "Change", "signed"),
            Column("verdict", "Verdict"),
            Column("raters", "Raters", "integer"),
            Column("note", "Note"),
        ),
    )
