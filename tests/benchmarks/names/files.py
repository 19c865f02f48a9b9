"""One doctor in twelve spellings in one file, and two patients in either order."""

from collections.abc import Iterator
from datetime import date

from refcli.core.intake.plan import plan_intake
from refcli.core.intake.reading.understood import ReferralLine
from refcli.core.intake.whose.records import Records
from refcli.core.vocabulary import Kind
from tests.benchmarks.names.scores import Score
from tests.core.intake.rows import register_of

TODAY = date(2026, 11, 25)
DOCTOR = (
    *("Dr. Helen Marsh", "Helen Marsh DDS", "Marsh, Helen", "MARSH, HELEN R", "Helen R. Marsh"),
    *("Dr. Helen Rose Marsh", "H. Marsh", "Dr Marsh", "Helen Mrash", "Nell Marsh"),
    *("Helen Marsh, D.M.D., P.C.", "Helen Marsh Jr."),
)
PATIENTS = ("Rosa Diaz", "Diaz, Rosa", "René Muñoz", "MUNOZ, RENE")


def scores() -> Iterator[Score]:
    """What a first import into an empty book makes of them."""
    rows = [row(n, f"Patient {n}", name) for n, name in enumerate(DOCTOR, start=2)]
    plan = plan_intake(rows, register_of(rows, [], TODAY, 3), Records())
    sources, asked = len(plan.sources), len(plan.rejected)
    note = f"{asked} lines asked about"
    missed = sources != 1
    yield Score("twelve spellings of a doctor in one file", "1 source", str(sources), missed, note)
    rows = [row(n, name, "Dr. Helen Marsh") for n, name in enumerate(PATIENTS, start=2)]
    plan = plan_intake(rows, register_of(rows, [], TODAY, 3), Records())
    count = len(plan.referrals)
    yield Score("two patients in either order of their names", "2 patients", str(count), count != 2)


def row(line: int, patient: str, source: str) -> ReferralLine:
    """A row of the file."""
    return ReferralLine(
        file="names.csv",
        line=line,
        received_on=date(2026, 10, 5),
        patient=patient,
        source=source,
        kind=Kind.PROVIDER,
    )
