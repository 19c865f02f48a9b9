"""A list of the program as what was understood of it."""

from collections.abc import Mapping

from refcli.core.intake.columns.formats import header_key
from refcli.core.intake.columns.header import Header
from refcli.core.intake.columns.raw import RawTable
from refcli.core.intake.reading.program_rows import ProgramRow
from refcli.core.intake.reading.samples import show_samples
from refcli.core.intake.reading.understood import LeftOut, Understood


def understand_program(table: RawTable, header: Header, left_out: Mapping[int, str]) -> Understood:
    """What a list of the program says, its cells by the names that ref gave its columns."""
    below, form = table.rows[header.place + 1 :], header.format
    names = [header_key(column.header) for column in header.columns]
    return Understood(
        files=(table.file,),
        format=form.id,
        title=form.title,
        rows_are=form.rows,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        header_line=header.line,
        program=tuple(
            ProgramRow(
                file=table.file,
                line=row.line,
                list=form.id,
                cells=dict(zip(names, row.cells, strict=False)),
            )
            for row in below
            if row.line not in left_out
        ),
        left_out=tuple(LeftOut(table.file, line, why) for line, why in left_out.items()),
        samples=tuple(
            show_samples(below, header, left_out, {one.header for one in header.columns})
        ),
        remarks=(*table.remarks, *filter(None, [form.remark])),
    )
