"""What a report does not tell as the records do not reach back to it: no 0 where nobody knows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from refcli.core.output.document import Section
from refcli.core.report.compared import Compared
from refcli.core.report.telling.month import tell_unknown
from refcli.core.values.periods import Period

SAY_SO = frozenset({"cards", "headline"})  # these say in their cells that there are no records


def drop_unknown(
    sections: Iterable[Section], compared: Compared, period: Period
) -> Sequence[Section]:
    """The sections of a period; of an empty book only those that have a figure.

    Before the records begin a table has no zeros: it says that there are no records.
    """
    found = [*sections]
    if compared.coverage.begin is None:
        return [one for one in found if not one.empty]
    if compared.touches(period):
        return found
    unknown = tell_unknown(compared, period)
    return [
        replace(one, table=replace(one.table, rows=[], totals=(), note="", empty=unknown))
        if one.empty and one.table.rows and one.name not in SAY_SO
        else one
        for one in found
    ]
