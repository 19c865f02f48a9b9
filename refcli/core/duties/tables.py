"""Duties as tables: all of them, the turns of one, how often each had a turn, who is away."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from refcli.core.duties.absences import Words, spans_away
from refcli.core.duties.counts import Count, TurnStanding, TurnState, standings_of
from refcli.core.duties.rota import Duty, DutyFacts, coming_turns, explain_turn
from refcli.core.output.table import Cell, Column, Table, Type

LAST, NEXT = 8, 8  # turns that are shown, before today's and from it on
SOON = 3  # who comes next, in the list
LINE = "the first in line who is there; whoever had a turn goes to the end of the line"
DUTY_COLUMNS = (
    Column("id", "Id", Type.ID),
    Column("duty", "Duty"),
    Column("every", "Every"),
    Column("now", "Now"),
    Column("text", "What", machine_only=True),
    Column("until", "Until", Type.DATE),
    Column("next", "Next"),
    Column("done", "Done", Type.COUNT),
    Column("overdue", "Overdue", Type.COUNT),
    Column("starts_on", "From", Type.DATE, machine_only=True),
    Column("ended_on", "Ended", Type.DATE, machine_only=True),
    Column("staff", "Staff in line", machine_only=True),
    Column("texts_in_turn", "Texts in turn", machine_only=True),
    Column("note", "Note", machine_only=True),
)
BETWEEN = " | "  # the texts of a duty, in one cell
TURN_COLUMNS = (
    Column("key", "Key"),
    Column("since", "From", Type.DATE),
    Column("until", "Until", Type.DATE),
    Column("whose", "Whose"),
    Column("text", "What"),
    Column("how", "How it stands"),
    Column("state", "State", machine_only=True),
    Column("done_by", "Done by", machine_only=True),
    Column("done_on", "Done on", Type.DATE, machine_only=True),
    Column("asked", "Asked", Type.COUNT, machine_only=True),
    Column("handed_out", "Handed out", Type.COUNT, machine_only=True),
    Column("why", "Why", machine_only=True),
    Column("note", "Note", machine_only=True),
)
COUNT_COLUMNS = (
    Column("name", "Name"),
    Column("turns", "Turns", Type.COUNT),
    Column("done", "Done", Type.COUNT),
    Column("overdue", "Overdue", Type.COUNT),
    Column("away", "Away", Type.COUNT),
    Column("took", "Took over", Type.COUNT),
    Column("gave", "Handed over", Type.COUNT),
)
AWAY_COLUMNS = (
    Column("name", "Name"),
    Column("since", "From", Type.DATE),
    Column("until", "Until", Type.DATE),
    Column("why", "Why"),
)


@dataclass(frozen=True, slots=True)
class Rota:
    """All duties with their turns, and the keys skipped, as known today."""

    facts: DutyFacts
    skipped: Collection[str]
    today: date

    @property
    def words(self) -> Words:
        """The absences by name."""
        return self.facts.words


def duty_table(rota: Rota, *, ended: bool) -> Table:
    """One row per duty, by number."""
    words = rota.words
    rows = [duty_row(rota, duty, words) for duty in rota.facts.duties if ended or not duty.ended_on]
    away = ", ".join(f"{name} {since} to {until}" for name, since, until, _ in away_rows(rota))
    note = (
        f"As of {rota.today}. A turn goes to {LINE}. Done and overdue: turns that began by then;"
        " a skipped one is neither." + (f" Away: {away}." if away else "")
    )
    empty = 'No duty. For example: ref duty add "Hand out cards" --every week --rota "Tina, Marc"'
    columns = [
        replace(column, machine_only=False) if ended and column.name == "ended_on" else column
        for column in DUTY_COLUMNS
    ]
    return Table("Duties", columns, rows, note if rows else "", empty=empty)


def duty_row(rota: Rota, duty: Duty, words: Words) -> tuple[Cell, ...]:
    """The cells of one duty."""
    begun = list(standings_of(duty, words, rota.skipped, rota.today, rota.today))
    following = coming_turns(duty, words, rota.today, SOON + 1)
    now = following.pop(0) if following and following[0].turn.since <= rota.today else None
    return (
        duty.id,
        duty.name,
        duty.every.value,
        (now.who or "nobody") if now else "",
        now.text if now else "",
        now.turn.until if now else None,
        ", ".join(one.who or "nobody" for one in following[:SOON]),
        sum(each.state is TurnState.DONE for each in begun),
        sum(each.state is TurnState.OVERDUE for each in begun),
        duty.starts_on,
        duty.ended_on,
        ", ".join(duty.rosters[-1].staff),
        BETWEEN.join(duty.rosters[-1].texts),
        duty.note,
    )


def duty_standing(rota: Rota, duty: Duty) -> dict[str, object]:
    """A duty of the list as a record."""
    names = [column.name for column in DUTY_COLUMNS]
    return dict(zip(names, duty_row(rota, duty, rota.words), strict=True))


def duty_facts(duty: Duty) -> dict[str, object]:
    """What is known of the duty itself."""
    latest = duty.rosters[-1]
    return {
        "id": duty.id,
        "duty": duty.name,
        "every": duty.every.value,
        "starts_on": duty.starts_on,
        "ended_on": duty.ended_on,
        "rota": list(latest.staff),
        "rota_from_turn": latest.from_turn,
        "texts": list(latest.texts),
        "note": duty.note,
    }


def turn_table(duty: Duty, standing: Sequence[TurnStanding], words: Words, today: date) -> Table:
    """The last turns, all that are overdue, today's and the next ones, in their order."""
    past = [each for each in standing if each.one.turn.until < today]
    old = [each for each in past[:-LAST] if each.state is TurnState.OVERDUE]
    shown = [*old, *past[-LAST:], *standing[len(past) :]]
    rows = [turn_row(duty, each, words) for each in shown]
    note = (
        f"As of {today}, the last {LAST} turns, older ones that are overdue, and the next {NEXT}."
        f" Whose: {LINE}. Close with: ref done KEY --asked 12 --handed-out 30"
    )
    return Table("Turns", TURN_COLUMNS, rows, note, empty="No turn has begun yet.")


def turn_row(duty: Duty, each: TurnStanding, words: Words) -> tuple[Cell, ...]:
    """The cells of one turn."""
    one, done = each.one, each.done
    return (
        duty.key(one.turn.number),
        one.turn.since,
        one.turn.until,
        one.who or "nobody",
        one.text,
        standing_text(each, words),
        each.state.value,
        done.who if done else "",
        done.done_on if done else None,
        done.asked if done else None,
        done.handed_out if done else None,
        explain_turn(one, words),
        done.note if done else "",
    )


def standing_text(each: TurnStanding, words: Words) -> str:
    """A turn in words: who did it and what came of it, or whose it is and why."""
    done = each.done
    if done is None:
        return "; ".join(filter(None, [each.state.value, explain_turn(each.one, words)]))
    asked = "" if done.asked is None else f"asked {done.asked}"
    given = "" if done.handed_out is None else f"handed out {done.handed_out}"
    told = [f"done {done.done_on} by {done.who}", asked, given, done.note]
    return ", ".join(filter(None, told))


def count_table(counts: Sequence[Count], today: date) -> Table:
    """Who had and did how many turns."""
    rows = [tuple(asdict(each).values()) for each in counts]
    note = (
        f"Turns that began by {today}. Turns: theirs, done or not; two people who were both there"
        " differ by one at most, but for swaps. Done: whosever turn it was. Away: turns during"
        " which they were away; these are not made up."
    )
    return Table("Fair count", COUNT_COLUMNS, rows, note, empty="No turn has begun yet.")


def away_rows(rota: Rota) -> list[tuple[str, date, date, str]]:
    """Who is away today or later, the first day first."""
    found = [
        (word[-1].staff, span.since, span.until, span.why)
        for word in rota.words.values()
        for span in spans_away(word)
        if span.until >= rota.today
    ]
    return sorted(found, key=lambda row: (row[1], row[0].casefold(), row[2]))


def away_table(rota: Rota) -> Table:
    """Who is away today or later."""
    note = (
        f"Absences that end on or after {rota.today}, both days included. Whoever is away on any"
        " day of a turn does not have it."
    )
    return Table("Away", AWAY_COLUMNS, away_rows(rota), note, empty="Nobody is away.")
