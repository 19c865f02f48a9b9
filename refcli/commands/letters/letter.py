"""Commands that write letters to print: thank-yous, reports back, covers, invitations, labels."""

from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.events.naming import find_standing_event, refuse_over, settle_event
from refcli.commands.finding.patients import settle_referral
from refcli.commands.finding.sources import settle_names
from refcli.commands.letters.choosing import THANKED, choose_sources, choose_thanked, refuse_report
from refcli.commands.letters.options import (
    KindOption,
    LabelsOption,
    OutputOption,
    RecordOption,
    SourcesArgument,
    TextOption,
)
from refcli.commands.letters.recording import note_letters, record_thanks, report_recorded
from refcli.commands.letters.writing import (
    Paper,
    book_for,
    check_page,
    letters_result,
    put,
    too_long,
    write_sheets,
)
from refcli.completion import complete_event, complete_referral
from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.letters.templates import DEFAULTS, Template, mentions_gift, template_objection
from refcli.core.values.periods import EVER, Period
from refcli.core.vocabulary import REFERRERS, Kind
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.going_out import files_out
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import OverwriteOption, SinceOption, UntilOption, whole_number
from refcli.output.paper_room import LABEL
from refcli.output.result import Result
from refcli.phrases import count_phrase
from refcli.reading_files import piped_text, read_text

if TYPE_CHECKING:
    from refcli.core.letters.templates import Sheet

app = typer.Typer()
letter = typer.Typer(no_args_is_help=True)
app.add_typer(letter, name="letter", help="Letters to print: thank-yous, reports, labels.")


@letter.command(name="thank-you")
def thank_you(
    ctx: typer.Context,
    *,
    output: OutputOption,
    labels: LabelsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    to_all: Annotated[
        Kind | None,
        typer.Option(help="To every source of this kind, whether it refers or not."),
    ] = None,
    record: RecordOption = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """Thank those who are owed it, or all who referred since a day; no patient is named.

    Patients are thanked for whole months only, so that no letter tells when
    somebody came. With --record: closes what ref due shows (T, B).
    """
    env: Env = ctx.obj
    (paper := Paper(output, labels)).check()
    if to_all and (since or until or kind):
        raise UsageError("--to-all goes to all of a kind: leave out --since, --until and --kind.")
    kinds = [one for one in kind or THANKED if one in THANKED]
    days = (
        Period(env.bound(since) or EVER, env.bound(until) or env.today) if since or until else None
    )
    with (
        files_out(env, "letter thank-you", paper.files, overwrite=overwrite) as out,
        book_for(env, "letter thank-you", record=record) as book,
    ):
        facts = storage.due.due_facts(book)
        groups = choose_thanked(book, facts, kinds, days, to_all)
        found = storage.letters.letter_recipients(book, set().union(*groups.values()))
        made: list[Sheet] = []
        for template, ids in groups.items():
            if (some := storage.letters.letter_recipients(book, ids)).to:
                made += write_sheets(env, book, template, some)
        if not made:
            write_sheets(env, book, Template.THANK_YOU_CLASS, found)
        ids = {one.to.source_id for one in made}
        lines = record_thanks(env, book, facts, ids, to_all) if record else []
        put(env, book, paper, made, title="Thank-you letters", out=out)
    return letters_result(paper, made, found, recorded=lines)


@letter.command()
def report(
    ctx: typer.Context,
    who: Annotated[
        str,
        typer.Argument(
            metavar="PATIENT",
            help="Whose: a name, the referral's number, or R3.",
            autocompletion=complete_referral,
        ),
    ],
    *,
    output: OutputOption,
    findings: Annotated[str, typer.Option(help="What was found.")] = "",
    next_step: Annotated[str, typer.Option("--next", help="What happens next.")] = "",
    record: RecordOption = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """Report back about a patient to the provider or office that referred; it names no gift."""
    env: Env = ctx.obj
    (paper := Paper(output)).check()
    if word := mentions_gift(findings, next_step):
        raise UsageError(f"A report mentions no gift; this one says {word!r}.")
    number = settle_referral(env, who)
    with (
        files_out(env, "letter report", paper.files, overwrite=overwrite) as out,
        book_for(env, "letter report", record=record) as book,
    ):
        meant = storage.referrals.read_referral(book, number)
        refuse_report(env, book, meant)
        seen_on = meant.record.seen_on
        found = storage.letters.letter_recipients(book, {meant.record.source_id})
        made = write_sheets(
            env,
            book,
            Template.REPORT,
            found,
            patient=meant.record.patient,
            seen_on=f"{seen_on:%B} {seen_on.day}, {seen_on.year}" if seen_on else "",
            service=meant.record.service,
            provider=meant.record.provider,
            findings=findings.strip(),
            next_step=next_step.strip(),
        )
        lines = report_recorded(env, book, number) if record else []
        put(env, book, paper, made, title=f"Report on referral {number}", out=out, patients=1)
    return letters_result(paper, made, found, recorded=lines)


@letter.command()
def cover(
    ctx: typer.Context,
    source: SourcesArgument = None,
    *,
    output: OutputOption,
    labels: LabelsOption = None,
    kind: KindOption = None,
    record: RecordOption = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """Write the cover that goes with new referral pads."""
    env: Env = ctx.obj
    (paper := Paper(output, labels)).check()
    names = settle_names(env, source or ())
    with (
        files_out(env, "letter cover", paper.files, overwrite=overwrite) as out,
        book_for(env, "letter cover", record=record) as book,
    ):
        found = storage.letters.letter_recipients(book, choose_sources(book, names, kind))
        made = write_sheets(env, book, Template.COVER, found)
        ids = {one.to.source_id for one in made}
        lines = [note_letters(env, book, ids, "referral pads")] if record else []
        put(env, book, paper, made, title="Referral pads", out=out)
    return letters_result(paper, made, found, recorded=[*filter(None, lines)])


@letter.command()
def invitation(
    ctx: typer.Context,
    which_event: Annotated[
        str,
        typer.Argument(metavar="EVENT", help="Its name or number.", autocompletion=complete_event),
    ],
    *,
    output: OutputOption,
    labels: LabelsOption = None,
    record: RecordOption = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """Write to everybody who is invited to an event."""
    env: Env = ctx.obj
    (paper := Paper(output, labels)).check()
    which = settle_event(env, which_event)
    with (
        files_out(env, "letter invitation", paper.files, overwrite=overwrite) as out,
        book_for(env, "letter invitation", record=record) as book,
    ):
        meant = find_standing_event(book, which)
        refuse_over(env, meant)
        guests = storage.events.read_guests(book, meant.id).get(meant.id, [])
        invited = {one.source_id for one in guests if one.invited_on}
        if not invited:
            raise RefusedError(
                "Nobody is invited yet. Type:"
                f" {type_line('event invite', f'#{meant.id}', '--kind', 'office')}"
            )
        found = storage.letters.letter_recipients(book, invited)
        day = f"{meant.on:%A, %B} {meant.on.day}, {meant.on.year}"
        fields = {"event": meant.name, "day": day, "place": meant.place}
        made = write_sheets(env, book, Template.INVITATION, found, **fields)
        ids = {one.to.source_id for one in made}
        lines = [note_letters(env, book, ids, meant.name, meant.id)] if record else []
        put(env, book, paper, made, title=meant.name, out=out)
    return letters_result(paper, made, found, recorded=[*filter(None, lines)])


@letter.command(name="labels")
def labels_(
    ctx: typer.Context,
    source: SourcesArgument = None,
    *,
    output: OutputOption,
    kind: KindOption = None,
    skip: Annotated[
        int,
        typer.Option(
            parser=whole_number(0, 29), metavar="N", help="Labels already used on the sheet."
        ),
    ] = 0,
    overwrite: OverwriteOption = False,
) -> Result:
    """Print mailing labels, Avery 5160; without more, for every provider and office."""
    from refcli.output.letters import to_labels  # noqa: PLC0415  (jinja2 takes 50 ms)

    env: Env = ctx.obj
    check_page(output)
    kinds = kind or (None if source else list(REFERRERS))
    names = settle_names(env, source or ())
    with storage.book.door.reading(env.door()) as book:
        found = storage.letters.letter_recipients(book, choose_sources(book, names, kinds))
    addressed = [one for one in found.to if one.address]
    if not addressed:
        raise RefusedError(
            "None of them has an address. Add one: ref source edit NAME --address"
            ' "12 Elm St, Seattle, WA 98101"'
        )
    to = [one for one in addressed if LABEL.holds(one.lines)]
    with files_out(env, "letter labels", [output], overwrite=overwrite) as out:
        out.put(output, to_labels(to, skip).encode(), NamesTold(Content.LABELS, len(to)))
    lacking = len(found.to) - len(addressed)
    more = f" {lacking} without an address." if lacking else ""
    labelled = [{"source_id": one.source_id, "source": one.name} for one in to]
    record = {"file": str(output), "labels": labelled, "without_address": lacking}
    line = f"Wrote {output}: {count_phrase(len(to), 'label')}.{more}"
    return Result(record, line, remarks=[*too_long(addressed, LABEL)])


@letter.command()
def show(ctx: typer.Context, template: Template) -> Result:
    """Print the text of a letter, to change and give back to ref letter edit."""
    env: Env = ctx.obj
    with storage.book.door.reading(env.door()) as book:
        text = storage.letters.text_of(book, template).rstrip()
    record = {"template": template.value, "text": text}
    return Result(record, text.splitlines())


@letter.command()
def edit(
    ctx: typer.Context,
    template: Template,
    *,
    source: TextOption = None,
    reset: Annotated[bool, typer.Option("--reset", help="Back to the first text.")] = False,
) -> Result:
    """Change the text of a letter, or the letterhead."""
    env: Env = ctx.obj
    if (source is None) is not reset:
        raise UsageError(
            f"Type: {type_line('letter show', template)} > text.txt, change it, then:"
            f" {type_line('letter edit', template, '--from', 'text.txt')} (or --reset)"
        )
    text = "" if source is None else piped_text() if str(source) == "-" else read_text(source)
    if source and (why := template_objection(template, text)):
        raise UsageError(why)
    same = text.strip() == DEFAULTS[template].strip()
    with storage.book.door.writing(env.door("letter edit")) as book:
        storage.letters.save_text(book, template, "" if same else text)
    record = {"template": template.value, "first_text": same or reset}
    return Result(record, f"{'Reset' if reset else 'Saved'} the text of {template}.")
