"""People of offices who do not refer, out of a list that ref printed: never sources themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from refcli.core.intake.planned import ImportPlan, Remark
from refcli.core.intake.reading.understood import ContactLine, Rejected, Understood
from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.core.sources.contacts import Contact, NewContact
from refcli.core.sources.reach import phone_key
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError
from refcli.lines import line_about, type_line


@dataclass(slots=True)
class KnownStaff:
    """The offices in use by their whole names, and who works there: on record, or by a line."""

    offices: dict[str, list[int]] = field(default_factory=dict)
    people: dict[tuple[int, str], Contact] = field(default_factory=dict)

    def find_office(self, name: str) -> int:
        """The number of the one office that is called so."""
        found = self.offices.get(name_key(name), [])
        if not name:
            raise RefusedError("no office stands there")
        if len(found) > 1:
            numbers = " and ".join(f"#{one}" for one in found)
            raise RefusedError(f"{numbers} are both called {name}")
        if not found:
            line = line_about("source add", name, "--kind", Kind.OFFICE)
            raise RefusedError(f"no office is called {name!r}. If it is new, first type: {line}")
        return found[0]


def know_staff(sources: Iterable[Named], people: Iterable[Contact]) -> KnownStaff:
    """The offices and their people as a list of people is held against them."""
    offices: defaultdict[str, list[int]] = defaultdict(list)
    for one in sources:
        if one.kind is Kind.OFFICE and not one.archived:
            for key in {name_key(name) for name in (one.name, *one.aliases)}:
                offices[key].append(one.id)
    known = {(one.record.source_id, name_key(one.record.name)): one for one in people}
    return KnownStaff(dict(offices), known)


def plan_staff(understood: Understood, known: KnownStaff, plan: ImportPlan) -> None:
    """Add to a plan who of a list is new; who is there already is matched, never twice."""
    plan.rejected += understood.rejected
    for row in understood.contacts:
        try:
            plan_person(row, known, plan)
        except RefusedError as error:
            plan.rejected.append(Rejected(row.file, row.line, (str(error),)))


def plan_person(row: ContactLine, known: KnownStaff, plan: ImportPlan) -> None:
    """Somebody as new at an office, or as there already; what is said otherwise is told."""
    new = NewContact(
        source_id=known.find_office(row.office),
        name=row.name,
        role=row.job,
        phone=row.phone,
        note=row.note,
        birthday=row.birthday,
    )
    who = new.source_id, name_key(new.name)
    if who not in known.people:
        known.people[who] = Contact(0, row.office, new)
        plan.staff.append(new)
        return
    there = known.people[who]
    if not (against := list(tell_differences(there.record, new))):
        plan.matched += 1
        return
    where = f"contact {there.id}" if there.id else "an earlier line"
    text = f"{there.record.name} is {where}: {', '.join(against)}; that stays"
    if there.id:
        text += f". To take it from here, first type: {type_line('contact end', str(there.id))}"
    plan.conflicts.append(Remark(row.line, text, row.file))


def tell_differences(there: NewContact, new: NewContact) -> Iterator[str]:
    """What is said of somebody that is not on record, or stands otherwise there."""
    if new.phone and phone_key(new.phone) != phone_key(there.phone):
        yield f"phone {there.phone or 'unknown'}, here {new.phone}"
    if new.birthday and str(new.birthday) != str(there.birthday):
        yield f"birthday {there.birthday or 'unknown'}, here {new.birthday}"
    for word in ("role", "note"):
        was, said = getattr(there, word), getattr(new, word)
        if said and name_key(was) != name_key(said):
            yield f"{word} {was or 'unknown'}, here {said}"
