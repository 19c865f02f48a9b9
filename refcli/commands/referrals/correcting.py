"""A referral is corrected: who it is and who sent them, checked as of a new one, and told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refcli.commands.finding.patient_names import check_patient_name
from refcli.commands.finding.patients import settle_referral
from refcli.commands.finding.questions import name_source
from refcli.commands.finding.sources import (
    read_assist,
    resolve,
    settle_name,
    settle_names,
)
from refcli.commands.referrals.credit import Credited
from refcli.commands.referrals.same_patient import is_by_chart, look_up, refuse_own_source
from refcli.commands.referrals.stepping import new_amount
from refcli.completion import complete_source
from refcli.core.names.named import Named
from refcli.core.names.people import person_key
from refcli.core.referrals.patients import KnownPatient, list_patients
from refcli.core.referrals.records import NewReferral, ReferralView
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

NOTHING = {"", "none"}  # a value that takes the production away
FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="SOURCE", help="Who sent them.", autocompletion=complete_source),
]
DropAlsoOption = Annotated[
    list[str] | None,
    typer.Option(metavar="SOURCE", help="No assist after all; may be repeated."),
]
AgainOption = Annotated[
    bool,
    typer.Option("--again", help="Although the patient is on record: another person, or anew."),
]


def settle_correction(
    env: Env, who: str, source: str | None, also: list[str] | None, gone: list[str] | None
) -> tuple[int, str | None, list[str], list[str]]:
    """The referral and the sources that an edit names; all of them can be asked about in turn."""
    return env.turns.ask_in_turn(
        lambda: (
            settle_referral(env, who),
            settle_name(env, source) if source else None,
            settle_names(env, also or ()),
            settle_names(env, gone or ()),
        )
    )


def check_identity(
    book: "Book", known: ReferralView, values: dict[str, Any], credit: Named | None
) -> list[KnownPatient]:
    """Refuse a name, a chart number or a source as a new referral would be; those of a like name.

    What was so before the correction is not asked about again.
    """
    columns = ("patient", "chart", "source_id", "received_on")
    new = replace(known.record, **{name: values[name] for name in columns if name in values})
    refuse_sending_oneself(book, known, new, credit)
    old = known.record
    if (new.patient, new.chart) == (old.patient, old.chart):
        return []
    before = look_up(book, old.patient, old.chart, old.received_on)
    after = look_up(book, new.patient, new.chart, new.received_on)
    said = {known.id, *(one.id for one in before.same)}
    for one in after.same:
        if one.id not in said:
            raise same_refused(known, one, new)
    said |= {one.id for one in before.like}
    return [one for one in after.like if one.id not in said]


def refuse_sending_oneself(
    book: "Book", known: ReferralView, new: NewReferral, credit: Named | None
) -> None:
    """Refuse a correction by which a patient would have sent himself."""
    old = known.record
    if (person_key(new.patient), new.source_id) == (person_key(old.patient), old.source_id):
        return
    source = Credited(new.source_id, credit.name if credit else known.source, created=False)
    refuse_own_source(new, source, storage.sources.records.read_kind(book, source.id))


def same_refused(known: ReferralView, one: KnownPatient, new: NewReferral) -> RefusedError:
    """The refusal of a name or a chart number that somebody on record has, with what to type."""
    by_chart = is_by_chart(one, new)
    chart = f" with chart number {one.chart}" * by_chart
    other = "" if by_chart else ", or another one of that name"
    twice = type_line("referral status", known.id, "duplicate", "--why", f"referral {one.id}")
    return RefusedError(
        f"{one.patient} is referral {one.id} of {one.received_on}{chart}, from {one.source}."
        f" Nothing was changed. The same person{other}: add --again; one referral that was"
        f" recorded twice: {twice}"
    )


def change_assists(
    book: "Book", known: ReferralView, values: dict[str, Any], also: list[str], gone: list[str]
) -> tuple[list[Named], list[Named]]:
    """Write new columns and assists; the sources that helped too, and those that did not.

    The primary source is no assist of the same referral.
    """
    day = values.get("received_on", known.record.received_on)
    more = [read_assist(book, one, day) for one in also]
    fewer = [resolve(book, one, "--drop-also", archived=True) for one in gone]
    more_ids, fewer_ids = {one.id for one in more}, {one.id for one in fewer}
    primary = values.get("source_id", known.record.source_id)
    if primary in (more_ids | {*known.record.assists}) - fewer_ids:
        line = type_line("referral edit", known.id, "--drop-also", f"#{primary}")
        raise RefusedError(
            "The primary source cannot be an assist of the same referral. Leave it out of --also;"
            f" if it is one already, first: {line}"
        )
    refuse_no_assist(known, fewer)
    storage.referrals.drop_assists(book, known.id, fewer_ids)
    storage.referrals.edit_referral(book, known.id, values)
    storage.referrals.add_assists(book, known.id, [one.id for one in more])
    return more, fewer


def refuse_no_assist(known: ReferralView, fewer: Sequence[Named]) -> None:
    """Refuse to take away an assist that is none."""
    for one in fewer:
        if one.id not in known.record.assists:
            see = type_line("referral show", known.id)
            raise RefusedError(
                f"#{one.id} {one.name} is no assist of referral {known.id}. See: {see}"
            )


def tell_correction(
    known: ReferralView,
    saved: ReferralView,
    credit: Named | None,
    also: Sequence[Named],
    gone: Sequence[Named],
) -> str:
    """Whose referral was saved, and the sources that were named, with what was so until now.

    Example: ``Saved referral 4, Lou Hart, now from Yelp (digital), until now from google.``
    """
    was, patient = known.record.patient, saved.record.patient
    parts = [f"Saved referral {known.id}, {patient}"]
    if was != patient:
        parts.append(f"until now {was}")
    if credit:
        changed = credit.id != known.record.source_id
        parts.append(f"{'now' if changed else 'as before'} from {name_source(credit)}")
        parts += [f"until now from {known.source}"] * changed
    parts += [f"also from {name_source(one)}" for one in also]
    parts += [f"no longer also from {name_source(one)}" for one in gone]
    return f"{', '.join(parts)}."


def say_like_names(like: Sequence[KnownPatient]) -> str:
    """What the answer says of patients with a name like the corrected one."""
    return f" On record with a like name: {list_patients(like)}." if like else ""


def patient_name(typed: str) -> str:
    """A name with something in it."""
    if not typed.strip():
        raise UsageError("A patient's name is missing.")
    return check_patient_name(typed.strip())


def correct_production(book: "Book", known: ReferralView, value: str | None) -> None:
    """Correct the production of a referral; ``--value none`` takes it away."""
    nothing = value is not None and value.strip().lower() in NOTHING
    cents = None if nothing else new_amount(value, known.record.production_cents)
    if nothing or cents is not None:
        storage.referrals.correct_production(book, known.id, cents)
