"""The command that begins a book and keeps the practice's settings."""

import re
from typing import Annotated

import typer

from refcli import storage
from refcli.core.due_rules import Rule
from refcli.env import Env
from refcli.errors import UsageError
from refcli.options import whole

app = typer.Typer()

STATE = re.compile(r"[A-Z]{2}")
ZIP = re.compile(r"[0-9]{5}(-[0-9]{4})?")
QUESTIONS = {
    "practice": "The practice's name",
    "specialty": "Specialty",
    "state": "State (two letters)",
    "zip": "ZIP code",
    "bills_dhs": "Does it bill Medicare for designated health services? (yes/no)",
}


@app.command()
def init(  # noqa: PLR0913  (the settings)
    ctx: typer.Context,
    *,
    practice: Annotated[str | None, typer.Option(help="The practice's name.")] = None,
    specialty: Annotated[str | None, typer.Option(help="Endodontics, family medicine ...")] = None,
    state: Annotated[str | None, typer.Option(metavar="XX", help="The state, as WA.")] = None,
    zip_: Annotated[str | None, typer.Option("--zip", help="The ZIP code.")] = None,
    dhs: Annotated[
        bool | None,
        typer.Option(help="Whether it bills Medicare for designated health services."),
    ] = None,
    visit_every: Annotated[
        int | None,
        typer.Option(parser=whole(1, 120), metavar="MONTHS", help="Between visits at first (1)."),
    ] = None,
    visit_first: Annotated[
        int | None,
        typer.Option(parser=whole(0, 120), metavar="MONTHS", help="How long that lasts (6)."),
    ] = None,
    visit_later: Annotated[
        int | None,
        typer.Option(parser=whole(1, 120), metavar="MONTHS", help="Between visits after that (3)."),
    ] = None,
) -> None:
    """Create the database, or change the practice's settings."""
    env: Env = ctx.obj
    months = {"visit_every": visit_every, "visit_first": visit_first, "visit_later": visit_later}
    typed = {
        "practice": practice,
        "specialty": specialty,
        "state": state,
        "zip": zip_,
        "bills_dhs": None if dhs is None else ("yes" if dhs else "no"),
    }
    values = {key: checked(key, value) for key, value in typed.items() if value is not None}
    created = storage.store.create(env.door("init"))
    if created and not values and env.interactive:
        values = asked(env)
    figures = {key: figure for key, figure in months.items() if figure is not None}
    since = storage.rules.EVER if created else env.today
    with storage.store.writing(env.door("init")) as book:
        storage.settings.save_settings(book, values)
        for key, figure in figures.items():
            storage.rules.set_rule(book, Rule(key=key, value=figure, since=since))
    env.talk(report_on(env, created=created, changed=bool(values or figures)))


def report_on(env: Env, *, created: bool, changed: bool) -> str:
    """What was done, and what to type next."""
    if created:
        return (
            f"Created {env.database}. Record the first referral:"
            ' ref add "Maria Lopez" --from "Dr. Chen" --kind provider'
        )
    if changed:
        return f"Saved the settings in {env.database}."
    return f"{env.database} is there already; nothing was changed."


def asked(env: Env) -> dict[str, str]:
    """The settings as answered in the terminal; Return leaves one open."""
    answers = {}
    for key, question in QUESTIONS.items():
        if answer := env.ask(f"{question}:", may_be_empty=True):
            answers[key] = checked(key, answer)
    return answers


def checked(key: str, value: str) -> str:
    """A setting in the form in which it is kept; one that cannot be is refused."""
    value = value.strip()
    if key == "state":
        value = value.upper()
        if not STATE.fullmatch(value):
            raise UsageError(f"{value!r} is no state. Type two letters: --state WA")
    if key == "zip" and not ZIP.fullmatch(value):
        raise UsageError(f"{value!r} is no ZIP code. Type five digits: --zip 98101")
    if key == "bills_dhs":
        value = value.lower()
        if value not in {"yes", "no"}:
            raise UsageError(f"{value!r} is neither yes nor no: --dhs or --no-dhs")
    return value
