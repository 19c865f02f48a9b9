"""Whom letters go to, and what may not be written."""

from typing import TYPE_CHECKING

from refcli.commands.finding.sources import resolve
from refcli.core.due.list import DueFacts
from refcli.core.letters.templates import Template, mentions_gift
from refcli.core.values.periods import Period
from refcli.core.vocabulary import NOT_COUNTABLE, REFERRERS, Kind
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.core.referrals.records import ReferralView
    from refcli.storage.book.door import Book

THANKED = (*REFERRERS, Kind.PATIENT)


def choose_thanked(
    book: "Book",
    facts: DueFacts,
    kinds: "list[Kind]",
    days: Period | None,
    to_all: Kind | None,
) -> dict[Template, set[int]]:
    """Whom to thank, by the text that they get; patients only for months that are over."""
    if to_all:
        return {Template.THANK_YOU_CLASS: storage.letters.all_of(book, [to_all])}
    this_month = book.today.replace(day=1)
    places = [one for one in kinds if one.refers]
    patients = [one for one in kinds if one is Kind.PATIENT]
    if days:
        until = min(days.until, this_month.fromordinal(this_month.toordinal() - 1))
        offices = storage.letters.find_referrers(book, days, places)
        people = storage.letters.find_referrers(book, Period(days.since, until), patients)
    else:
        kind_of = {id_: party.kind for id_, party in facts.ground.parties.items()}
        offices = {one.source_id for one in facts.unthanked if kind_of[one.source_id] in places}
        over = [one for one in facts.batches if patients and one.month < this_month]
        people = {id_ for one in over for id_ in one.source_ids}
    return {Template.THANK_YOU_PROVIDER: offices, Template.THANK_YOU_PATIENT: people}


def choose_sources(book: "Book", names: list[str] | None, kinds: list[Kind] | None) -> set[int]:
    """The sources that are named or of a kind."""
    if not names and not kinds:
        raise UsageError("Say to whom: a SOURCE or two, or --kind office.")
    named = {resolve(book, name).id for name in names or ()}
    return named | storage.letters.all_of(book, kinds or ())


def refuse_report(env: Env, book: "Book", meant: "ReferralView") -> None:
    """Refuse a report where no provider or office referred, or the patient was not seen yet."""
    source = storage.sources.records.read_source_view(book, meant.record.source_id)
    if not source.record.kind.refers:
        raise RefusedError(
            f"Referral {meant.id} came from {meant.source}, of kind {source.record.kind}: a report"
            " on a patient goes to the provider or office that referred, to nobody else."
        )
    seen_on = meant.record.seen_on
    if meant.record.status in NOT_COUNTABLE or seen_on is None or seen_on > env.today:
        raise RefusedError(
            f"The patient of referral {meant.id} was not seen yet. When they were:"
            f" {type_line('referral status', meant.id, 'seen')}"
        )


def refuse_gift_words(*texts: str) -> None:
    """Refuse words of a gift in what is typed for one letter."""
    if word := mentions_gift(*texts):
        raise UsageError(f"A letter mentions no gift; this one says {word!r}. Leave that out.")


def patient_fields(meant: "ReferralView") -> dict[str, str]:
    """What a report says of its patient, who alone is named in it; no day that nobody told."""
    record, seen_on = meant.record, meant.day_told("seen_on")
    return {
        "patient": record.patient,
        "chart": record.chart,
        "seen_on": f"{seen_on:%B} {seen_on.day}, {seen_on.year}" if seen_on else "",
        "service": record.service,
        "provider": record.provider,
    }
