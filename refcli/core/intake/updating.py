"""News of patients on record: what is empty is filled, steps go on and never back.

A row is of a referral on record by its chart number, else by the patient, the source and ninety
days between. What contradicts the record stays as it is and is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from refcli.core.names.people import Sameness, compare_people, person_key
from refcli.core.referrals.patients import SAME_AGAIN_DAYS, chart_key, weigh_charts
from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.referrals.step_rows import (
    APPOINTMENTS,
    CALLED_OFF,
    ENDS,
    ReferralStep,
    keep_told_days,
)
from refcli.core.referrals.step_rows import derive_standing as stand_after
from refcli.core.referrals.steps import StepError, check_order
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import StepKind
from refcli.errors import RefusedError

NEAR = timedelta(days=SAME_AGAIN_DAYS)
FILLED = ("chart", "service", "provider", "phone")  # what is contradicted where it differs
CAME = frozenset({StepKind.SEEN, StepKind.COMPLETED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedReferral:
    """A referral on record, as far as a row can bring news of it."""

    id: int
    patient: str
    received_on: date
    source_id: int
    source: str = ""
    chart: str = ""
    service: str = ""
    provider: str = ""
    phone: str = ""
    note: str = ""
    told: tuple[ReferralStep, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the patient has not come yet."""
        return not any(one.what in CAME or one.what in ENDS for one in self.told)


@dataclass(frozen=True, slots=True)
class News:
    """What a row changes: columns, and all steps where some are new; and what contradicts."""

    referral: RecordedReferral
    values: dict[str, str] = field(default_factory=dict)
    told: tuple[ReferralStep, ...] | None = None
    contradictions: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether anything on record changes."""
        return bool(self.values) or self.told is not None

    def after(self, before: "News | None") -> "News":
        """What this row and an earlier one change together."""
        if before is None:
            return self
        told = before.told if self.told is None else self.told
        return replace(before, values=before.values | self.values, told=told)


class UnclearNewsError(RefusedError):
    """A row that may be of several referrals."""


class RecordedReferrals:
    """The referrals on record by patient and chart number; what a row changed is known at once."""

    def __init__(self, known: Iterable[RecordedReferral]) -> None:
        self.by_id: dict[int, RecordedReferral] = {}
        self.by_name: defaultdict[str, list[int]] = defaultdict(list)
        self.by_chart: defaultdict[str, list[int]] = defaultdict(list)
        for one in known:
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
        changed: dict[str, Any] = {**news.values, "told": told}
        self.by_id[one.id] = replace(one, **changed)
        if chart := chart_key(news.values.get("chart", "")):
            self.by_chart[chart].append(one.id)


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
    told, steps_against = join_steps(one, steps_told(new))
    return News(one, values, told, (*against, *steps_against))


def contradict_columns(one: RecordedReferral, new: NewReferral) -> Iterator[str]:
    """What the row says otherwise of a column that is filled."""
    for name in FILLED:
        was, said = getattr(one, name), getattr(new, name)
        alike = chart_key(was) == chart_key(said)
        if was and said and not alike:
            yield f"{name} is {was} on record, here {said}"


def join_steps(
    one: RecordedReferral, said: Sequence[ReferralStep]
) -> tuple[tuple[ReferralStep, ...] | None, list[str]]:
    """All steps after the row, None where it tells nothing new; and what it contradicts."""
    told, against = list(one.told), list[str]()
    for step in said:
        try:
            joined = join_step(told, step)
            check_order(keep_told_days(stand_after(one.received_on, joined).steps, joined))
            refuse_early(one, step)
        except StepError as error:
            against.append(str(error))
        else:
            told = joined
    return (tuple(told) if told != list(one.told) else None), against


def refuse_early(one: RecordedReferral, step: ReferralStep) -> None:
    """A step before the day received contradicts it."""
    if step.day and step.day < one.received_on and step.what is not StepKind.VALUE:
        raise StepError(f"{step.day} is before the referral was received ({one.received_on}).")


def join_step(told: list[ReferralStep], step: ReferralStep) -> list[ReferralStep]:
    """The steps with one more, with its day filled in, or as they were where it is known."""
    if step.what in APPOINTMENTS:
        return join_appointment(told, step)
    known = next((one for one in reversed(told) if one.what is step.what), None)
    if known is None:
        return add_step(told, step)
    if step.what is StepKind.VALUE:
        return join_value(told, known, step)
    if step.day and known.day and step.day != known.day:
        raise StepError(f"{step.what} on {known.day} on record, here on {step.day}.")
    if step.day and not known.day:
        return [replace(one, day=step.day) if one is known else one for one in told]
    return told


def add_step(told: list[ReferralStep], step: ReferralStep) -> list[ReferralStep]:
    """The steps with one more, unless the patient is further, or the referral has ended."""
    end = next((one for one in reversed(told) if one.what in ENDS), None)
    came = any(one.what in CAME for one in told)
    back = next((one for one in reversed(told) if one.what is StepKind.BACK), None)
    ended = end is not None and (back is None or told.index(back) < told.index(end))
    if step.what in CALLED_OFF and (came or ended):
        return told
    if ended and end and step.what is not StepKind.VALUE:
        raise StepError(f"{end.what} on {end.day or 'an unknown day'} on record, here {step.what}.")
    completed = any(one.what is StepKind.COMPLETED for one in told)
    if step.what in ENDS and completed:
        raise StepError(f"completed on record, here {step.what}.")
    return [*told, step]


def join_appointment(told: list[ReferralStep], step: ReferralStep) -> list[ReferralStep]:
    """The steps with an appointment that is new or for another day; none after the patient came."""
    known = next((one for one in reversed(told) if one.what in APPOINTMENTS), None)
    came = any(one.what in CAME for one in told)
    if known is None:
        return told if came else add_step(told, step)
    if step.for_day and known.for_day and step.for_day != known.for_day:
        return told if came else move_appointment(told, known.for_day, step)
    filled = known
    if step.for_day and not known.for_day:
        filled = replace(filled, for_day=step.for_day, for_hour=step.for_hour)
    if known.what is StepKind.BOOKED and not known.day:
        filled = replace(filled, day=step.day)
    return [filled if one is known else one for one in told]


def move_appointment(told: list[ReferralStep], was: date, step: ReferralStep) -> list[ReferralStep]:
    """The steps with an appointment put on a later day; an earlier one contradicts."""
    if step.for_day and step.for_day < was:
        raise StepError(f"appointment for {was} on record, here for {step.for_day}.")
    moved = ReferralStep(what=StepKind.MOVED, for_day=step.for_day, for_hour=step.for_hour)
    return add_step(told, moved)


def join_value(
    told: list[ReferralStep], known: ReferralStep, step: ReferralStep
) -> list[ReferralStep]:
    """The steps as they were; another value contradicts."""
    if step.cents != known.cents:
        was, said = (cents_text(one.cents or 0) for one in (known, step))
        raise StepError(f"value {was} on record, here {said}.")
    return told
