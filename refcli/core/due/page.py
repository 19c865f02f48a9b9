"""The list of a Monday as a page to print: its groups one below the other."""

from collections.abc import Iterator

from refcli.core.due.agenda import Agenda, AgendaGroup, due_table
from refcli.core.output.document import Report, Section
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import Kind


def due_page(agenda: Agenda, practice: str, *, grouped: bool = True) -> Report:
    """The list as a document; ``grouped``: as people read it, else one table for a spreadsheet."""
    whole = Table("What is owed", due_table(agenda).columns, due_table(agenda).rows)
    sections = [Section("due", whole)] if not grouped else [*group_sections(agenda)]
    parties = agenda.ground.parties.values() if agenda.ground else ()
    return Report(
        title=agenda.title,
        practice=practice,
        since=agenda.today,
        until=agenda.until,
        as_of=agenda.today,
        sections=sections,
        sentences=[f"{agenda.closing}.", agenda.rule] if agenda.items else [agenda.empty],
        patients=frozenset(one.name for one in parties if one.kind is Kind.PATIENT),
    )


def group_sections(agenda: Agenda) -> Iterator[Section]:
    """A table for each group, the most overdue first in it."""
    for group in agenda.groups:
        rows = [page_row(agenda, item) for item in group.items]
        yield Section(group.title, Table(group.title, page_columns(group), rows))


def page_columns(group: AgendaGroup) -> list[Column]:
    """The columns of a group on paper, under its own headings."""
    return [
        Column("key", "Key"),
        Column("patient" if group.whom == "Patient" else "source", group.whom),
        Column("due_on", "Due", Type.DATE),
        Column("days_overdue", "Late", Type.COUNT),
        Column("reason", group.why),
        Column("helps", "What helps"),
        Column("owner", "Owner"),
    ]


def page_row(agenda: Agenda, item: DueItem) -> tuple[Cell, ...]:
    """One item on paper; how late it is in days."""
    one, late = agenda.line_of(item, None), item.days_overdue(agenda.today)
    return one.key, one.head, item.due_on, late or None, one.why, one.context, one.owner
