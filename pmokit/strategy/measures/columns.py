"""The facts as columns of numbers: one entry for each project, days counted from 1970, NaN where something is missing."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.model.projects import RATINGS, STATUSES, StatusName
from pmokit.strategy.measures.facts import Facts
from pmokit.strategy.measures.groups import BoolArray, FloatArray, Groups, IntArray

UNKNOWN = -1
Result = TypeVar("Result")
_NO_ROWS: IntArray = np.empty(0, dtype=np.int64)


class Columns:
    """Facts of some units, ready to be measured.

    Parameters
    ----------
    facts
        What is known.
    as_of
        The date up to which time has passed.
    units
        Which units, in this order; all that have projects, in the order of the list, where it is None.
    """

    def __init__(self, facts: Facts, as_of: dt.date, units: Sequence[str] | None = None) -> None:
        self.facts, self.as_of = facts, as_of
        self.today = float((as_of - dt.date(1970, 1, 1)).days)
        listed = facts.projects["unit"]
        self.units = tuple(dict.fromkeys(units if units is not None else listed.dropna().unique().tolist()))
        self.size = len(self.units)
        self.unit_index = pd.Index(self.units, dtype=object)
        self.groups = Groups(self.unit_index.get_indexer(pd.Index(listed, dtype=object)), self.size)
        self.all: BoolArray = np.ones(len(listed), dtype=bool)
        self.number = cache(self._number)
        self.day = cache(self._day)
        self.rows = cache(self._rows)
        self._computed: dict[Callable[[Columns], Any], Any] = {}

    def once(self, compute: Callable[["Columns"], Result]) -> Result:
        """Return what a function gives for these facts, computed once however many measures ask for it."""
        if compute not in self._computed:
            self._computed[compute] = compute(self)
        return cast("Result", self._computed[compute])

    def _number(self, name: str) -> FloatArray:
        return numbers(self.facts.projects, name)

    def _day(self, name: str) -> FloatArray:
        return days(self.facts.projects, name)

    def known(self, *names: str) -> BoolArray:
        """Return which projects have all of some numbers."""
        found: BoolArray = np.logical_and.reduce([~np.isnan(self.number(name)) for name in names])
        return found

    def dated(self, *names: str) -> BoolArray:
        """Return which projects have all of some dates."""
        found: BoolArray = np.logical_and.reduce([~np.isnan(self.day(name)) for name in names])
        return found

    @cached_property
    def counts(self) -> IntArray:
        """Number of projects by unit."""
        return self.groups.count(self.all)

    @cached_property
    def rating(self) -> IntArray:
        """Position of each project's rating in ``RATINGS``; below 0 without one."""
        return positions(self.facts.projects["rating"], RATINGS)

    @cached_property
    def state(self) -> IntArray:
        """Position of each project's status in ``STATUSES``; below 0 where nothing tells.

        Where a list has no status, an actual finish says finished and an actual start alone says active.
        """
        given = positions(self.facts.projects["status"], STATUSES)
        ended = self.day("finish_actual") <= self.today
        begun = (self.day("start_actual") <= self.today) & np.isnan(self.day("finish_actual"))
        silent = given == UNKNOWN
        given[silent & begun] = STATUSES.index("active")
        given[silent & ended] = STATUSES.index("finished")
        return given

    def is_state(self, *names: StatusName) -> BoolArray:
        """Return which projects have one of some statuses."""
        found: BoolArray = np.isin(self.state, [STATUSES.index(name) for name in names])
        return found

    @cached_property
    def has_state(self) -> BoolArray:
        """Which projects have a status, given or told by their actual dates."""
        found: BoolArray = self.state != UNKNOWN
        return found

    @cached_property
    def under_way(self) -> BoolArray:
        """Which projects are neither waiting nor over: active, on hold, or without any status."""
        return ~self.is_state("proposed", "finished", "cancelled")

    @cached_property
    def budget(self) -> FloatArray:
        """Budget at completion; in units where no project has one, the whole-life cost."""
        bac, life = self.number("bac"), self.number("whole_life_cost")
        has_bac = self.groups.count(~np.isnan(bac)) > 0
        mine = has_bac[np.maximum(self.groups.codes, 0)] if self.size else np.zeros(len(bac), dtype=bool)
        return np.where(mine, bac, life)

    def withheld(self, *names: str) -> BoolArray:
        """Return which projects have any of some figures withheld."""
        found = np.zeros(len(self.all), dtype=bool)
        for name in names:
            found[self._hidden.get(name, _NO_ROWS)] = True
        return found

    @cached_property
    def _hidden(self) -> dict[str, IntArray]:
        """Rows of the projects that withhold each field, by field."""
        hidden = self.facts.withheld
        row, fields = hidden["row"].to_numpy(dtype=np.int64), hidden["field"].to_numpy(dtype=object)
        return {str(name): row[fields == name] for name in set(fields)}

    def _rows(self, which: str) -> IntArray:
        """Return the project that each row of one of the facts' frames is about; that frame is there."""
        return self.rows_of(getattr(self.facts, which))

    def rows_of(self, frame: pd.DataFrame) -> IntArray:
        """Return the position of the project that each row of another frame is about; below 0 for none.

        Parameters
        ----------
        frame
            unit and project; ids are compared regardless of case.
        """
        keys, order = self._keys
        units, used = pd.factorize(frame["unit"].astype(object))
        unit = _through(self.unit_index.get_indexer(pd.Index(used, dtype=object)), units)
        others, names = pd.factorize(frame["project"].astype(object))
        project = _through(self._ids.find(names), others)
        wanted = np.where((unit >= 0) & (project >= 0), unit * self._ids.size + project, UNKNOWN)
        if not len(keys):
            return np.full(len(wanted), UNKNOWN, dtype=np.int64)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where((wanted >= 0) & (keys[at] == wanted), order[at], UNKNOWN)

    @cached_property
    def _ids(self) -> "_Ids":
        return _Ids(self.facts.projects["id"].astype(object))

    @cached_property
    def _keys(self) -> tuple[IntArray, IntArray]:
        """One number for unit and id of each project in ascending order, and whose it is."""
        keys = self.groups.codes * self._ids.size + self._ids.codes
        order = np.argsort(keys, kind="stable")
        return keys[order], order

    def groups_of(self, rows: IntArray) -> Groups:
        """Return the units of rows that are about projects.

        Parameters
        ----------
        rows
            What :meth:`rows_of` found.
        """
        codes = np.full(len(rows), UNKNOWN, dtype=np.int64)
        codes[rows >= 0] = self.groups.codes[rows[rows >= 0]]
        return Groups(codes, self.size)

    def has_any(self, rows: IntArray) -> BoolArray:
        """Return which projects occur among rows that are about projects."""
        found = np.zeros(len(self.all), dtype=bool)
        found[rows[rows >= 0]] = True
        return found

    def year_before(self) -> float:
        """Return the day one year before the date of the figures."""
        year = self.as_of.year - 1
        leap = (self.as_of.month, self.as_of.day) == (2, 29)
        then = dt.date(year, 2, 28) if leap else self.as_of.replace(year=year)
        return float((then - dt.date(1970, 1, 1)).days)


class _Ids:
    """Ids of projects, which are the same in any case."""

    def __init__(self, ids: pd.Series) -> None:
        spelt, names = pd.factorize(ids)
        self._names = pd.Index(names)
        folded = self._names.astype(str).str.lower()
        self._folded = folded.unique()
        self._number = self._folded.get_indexer(folded)
        self.codes = _through(self._number, spelt)
        self.size = len(self._folded)

    def find(self, names: pd.Index) -> IntArray:
        """Return the number of each id; below 0 where no project has it. Only what is spelt differently is folded."""
        found = _through(self._number, self._names.get_indexer(pd.Index(names)))
        strange = np.flatnonzero(found == UNKNOWN)
        found[strange] = self._folded.get_indexer(pd.Index(names[strange]).astype(str).str.lower())
        return found


def _through(table: npt.NDArray[np.integer], codes: npt.NDArray[np.integer]) -> IntArray:
    """Look codes up in a table; a missing code stays missing."""
    padded = np.append(table, UNKNOWN).astype(np.int64)
    return cast("IntArray", padded[codes])


def numbers(frame: pd.DataFrame, name: str) -> FloatArray:
    """Return a column as numbers; NaN where there is none, or no finite one.

    Parameters
    ----------
    frame
        Any frame.
    name
        The column; a missing one is all NaN.
    """
    if name not in frame:
        return np.full(len(frame), np.nan)
    found = pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isfinite(found), found, np.nan)


def days(frame: pd.DataFrame, name: str) -> FloatArray:
    """Return a column of dates as days since 1970; NaN where there is none.

    Parameters
    ----------
    frame
        Any frame.
    name
        The column; a missing one is all NaN.
    """
    if name not in frame:
        return np.full(len(frame), np.nan)
    column = frame[name]
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        dates = column.to_numpy().astype("datetime64[D]")
    else:
        # A list has far fewer different dates than rows, and turning objects into dates is what takes time.
        codes, different = pd.factorize(column.astype(object))
        dates = np.append(np.asarray(different, dtype="datetime64[D]"), np.datetime64("NaT"))[codes]
    return np.where(np.isnat(dates), np.nan, dates.astype(np.int64).astype(np.float64))


def month_position(day: FloatArray, *, at_start: bool = False) -> FloatArray:
    """Return days as months since 1970: whole numbers are the ends of months, so months count alike whatever their length.

    Parameters
    ----------
    day
        Days since 1970.
    at_start
        Whether the beginning of the day is meant, as for a start, or its end, as for a status date.
    """
    known = ~np.isnan(day)
    dates = np.where(known, day, 0).astype(np.int64).astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    first = month.astype("datetime64[D]")
    length = ((month + 1).astype("datetime64[D]") - first).astype(np.float64)
    passed = (dates - first).astype(np.float64) + (0.0 if at_start else 1.0)
    return np.where(known, month.astype(np.int64) + passed / length, np.nan)


def positions(column: pd.Series, names: Sequence[str]) -> IntArray:
    """Return the position of each text in a list of names; below 0 where it is none of them.

    Parameters
    ----------
    column
        Texts or missing.
    names
        What they can be.
    """
    return pd.Index(list(names)).get_indexer(pd.Index(column, dtype=object)).astype(np.int64)
