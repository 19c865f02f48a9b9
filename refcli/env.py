"""The outside world, as a command sees it."""

import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from refcli.asking.line import is_terminal, read_line
from refcli.asking.offers import Offers
from refcli.asking.turns import Turns
from refcli.asking.yes_or_no import ask_yes_or_no
from refcli.core.values.clock_hours import AppointmentTime, is_written, split_hour
from refcli.core.values.date_text import DaySense, DoubtfulDayError, FutureDayError
from refcli.core.values.dates import read_day_for, read_day_of_appointment
from refcli.core.values.day_words import full_day
from refcli.core.values.money import read_cents
from refcli.errors import RefusedError, UsageError
from refcli.lines import command_line, drop_options, name_book

if TYPE_CHECKING:
    from refcli.core.trust.faults import Fault
    from refcli.storage.book.door import Door

PLACEHOLDER = "TEXT"  # in lines to type, for what nobody can know
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
STRAY = re.compile("[\ud800-\udfff]")  # how Python keeps a byte that it cannot read


@dataclass(frozen=True, slots=True)
class Outcome:
    """A command as ``typed``, and what it has done so far that outlasts it.

    ``kept`` are the numbers of the commands on record, ``written`` the files that got their names,
    ``said`` what a person was told about the book, ``notes`` what is told beside the answer.
    """

    typed: Sequence[str] = ()
    kept: list[int] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """What it has done, as a sentence."""
        done = [f"Written: {', '.join(map(str, self.written))}."] if self.written else []
        if self.kept:
            done.append(f"It is on record as command {self.kept[-1]}; to take it back: ref undo")
        return " ".join(done) or "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Env:
    """Where the book is, what day it is, who types, and where the answer goes."""

    database: Path
    today: date
    by: str
    console: Console
    errors: Console
    network_risk: bool = False
    outcome: Outcome = field(default_factory=Outcome)
    turns: Turns = field(default_factory=Turns)
    clock: date | None = None  # the real day
    now: datetime | None = None  # the real moment
    day_typed: bool = False
    login: str = ""
    waited: float = 0  # seconds, for another program that holds the book

    @property
    def writer(self) -> str:
        """Who writes a letter, by the name that was set; a PC's login alone is nobody's name."""
        return self.by if self.by != self.login else ""

    def door(self, command: str = "", *, whole: bool = False) -> "Door":
        """What opening the book needs to know; ``command`` is what the history will say.

        ``whole``: the file is looked at from end to end, whether it changed or not.
        """
        from refcli.storage.book.door import Door  # noqa: PLC0415  (help and version do without)
        from refcli.storage.book.earlier.dated_by import leave_out_later  # noqa: PLC0415  (as below)

        return Door(
            path=self.database,
            today=self.today,
            by=self.by,
            command=command,
            say=self.say_once,
            note=self.note_once,
            kept=self.outcome.kept.append,
            network_risk=self.network_risk,
            login=self.login,
            clock=self.clock,
            now=self.now,
            waited=self.waited,
            mind_far_day=self.mind_far_day,
            leave_out_later=leave_out_later,
            look=look_at_book,
            whole=whole,
            progress=self.show_progress,
        )

    def mind_far_day(self, last: date) -> None:
        """Refuse a day that is far from the last recorded one, unless it was typed or is right."""
        if self.day_typed:
            return
        what = (
            f"The last day on record is {full_day(last)}, and this PC says {full_day(self.today)}."
        )
        if (
            self.interactive
            and ask_yes_or_no(self.ask, self.talk, f"{what} Is that right?") is True
        ):
            return
        line = command_line(["--as-of", str(self.today), *self.outcome.typed])
        raise RefusedError(f"{what} If that is right, type: {line}")

    def talk(self, line: str) -> None:
        """One line to the person, beside the data."""
        from refcli.output.text import harmless_text  # noqa: PLC0415  (needed by few commands)

        with suppress(OSError):  # nobody listens; what is done does not hang on it
            line = name_book(line, self.outcome.typed)
            self.errors.print(harmless_text(line), soft_wrap=True)

    def say_once(self, line: str) -> None:
        """One line to the person, however often the book is opened by one command."""
        if line not in self.outcome.said:
            self.outcome.said.add(line)
            self.talk(line)

    def note_once(self, line: str) -> None:
        """One line to the person, beside the answer; a command that fails says only why."""
        if line not in self.outcome.notes:
            self.outcome.notes.append(line)

    def show_progress(self, line: str) -> None:
        """How far something is that takes long, on one line of a terminal, which an empty one ends.

        A newer one is written over it.
        """
        from refcli.output.text import harmless_text  # noqa: PLC0415  (needed by few commands)

        if self.errors.is_terminal:
            room = self.errors.width - 1
            with suppress(OSError):
                self.errors.file.write(f"\r{harmless_text(line)[:room]:{room}}\r")
                self.errors.file.flush()

    @property
    def interactive(self) -> bool:
        """Whether somebody sits at the keyboard and can be asked."""
        return all(map(is_terminal, (sys.stdin, sys.stdout)))

    def ask(
        self, question: str, *, may_be_empty: bool = False, offers: Offers | None = None
    ) -> str:
        """What the person answers; nothing but Return only where that is allowed.

        ``offers``: what the TAB key completes, such as the names on record.
        """
        while True:
            try:
                answer = whole_text(typed_text(read_line(f"{question} ", offers))).strip()
            except UsageError as error:
                self.talk(str(error))
                continue
            if answer or may_be_empty:
                return answer
            self.talk("Type an answer; Ctrl-C stops, and nothing is changed.")

    def day(self, text: str | None, *, future: bool = False) -> date | None:
        """A typed date, or None where none was typed; of coming days the next where it may be."""
        return self.sure_day(text, DaySense.FUTURE if future else DaySense.PAST)

    def not_over(self, day: date | None, text: str | None) -> date:
        """The day that a ``text`` says, from today on; today without one.

        The refusal of an earlier one keeps all else that was typed.
        """
        day = day or self.today
        if day < self.today:
            said = {*(text or "").split(), text}
            kept = drop_options(self.outcome.typed, "--db", "--as-of", "--on")
            words = [one for one in kept if one not in said]
            line = command_line(["--as-of", str(day), *words])
            raise UsageError(f"{full_day(day)} is over. To see it as it stood then: {line}")
        return day

    def day_of_booking(self, text: str | None) -> date | None:
        """The day on which an appointment was made; who types that of the visit is told so."""
        try:
            return self.day(text)
        except FutureDayError as error:
            raise UsageError(
                f"{error.what}. --on is the day on which the appointment was made: leave it out if"
                " that was today. The day that it is for goes with --for, in referral status",
                drop=["--on"],
            ) from None

    def day_or_today(self, text: str | None) -> date:
        """A typed date that is not in the future; today where none was typed."""
        return self.day(text) or self.today

    def day_either_way(self, text: str | None) -> date | None:
        """A typed date that may lie before or after today: of an event, an absence."""
        return self.sure_day(text, DaySense.EITHER)

    def bound(self, text: str | None) -> date | None:
        """The typed first or last day of what a list shows; not in the future."""
        return self.sure_day(text, DaySense.BOUND)

    def appointment(self, text: str | None, made_on: date | None = None) -> AppointmentTime | None:
        """The typed day of an appointment, and its hour; 12/2 is the next one after it was made."""
        if text is None:
            return None
        typed = split_hour(text)
        since = made_on if made_on and is_written(typed.day) else self.today
        try:
            day = self.sure_day(typed.day, DaySense.FUTURE, since, read=read_day_of_appointment)
        except UsageError as error:
            error.wrong = text
            error.right = f"{error.right} {typed.hour or ''}".strip() if error.right else ""
            raise
        return AppointmentTime(day, typed.hour, typed.as_read) if day else None

    def sure_day(
        self,
        text: str | None,
        meant: DaySense,
        since: date | None = None,
        *,
        read: Callable[[str, date, DaySense], date] = read_day_for,
    ) -> date | None:
        """A typed date; where its year is in doubt, as somebody at the keyboard says."""
        if text is None:
            return None
        try:
            return read(text, since or self.today, meant)
        except DoubtfulDayError as doubt:
            if self.interactive and ask_yes_or_no(self.ask, self.talk, doubt.question) is True:
                return doubt.day
            raise


def look_at_book(db: Any) -> "Sequence[Fault]":  # noqa: ANN401  (a connection of sqlite3)
    """What is wrong with an open book."""
    from refcli.storage.trust.looking import find_faults  # noqa: PLC0415  (seldom needed)

    return find_faults(db)


def typed_text(text: str) -> str:
    """A text as typed; no key that was pressed by mistake becomes a part of it."""
    if found := CONTROL.search(text):
        what = "a line break or a tab" if found[0] in "\t\n\r" else "a control character"
        raise UsageError(f"There is {what} in {text!r}: type it again without.")
    if text == PLACEHOLDER:
        raise UsageError(f"{PLACEHOLDER} stands for your own words: type those, in quotes.")
    return text


def whole_text(text: str) -> str:
    """A text whose every byte was a character of the terminal's own."""
    if STRAY.search(text):
        raise UsageError("There are characters in it that are no text: type it again without.")
    return text


def as_of_day(typed: str | None, today: date) -> date:
    """The day that is meant; a weekday is the last one, a later day has to be written out."""
    if not typed:
        return today
    try:
        return read_day_for(typed, today, DaySense.BOUND)
    except FutureDayError as later:
        return later.day


def read_amount(text: str | None) -> int | None:
    """A typed amount of money in cents; one that cannot be read is refused with an example."""
    return None if text is None else read_cents(text)
