"""Referrals as a table: one row each, as they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.referrals.records import ReferralView

COLUMNS = (
    Column("id", "Id", Type.ID),
    Column("received_on", "Received", Type.DATE),
    Column("patient", "Patient"),
    Column("source_id", "Source id", Type.ID, machine_only=True),
    Column("source", "Source"),
    Column("status", "Status"),
    Column("scheduled_on", "Scheduled", Type.DATE, machine_only=True),
    Column("appointment_on", "Appointment", Type.DATE, machine_only=True),
    Column("appointment_at", "Appointment at", machine_only=True),
    Column("seen_on", "Seen", Type.DATE),
    Column("completed_on", "Completed", Type.DATE, machine_only=True),
    Column("closed_on", "Closed", Type.DATE, machine_only=True),
    Column("reason", "Reason", machine_only=True),
    Column("production", "Production", Type.MONEY),
    Column("also", "Assists", Type.NAMES, machine_only=True),
    Column("service", "Service", machine_only=True),
    Column("chart", "Chart", machine_only=True),
    Column("provider", "Provider", machine_only=True),
    Column("phone", "Phone", machine_only=True),
    Column("note", "Note", machine_only=True),
)
ORIGIN = (
    Column("kind", "Kind", machine_only=True),
    Column("office", "Office", machine_only=True),
)


Origin = tuple[str, str]
"""What a source is, and where it works; empty for what is not known, or for nobody."""


def referral_list(found: Sequence[ReferralView], origins: Mapping[int, Origin]) -> Table:
    """The same with the kind and office of each source, so that the list can be read back."""
    table = referral_table(found)
    rows = [
        (*row, *(word or None for word in origins.get(one.record.source_id, ("", ""))))
        for row, one in zip(table.rows, found, strict=True)
    ]
    return replace(table, columns=(*COLUMNS, *ORIGIN), rows=rows)


def referral_table(found: Sequence[ReferralView]) -> Table:
    """One row per referral, in the order given."""
    note = "By the day received, the latest first; every status, duplicate and invalid ones too."
    empty = "No such referral is on record. Record one: ref add PATIENT --from SOURCE"
    return Table("Referrals", COLUMNS, [referral_row(one) for one in found], note, empty=empty)


def referral_row(view: ReferralView) -> tuple[Cell, ...]:
    """The cells of one referral."""
    record = view.record
    return (
        view.id,
        record.received_on,
        record.patient,
        record.source_id,
        view.source,
        record.status.value,
        view.day_told("scheduled_on"),
        view.appointment.for_day if view.appointment else None,
        view.appointment.for_hour if view.appointment else None,
        view.day_told("seen_on"),
        view.day_told("completed_on"),
        view.day_told("closed_on"),
        record.reason,
        record.production_cents,
        tuple(view.also),
        record.service,
        record.chart,
        record.provider,
        record.phone,
        record.note,
    )


def referral_record(view: ReferralView) -> dict[str, object]:
    """A referral for programs; production in currency units."""
    record = dict(zip((column.name for column in COLUMNS), referral_row(view), strict=True))
    production = view.record.production_cents
    return record | {
        "production": None if production is None else production / 100,
        "also": list(view.also),
    }
