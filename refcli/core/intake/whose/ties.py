"""Of which referral that is known is a row? One rule, whether rows may bring news or not.

The person first, by the name and the chart number as at the desk; then the referrals of that
person. A duplicate or an invalid one counts nobody, so no row is news of it or a repeat of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from refcli.core.intake.on_record import OnRecord
from refcli.core.intake.whose.records import Entry, Records
from refcli.core.referrals.patients import chart_key
from refcli.core.vocabulary import Status

CAME = frozenset({Status.SEEN, Status.COMPLETED})
RANKS = {status: place for place, status in enumerate(Status)}


class Tie(Enum):
    """How a row hangs together with a referral that is known."""

    NOBODY = auto()  # the patient is not known
    SAME_DAY = auto()  # the very referral: its source and its day
    SAME_VISIT = auto()  # the very referral: its source, and its visit or an appointment
    NEAR = auto()  # the very referral: its source within 90 days, and not referred anew
    ANEW = auto()  # of its source within 90 days; the patient had come, or was lost, before
    SET_ASIDE = auto()  # the very referral, and it counts nobody
    OTHER_VISIT = auto()  # its visit is counted for another source
    OTHER_SOURCE = auto()  # another source within 90 days
    WAITING = auto()  # of its chart number and source, long ago and still open
    LONG_AGO = auto()  # of its chart number, long ago
    STRANGER = auto()  # somebody else has its chart number


@dataclass(frozen=True, slots=True)
class Tied:
    """The referral that a row hangs together with: the first of those that it may be as well."""

    tie: Tie
    several: Sequence[Entry] = ()

    @property
    def entry(self) -> Entry:
        """The referral, with its day."""
        return self.several[0]


NOT_KNOWN = Tied(Tie.NOBODY)


def find_tie(said: OnRecord, day: date, records: Records) -> Tied:
    """What a row of a day is of, among all that is known."""
    stranger = records.find_stranger(said, day)
    near = [] if stranger else records.list_near(said, day)
    same = [one for one in near if one.day == day and one.known.source_id == said.source_id]
    aside = sorted(records.list_aside(said, day), key=lambda one: one.known != said)
    if not said.counts and (aside or not stranger):
        return tie_uncounted(same, aside)
    if stranger:
        return Tied(Tie.STRANGER, [stranger])
    visits = [one for one in (*near, *records.list_visits(said)) if said.is_visit_of(one.known)]
    if (tied := tie_to_visit(said, same, visits)) or (tied := tie_to_same_day(said, same)):
        return tied
    if aside and not aside[0].known.line:  # one of a line stands beside it in the files too
        return Tied(Tie.SET_ASIDE, aside)
    return tie_by_day(said, day, near) or tie_long_ago(said, day, records)


def tie_uncounted(same: Sequence[Entry], aside: Sequence[Entry]) -> Tied:
    """A row that counts nobody is known, or is of the very referral on record, or stands beside.

    It never takes the place of a referral that an earlier row is of.
    """
    if aside:
        return Tied(Tie.SET_ASIDE, aside)
    mine = [one for one in same if not one.known.line and not one.taken]
    return Tied(Tie.SAME_DAY, mine) if mine else NOT_KNOWN


def tie_to_visit(said: OnRecord, same: Sequence[Entry], visits: Sequence[Entry]) -> Tied | None:
    """The referral whose visit or appointment the row tells, unless one says just the same.

    Of its own source where there is one, and then of its day.
    """
    if any(one.known == said for one in same):
        return None
    came = [one for one in visits if said.visit and one.known.visit == said.visit]
    visits = came or visits
    mine = [one for one in visits if one.known.source_id == said.source_id]
    if not visits or any(one in same for one in mine):
        return None
    return Tied(Tie.SAME_VISIT, mine) if mine else Tied(Tie.OTHER_VISIT, visits)


def tie_to_same_day(said: OnRecord, same: Sequence[Entry]) -> Tied | None:
    """The referral of the source and the day of a row; first the one that says the same."""

    def how_far(one: Entry) -> tuple[bool, bool]:
        return one.known != said, not said.is_visit_of(one.known)

    return Tied(Tie.SAME_DAY, sorted(same, key=how_far)) if same else None


def tie_by_day(said: OnRecord, day: date, near: Sequence[Entry]) -> Tied | None:
    """The nearest referral within 90 days: from the source of the row, else from another one."""
    mine = [one for one in near if one.known.source_id == said.source_id]
    if not mine:
        return Tied(Tie.OTHER_SOURCE, near) if near else None
    lost = [one for one in mine if {said.status, one.known.status} == {Status.LOST}]
    mine = lost or mine
    least = abs(mine[0].day - day)
    nearest = [one for one in mine if abs(one.day - day) == least]
    anew = is_anew(said, day, nearest[0])
    return Tied(Tie.ANEW if anew else Tie.NEAR, nearest)


def tie_long_ago(said: OnRecord, day: date, records: Records) -> Tied:
    """The nearest referral of the chart number, however long ago."""
    if waiting := records.list_waiting(said, day):
        return Tied(Tie.WAITING, waiting)
    far = records.list_far(said, day)
    return Tied(Tie.LONG_AGO, far) if far else NOT_KNOWN


def is_anew(said: OnRecord, day: date, one: Entry) -> bool:
    """Whether a patient is referred anew: had come or was lost before the day of a row.

    Unless the row may tell of that: came on a day that nobody had told, or was lost.
    """
    return has_ended_before(one.known, one.day, day) and not tells_of_end(said, one.known)


def tells_of_end(said: OnRecord, known: OnRecord) -> bool:
    """Whether a row may tell of the visit of an unknown day, or of the loss, of a referral."""
    if is_contradicted(said, known):
        return False
    if Status.LOST in {known.status, said.status}:
        return known.status is said.status and not said.visit
    return known.undated and said.status in CAME


def has_ended_before(known: OnRecord, received_on: date, day: date) -> bool:
    """Whether a patient came, or was given up, before a day; on an unknown day is before all."""
    if known.status is Status.LOST:
        return day > (known.closed_on or received_on)
    return known.status in CAME and day > (known.visit or received_on)


def says_more(said: OnRecord, mine: OnRecord) -> bool:
    """Whether a row knows more than the record of its source: --update would take it."""
    later = max(said.appointments, default=date.min) > max(mine.appointments, default=date.min)
    return said.source_id == mine.source_id and (
        RANKS[said.status] > RANKS[mine.status]
        or (said.visit is not None and mine.visit is None)
        or (said.cents is not None and mine.cents is None)
        or (later and mine.status not in CAME)
    )


def fills_more(said: OnRecord, mine: OnRecord) -> bool:
    """Whether a row has a chart number, a phone or the like that the record of its source lacks."""
    more = bool(chart_key(said.chart) and not chart_key(mine.chart))
    more |= bool(said.helpers - {mine.source_id}) and not mine.helpers
    return said.source_id == mine.source_id and (more or bool({*said.further} - {*mine.further}))


def is_of_helper(said: OnRecord, day: date, one: Entry) -> bool:
    """Whether a row is of a further source of a referral, and tells nothing that is not known."""
    mine = replace(said, source_id=one.known.source_id)
    more = says_more(mine, one.known) or fills_more(mine, one.known)
    known = said.source_id in one.known.helpers and not more
    return known and not is_contradicted(said, one.known) and not is_anew(said, day, one)


def is_contradicted(said: OnRecord, mine: OnRecord) -> bool:
    """Whether a row has another day of the visit, or another value."""
    pairs = ((said.visit, mine.visit), (said.cents, mine.cents))
    return any(None not in pair and pair[0] != pair[1] for pair in pairs)
