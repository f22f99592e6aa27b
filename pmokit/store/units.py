"""What the engagement is about: its settings and its business units."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, func, insert, select, update

from pmokit.errors import Fault, StoreError
from pmokit.model.steps import Settings
from pmokit.model.units import LONGEST_NAME, NO_CIRCLE, Unit, parent_circles, say_circle
from pmokit.store.parts import Part
from pmokit.store.schema import EngagementRow, UnitRow


class UnitsPart(Part):
    """Settings and units of an engagement."""

    def settings(self) -> Settings:
        """Return what holds for the whole engagement."""
        with self._database.reading() as connection:
            return Settings.model_validate(connection.scalars(select(EngagementRow.settings)).one())

    def update_settings(self, settings: Settings, *, author: str) -> None:
        """Replace the settings; the former ones stay in the audit.

        Parameters
        ----------
        settings
            The new settings.
        author
            Who changes them.
        """
        new = settings.model_dump(mode="json")
        with self._database.writing() as connection:
            old = connection.scalars(select(EngagementRow.settings)).one()
            for key in sorted(name for name in new if old.get(name) != new[name]):
                values = (json.dumps(value[key], ensure_ascii=False) if key in value else "" for value in (old, new))
                before, after = values
                self._log(connection, "settings", key=key, old=before, new=after, author=author)
            connection.execute(update(EngagementRow).values(settings=new))

    def units(self) -> list[Unit]:
        """Return the business units in the order in which they were entered."""
        query = select(UnitRow.code, UnitRow.name, UnitRow.parent, UnitRow.story).order_by(UnitRow.position)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [Unit(code=row.code, name=row.name, parent=row.parent, story=row.story) for row in rows]

    def unit(self, code: str) -> Unit:
        """Return one unit by its code, regardless of case.

        Raises
        ------
        StoreError
            If there is no such unit.
        """
        units = self.units()
        for unit in units:
            if unit.code.lower() == code.lower():
                return unit
        known = ", ".join(u.code for u in units)
        raise StoreError(f"{self._database}: there is no business unit '{code}'. Known: {known}.")

    def add_units(self, units: Iterable[Unit], *, author: str) -> None:
        """Add business units behind those that are there.

        Parameters
        ----------
        units
            New units; a parent may be an old or a new one.
        author
            Who adds them.

        Raises
        ------
        StoreError
            If a code is taken or a parent is unknown; then none is added.
        """
        listed = list(units)
        with self._database.writing() as connection:
            there = connection.execute(select(UnitRow.code)).scalars().all()
            faults = unit_faults(listed, there)
            if faults:
                raise StoreError([fault.at(str(self._database)) for fault in faults])
            insert_units(connection, listed, first=(connection.scalar(select(func.max(UnitRow.position))) or 0) + 1)
            for unit in listed:
                self._log(connection, "unit", unit=unit.code, key="name", new=unit.name, author=author)

    def rename_unit(self, code: str, name: str, *, author: str) -> Unit:
        """Give a business unit another name and return it; its code, to which everything is tied, stays.

        Parameters
        ----------
        code
            The unit's code, regardless of case.
        name
            The new name, 1 to 200 characters.
        author
            Who renames it.

        Raises
        ------
        StoreError
            If there is no such unit, or the name is empty or too long.
        """
        old = self.unit(code)
        if not 0 < len(name.strip()) <= LONGEST_NAME:
            raise StoreError(
                f"{self._database}: unit {old.code}: the name has {len(name)} characters. Expected: 1 to {LONGEST_NAME}."
            )
        new = old.model_copy(update={"name": name.strip()})
        with self._database.writing() as connection:
            connection.execute(update(UnitRow).where(UnitRow.code == old.code).values(name=new.name))
            self._log(connection, "unit", unit=old.code, key="name", old=old.name, new=new.name, author=author)
        return new


def insert_units(connection: Connection, units: Sequence[Unit], *, first: int = 0) -> None:
    """Insert units in their order; a parent may come after its children."""
    rows = [
        {"code": unit.code, "folded": unit.code.lower(), "name": unit.name, "story": unit.story, "position": position}
        for position, unit in enumerate(units, first)
    ]
    connection.execute(insert(UnitRow), rows)
    parents = [{"child": unit.code, "to": unit.parent} for unit in units if unit.parent is not None]
    if parents:
        connection.execute(
            update(UnitRow).where(UnitRow.code == bindparam("child")).values(parent=bindparam("to")), parents
        )


def unit_faults(units: Sequence[Unit], there: Iterable[str] = ()) -> list[Fault]:
    """Return what contradicts itself among new units, and between them and the codes that are there."""
    old = set(there)
    seen = {code.lower() for code in old}
    codes = {unit.code for unit in units} | old
    faults = []
    if not units:
        faults.append(Fault(what="there is no business unit", expected="one or more"))
    for unit in units:
        if unit.code.lower() in seen:
            faults.append(Fault(what=f"unit code '{unit.code}' is used twice (upper and lower case count as one)"))
        seen.add(unit.code.lower())
        if unit.parent is not None and unit.parent not in codes:
            faults.append(Fault(what=f"unit {unit.code}: its parent '{unit.parent}' is not among the units"))
    faults += [Fault(what=say_circle(circle), expected=NO_CIRCLE) for circle in parent_circles(units)]
    return faults
