"""The command that begins a book and keeps the practice's settings."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from refcli.core.owed.settings import Rule
from refcli.core.practice import read_setting
from refcli.core.trust.disk import word_encryption
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.on_use import storage
from refcli.options import whole_number
from refcli.output.result import Result
from refcli.phrases import BESIDE

app = typer.Typer()

QUESTIONS = {
    "practice": "The practice's name",
    "specialty": "Specialty",
    "state": "State",
    "zip": "ZIP code",
    "bills_dhs": "Does it bill Medicare for designated health services? (yes/no)",
}
REHEARSAL = {"rehearsal": "yes"}
OPEN = "(not set)"
HOW = "To change one: ref init --state WA; all options: ref init --help"

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


@app.command()
def init(
    ctx: typer.Context,
    *,
    practice: Annotated[str | None, typer.Option(help="The practice's name.")] = None,
    specialty: Annotated[str | None, typer.Option(help="Endodontics, family medicine ...")] = None,
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="The state: WA or Washington.")
    ] = None,
    zip_: Annotated[str | None, typer.Option("--zip", metavar="ZIP", help="The ZIP code.")] = None,
    dhs: Annotated[
        bool | None,
        typer.Option(help="Whether it bills Medicare for designated health services."),
    ] = None,
    visit_every: EveryOption = None,
    visit_first: FirstOption = None,
    visit_later: LaterOption = None,
    rehearsal: Annotated[
        bool, typer.Option("--rehearsal", help="To practise: days to come can be played through.")
    ] = False,
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
        "bills_dhs": None if dhs is None else ("yes" if dhs else "no"),
    }
    values = {key: check_setting(key, value) for key, value in typed.items() if value is not None}
    figures = {key: figure for key, figure in months.items() if figure is not None}
    there = storage.book.opening.holds_something(env.database)
    known = read_known(env) if there else {}
    if rehearsal and there and REHEARSAL.items() - known.items():
        raise RefusedError(
            f"{env.database} is in use, and a rehearsal begins with a new book:"
            " ref --db rehearsal.db init --rehearsal"
        )
    if env.interactive and not values and not figures:
        values = ask_settings(env, known)
    values |= REHEARSAL if rehearsal else {}
    same = save(env, values, figures, there=there) if values or figures or not there else []
    changed = bool(env.outcome.kept)
    say_outcome(env, same, created=not there, changed=changed)
    settings = {key: (known | values).get(key, "") for key in QUESTIONS}
    record = settings | figures | {"database": str(env.database), "created": not there}
    return Result(record, [*as_lines(settings)] if there and not changed else [])


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
            f"Created {env.database}. Record the first referral:"
            ' ref add "Maria Lopez" --from "Dr. Chen" --kind provider'
        )
    if changed:
        unchanged = f" Unchanged: {', '.join(same)}." if same else ""
        return f"Saved the settings in {env.database}.{unchanged}"
    return f"{env.database} is there already; nothing was changed."


def as_lines(settings: Mapping[str, str]) -> Iterator[str]:
    """What is set, one line each, and how to change it."""
    for key, value in settings.items():
        yield f"{QUESTIONS[key].partition('?')[0]}: {value or OPEN}"
    yield HOW


def ask_settings(env: Env, known: Mapping[str, str]) -> dict[str, str]:
    """The settings as answered in the terminal; Return leaves one as it is.

    Nothing is made before the last answer; a place that cannot be used is refused before the first.
    """
    storage.book.opening.mind_the_place(replace(env.door("init").file, say=lambda _line: None))
    if known:
        env.talk("Return keeps what stands in brackets.")
    return {
        key: answer for key in QUESTIONS if (answer := ask_setting(env, key, known.get(key, "")))
    }


def ask_setting(env: Env, key: str, known: str) -> str:
    """One setting, asked again until it can be read; empty where it stays as it is."""
    shown = f"{QUESTIONS[key]} [{known}]:" if known else f"{QUESTIONS[key]}:"
    while answer := env.ask(shown, may_be_empty=True):
        try:
            return read_setting(key, answer)
        except UsageError as error:
            env.talk(str(error))
    return ""


def check_setting(key: str, value: str) -> str:
    """A setting that was typed as an option; one that cannot be is refused."""
    return read_setting(key, value)
