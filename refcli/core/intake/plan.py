"""From the rows of a file to a plan: what is new, what is here already, what cannot be taken.

A row is here already when its patient came on its day from its source; who is the same patient is
decided as at the desk, by the name and the chart number. The row is in conflict when the patient's
record of that day says something else: what is on record stays as it is.
"""

from collections.abc import Iterable, Iterator, Sequence

from refcli.core.intake.naming.spoken import Spoken, speak_assists, speak_primary, speak_rejected
from refcli.core.intake.numbers import place_of
from refcli.core.intake.on_record import OnRecord, RecordedReferral, name_line, say_place
from refcli.core.intake.planned import ImportPlan, Remark
from refcli.core.intake.reading.understood import ReferralLine, Rejected
from refcli.core.intake.repeats import NOBODY_TWICE, Repeats, say_same_referral
from refcli.core.intake.sorting import Sorter, TiedRow
from refcli.core.intake.sources import Register
from refcli.core.intake.updating import (
    News,
    RecordedReferrals,
    as_recorded,
    find_news,
    is_of_visit,
    renew_referral,
)
from refcli.core.intake.whose.lookalikes import list_lookalikes
from refcli.core.intake.whose.records import Records, days_of_visit
from refcli.core.intake.whose.ties import Tie
from refcli.core.referrals.records import NewReferral
from refcli.errors import RefusedError
from refcli.lines import type_line

OF_NEWS = frozenset(
    {Tie.SAME_DAY, Tie.SAME_VISIT, Tie.NEAR, Tie.ANEW, Tie.OTHER_SOURCE, Tie.WAITING}
)


def plan_intake(
    rows: Iterable[ReferralLine | Rejected],
    register: Register,
    records: Records,
    known: RecordedReferrals | None = None,
    repeats: Repeats = NOBODY_TWICE,
) -> ImportPlan:
    """The plan for a file; ``records`` grows by the rows taken, so a repeated line is matched.

    ``known``: rows may bring news of these. ``repeats``: who may be counted again.
    A row that the reading stage rejected gets the faults of its sources beside its own.
    """
    plan = ImportPlan(sources=register.new)
    sorter = Sorter(plan, register, records, repeats, updating=known is not None)
    in_file = list(rows)
    for row in order_rows(in_file, records):
        if isinstance(row, Rejected):
            reasons = (*row.reasons, *faults_of_cells(row, register))
            plan.rejected.append(reject_row(row, reasons))
            continue
        try:
            new = register.read_referral(row)
            one = sorter.tie_row(row, new)
            against = ""
            if known:
                done, against = bring_news(plan, one, known, sorter)
                if done:
                    continue
            if sorter.sort_in(one, against):
                register.keep(new)
                if known:
                    known.add(as_recorded(new, len(plan.referrals) - 1, row))
        except RefusedError as error:
            plan.rejected.append(reject_row(row, (*faults_of_row(row, register), str(error))))
    plan.alike_names = [say_alike(*pair) for pair in list_lookalikes(records.by_id.values())]
    order_remarks(plan, in_file)
    return plan


def say_alike(new: OnRecord, other: OnRecord) -> Remark:
    """That the patient of a line may be one who came that day from the same source."""
    where = say_place(other, new.file).removeprefix("in ")
    text = (
        f"{new.patient} may be {other.patient} ({where}), of the same day and source. If so, see:"
        f" {type_line('find', other.patient)}"
    )
    return Remark(new.line, text, new.file)


def order_rows(
    rows: Sequence[ReferralLine | Rejected], records: Records
) -> list[ReferralLine | Rejected]:
    """The rows of each file, those of a day on record first.

    Else one of another day would take the place of such a row, where the latest stand first.
    """
    files = {file: at for at, file in enumerate(dict.fromkeys(row.file for row in rows))}

    def place(row: ReferralLine | Rejected) -> tuple[int, bool]:
        other = isinstance(row, ReferralLine) and not records.knows_day(
            row.patient, row.chart, row.received_on
        )
        return files[row.file], other

    return sorted(rows, key=place)


def order_remarks(plan: ImportPlan, rows: Sequence[ReferralLine | Rejected]) -> None:
    """Put what is said of the rows in the order of the files."""
    places = {(row.file, row.line): at for at, row in enumerate(rows)}
    remarks: list[list[Remark]] = [
        *(plan.conflicts, plan.again, plan.joined, plan.same, plan.alike_names)
    ]
    for several in remarks:
        several.sort(key=lambda one: places[one.file, one.line])
    plan.rejected.sort(key=lambda one: places[one.file, one.line])


def bring_news(
    plan: ImportPlan, one: TiedRow, known: RecordedReferrals, sorter: Sorter
) -> tuple[bool, str]:
    """Whether a row is news of a referral on record, or of an earlier line; else what bars it.

    What it changes is planned; a new source that helped comes in with it.
    """
    row, new, tie = one.row, one.new, one.tied.tie
    if tie is Tie.STRANGER:
        return (
            False,
            f"chart number {new.chart} is {say_place(one.known, row.file)} as {one.known.patient}",
        )
    printed = row.file in sorter.repeats.printed
    if tie not in OF_NEWS or (printed and tie is not Tie.SAME_DAY):
        return False, ""
    if tie is Tie.WAITING and not days_of_visit(one.said):  # nothing to know it by next time
        return False, ""
    mine = known.find_meant(one.tied, new)
    news = find_news(mine, new, row.source, say_place(mine, row.file))
    if news.anew:
        return False, say_all(news.contradictions)
    one.tied.entry.taken = True
    if news.changes:
        plan_news(plan, row, news)
        sorter.records.renew(known.take(news).as_compared())
    elif not news.contradictions:
        plan.matched += 1
    if news.assists:
        sorter.register.keep(new)
    if news.contradictions:
        plan.conflicts.append(Remark(row.line, say_all(news.contradictions), row.file))
    elif not (mine.line and news.changes) and tie is not Tie.SAME_VISIT:
        say_taken_for(plan, row, new, mine)
    return True, ""


def say_taken_for(
    plan: ImportPlan, row: ReferralLine, new: NewReferral, mine: RecordedReferral
) -> None:
    """Say that a row of another day was taken for a referral, unless a visit tells that."""
    if mine.received_on != new.received_on and not is_of_visit(mine, new):
        plan.same.append(Remark(row.line, say_same_referral(new, mine, row.file), row.file))


def say_all(contradictions: Iterable[str]) -> str:
    """Contradictions as one text, without a full stop."""
    return "; ".join(one.rstrip(".") for one in contradictions)


def plan_news(plan: ImportPlan, row: ReferralLine, news: News) -> None:
    """What a row changes about a referral on record, or about a new one of an earlier line."""
    one = news.referral
    if not one.line:
        plan.news[one.id] = news.after(plan.news.get(one.id))
        return
    place = place_of(one.id)
    plan.referrals[place] = renew_referral(plan.referrals[place], news)
    where = name_line(one.line, one.file, row.file).removesuffix(" of this file")
    plan.joined.append(Remark(row.line, f"news of {one.patient} of {where}", row.file))


def reject_row(row: ReferralLine | Rejected, reasons: Iterable[str]) -> Rejected:
    """A row that is not taken, each of its faults once."""
    return Rejected(row.file, row.line, tuple(dict.fromkeys(reasons)), row.cells)


def faults_of_row(row: ReferralLine, register: Register) -> Iterator[str]:
    """Why sources of a row are not certain."""
    for spoken in (speak_primary(row), *speak_assists(row)):
        yield from faults_of_source(register, spoken)


def faults_of_cells(row: Rejected, register: Register) -> Iterator[str]:
    """Why the sources of a row that cannot be read would not be certain either."""
    for spoken in speak_rejected(row):
        yield from faults_of_source(register, spoken)


def faults_of_source(register: Register, spoken: Spoken) -> Iterator[str]:
    """Why a source is not certain, if it is not."""
    try:
        register.find_source(spoken)
    except RefusedError as error:
        yield str(error)
