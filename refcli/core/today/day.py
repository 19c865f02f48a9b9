"""The day at the desk: who comes and who sent them, whom to ask about, whom to call."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from refcli.core.due.agenda import near_day
from refcli.core.due.groups import GROUPS
from refcli.core.due.waiting import Expected, OpenReferral
from refcli.core.output.document import Report, Section
from refcli.core.output.table import Column, Table, Type
from refcli.core.owed.items import DueItem, join_parts
from refcli.core.values.clock_hours import say_appointment, say_hour
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import BuiltIn, DueType, Kind
from refcli.lines import type_line
from refcli.phrases import count_phrase, name_some, ordinal_text

NOTE_ONE = (
    "Note one: ref booked PATIENT 12/2 9:30, or with the referral: ref add PATIENT --from SOURCE"
    ' --booked "12/2 9:30"'
)
COMING = (
    *(Column("hour", "Hour"), Column("patient", "Patient"), Column("source", "From")),
    *(Column("about", "About"), Column("phone", "Phone"), Column("id", "Id", Type.ID)),
)
ASKED = (
    *(Column("key", "Key"), Column("patient", "Patient"), Column("day", "Appointment")),
    *(Column("phone", "Phone"), Column("type", "Type")),
)
CALLED = (
    *(Column("key", "Key"), Column("patient", "Patient"), Column("why", "Why")),
    *(Column("source", "From"), Column("helps", "Chart, note"), Column("phone", "Phone")),
)
CALLS_NOTE = (
    "Reached nobody: ref tried KEY voicemail. How it went (F): ref done KEY --happy, or"
    " --unhappy TEXT"
)
MOST_DAYLESS = 6  # named of those who are booked without a day
TURNS = (Column("who", "Who"), Column("what", "What"), Column("done", "So far"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A patient with an appointment today, and who sent them.

    ``nth`` is the referral's place among those of its source this year; None where nobody sent
    them. ``moved_from`` is the day for which the appointment was before.
    """

    referral_id: int
    patient: str
    hour: str | None
    source_id: int
    source: str
    kind: Kind
    nth: int | None = None
    prefers: str = ""
    phone: str = ""
    moved_from: date | None = None
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A patient to be called, or to be asked about; ``tries`` reached nobody so far.

    ``waiting``: their referral, and what it has been waiting for since when.
    """

    item: DueItem
    waiting: OpenReferral
    tries: int


@dataclass(frozen=True, slots=True)
class TurnToday:
    """Whose turn of a duty it is, what is to be asked, and what came of it so far."""

    who: str
    what: str
    done: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """All that the desk needs in the morning; ``overdue`` counts what is late by its type.

    ``provider``: it is the day of this one of ours alone, ``option`` as typed. ``ahead``: it is
    still to come, and by then much will be late that is not so now. ``dayless``: who is booked for
    a day that nobody told, and is not called yet.
    """

    day: date
    provider: str = ""
    option: str = ""
    ahead: bool = False
    coming: Sequence[Coming] = ()
    came: Sequence[Call] = ()
    calls: Sequence[Call] = ()
    turns: Sequence[TurnToday] = ()
    dayless: Sequence[OpenReferral] = ()
    overdue: dict[DueType, int] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Wed 25 Nov 2026: 4 come, 1 to ask about, 3 calls."""
        whose = f", {self.provider}" if self.provider else ""
        return f"{full_day(self.day)}{whose}: {self.in_short}"

    @property
    def empty(self) -> str:
        """What people read where nobody comes."""
        whose = f"with {self.provider} " if self.provider else ""
        day = full_day(self.day) if self.ahead else "today"
        return f"No appointment {whose}is on record for {day}. {NOTE_ONE}"

    @property
    def patients(self) -> int:
        """How many patients come, or are to be called or asked about."""
        return sum(map(len, (self.coming, self.came, self.calls, self.dayless)))

    @property
    def in_short(self) -> str:
        """4 come, 1 to ask about, 3 calls."""
        some = [f"{len(self.coming)} {'comes' if len(self.coming) == 1 else 'come'}"]
        some += [f"{len(self.came)} to ask about"] if self.came else []
        some += [count_phrase(len(self.calls), "call")] if self.calls else []
        return ", ".join(some)


def today_sections(today: Today) -> list[Section]:
    """The day in tables, each of what is done in one go; those that hold nothing are left out."""
    coming = [
        (
            say_hour(one.hour) if one.hour else "",
            one.patient,
            say_sender(one),
            say_about(one, today.day),
            one.phone,
            one.referral_id,
        )
        for one in today.coming
    ]
    came = [
        (one.item.key, one.item.patient, ask_about(one), one.waiting.callee.phone, type_of(one))
        for one in today.came
    ]
    calls = [
        (
            *(one.item.key, one.item.patient, one.item.why_and_tries, one.item.source),
            *(str(replace(one.waiting.callee, phone="")), one.waiting.callee.phone),
        )
        for one in today.calls
    ]
    turns = [(one.who, one.what, one.done) for one in today.turns]
    sections = [
        Section("appointments", Table("Appointments", COMING, coming, empty=today.empty)),
        Section("came", Table("Did they come?", ASKED, came)),
        Section("calls", Table("Call", CALLED, calls, CALLS_NOTE)),
        Section("ask", Table("Ask", TURNS, turns)),
    ]
    return [one for one in sections if one.table.rows or one.name == "appointments"]


def say_sender(one: Coming) -> str:
    """``Dr. Wei Chen (3rd this year; reports by fax)``."""
    if one.nth is None:
        return "nobody" if one.source == BuiltIn.NONE else one.source
    ours = "our patient, " if one.kind is Kind.PATIENT else ""
    told = "; ".join(filter(None, [f"{ours}{ordinal_text(one.nth)} this year", one.prefers]))
    return f"{one.source} ({told})"


def say_about(one: Coming, day: date) -> str:
    """``new``, or what became of the appointment until now."""
    moved = f"moved here from {near_day(one.moved_from, day)}" if one.moved_from else ""
    return ", ".join(filter(None, ["seen already" if one.seen else "new", moved]))


def ask_about(call: Call) -> str:
    """The appointment of which is asked whether they came, and the calls that reached nobody."""
    hour = call.waiting.hour if isinstance(call.waiting, Expected) else None
    return join_parts([say_appointment(call.waiting.since, hour), call.item.tries])


def type_of(call: Call) -> str:
    """The lines that say whether a patient came."""
    number = call.item.key[1:]
    return f"{type_line('seen', number)}, or {type_line('missed', number)}"


def end_lines(today: Today) -> list[str]:
    """What is said below the tables: who is booked without a day, and what is overdue."""
    return [line for line in (dayless_line(today), overdue_line(today)) if line]


def dayless_line(today: Today) -> str:
    """``Booked, the day is not known: Meg Dow (3). Once it is, as: ref booked 3 12/2``."""
    if not today.dayless:
        return ""
    named = name_some([f"{one.patient} ({one.id})" for one in today.dayless], MOST_DAYLESS)
    line = type_line("booked", today.dayless[0].id, "12/2")
    return f"Booked, the day is not known: {named}. Once it is, as: {line}"


def overdue_line(today: Today) -> str:
    """``Overdue: go out 8, call 4: ref due --only overdue``; empty where nothing is."""
    counts = [
        (title.lower(), sum(many for type_, many in today.overdue.items() if type_ in types))
        for title, types in GROUPS
    ]
    told = ", ".join(f"{title} {many:,}" for title, many in counts if many)
    whose = ("--provider", today.option) if today.option else ()
    see = type_line("due", "--only", "overdue", *whose)
    return f"Overdue: {told}. See: {see}" if told else ""


def today_report(today: Today, practice: str) -> Report:
    """The day as a page to print."""
    return Report(
        title=today.title,
        practice=practice,
        since=today.day,
        until=today.day,
        as_of=today.day,
        sections=today_sections(today),
        sentences=end_lines(today),
    )
