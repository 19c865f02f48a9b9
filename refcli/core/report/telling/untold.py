"""What a report does not tell as the records do not reach back to it: no 0 where nobody knows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from refcli.core.output.document import Section
from refcli.core.report.compared import Compared
from refcli.core.report.telling.month import tell_unknown
from refcli.core.values.periods import Period

WRITTEN = frozenset({"campaigns", "never_met"})  # each row is of a record, whatever its figures
SAY_SO = frozenset({"cards", "headline"})  # these say in their cells that there are no records


def drop_unknown(
    sections: Iterable[Section], compared: Compared, period: Period
) -> Sequence[Section]:
    """The sections of a period; of an empty book only those that have a figure.

    Before the records begin a table has no zeros: it says that there are no records.
    """
    found = [*sections]
    if compared.coverage.begin is None:
        return [one for one in found if has_records(one)]
    if compared.touches(period):
        return found
    unknown = tell_unknown(compared, period)
    return [
        replace(
            one,
            table=replace(one.table, rows=[], totals=(), note="", empty=unknown),
            front=None,
        )
        if one.empty and one.table.rows and one.name not in SAY_SO
        else one
        for one in found
    ]


def has_records(one: Section) -> bool:
    """Whether somebody wrote down what its rows tell: a campaign that brought nobody is one."""
    return bool(one.table.rows) if one.name in WRITTEN else not one.empty


def name_missing(every: Sequence[Section], kept: Sequence[Section]) -> tuple[str, ...]:
    """The names of the sections that are not among those kept."""
    names = {one.name for one in kept}
    return tuple(one.name for one in every if one.name not in names)
