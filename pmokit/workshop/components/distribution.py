"""The answers to one question as bars: each scene with how many chose it, the middle, the spread, and who could not say."""

from collections.abc import Sequence
from html import escape

import ipywidgets as widgets

from pmokit.assess.delphi import Distribution
from pmokit.model.base import say
from pmokit.model.maturity import AnswerOption, AnswerSet, Question
from pmokit.model.printing import print_number

NBSP = "\N{NO-BREAK SPACE}"


class DistributionChart(widgets.HTML):  # type: ignore[misc]
    """Draws one distribution; empty until it is shown one."""

    def __init__(self) -> None:
        super().__init__()
        self.add_class("pk-distribution")

    def show(
        self,
        question: Question,
        answers: AnswerSet,
        found: Distribution,
        before: Distribution | None = None,
        language: str = "en",
    ) -> None:
        """Show a distribution, with the counts of the round before beside it.

        Parameters
        ----------
        question, answers
            What was asked and what could be chosen.
        found, before
            This round's answers, and those of the round before where there was one.
        language
            Language of the texts.
        """
        self.value = distribution_markup(question, answers, found, before, language)


def distribution_markup(
    question: Question,
    answers: AnswerSet,
    found: Distribution,
    before: Distribution | None = None,
    language: str = "en",
) -> str:
    """Return a distribution as markup; the sentence that says why, where it is withheld.

    Parameters
    ----------
    question, answers, found, before, language
        As for :meth:`DistributionChart.show`.
    """
    if found.counts is None:
        return (
            f'<p class="pk-withheld">{people(found.n)} answered. Their answers stay hidden: '
            f"{escape(found.withheld_reason.removeprefix('withheld: '))}.</p>"
        )
    earlier: Sequence[int | None] = (before.counts if before else None) or [None] * len(found.counts)
    most = max((*found.counts, *(count or 0 for count in earlier), 1))
    bars = "".join(
        _bar(option, scene_of(question, option, language), count, was, most, _is_middle(option.value, found))
        for option, count, was in zip(answers.options, found.counts, earlier, strict=True)
    )
    return f'<ol class="pk-bars">{bars}</ol><p class="pk-figures">{figures_sentence(answers, found)}</p>'


def figures_sentence(answers: AnswerSet, found: Distribution) -> str:
    """Return number of answers, middle, range, middle half, and who could not say, in words.

    Parameters
    ----------
    answers, found
        The answer set and a distribution that is not withheld.
    """
    chosen = [value for value, count in zip(answers.values, found.counts or (), strict=True) if count]
    parts = [f"<strong>{people(sum(found.counts or ()))}</strong> chose a scene"]
    if found.median_low is not None and found.median_high is not None:
        middle = span(found.median_low, found.median_high)
        parts += [f"the middle answer is <strong>{middle}</strong>", f"all lie {_from_to(chosen[0], chosen[-1])}"]
    if found.q1 is not None and found.q3 is not None:
        parts.append(f"the middle half {_from_to(found.q1, found.q3)}")
    words = ", ".join(parts) + "."
    if found.dont_know:
        words += f" {people(found.dont_know)} cannot judge."
    if found.not_applicable:
        words += f" For {people(found.not_applicable)} it does not apply."
    return words


def people(number: int) -> str:
    """Return a number of people in words: nobody, 1 person, 5 people."""
    return {0: "nobody", 1: f"1{NBSP}person"}.get(number, f"{number}{NBSP}people")


def span(low: float, high: float) -> str:
    """Return one value, or "between 2 and 3" where the two middle answers differ."""
    return print_number(low, "g") if low == high else f"between {print_number(low, 'g')} and {print_number(high, 'g')}"


def level_name(option: AnswerOption, language: str = "en") -> str:
    """Return the value and the label of an answer option, such as "3 Agreed way"."""
    return f"{print_number(option.value, 'g')} {say(option.label, language)}"


def scene_of(question: Question, option: AnswerOption, language: str = "en") -> str:
    """Return the text that an answer option has in a question: its scene, else the option's own label."""
    return say(question.anchors.get(option.id, option.label), language)


def _from_to(low: float, high: float) -> str:
    return (
        f"at {print_number(low, 'g')}" if low == high else f"from {print_number(low, 'g')} to {print_number(high, 'g')}"
    )


def _is_middle(value: float, found: Distribution) -> bool:
    return value in {found.median_low, found.median_high}


def _bar(option: AnswerOption, scene: str, count: int, was: int | None, most: int, is_middle: bool) -> str:  # noqa: FBT001
    middle = ' <span class="pk-middle">middle answer</span>' if is_middle else ""
    earlier = "" if was is None else f'<span class="pk-was">before: {was}</span>'
    shadow = "" if was is None else f'<i class="pk-was-bar" style="width:{100 * was / most:.0f}%"></i>'
    kind = ' class="pk-is-middle"' if is_middle else ""
    return (
        f"<li{kind}>"
        f'<span class="pk-level">{print_number(option.value, "g")}</span>'
        f'<span class="pk-scene">{escape(scene)}{middle}</span>'
        f'<span class="pk-count"><strong>{count}</strong><span class="pk-said"> of the answers</span>{earlier}</span>'
        f'<span class="pk-bar" aria-hidden="true">{shadow}<i style="width:{100 * count / most:.0f}%"></i></span></li>'
    )
