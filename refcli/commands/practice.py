"""The command that begins a book and keeps the practice's settings."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from refcli.asking.turns import Way
from refcli.asking.yes_or_no import read_way
from refcli.core.owed.settings import Rule
from refcli.core.practice import QUESTIONS, read_setting, setting_lines
from refcli.core.sources.reach import read_phone
from refcli.core.trust.disk import word_encryption
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.on_use import storage
from refcli.options import whole_number
from refcli.output.result import Result
from refcli.phrases import BESIDE

app = typer.Typer()

NUMBERS = frozenset({"phone", "fax"})
REHEARSAL = {"rehearsal": "yes"}
WAYS = "Return leaves it open, or as it stands in brackets; b goes back, q stops."
HOW = "To change one: ref init --state WA; all options: ref init --help"

StateOption = Annotated[
    str | None, typer.Option(metavar="STATE", help="The state: WA or Washington.")
]
RehearsalOption = Annotated[
    bool, typer.Option("--rehearsal", help="To practise: days to come can be played through.")
]
DhsOption = Annotated[
    bool | None, typer.Option(help="Whether it bills Medicare for designated health services.")
]
HeadOption = Annotated[str | None, typer.Option(help="On the letterhead.")]
AddMeansOption = Annotated[
    str | None,
    typer.Option(metavar="YES|NO", help="Whether ref add is typed once somebody is booked."),
]
EveryOption = Annotated[
    int | None,
    typer.Option(
        parser=whole_number(1, 120), metavar="MONTHS", help="Between visits at first (1)."
    ),
]
FirstOption = Annotated[
    int | None,
    typer.Option(parser=whole_number(0, 120), metavar="MONTHS", help="How long that lasts (6)."),
]
LaterOption = Annotated[
    int | None,
    typer.Option(
        parser=whole_number(1, 120), metavar="MONTHS", help="Between visits after that (3)."
    ),
]


NameOption = Annotated[str | None, typer.Option(help="The practice's name.")]
SpecialtyOption = Annotated[str | None, typer.Option(help="Endodontics, family medicine ...")]
ZipOption = Annotated[str | None, typer.Option("--zip", metavar="ZIP", help="The ZIP code.")]


@app.command()
def init(
    ctx: typer.Context,
    *,
    practice: NameOption = None,
    specialty: SpecialtyOption = None,
    state: StateOption = None,
    zip_: ZipOption = None,
    address: HeadOption = None,
    phone: HeadOption = None,
    fax: HeadOption = None,
    dhs: DhsOption = None,
    add_means_booked: AddMeansOption = None,
    visit_every: EveryOption = None,
    visit_first: FirstOption = None,
    visit_later: LaterOption = None,
    rehearsal: RehearsalOption = False,
) -> Result:
    """Create the database, or change the practice's settings.

    How often one visits stands with the other figures: ref setting list.
    """
    env: Env = ctx.obj
    months = {"visit_every": visit_every, "visit_first": visit_first, "visit_later": visit_later}
    typed = {
        "practice": practice,
        "specialty": specialty,
        "state": state,
        "zip": zip_,
        "address": address,
        "phone": phone,
        "fax": fax,
        "bills_dhs": None if dhs is None else ("yes" if dhs else "no"),
        "add_means_booked": add_means_booked,
    }
    values = {key: check_setting(key, value) for key, value in typed.items() if value is not None}
    figures = {key: figure for key, figure in months.items() if figure is not None}
    there = storage.book.opening.holds_something(env.database)
    known = read_known(env) if there else {}
    if rehearsal and there:
        refuse_rehearsal(env, known)
    asked = env.interactive and not values and not figures and not rehearsal
    if asked:
        values = ask_settings(env, known)
    values |= REHEARSAL if rehearsal else {}
    same = save(env, values, figures, there=there) if values or figures or not there else []
    say_outcome(env, same, created=not there, changed=bool(env.outcome.kept))
    settings = {key: (known | values).get(key, "") for key in QUESTIONS}
    record = settings | figures | {"database": str(env.database), "created": not there}
    shown = asked or (there and not env.outcome.kept)
    return Result(record, [*setting_lines(settings), HOW] if shown else [])


def refuse_rehearsal(env: Env, known: Mapping[str, str]) -> None:
    """Refuse to practise in a book that is in use and was not made for it."""
    if REHEARSAL.items() - known.items():
        raise RefusedError(
            f"{env.database} is in use, and a rehearsal begins with a new book:"
            " ref --db rehearsal.db init --rehearsal"
        )


def read_known(env: Env) -> dict[str, str]:
    """Read the settings of the book."""
    with storage.book.door.reading(env.door()) as book:
        return storage.practice.read_settings(book)


def save(
    env: Env, values: Mapping[str, str], figures: Mapping[str, int], *, there: bool
) -> list[str]:
    """Keep the settings, in a new book where there is none; the keys of those that were so."""
    created = storage.book.opening.create(env.door("init").file)
    if not created and not there:
        raise RefusedError(
            f"Another ref has just created {env.database}, and nothing was changed in it."
            " See what is set there: ref init"
        )
    since = storage.book.choices.BEGINNING if created else env.today
    with storage.book.door.writing(env.door("init")) as book:
        became = storage.practice.save_settings(book, values, since)
        for key, figure in figures.items():
            rule = Rule(key=key, value=figure, since=since)
            became[key] = storage.owed.settings.set_rule(book, rule)
    return [key for key, chosen in became.items() if not chosen.written]


def say_outcome(env: Env, same: Sequence[str], *, created: bool, changed: bool) -> None:
    """Say what was set up, and of a new book how secret the disk under it is."""
    env.talk(report_on(env, same, created=created, changed=changed))
    if created:
        disk = storage.trust.disk.read_encryption(env.database)
        env.talk(word_encryption(disk, sys.platform))
        if storage.book.copying.has_copies(env.database):
            env.talk(f"This book is new and empty; {BESIDE}")


def report_on(env: Env, same: Sequence[str], *, created: bool, changed: bool) -> str:
    """Say what was set up, and what to type next."""
    if created:
        return (
            f"Created {env.database}. Record the first referral, for example:"
            ' ref add "Maria Lopez" --from "Dr. Chen" --kind provider'
        )
    if changed:
        unchanged = f" Unchanged: {', '.join(same)}." if same else ""
        return f"Saved the settings in {env.database}.{unchanged}"
    return f"{env.database} is there already; nothing was changed."


def ask_settings(env: Env, known: Mapping[str, str]) -> dict[str, str]:
    """The settings as answered in the terminal; Return leaves one as it is.

    Nothing is made before the last answer; a place that cannot be used is refused before the first.
    """
    storage.book.opening.mind_the_place(replace(env.door("init").file, say=lambda _line: None))
    env.talk(WAYS)
    keys, said, at = [*QUESTIONS], dict[str, str](), 0
    while at < len(keys):
        answer = ask_setting(env, keys[at], {**known, **said}.get(keys[at], ""), back=at > 0)
        if isinstance(answer, Way):
            at -= 1
            continue
        if answer:
            said[keys[at]] = answer
        at += 1
    return said


def ask_setting(env: Env, key: str, known: str, *, back: bool) -> str | Way:
    """One setting, asked again until it can be read; empty where it stays as it is.

    ``back``: there is a question before this one.
    """
    asked = QUESTIONS[key].asked
    shown = f"{asked} [{known}]:" if known else f"{asked}:"
    while answer := env.ask(shown, may_be_empty=True):
        if way := read_way(answer, back=back):
            return way
        try:
            return check_setting(key, answer)
        except UsageError as error:
            env.talk(str(error))
    return ""


def check_setting(key: str, value: str) -> str:
    """A setting that was typed; one that cannot be is refused."""
    text = read_setting(key, value)
    return read_phone(text) if text and key in NUMBERS else text
