"""What ``ref setting list`` prints, read back."""

from refcli.core.intake.program.known import KnownProgram
from refcli.core.intake.reading.program_rows import ProgramRow
from refcli.core.intake.reading.words import find_kind
from refcli.core.owed.settings import CADENCE, LEAST, MOST, MOST_DAYS, DueFigure, Rule
from refcli.errors import RefusedError


def read_figure(row: ProgramRow, known: KnownProgram) -> tuple[list[Rule], str]:
    """A figure that nobody set yet; else what the line says otherwise of it."""
    key, kind = row.need("setting"), find_kind(row.get("kind"))
    if key not in set(DueFigure):
        raise RefusedError(f"there is no setting {key!r}. All of them: ref setting list")
    if row.get("kind") and (kind is None or key not in CADENCE):
        raise RefusedError(f"{key} has no figure of its own for {row.get('kind')!r}")
    value = row.get_number("value", LEAST.get(key, 0), MOST.get(key, MOST_DAYS))
    if value is None:
        raise RefusedError("no value stands there")
    there, word = known.rules.value(key, kind), kind.value if kind else ""
    held = (key, word) in known.figures
    if value == there and (held or not word):  # what holds for all is no kind's own
        return [], ""
    since = row.get_day("since", known.today) or known.today
    if held:
        return [], f"{key} is {there}, here {value}"
    if since > known.today:
        raise RefusedError(f"{since} is to come")
    known.figures.add((key, word))
    return [Rule(key=key, value=value, since=since, kind=word)], ""
