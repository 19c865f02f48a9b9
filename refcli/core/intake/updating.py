"""News of patients on record: what is empty is filled, steps go on and never back.

What contradicts the record stays as it is and is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from refcli.core.intake.joining_steps import join_steps
from refcli.core.intake.numbers import number_for
from refcli.core.intake.on_record import (
    FILLED,
    FURTHER,
    ON_RECORD,
    RecordedReferral,
)
from refcli.core.intake.reading.understood import ReferralLine
from refcli.core.intake.repeats import say_other_helpers, say_otherwise
from refcli.core.intake.whose.records import Entry
from refcli.core.intake.whose.ties import Tie, Tied, is_anew
from refcli.core.names.people import Sameness, compare_people
from refcli.core.referrals.patients import chart_key
from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.referrals.step_rows import ReferralStep, derive_standing
from refcli.core.vocabulary import Status, StepKind
from refcli.errors import RefusedError


@dataclass(frozen=True, slots=True)
class News:
    """What a row changes: columns, and all steps where some are new; and what contradicts.

    ``assists`` are the further sources that the record lacks. ``anew``: what contradicts says that
    the row is of another referral, so nothing of it is taken.
    """

    referral: RecordedReferral
    values: dict[str, str] = field(default_factory=dict)
    told: tuple[ReferralStep, ...] | None = None
    contradictions: tuple[str, ...] = ()
    assists: tuple[int, ...] = ()
    anew: bool = False

    @property
    def changes(self) -> bool:
        """Whether anything on record changes."""
        return bool(self.values or self.assists) or self.told is not None

    def after(self, before: "News | None") -> "News":
        """What this row and an earlier one change together."""
        if before is None:
            return self
        told = before.told if self.told is None else self.told
        assists = before.assists or self.assists
        return replace(before, values=before.values | self.values, told=told, assists=assists)


class UnclearNewsError(RefusedError):
    """A row that may be of several referrals."""


class RecordedReferrals:
    """The referrals that rows may bring news of; what a row changed is known at once.

    It grows by the rows that are taken: a later line of the same file brings news of them too.
    """

    def __init__(self, known: Iterable[RecordedReferral]) -> None:
        self.by_id = {one.id: one for one in known}

    def add(self, one: RecordedReferral) -> None:
        """Know one more referral."""
        self.by_id[one.id] = one

    def find_meant(self, tied: Tied, new: NewReferral) -> RecordedReferral:
        """The referral that news are of; several that are as near are refused.

        Of those of its very day, the one that knows the row already.
        """
        several = [self.by_id[one.known.id] for one in tied.several]
        if len(several) > 1 and tied.tie is Tie.SAME_DAY:
            several = [one for one in several if is_known(one, new)][:1] or several
        if len(several) > 1 and tied.tie in {Tie.SAME_DAY, Tie.NEAR, Tie.ANEW}:
            raise UnclearNewsError(f"it could be of {name_several(several)}")
        return several[0]

    def take(self, news: News) -> RecordedReferral:
        """What was changed is what the next row is compared with; as it is then."""
        one = news.referral
        told = one.told if news.told is None else news.told
        assists = one.assists or news.assists
        changed: dict[str, Any] = {**news.values, "told": told, "assists": assists}
        self.by_id[one.id] = replace(one, **changed)
        return self.by_id[one.id]


def as_recorded(
    new: NewReferral, place: int = 0, row: ReferralLine | None = None
) -> RecordedReferral:
    """A referral that comes in by the file, as later lines are compared with it."""
    return RecordedReferral(
        id=number_for(place),
        patient=new.patient,
        received_on=new.received_on,
        source_id=new.source_id,
        source=row.source if row else "",
        told=tuple(steps_told(new)),
        assists=new.assists,
        line=row.line if row else 0,
        file=row.file if row else "",
        **{name: getattr(new, name) for name in ("chart", *FURTHER)},
    )


def renew_referral(new: NewReferral, news: News) -> NewReferral:
    """A new referral with what a later line tells of it."""
    told = steps_told(new) if news.told is None else news.told
    standing = derive_standing(new.received_on, told)
    changed: dict[str, Any] = {**asdict(standing.steps), **news.values}
    return replace(
        new,
        production_cents=standing.cents,
        production_on=standing.valued_on,
        told=tuple(told),
        assists=new.assists or news.assists,
        **changed,
    )


def is_known(one: RecordedReferral, new: NewReferral) -> bool:
    """Whether a row tells nothing of a referral that is not on record, and contradicts nothing."""
    news = find_news(one, new)
    return not news.changes and not news.contradictions


def name_several(several: Sequence[RecordedReferral]) -> str:
    """Referrals by their numbers, those of the files by their lines: ``referral 7 or 8``."""
    numbers = [str(one.id) for one in several if not one.line]
    lines = [str(one.line) for one in several if one.line]
    named = [f"referral {' or '.join(numbers)}"] * bool(numbers)
    return " or ".join([*named, *[f"line {' or '.join(lines)}"] * bool(lines)])


def find_news(
    one: RecordedReferral, new: NewReferral, source: str = "", where: str = ON_RECORD
) -> News:
    """What a row changes about a referral.

    Nothing where the row names another source: its visit and its value would count for the wrong
    one. Nor where another visit is told of another day, or the patient had come or was lost before
    the row's day, and it tells nothing of that.
    ``where``: the place of the referral, in the words of a contradiction.
    """
    against = list(contradict_columns(one, new, where))
    if one.source_id != new.source_id:
        said = f"it is {where} as from {one.source}, here from {source}".rstrip()
        return News(one, contradictions=(said, *against), anew=True)
    values = {
        name: text
        for name in ("chart", *FURTHER)
        if (text := getattr(new, name)) and not read_kept(one, name)
    }
    told, steps_against = join_steps(one, steps_told(new), note=new.note, where=where)
    if one.received_on != new.received_on and not is_of_visit(one, new):
        if steps_against:
            return News(one, contradictions=(*against, *steps_against), anew=True)
        if ended := say_ended(one, new, where):
            return News(one, contradictions=(ended, *against), anew=True)
    assists = () if one.assists else tuple(id_ for id_ in new.assists if id_ != one.source_id)
    return News(one, values, told, (*against, *steps_against), assists)


def say_ended(one: RecordedReferral, new: NewReferral, where: str) -> str:
    """That the patient had come, or was lost, before the day of a row; empty where that is not so.

    Nor where the row may tell of that.
    """
    known = one.as_compared()
    said = as_recorded(new).as_compared()
    if not is_anew(said, new.received_on, Entry(one.received_on, known)):
        return ""
    if known.status is Status.LOST:
        lost = next((step.day for step in reversed(one.told) if step.what is StepKind.LOST), None)
        when = f"on {lost}" if lost else "on an unknown day"
        return f"lost {when} {where}, before that row's day"
    if known.visit:
        return f"the visit of {known.visit} {where} was before that row's day"
    return f"the visit of an unknown day {where} may have been before that row's day"


def is_of_visit(one: RecordedReferral, new: NewReferral) -> bool:
    """Whether a row is of the visit, or of an appointment, of a referral."""
    return as_recorded(new).as_compared().is_visit_of(one.as_compared())


def read_kept(one: RecordedReferral, name: str) -> str:
    """What stands in a column; nothing where a chart number only says that there is none."""
    text: str = getattr(one, name)
    return text if name != "chart" or chart_key(text) else ""


def contradict_columns(
    one: RecordedReferral, new: NewReferral, where: str = ON_RECORD
) -> Iterator[str]:
    """What the row says otherwise of a column that is filled."""
    if compare_people(one.patient, new.patient) is Sameness.DIFFERENT:  # she may have married
        yield f"patient is {one.patient} {where}, here {new.patient}"
    was = {name: text for name in FILLED if (text := read_kept(one, name))}
    said = {name: text for name in FILLED if (text := getattr(new, name))}
    yield from say_otherwise(was, said, where)
    if one.assists and not {*new.assists} <= {*one.assists, one.source_id}:
        yield say_other_helpers(where)
