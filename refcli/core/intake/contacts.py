"""Contacts of a file as sources: what each of them means was decided before, by its name."""

from refcli.core.intake.naming.decisions import NOBODY
from refcli.core.intake.naming.mentions import speak_contact
from refcli.core.intake.plan import ImportPlan
from refcli.core.intake.reading.understood import ContactLine, Rejected, Understood
from refcli.core.intake.sources import Register
from refcli.core.names.keys import BUILT_IN_KEYS, name_key
from refcli.errors import RefusedError


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
    """A contact as a new source, unless it is on record; one that is nobody is left out."""
    register.planned.clear()
    register.day = register.today
    decision = register.names.decision_of(speak_contact(row))
    if decision.sure and register.names.follow(decision).means in NOBODY:
        itself = name_key(row.name) in BUILT_IN_KEYS
        plan.matched += itself
        plan.left_out += not itself
        return
    before = register.next_id
    found = register.number_of(decision)
    if found < before:
        plan.matched += 1
        return
    plan.new_contacts += 1
    register.keep_planned()
