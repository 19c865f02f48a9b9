"""Who is owed a thank-you: providers and offices one by one, patients in one note a month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from refcli.core.owed.cadence import first_monday_after
from refcli.core.owed.items import DueItem, Ground, make_item
from refcli.core.vocabulary import DueType, Kind
from refcli.phrases import count_phrase


@dataclass(frozen=True, slots=True)
class Unthanked:
    """A provider or office whose referrals since a day have not been thanked for."""

    source_id: int
    since: date
    referrals: int


@dataclass(frozen=True, slots=True)
class PatientBatch:
    """The patients who referred in a month and have not been thanked."""

    month: date
    source_ids: tuple[int, ...]
    names: tuple[str, ...]


def thank_yous(ground: Ground, unthanked: Sequence[Unthanked]) -> Iterator[DueItem]:
    """One thank-you per provider or office, some days after the first unthanked referral."""
    for owed in unthanked:
        if party := ground.parties.get(owed.source_id):
            many = f"{owed.referrals} referrals" if owed.referrals > 1 else "a referral"
            reason = f"{many} since {owed.since}" + ("; no mail" if party.do_not_mail else "")
            due_on = owed.since + timedelta(days=ground.rules.thank_after)
            yield make_item(ground, f"T{party.id}", party, due_on, reason)


def patient_batches(ground: Ground, batches: Sequence[PatientBatch]) -> Iterator[DueItem]:
    """One note a month to all patients who referred, which names no new patient.

    Sent on the first Monday of the next month, so that no note tells when somebody came
    (45 CFR 164.508: naming the new patient would need that patient's authorization).
    """
    skipped = ground.skipped("B")
    for batch in batches:
        key = batch_key(batch.month)
        if key not in skipped:
            whom = count_phrase(len(batch.source_ids), "patient")
            yield DueItem(
                key=key,
                type=DueType.THANK_YOU,
                source_id=None,
                source=whom,
                due_on=first_monday_after(batch.month),
                why=f"who referred in {batch.month:%B %Y}: a note that names no new patient",
                recipients=batch.names,
                kind=Kind.PATIENT,
            )


def find_batches_with(batches: Iterable[PatientBatch], source_id: int) -> set[str]:
    """The keys of the notes to the patients of a month that go to a source too."""
    return {batch_key(one.month) for one in batches if source_id in one.source_ids}


def narrow_batches(batches: Iterable[PatientBatch], source_id: int) -> list[PatientBatch]:
    """The notes to the patients of a month that go to a source, as if to nobody else."""
    return [
        replace(one, source_ids=(id_,), names=(name,))
        for one in batches
        for id_, name in zip(one.source_ids, one.names, strict=True)
        if id_ == source_id
    ]


def batch_key(month: date) -> str:
    """The key of a month's batch: B2610 for October 2026."""
    return f"B{month:%y%m}"
