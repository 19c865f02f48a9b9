"""The referrals behind the figures, one row each, ready for a pivot table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from refcli.core.counting.metrics import credit_then
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.front import ReportNames
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Referred:
    """A countable referral as known on a day; production in cents.

    ``kind``: what its source was on the day received; None where it has always been the same.
    """

    id: int
    patient: str
    source_id: int
    received_on: date
    provider: str
    seen_on: date | None
    state: str  # seen, lost or open
    production_cents: int | None
    kind: Kind | None = None


def referral_data(referrals: Iterable[Referred], names: ReportNames, period: Period) -> Table:
    """One row per referral of a period, the oldest first; patients' names only where asked for."""
    columns = (
        Column("referral_id", "Referral", Type.ID),
        *((Column("patient", "Patient"),) if names.patients else ()),
        Column("received_on", "Received", Type.DATE),
        Column("source", "Source"),
        Column("kind", "Kind"),
        Column("office", "Office"),
        Column("provider", "Our provider"),
        Column("state", "State"),
        Column("seen_on", "Seen", Type.DATE),
        Column("production", "Production", Type.MONEY),
    )
    note = (
        f"Countable referrals received {period.since} to {period.until}, one row each, to their"
        " primary source, of the kind that it was on that day; steps and production as"
        " known on the day of the report."
    )
    rows = [data_row(one, names) for one in referrals]
    return Table("Data", columns, rows, note, empty="No referral was received in these days.")


def data_row(one: Referred, names: ReportNames) -> tuple[Cell, ...]:
    """One referral."""
    credit = credit_then(one.source_id, one.kind, names.credits)
    return (
        one.id,
        *((one.patient,) if names.patients else ()),
        one.received_on,
        names.of(one.source_id),
        credit.label,
        names.of(credit.office_id) if credit.office_id else None,
        one.provider or None,
        one.state,
        one.seen_on,
        one.production_cents,
    )
