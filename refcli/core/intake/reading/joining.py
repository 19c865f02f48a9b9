"""Two files of one program as one: referrals that name their source by a number of the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from refcli.core.intake.columns.meanings import Meaning, RowKind
from refcli.core.intake.reading.understood import (
    ContactLine,
    LeftOut,
    ReferralLine,
    Rejected,
    Understood,
)

MOST_DIGITS = 10  # of a place among sources


def join_files(referrals: Understood, contacts: Understood) -> Understood:
    """The referrals with the names of their sources; each patient's assists with the first row.

    The contacts stay beside them: the asking stage compares them with the book by NPI and phone.
    """
    by_key = {one.key: one for one in contacts.contacts}
    told = list(name_sources(referrals.referrals, by_key))
    named = [one for one in told if isinstance(one, ReferralLine)]
    wrong = [one for one in told if isinstance(one, Rejected)]
    kept, orphaned = reject_without_first(named, (*wrong, *referrals.rejected))
    firsts, helped = gather_assists(kept)
    return replace(
        referrals,
        files=(*contacts.files, *referrals.files),
        rows_are=RowKind.REFERRAL,
        columns=(*contacts.columns, *referrals.columns),
        referrals=tuple(firsts),
        contacts=contacts.contacts,
        left_out=(*contacts.left_out, *referrals.left_out, *helped),
        rejected=(*contacts.rejected, *referrals.rejected, *wrong, *orphaned),
        doubts=(*contacts.doubts, *referrals.doubts),
        samples=(*contacts.samples, *referrals.samples),
        remarks=(*contacts.remarks, *referrals.remarks),
    )


def name_sources(
    rows: Sequence[ReferralLine], by_key: Mapping[str, ContactLine]
) -> Iterator[ReferralLine | Rejected]:
    """Each referral with the name, kind, office and NPI of its source."""
    for row in rows:
        contact = by_key.get(row.source_key)
        if contact:
            yield replace(
                row,
                source=contact.name,
                kind=contact.kind if contact.sure else None,
                kind_guess=contact.kind,
                office=contact.office,
                npi=contact.npi,
                cells=dict(row.cells) | {Meaning.SOURCE: contact.name},
            )
        else:
            why = f"no source has the number {row.source_key} in the other file"
            yield Rejected(row.file, row.line, (why,), row.cells)


def reject_without_first(
    rows: Sequence[ReferralLine], rejected: Sequence[Rejected]
) -> tuple[list[ReferralLine], list[Rejected]]:
    """The rows that can be taken; and those of a patient and day whose first row is rejected.

    Else an assist would be credited as the one who sent the patient.
    """
    lost: dict[tuple[str, str], Rejected] = {}
    for one in rejected:
        known = lost.setdefault(cells_key(one.cells), one)
        if place_of_cells(one.cells) < place_of_cells(known.cells):
            lost[cells_key(one.cells)] = one
    kept: list[ReferralLine] = []
    orphaned: list[Rejected] = []
    for row in rows:
        first = lost.get(cells_key(row.cells))
        if first is None or place_of_row(row) < place_of_cells(first.cells):
            kept.append(row)
            continue
        why = f"line {first.line}, with the first source of this patient and day, is rejected"
        orphaned.append(Rejected(row.file, row.line, (why,), row.cells))
    return kept, orphaned


def cells_key(cells: Mapping[Meaning, str]) -> tuple[str, str]:
    """The patient and the day of a row, as they are written."""
    return cells.get(Meaning.PATIENT, ""), cells.get(Meaning.RECEIVED_ON, "")


def gather_assists(rows: Sequence[ReferralLine]) -> tuple[list[ReferralLine], list[LeftOut]]:
    """One referral for each patient and day: the first of its rows, the others as assists."""
    groups: dict[tuple[str, object], list[ReferralLine]] = {}
    for row in rows:
        groups.setdefault((row.patient, row.received_on), []).append(row)
    firsts: list[ReferralLine] = []
    helped: list[LeftOut] = []
    for several in groups.values():
        first, *others = sorted(several, key=place_of_row)
        firsts.append(with_assists(first, others))
        why = f"an assist of line {first.line}"
        helped += [LeftOut(one.file, one.line, why, helps=True) for one in others]
    return firsts, helped


def place_of_row(row: ReferralLine) -> int:
    """The place among the sources of one patient: 1 is the first; none comes first too."""
    return place_of_cells(row.cells)


def place_of_cells(cells: Mapping[Meaning, str]) -> int:
    """The place that a row says, among the sources of its patient."""
    text = cells.get(Meaning.PLACE, "")
    return int(text) if text.isdecimal() and len(text) < MOST_DIGITS else 0


def with_assists(first: ReferralLine, others: Sequence[ReferralLine]) -> ReferralLine:
    """The first row with the sources and the notes of the others."""
    notes = [one.note for one in (first, *others) if one.note]
    return replace(
        first,
        also=(*first.also, *(one.source for one in others)),
        also_keys=tuple(one.source_key for one in others),
        note="; ".join(dict.fromkeys(notes)),
    )
