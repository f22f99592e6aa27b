"""The same aggregation in Polars: lazy, multi-threaded, on enumerations; what a data engineer would write by hand."""

from functools import reduce
from operator import add

import numpy as np
import polars as pl

from pmokit.model.maturity import MaturityModel

EPSILON = 1e-9


class PolarsSide:
    """Latest responses, counts per option, agreement, and the weighted mean of questions, domains and the whole."""

    def __init__(self, columns: dict[str, np.ndarray], labels: dict[str, list[str]], model: MaturityModel) -> None:
        frame = {name: self._enumeration(columns[name], labels[name]) for name in labels}
        self.frame = pl.DataFrame(frame | {"value": pl.Series(columns["value"], nan_to_null=True)})
        asked = [model.question_by_id[question] for question in labels["question"]]
        domains = [model.domain_of[question.id] for question in asked]
        weight_of = {domain.id: domain.weight for domain in model.domains}
        self.domain = pl.Enum(list(dict.fromkeys(domains)))
        self.places = pl.DataFrame(
            {
                "question": pl.Series(labels["question"], dtype=pl.Enum(labels["question"])),
                "domain": pl.Series(domains, dtype=self.domain),
                "weight": [float(question.weight) for question in asked],
                "domain_weight": [float(weight_of[domain]) for domain in domains],
            }
        ).lazy()
        self.options = model.answer_set(labels["question"][0]).values
        self.scale, self.threshold = model.level_range, model.meta.coverage_threshold

    @staticmethod
    def _enumeration(codes: np.ndarray, labels: list[str]) -> pl.Series:
        """Return codes as an enumeration, in the smallest type that holds its labels."""
        smallest = next(t for t in (np.uint8, np.uint16, np.uint32) if len(labels) <= np.iinfo(t).max)
        return pl.Series(codes.astype(smallest)).cat.to(pl.Enum(labels))

    def run(self) -> dict[str, pl.DataFrame]:
        """Aggregate with the streaming engine, which is the faster one here; what several parts need is made once."""
        latest = (
            self.frame.lazy()
            .group_by("unit", "respondent", "question")
            .agg(pl.col("status").last(), pl.col("value").last())
            .collect(engine="streaming")
            .lazy()
        )
        cells = self._cells(latest).collect(engine="streaming").lazy()
        sums = self._domains(cells)
        people = latest.filter(pl.col("status") == "answered").join(self.places, on="question")
        found = pl.collect_all(
            [
                self._overall(sums).join(self._count(people, "unit"), on="unit", how="left"),
                sums.join(self._count(people, "unit", "domain"), on=["unit", "domain"], how="left"),
                self._questions(cells),
            ],
            engine="streaming",
        )
        return dict(zip(("overall", "domains", "questions"), found, strict=True))

    @staticmethod
    def _count(people: pl.LazyFrame, *by: str) -> pl.LazyFrame:
        return people.group_by(*by).agg(raters=pl.col("respondent").n_unique())

    def _cells(self, latest: pl.LazyFrame) -> pl.LazyFrame:
        counts = [f"chose_{at}" for at in range(len(self.options))]
        tally = latest.group_by("unit", "question").agg(
            *[
                (pl.col("value") == value).sum().cast(pl.Int64).alias(c)
                for c, value in zip(counts, self.options, strict=True)
            ],
            na=(pl.col("status") == "na").sum().cast(pl.Int64),
            dk=(pl.col("status") == "dk").sum().cast(pl.Int64),
        )
        n, na, spoke = pl.col("n"), pl.col("na"), pl.col("n") + pl.col("na") + pl.col("dk")
        floor, ceiling = self.options[0], self.options[-1]
        middle = (pl.col("median_low") + pl.col("median_high")) / 2
        return (
            tally.with_columns(n=pl.sum_horizontal(counts))
            .with_columns(
                median_low=self._first(self._cumulated(counts), (n + 1) // 2),
                median_high=self._first(self._cumulated(counts), n // 2 + 1),
                range=self._first([pl.col(c) for c in counts[::-1]], 1, reverse=True)
                - self._first([pl.col(c) for c in counts], 1),
                **self._agreement(counts),
                all_na=(spoke > 0) & (na == spoke),
                disputed=(na < spoke) & (2 * na > spoke),
            )
            .with_columns(
                value=pl.when(~pl.col("all_na") & ~pl.col("disputed")).then((middle - floor) / (ceiling - floor))
            )
            .join(self.places, on="question")
        )

    @staticmethod
    def _cumulated(counts: list[str]) -> list[pl.Expr]:
        return [reduce(add, [pl.col(c) for c in counts[: at + 1]]) for at in range(len(counts))]

    def _first(self, numbers: list[pl.Expr], least: pl.Expr | int, *, reverse: bool = False) -> pl.Expr:
        """Return the value of the first option whose number is at least so high; null where nobody answered."""
        values = self.options[::-1] if reverse else self.options
        found = [
            pl.when((number >= least) & (pl.col("n") > 0)).then(value)
            for number, value in zip(numbers, values, strict=True)
        ]
        return pl.coalesce(found)

    @staticmethod
    def _agreement(counts: list[str]) -> dict[str, pl.Expr]:
        n, options = pl.col("n"), len(counts)
        mean = reduce(add, [pl.col(c) * at for at, c in enumerate(counts)]) / n
        variance = reduce(add, [pl.col(c) * (at - mean) ** 2 for at, c in enumerate(counts)]) / (n - 1)
        terms = [
            pl.when(pl.col(c) > 0).then(pl.col(c) / n * (1 - (at - mean).abs() / (options - 1)).log(2)).otherwise(0)
            for at, c in enumerate(counts)
        ]
        return {
            "rwg": pl.when(n > 1).then((1 - variance / ((options**2 - 1) / 12)).clip(0, 1)),
            "consensus": pl.when(n > 1).then((1 + reduce(add, terms)).clip(0, 1)),
        }

    def _level(self) -> pl.Expr:
        """Return the level, which is printed only where the coverage allows it."""
        return pl.when(pl.col("coverage") >= self.threshold - EPSILON).then((pl.col("score") + EPSILON).floor())

    def _on_levels(self, share: pl.Expr) -> pl.Expr:
        lowest, highest = self.scale
        return lowest + share * (highest - lowest)

    def _questions(self, cells: pl.LazyFrame) -> pl.LazyFrame:
        value, applicable = pl.col("value"), ~pl.col("all_na")
        reason = (
            pl.when("all_na")
            .then(pl.lit("not applicable"))
            .when("disputed")
            .then(pl.lit("scope dispute"))
            .when(value.is_null() & (pl.col("dk") > 0))
            .then(pl.lit("nobody could judge it"))
            .when(value.is_null())
            .then(pl.lit("not answered"))
        )
        return cells.select(
            "unit",
            "question",
            score=self._on_levels(value),
            low=pl.when(applicable).then(self._on_levels(value.fill_null(0))),
            high=pl.when(applicable).then(self._on_levels(value.fill_null(1))),
            coverage=pl.when(applicable).then(value.is_not_null().cast(pl.Float64)),
            raters=pl.when(value.is_not_null()).then(pl.col("n")).otherwise(0),
            reason=reason,
            **{name: pl.col(name) for name in ("median_low", "median_high", "range", "n", "consensus", "rwg")},
        ).with_columns(level=self._level())

    def _domains(self, cells: pl.LazyFrame) -> pl.LazyFrame:
        weight, value = pl.col("weight"), pl.col("value")
        sums = cells.group_by("unit", "domain").agg(
            part=(weight * value).sum(),
            valued=weight.filter(value.is_not_null()).sum(),
            applicable=weight.filter(~pl.col("all_na")).sum(),
            domain_weight=pl.col("domain_weight").first(),
        )
        part, valued, applicable = pl.col("part"), pl.col("valued"), pl.col("applicable")
        return sums.with_columns(
            score=pl.when(valued > 0).then(self._on_levels(part / valued)),
            low=pl.when(applicable > 0).then(self._on_levels(part / applicable)),
            high=pl.when(applicable > 0).then(self._on_levels((part + applicable - valued) / applicable)),
            coverage=pl.when(applicable > 0).then(valued / applicable),
        ).with_columns(level=self._level())

    def _overall(self, domains: pl.LazyFrame) -> pl.LazyFrame:
        def mean(name: str) -> pl.Expr:
            number, weight = pl.col(name), pl.col("domain_weight")
            return (number * weight).sum() / weight.filter(number.is_not_null()).sum()

        return (
            domains.group_by("unit")
            .agg(
                score=mean("score"),
                low=mean("low"),
                high=mean("high"),
                coverage=pl.col("valued").sum() / pl.col("applicable").sum(),
            )
            .with_columns(pl.col("score", "low", "high", "coverage").fill_nan(None))
            .with_columns(level=self._level())
        )

    @staticmethod
    def columns(frame: pl.DataFrame, order: tuple[str, ...], names: tuple[str, ...]) -> dict[str, np.ndarray]:
        """Return the numbers of a frame in the order of units and nodes."""
        ordered = frame.sort(*order).with_columns(pl.col("raters").fill_null(0))
        return {name: ordered[name].cast(pl.Float64).fill_null(float("nan")).to_numpy() for name in names}
