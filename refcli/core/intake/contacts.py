"""Contacts of a file as sources: those that are certain; the rest is for the asking stage."""

from dataclasses import replace

from refcli.core.intake.plan import ImportPlan
from refcli.core.intake.reading.contact_rows import facts_of_program
from refcli.core.intake.reading.understood import ContactLine, Rejected, Understood
from refcli.core.intake.rows import RowError
from refcli.core.intake.sources import Register
from refcli.core.sources.postal import PostalAddress, postal_text
from refcli.errors import RefusedError
from refcli.lines import line_about


def plan_contacts(understood: Understood, register: Register, plan: ImportPlan) -> None:
    """Add to a plan what taking in the contacts would do; who is on record is matched."""
    plan.rejected += understood.rejected
    offices_first = sorted(understood.contacts, key=lambda row: bool(row.office))
    for row in offices_first:  # else one would come in by its name alone, with who works there
        if row.hidden:
            continue
        try:
            plan_contact(row, register, plan)
        except RefusedError as error:
            plan.rejected.append(Rejected(row.file, row.line, (str(error),)))


def plan_contact(row: ContactLine, register: Register, plan: ImportPlan) -> None:
    """A contact whose kind is told as a new source, unless it is on record."""
    if row.kind is None or not row.sure:
        kind = row.kind.value if row.kind else "provider"
        line = line_about("source add", row.name, "--kind", kind)
        raise RowError(f"what {row.name!r} is, is not certain. Record it by hand, as with: {line}")
    register.planned.clear()
    register.line, register.day = row.line, register.today
    before = register.next_id
    found = register.find_source(row.name, row.kind, row.office if row.kind.refers else "")
    if found < before:
        plan.matched += 1
        return
    place = next(i for i, new in enumerate(register.planned) if new.id == found)
    address = PostalAddress(row.street, row.city, row.state, row.zip)
    register.planned[place] = replace(
        register.planned[place],
        phone=row.phone,
        fax=row.fax,
        email=row.email,
        npi=row.npi,
        address=row.address or postal_text(address),
        street=row.street,
        city=row.city,
        state=row.state,
        zip=row.zip,
        specialty=row.specialty,
        note=row.note,
        **facts_of_program(row, register.today),
    )
    register.keep_planned()
