"""Contacts of a file as sources: what each of them means was decided before, by its name."""

from refcli.core.intake.filling import KnownSourceFacts, find_source_news
from refcli.core.intake.naming.decisions import NOBODY
from refcli.core.intake.naming.mentions import Mention
from refcli.core.intake.naming.spoken import speak_contact
from refcli.core.intake.planned import ImportPlan, Remark
from refcli.core.intake.reading.understood import ContactLine, Rejected, Understood
from refcli.core.intake.sources import Register
from refcli.core.names.keys import BUILT_IN_KEYS, name_key
from refcli.errors import RefusedError


def plan_contacts(
    understood: Understood,
    register: Register,
    plan: ImportPlan,
    known: KnownSourceFacts,
    *,
    update: bool,
) -> None:
    """Add to a plan what taking in the contacts would do; who is on record is matched.

    ``known`` are the sources on record, of which contacts fill what is empty where ``update``.
    """
    plan.rejected += understood.rejected
    offices_first = sorted(understood.contacts, key=lambda row: bool(row.office))
    for row in offices_first:  # else one would come in by its name alone, with who works there
        if row.hidden:
            continue
        try:
            plan_contact(row, register, plan, known, update=update)
        except RefusedError as error:
            plan.rejected.append(Rejected(row.file, row.line, (str(error),)))


def plan_contact(
    row: ContactLine,
    register: Register,
    plan: ImportPlan,
    known: KnownSourceFacts,
    *,
    update: bool,
) -> None:
    """A contact as a new source, unless it is on record; one that is nobody is left out."""
    register.planned.clear()
    register.day = register.today
    decision = register.names.decision_of(speak_contact(row))
    if decision.sure and register.names.follow(decision).means in NOBODY:
        itself = name_key(row.name) in BUILT_IN_KEYS
        plan.matched += itself
        plan.left_out += not itself
        return
    if is_bare_beside(row, decision.mention):
        text = f"nothing but the name stands there: {row.name}"
        plan.bare.append(Remark(row.line, text, row.file))
    before = register.next_id
    found = register.find_number(decision)
    if found < before:
        if row.birthday and found >= register.first_id:
            plan.birthdays.setdefault(found, row.birthday)
        plan_source_news(row, plan, found, known, update=update)
        return
    plan.new_contacts += 1
    if row.birthday:
        plan.birthdays[found] = row.birthday
    register.keep_planned()


def is_bare_beside(row: ContactLine, mention: Mention) -> bool:
    """Whether a contact says nothing but a name, and was taken for another one of that name."""
    whole = mention.contact
    first = (row.file, row.line) == (mention.file, mention.line)
    return row.is_bare and mention.rows > 1 and not (first and whole and whole.is_bare)


def plan_source_news(
    row: ContactLine, plan: ImportPlan, found: int, known: KnownSourceFacts, *, update: bool
) -> None:
    """What a contact that is on record fills in there; all is matched where that is nothing.

    One that another contact of the files brings in is on no record.
    """
    if found not in known.views:
        plan.matched += 1
        return
    before = plan.filled.get(found)
    source = before.renewed if before else known.views[found]
    birthday = (before.birthday if before else None) or known.birthdays.get(found)
    news = find_source_news(source, row, birthday)
    if not update:
        plan.matched += 1
        plan.could_fill += news.changes
        return
    if news.changes:
        plan.filled[found] = news.after(before)
    elif not news.contradictions:
        plan.matched += 1
    if news.birthday:
        plan.birthdays[found] = news.birthday
    if news.contradictions:
        plan.conflicts.append(Remark(row.line, "; ".join(news.contradictions), row.file))
