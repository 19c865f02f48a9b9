"""News of patients on record: what is empty is filled, steps go on and never back.

A row is of a referral on record by its chart number, else by the patient, the source and ninety
days between. What contradicts the record stays as it is and is said.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from refcli.core.intake.joining_steps import join_steps
from refcli.core.intake.numbers import number_for
from refcli.core.intake.on_record import (
    ON_RECORD,
    RecordedReferral,
    days_booked,
    is_one_visit,
)
from refcli.core.intake.reading.understood import ReferralLine
from refcli.core.names.people import Sameness, compare_people, person_key
from refcli.core.referrals.patients import SAME_AGAIN_DAYS, chart_key, weigh_charts
from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.referrals.step_rows import ReferralStep, derive_standing
from refcli.errors import RefusedError

NEAR = timedelta(days=SAME_AGAIN_DAYS)
FILLED = ("chart", "service", "provider", "phone")  # what is contradicted where it differs


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


def skip_none(_one: RecordedReferral) -> bool:
    """Any referral may be meant."""
    return False


class UnclearNewsError(RefusedError):
    """A row that may be of several referrals."""


class RecordedReferrals:
    """The referrals on record by patient and chart number; what a row changed is known at once.

    It grows by the rows that are taken: a later line of the same file brings news of them too.
    """

    def __init__(self, known: Iterable[RecordedReferral]) -> None:
        self.by_id: dict[int, RecordedReferral] = {}
        self.by_name: defaultdict[str, list[int]] = defaultdict(list)
        self.by_chart: defaultdict[str, list[int]] = defaultdict(list)
        for one in known:
            self.add(one)

    def add(self, one: RecordedReferral) -> None:
        """Know one more referral."""
        self.by_id[one.id] = one
        self.by_name[person_key(one.patient)].append(one.id)
        if chart := chart_key(one.chart):
            self.by_chart[chart].append(one.id)

    def find(
        self, new: NewReferral, skip: Callable[[RecordedReferral], bool] = skip_none
    ) -> RecordedReferral | None:
        """The referral that a row is about: from the same source, else the nearest by its day.

        An old one of the chart number is meant while it is open, and from the same source.
        """
        charted = [self.by_id[one] for one in self.by_chart.get(chart_key(new.chart), ())]
        charted = [one for one in charted if is_near(one, new) or waits_for(one, new)]
        found = [one for one in charted if not skip(one)]
        mine = [one for one in found if one.source_id == new.source_id]
        named = [] if mine else [one for one in self.list_by_name(new) if not skip(one)]
        return find_nearest(mine or named or found, new)

    def list_by_name(self, new: NewReferral) -> Iterator[RecordedReferral]:
        """Those of the same person and source that are near by their day."""
        for id_ in self.by_name.get(person_key(new.patient), ()):
            one = self.by_id[id_]
            named = compare_people(one.patient, new.patient)
            same = weigh_charts(named, one.chart, new.chart) is Sameness.SAME
            if same and one.source_id == new.source_id and is_near(one, new):
                yield one

    def take(self, news: News) -> RecordedReferral:
        """What was changed is what the next row is compared with; as it is then."""
        one = news.referral
        told = one.told if news.told is None else news.told
        assists = one.assists or news.assists
        changed: dict[str, Any] = {**news.values, "told": told, "assists": assists}
        self.by_id[one.id] = replace(one, **changed)
        if chart := chart_key(news.values.get("chart", "")):
            self.by_chart[chart].append(one.id)
        return self.by_id[one.id]


def as_recorded(new: NewReferral, place: int, row: ReferralLine) -> RecordedReferral:
    """A referral that comes in by the file, as later lines are compared with it."""
    return RecordedReferral(
        id=number_for(place),
        patient=new.patient,
        received_on=new.received_on,
        source_id=new.source_id,
        source=row.source,
        told=tuple(steps_told(new)),
        assists=new.assists,
        line=row.line,
        file=row.file,
        **{name: getattr(new, name) for name in (*FILLED, "note")},
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


def is_near(one: RecordedReferral, new: NewReferral) -> bool:
    """Whether two were received within ninety days of each other."""
    return abs(one.received_on - new.received_on) <= NEAR


def waits_for(one: RecordedReferral, new: NewReferral) -> bool:
    """Whether a referral of whatever day is still open, and from the same source."""
    return one.is_open and one.source_id == new.source_id


def find_nearest(found: Sequence[RecordedReferral], new: NewReferral) -> RecordedReferral | None:
    """The one of the very day, else of the same visit, else the nearest by its day.

    Two equally near ones are refused.

    Unless both are of the very day of the row, and one of them knows the row already.
    """
    if not found:
        return None
    least = min(abs(one.received_on - new.received_on) for one in found)
    if least and (visits := [one for one in found if is_of_visit(one, new)]):
        found, least = visits, min(abs(one.received_on - new.received_on) for one in visits)
    best = [one for one in found if abs(one.received_on - new.received_on) == least]
    mine = [one for one in best if one.source_id == new.source_id] or best
    if len(mine) > 1 and not least:
        mine = [one for one in mine if is_known(one, new)][:1] or mine
    if len(mine) > 1:
        raise UnclearNewsError(f"it could be of {name_several(mine)}")
    return mine[0]


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

    Nothing where another patient has the chart number, and nothing where the row names another
    source: its visit and its value would count for the wrong one. Nor where another visit is told
    of another day, or the row came after the visit and tells nothing of it.
    ``where``: the place of the referral, in the words of a contradiction.
    """
    if compare_people(one.patient, new.patient) is Sameness.DIFFERENT:
        text = f"chart number {new.chart} is {where} as {one.patient}"
        return News(one, contradictions=(text,), anew=True)
    against = list(contradict_columns(one, new, where))
    if one.source_id != new.source_id:
        said = f"it is {where} as from {one.source}, here from {source}".rstrip()
        return News(one, contradictions=(said, *against), anew=True)
    values = {
        name: text
        for name in (*FILLED, "note")
        if (text := getattr(new, name)) and not getattr(one, name)
    }
    told, steps_against = join_steps(one, steps_told(new), note=new.note, where=where)
    if steps_against and one.received_on != new.received_on and not is_of_visit(one, new):
        return News(one, contradictions=(*against, *steps_against), anew=True)
    later = one.seen_on and new.received_on > one.seen_on
    if later and told is None and not is_of_visit(one, new):
        said = f"the visit of {one.seen_on} {where} was before that row's day"
        return News(one, contradictions=(said, *against), anew=True)
    assists = () if one.assists else tuple(id_ for id_ in new.assists if id_ != one.source_id)
    return News(one, values, told, (*against, *steps_against), assists)


def is_of_visit(one: RecordedReferral, new: NewReferral) -> bool:
    """Whether a row is of the visit, or of an appointment, of a referral."""
    both = days_booked(one.told) & days_booked(steps_told(new))
    return is_one_visit(one.seen_on, new.seen_on, both)


def contradict_columns(
    one: RecordedReferral, new: NewReferral, where: str = ON_RECORD
) -> Iterator[str]:
    """What the row says otherwise of a column that is filled."""
    for name in FILLED:
        was, said = getattr(one, name), getattr(new, name)
        alike = chart_key(was) == chart_key(said)
        if was and said and not alike:
            yield f"{name} is {was} {where}, here {said}"
    if one.assists and not {*new.assists} <= {*one.assists, one.source_id}:
        yield f"other sources helped {where} than here (also)"
