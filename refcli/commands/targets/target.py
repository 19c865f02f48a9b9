"""Commands about targets: offices and providers near us that we want to meet."""

from typing import Annotated

import typer

from refcli.commands.targets.adopting import adopt_target
from refcli.commands.targets.importing import import_targets
from refcli.commands.targets.naming import read_listing, settle_target
from refcli.commands.targets.options import (
    NearOption,
    RadiusOption,
    SpecialtyOption,
    TargetArgument,
    ZipOption,
    read_specialties,
)
from refcli.core.targets.near import find_center
from refcli.core.targets.records import ENDINGS, Cases
from refcli.core.targets.tables import Order, TargetFilter, page_record, place_table, target_table
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.options import LimitOption, refuse_nothing
from refcli.output.render import fact_lines
from refcli.output.result import Result

app = typer.Typer()
target = typer.Typer(no_args_is_help=True)
app.add_typer(target, name="target", help="Whom to meet: offices and providers near us.")
target.command("import")(import_targets)


@target.command(name="list")
def list_(
    ctx: typer.Context,
    *,
    never_visited: Annotated[
        bool, typer.Option("--never-visited", help="Only places where we never met anybody.")
    ] = False,
    zip_: ZipOption = None,
    near: NearOption = None,
    radius: RadiusOption = None,
    specialty: SpecialtyOption = None,
    kind: Annotated[Kind | None, typer.Option(help="Providers or offices alone.")] = None,
    cases: Annotated[
        Cases | None, typer.Option(help="Only those who keep cases like ours, or refer them out.")
    ] = None,
    ended: Annotated[bool, typer.Option("--ended", help="Those who have left, too.")] = False,
    rollup: Annotated[
        str | None, typer.Option(metavar="office", help="One line per place, with its people.")
    ] = None,
    order: Annotated[Order, typer.Option(help="What comes first.")] = Order.DISTANCE,
    limit: LimitOption = None,
) -> Result:
    """List whom to meet, the nearest first, and which of them we know already."""
    env: Env = ctx.obj
    if rollup not in {None, "office"}:
        raise UsageError(f"{rollup!r} cannot be rolled up to.", add=["--rollup", "office"])
    wanted = TargetFilter(
        kind=kind,
        zip=zip_ or "",
        codes=read_specialties(specialty or []),
        cases=cases,
        never_visited=never_visited,
        within=radius,
        ended=ended,
    )
    with storage.book.door.reading(env.door()) as book:
        targets = storage.targets.read_targets(book)
        listing = read_listing(book, near, targets)
    if near:
        find_center(near, listing.about.points)
    if radius and not listing.about.center:
        raise UsageError("--radius counts from where? Type: --near 98101, or: ref init --zip 98101")
    make_table = place_table if rollup else target_table
    return Result(make_table(listing, wanted, order, known=len(targets)).head(limit))


@target.command(name="show")
def show_(ctx: typer.Context, which: TargetArgument, *, near: NearOption = None) -> Result:
    """Show all that is known of a target, and who else is at the place."""
    env: Env = ctx.obj
    npi = settle_target(env, which)
    with storage.book.door.reading(env.door()) as book:
        one = storage.targets.find_target(book, npi)
        listing = read_listing(book, near, storage.targets.read_targets(book))
    record = page_record(listing, one)
    there = "; ".join(f"{each['npi']} {each['name']}" for each in record["also_there"])
    shown = {name: value for name, value in record.items() if value not in (None, "", [])}
    words = {"cases": one.cases.words, "ended_why": ENDINGS.get(one.ended_why, "")}
    shown |= {name: word for name, word in words.items() if word}
    shown |= {"codes": " ".join(one.record.codes)} | ({"also_there": there} if there else {})
    return Result(record, fact_lines(shown))


@target.command(name="set")
def set_(
    ctx: typer.Context,
    which: TargetArgument,
    *,
    keeps: Annotated[
        bool | None,
        typer.Option("--keeps/--refers-out", help="Keeps cases like ours, or refers them out."),
    ] = None,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="It is not known what becomes of such cases.")
    ] = False,
    note: Annotated[str | None, typer.Option(help="Anything worth knowing.")] = None,
) -> Result:
    """Record whether a target keeps cases like ours or refers them out, and what else is known."""
    env: Env = ctx.obj
    refuse_nothing(ctx)
    if unknown and keeps is not None:
        raise UsageError(
            "It is known or it is not: leave out --unknown, or the other one.", drop=["--unknown"]
        )
    npi = settle_target(env, which)
    values: dict[str, str] = {} if note is None else {"note": note.strip()}
    if keeps is not None or unknown:
        said = Cases.UNKNOWN if unknown else Cases.KEEPS if keeps else Cases.REFERS_OUT
        values["cases"] = said.value
    with storage.book.door.writing(env.door("target set")) as book:
        before = storage.targets.find_target(book, npi)
        storage.targets.edit_target(book, before.id, values)
        after = storage.targets.find_target(book, npi)
    record = {"npi": npi, "name": after.record.name, "cases": after.cases.value or None}
    does = f"{after.cases.words} cases like ours" if after.cases else "cases: not known"
    note_said = f" ({after.note})" if after.note else ""
    return Result(record | {"note": after.note}, f"{after}: {does}{note_said}.")


target.command("adopt")(adopt_target)
