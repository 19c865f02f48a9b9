"""From the rows of lists of the program to a plan."""

from collections.abc import Callable, Mapping, Sequence

from refcli.core.intake.planned import ImportPlan, Remark
from refcli.core.intake.program.duties import read_absence, read_duty
from refcli.core.intake.program.events import read_event
from refcli.core.intake.program.figures import read_figure
from refcli.core.intake.program.insurers import read_membership
from refcli.core.intake.program.issues import read_issue
from refcli.core.intake.program.known import KnownProgram, ProgramNews
from refcli.core.intake.program.occasions import read_occasion
from refcli.core.intake.program.reasons import read_listed_reason
from refcli.core.intake.reading.program_rows import ProgramRow
from refcli.core.intake.reading.understood import Rejected
from refcli.errors import RefError

Reader = Callable[[ProgramRow, KnownProgram], tuple[Sequence[ProgramNews], str]]
READERS: Mapping[str, Reader] = {  # by the list, as presets/export/lists.toml has it
    "duty away --list": read_absence,
    "duty list": read_duty,
    "event list": read_event,
    "insurer list": read_membership,
    "issue list": read_issue,
    "occasion list": read_occasion,
    "setting list": read_figure,
    "setting reasons": read_listed_reason,
}


def plan_program(rows: Sequence[ProgramRow], known: KnownProgram, plan: ImportPlan) -> None:
    """Add to a plan what of a list is new; what is on record is matched and stays."""
    for row in rows:
        try:
            news, against = READERS[row.list](row, known)
        except RefError as error:
            plan.rejected.append(Rejected(row.file, row.line, (str(error),)))
            continue
        plan.program += news
        if against:
            plan.conflicts.append(Remark(row.line, f"{against}; that stays", row.file))
        elif not news:
            plan.matched += 1
