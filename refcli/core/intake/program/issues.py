"""What ``ref issue list`` prints, read back."""

from refcli.core.dealings.issues import NewIssue, is_same
from refcli.core.dealings.kickbacks import sounds_like_kickback
from refcli.core.intake.program.known import KnownIssue, KnownProgram
from refcli.core.intake.program.telling import tell_differences
from refcli.core.intake.reading.program_rows import ProgramRow
from refcli.core.vocabulary import IssueTopic
from refcli.errors import RefusedError


def read_issue(row: ProgramRow, known: KnownProgram) -> tuple[list[KnownIssue], str]:
    """The issue of a line where it is new; else what the line says otherwise of it."""
    new = make_issue(row, known)
    there = next((one for one in known.issues if is_told_again(one, new)), None)
    if there is None:
        known.issues.append(new)
        return [new], ""
    pairs = (
        ("owner", there.record.owner, new.record.owner),
        ("closed_on", there.closed_on, new.closed_on),
        ("outcome", there.outcome, new.outcome),
    )
    against = ", ".join(tell_differences(pairs))
    number = f"issue {there.id}" if there.id else "the issue of an earlier line"
    return [], f"that is {number}: {against}" if against else ""


def is_told_again(there: KnownIssue, new: KnownIssue) -> bool:
    """Whether two are the same words of one source and one day."""
    same = is_same(there.record, new.record, topic_said=True)
    return same and there.record.opened_on == new.record.opened_on


def make_issue(row: ProgramRow, known: KnownProgram) -> KnownIssue:
    """A line as an issue; the patient it is about is looked for among those of its source."""
    source = known.find_source(row.need("source"), row.get("source_id"))
    opened, closed = (row.get_day(name, known.today) for name in ("opened_on", "closed_on"))
    if opened is None or opened > known.today:
        raise RefusedError("the day on which it was opened is missing, or to come")
    if closed and not opened <= closed <= known.today:
        raise RefusedError(f"it would be closed on {closed}, and was opened on {opened}")
    record = NewIssue(
        source_id=source.id,
        what=row.need("what"),
        about=read_topic(row),
        opened_on=opened,
        referral_id=find_patient(row, known, source.id),
        owner=row.get("owner"),
        witness=row.get("witness"),
    )
    return KnownIssue(record, closed, row.get("outcome") if closed else "")


def read_topic(row: ProgramRow) -> IssueTopic:
    """What an issue is about; what nobody said is other."""
    text = row.get("about")
    if not text and sounds_like_kickback(row.get("what")):
        raise RefusedError(
            "it may tell of a kickback: into about, write kickback, which goes to the audit alone,"
            " or other"
        )
    text = text or IssueTopic.OTHER
    if text not in set(IssueTopic):
        raise RefusedError(f"about is {text!r}; it can be {', '.join(IssueTopic)}")
    return IssueTopic(text)


def find_patient(row: ProgramRow, known: KnownProgram, source_id: int) -> int | None:
    """The referral that an issue is about, by the patient's name; None where it names none."""
    patient = row.get("patient")
    found = known.find_referral(source_id, patient) if patient else None
    if patient and found is None:
        raise RefusedError(
            f"{patient} is not once on record as sent by {row.get('source')}: first take in the"
            " list of referrals, or leave the cell empty"
        )
    return found
