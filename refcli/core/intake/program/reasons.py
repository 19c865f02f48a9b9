"""What ``ref setting reasons`` prints, read back."""

from refcli.core.intake.program.known import KnownProgram, NewReason
from refcli.core.intake.reading.program_rows import ProgramRow
from refcli.core.referrals.reasons import change_reasons


def read_listed_reason(row: ProgramRow, known: KnownProgram) -> tuple[list[NewReason], str]:
    """A reason that the practice does not list yet."""
    text = row.need("reason").casefold()
    if text in known.reasons:
        return [], ""
    known.reasons = [*change_reasons(known.reasons, [text], [])]
    return [NewReason(text)], ""
