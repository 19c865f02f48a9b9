"""The staff rota: duties, who takes their turns, who is away, and what was done."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from refcli.core.duties.absences import BACK, Absence, staff_key
from refcli.core.duties.counts import count_performed
from refcli.core.duties.rota import Duty, DutyFacts, Performed, Roster, Swap, TurnDone
from refcli.core.vocabulary import Every, MarkAction
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage.book.door import Book
from refcli.storage.book.rows import insert_row, update_row
from refcli.storage.schema.room_tables import DUTY, DUTY_AWAY, DUTY_DONE, DUTY_ROTA, DUTY_SWAP
from refcli.storage.schema.tables import DUE_MARK


def duty_facts(book: Book) -> DutyFacts:
    """What is known of duties today, ended ones too, in four statements or, without any, one."""
    rows = book.session.execute(
        select(
            DUTY,
            DUTY_ROTA.c.from_turn,
            DUTY_ROTA.c.staff,
            DUTY_ROTA.c.texts,
            DUTY_ROTA.c.recorded_on,
        )
        .join(DUTY_ROTA, DUTY_ROTA.c.duty_id == DUTY.c.id)
        .where(DUTY.c.added_on <= book.today, DUTY_ROTA.c.recorded_on <= book.today)
        .order_by(DUTY.c.id, DUTY_ROTA.c.recorded_on, DUTY_ROTA.c.id)
    ).all()
    if not rows:
        return DutyFacts()
    rosters: dict[int, list[Roster]] = {}
    for row in rows:
        rosters.setdefault(row.id, []).append(make_roster(row))
    known, swapped, done = {row.id: row for row in rows}, read_swaps(book), turns_done(book)
    return DutyFacts(
        duties=[
            make_duty(row, rosters[id_], swapped.get(id_, ()), done.get(id_, {}), book.today)
            for id_, row in known.items()
        ],
        absences=read_absences(book),
    )


def make_duty(
    row: Any,  # noqa: ANN401  (a row of the table)
    rosters: Sequence[Roster],
    swapped: Sequence[Swap],
    done: Mapping[int, TurnDone],
    today: date,
) -> Duty:
    """A row as a value; an end that lies ahead is not known yet."""
    return Duty(
        id=row.id,
        name=row.name,
        every=Every(row.every),
        starts_on=row.starts_on,
        note=row.note,
        added_on=row.added_on,
        ended_on=row.ended_on if row.ended_on and row.ended_on <= today else None,
        rosters=rosters,
        swaps=swapped,
        done=done,
    )


def make_roster(row: Any) -> Roster:  # noqa: ANN401  (a row of the table)
    """A row as a value."""
    staff, texts = tuple(json.loads(row.staff)), tuple(json.loads(row.texts))
    return Roster(row.from_turn, staff, texts, row.recorded_on)


def read_swaps(book: Book) -> dict[int, list[Swap]]:
    """Per duty: the swaps recorded by today."""
    found: dict[int, list[Swap]] = {}
    rows = book.session.execute(
        select(DUTY_SWAP.c.duty_id, DUTY_SWAP.c.turn, DUTY_SWAP.c.staff, DUTY_SWAP.c.recorded_on)
        .where(DUTY_SWAP.c.recorded_on <= book.today)
        .order_by(DUTY_SWAP.c.recorded_on, DUTY_SWAP.c.id)
    )
    for duty_id, *values in rows:
        found.setdefault(duty_id, []).append(Swap(*values))
    return found


def turns_done(book: Book) -> dict[int, dict[int, TurnDone]]:
    """Per duty and turn: what was done by today."""
    found: dict[int, dict[int, TurnDone]] = {}
    for row in book.session.execute(select(DUTY_DONE).where(DUTY_DONE.c.done_on <= book.today)):
        found.setdefault(row.duty_id, {})[row.turn] = TurnDone(
            done_on=row.done_on,
            who=row.who,
            asked=row.asked,
            handed_out=row.handed_out,
            note=row.note,
        )
    return found


def read_absences(book: Book) -> list[Absence]:
    """What was recorded by today about who is away."""
    columns = (
        DUTY_AWAY.c.staff,
        DUTY_AWAY.c.since,
        DUTY_AWAY.c.until,
        DUTY_AWAY.c.why,
        DUTY_AWAY.c.recorded_on,
    )
    rows = book.session.execute(
        select(*columns)
        .where(DUTY_AWAY.c.recorded_on <= book.today)
        .order_by(DUTY_AWAY.c.recorded_on, DUTY_AWAY.c.id)
    )
    return [
        Absence(staff=staff, since=since, until=until, why=why, recorded_on=recorded_on)
        for staff, since, until, why, recorded_on in rows
    ]


def skipped_turns(book: Book) -> set[str]:
    """The keys of the turns skipped by today."""
    rows = book.session.execute(
        select(DUE_MARK.c.key).where(
            DUE_MARK.c.action == MarkAction.SKIP.value,
            DUE_MARK.c.key.like("D%"),
            DUE_MARK.c.made_on <= book.today,
        )
    )
    return set(rows.scalars())


def add(book: Book, new: Duty, staff: Sequence[str], texts: Sequence[str]) -> int:
    """A new duty with its first rota; its number."""
    id_ = insert_row(
        book,
        DUTY,
        name=new.name,
        every=new.every.value,
        starts_on=new.starts_on,
        note=new.note,
        added_on=new.added_on,
    )
    set_roster(book, id_, Roster(1, tuple(staff), tuple(texts), book.today))
    return id_


def set_roster(book: Book, duty_id: int, new: Roster) -> None:
    """A rota that holds from a turn on."""
    insert_row(
        book,
        DUTY_ROTA,
        duty_id=duty_id,
        from_turn=new.from_turn,
        staff=json.dumps(new.staff),
        texts=json.dumps(new.texts),
        recorded_on=new.recorded_on,
    )


def edit(book: Book, duty_id: int, values: Mapping[str, Any]) -> None:
    """Change the name or the note of a duty, or end it."""
    update_row(book, DUTY, duty_id, values)


def send_away(book: Book, staff: str, since: date, until: date, why: str) -> None:
    """Note that somebody of the staff is away on some days."""
    values = {"staff": staff, "since": since, "until": until, "why": why}
    insert_row(book, DUTY_AWAY, **values, recorded_on=book.today)


def call_back(book: Book, staff: str, since: date, until: date) -> None:
    """Note that somebody is here on some days after all."""
    send_away(book, staff, since, until, BACK)


def swap(book: Book, duty_id: int, turn: int, staff: str) -> None:
    """Put somebody on a turn."""
    insert_row(book, DUTY_SWAP, duty_id=duty_id, turn=turn, staff=staff, recorded_on=book.today)


def finish(  # noqa: PLR0913  (all that is known of a turn)
    book: Book,
    duty_id: int,
    turn: int,
    *,
    on: date,
    who: str,
    asked: int | None = None,
    handed_out: int | None = None,
    note: str = "",
) -> str:
    """A turn was done, once and not before its first day; by whom, as the rota spells it."""
    known = next((one for one in duty_facts(book).duties if one.id == duty_id), None)
    if known is None:
        raise RefusedError(f"There is no duty {duty_id}. See: ref duty list")
    key = known.key(turn)
    if on < (begins := known.begins(turn)):
        line = type_line("done", key, "--on", begins)
        way = f"Type: {line}" if begins <= book.today else f"See: {type_line('duty show', duty_id)}"
        raise RefusedError(f"{key} begins on {begins}; {on} would be before it. {way}")
    before = select(DUTY_DONE.c.who, DUTY_DONE.c.done_on).where(
        DUTY_DONE.c.duty_id == duty_id, DUTY_DONE.c.turn == turn
    )
    if row := book.session.execute(before).first():
        raise RefusedError(f"{key} was done by {row.who} on {row.done_on}. See: ref duty show")
    name = spell_as_known(known, who)
    insert_row(
        book,
        DUTY_DONE,
        duty_id=duty_id,
        turn=turn,
        done_on=on,
        who=name,
        asked=asked,
        handed_out=handed_out,
        note=note,
    )
    return name


def spell_as_known(known: Duty, who: str) -> str:
    """A name as the rota spells it; others as typed."""
    names = {staff_key(name): name for roster in known.rosters for name in roster.staff}
    return names.get(staff_key(who), who.strip())


def read_performed(book: Book, since: date, until: date) -> Performed:
    """What the staff did in a period, all duties together."""
    return count_performed(
        duty_facts(book), skipped_turns(book), since=since, until=until, today=book.today
    )
