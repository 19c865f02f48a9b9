"""News of patients on record: what is empty is filled, steps go on and never back.

A row is of a referral on record by its chart number, else by the patient, the source and ninety
days between. What contradicts the record stays as it is and is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from refcli.core.intake.joining_steps import join_steps
from refcli.core.intake.on_record import RecordedReferral
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

    ``assists`` are the further sources that the record lacks.
    """

    referral: RecordedReferral
    values: dict[str, str] = field(default_factory=dict)
    told: tuple[ReferralStep, ...] | None = None
    contradictions: tuple[str, ...] = ()
    assists: tuple[int, ...] = ()

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

    def find(self, new: NewReferral) -> RecordedReferral | None:
        """The referral that a row is about; the nearest by day of several.

        An old one of the chart number is meant while it is open, and from the same source.
        """
        found = [self.by_id[one] for one in self.by_chart.get(chart_key(new.chart), ())]
        found = [one for one in found if is_near(one, new) or waits_for(one, new)]
        return find_nearest(found or list(self.list_by_name(new)), new)

    def list_by_name(self, new: NewReferral) -> Iterator[RecordedReferral]:
        """Those of the same person and source that are near by their day."""
        for id_ in self.by_name.get(person_key(new.patient), ()):
            one = self.by_id[id_]
            named = compare_people(one.patient, new.patient)
            same = weigh_charts(named, one.chart, new.chart) is Sameness.SAME
            if same and one.source_id == new.source_id and is_near(one, new):
                yield one

    def take(self, news: News) -> None:
        """What was changed is what the next row is compared with."""
        one = news.referral
        told = one.told if news.told is None else news.told
        assists = one.assists or news.assists
        changed: dict[str, Any] = {**news.values, "told": told, "assists": assists}
        self.by_id[one.id] = replace(one, **changed)
        if chart := chart_key(news.values.get("chart", "")):
            self.by_chart[chart].append(one.id)


def as_recorded(new: NewReferral, place: int, source: str, line: int) -> RecordedReferral:
    """A referral that comes in by the file, as later lines are compared with it."""
    return RecordedReferral(
        id=number_of_new(place),
        patient=new.patient,
        received_on=new.received_on,
        source_id=new.source_id,
        source=source,
        told=tuple(steps_told(new)),
        assists=new.assists,
        line=line,
        **{name: getattr(new, name) for name in (*FILLED, "note")},
    )


def number_of_new(place: int) -> int:
    """The number that stands for a referral by its place among the new ones, and back."""
    return -1 - place


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
    """The one nearest by its day; two equally near ones are refused."""
    if not found:
        return None
    least = min(abs(one.received_on - new.received_on) for one in found)
    best = [one for one in found if abs(one.received_on - new.received_on) == least]
    mine = [one for one in best if one.source_id == new.source_id] or best
    if len(mine) > 1:
        several = " or ".join(str(one.id) for one in mine)
        raise UnclearNewsError(f"it could be of referral {several}")
    return mine[0]


def find_news(one: RecordedReferral, new: NewReferral, source: str = "") -> News:
    """What a row changes about a referral.

    Nothing where another patient has the chart number, and nothing where the row names another
    source: its visit and its value would count for the wrong one.
    """
    if compare_people(one.patient, new.patient) is Sameness.DIFFERENT:
        text = f"chart number {new.chart} is on record as {one.patient}; it stays as it is"
        return News(one, contradictions=(text,))
    against = list(contradict_columns(one, new))
    if one.source_id != new.source_id:
        said = f"it is on record as from {one.source}, here from {source}".rstrip()
        return News(one, contradictions=(said, *against))
    values = {
        name: text
        for name in (*FILLED, "note")
        if (text := getattr(new, name)) and not getattr(one, name)
    }
    told, steps_against = join_steps(one, steps_told(new), note=new.note)
    assists = () if one.assists else tuple(id_ for id_ in new.assists if id_ != one.source_id)
    return News(one, values, told, (*against, *steps_against), assists)


def contradict_columns(one: RecordedReferral, new: NewReferral) -> Iterator[str]:
    """What the row says otherwise of a column that is filled."""
    for name in FILLED:
        was, said = getattr(one, name), getattr(new, name)
        alike = chart_key(was) == chart_key(said)
        if was and said and not alike:
            yield f"{name} is {was} on record, here {said}"
    if one.assists and not {*new.assists} <= {*one.assists, one.source_id}:
        yield "other sources helped on record than here (also)"
