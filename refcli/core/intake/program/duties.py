"""What ``ref duty list`` and ``ref duty away --list`` print, read back: a duty goes on."""

from dataclasses import replace
from itertools import count

from refcli.core.duties.absences import Absence, staff_key
from refcli.core.duties.rota import Duty
from refcli.core.duties.tables import BETWEEN
from refcli.core.intake.program.known import KnownProgram, NewDuty
from refcli.core.intake.program.telling import tell_differences
from refcli.core.intake.reading.program_rows import ProgramRow
from refcli.core.names.keys import LONGEST
from refcli.core.vocabulary import Every
from refcli.errors import RefusedError

LONGEST_TEXT = 200  # of a turn


def read_duty(row: ProgramRow, known: KnownProgram) -> tuple[list[NewDuty], str]:
    """The duty of a line where none of that name goes on; else what the line says otherwise."""
    new, ended = make_duty(row, known), row.get_day("ended_on", known.today)
    name = staff_key(new.duty.name)
    there = next((one for one in known.duties if staff_key(one.duty.name) == name), None)
    if there is None and ended:
        return [], f"{new.duty.name} ended on {ended}, and is not begun anew"
    if there is None:
        known.duties.append(new)
        known.colleagues |= {staff_key(one): one for one in new.staff}
        return [new], ""
    pairs = (
        ("every", there.duty.every.value, new.duty.every.value),
        ("staff", ", ".join(sorted(there.staff)), ", ".join(sorted(new.staff))),
        ("texts_in_turn", BETWEEN.join(there.texts), BETWEEN.join(new.texts)),
        ("note", there.duty.note, new.duty.note),
    )
    against = ", ".join(tell_differences(pairs))
    return [], f"there is a duty {there.duty.name}: {against}" if against else ""


def make_duty(row: ProgramRow, known: KnownProgram) -> NewDuty:
    """A line as a duty that goes on with whose turn it is; a turn that is over is nobody's."""
    name, every = row.need("duty"), row.get("every")
    if every not in set(Every):
        raise RefusedError(f"every is {every!r}; it can be {', '.join(Every)}")
    staff = tuple(filter(None, (" ".join(one.split()) for one in row.need("staff").split(","))))
    if len({*map(staff_key, staff)}) < len(staff) or not staff:
        raise RefusedError("the rota names somebody twice, or nobody")
    if any(len(text) > LONGEST for text in (name, *staff)):
        raise RefusedError(f"a name has more than {LONGEST} letters")
    texts = tuple(
        text.strip() for text in row.get("texts_in_turn").split(BETWEEN.strip()) if text.strip()
    )
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise RefusedError(f"a text has more than {LONGEST_TEXT} letters")
    begins = row.get_day("starts_on", known.today) or known.today
    duty = Duty(
        id=0,
        name=name,
        every=Every(every),
        starts_on=begins,
        note=row.get("note"),
        added_on=known.today,
    )
    turn = next(n for n in count(1) if duty.begins(n + 1) > known.today)
    if turn == 1:
        return NewDuty(duty, staff, texts)
    ours = [staff_key(one) for one in staff]
    first = ours.index(staff_key(row.get("now"))) if staff_key(row.get("now")) in ours else 0
    later = replace(duty, starts_on=duty.begins(turn))
    return NewDuty(later, (*staff[first:], *staff[:first]), texts)


def read_absence(row: ProgramRow, known: KnownProgram) -> tuple[list[Absence], str]:
    """Days on which somebody of a rota is away, where nobody said so yet."""
    name = row.need("name")
    staff = known.colleagues.get(staff_key(name))
    if staff is None:
        raise RefusedError(f"{name} is on no rota. First take in the list of duties")
    since, until = (row.get_day(column, known.today) for column in ("since", "until"))
    if since is None or until is None or until < since:
        raise RefusedError("the days from since to until are missing, or run backwards")
    if (staff_key(staff), since, until) in known.away:
        return [], ""
    if until < known.today:
        return [], f"{staff} was away until {until}, which is over"
    known.away.add((staff_key(staff), since, until))
    why = row.get("why")
    return [Absence(staff=staff, since=since, until=until, why=why, recorded_on=known.today)], ""
