"""Commands that write letters to print: thank-yous, reports back, covers, invitations, labels."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.events.naming import find_standing_event, refuse_over, settle_event
from refcli.commands.finding.patients import settle_referral
from refcli.commands.finding.sources import settle_names
from refcli.commands.letters.choosing import (
    THANKED,
    choose_sources,
    choose_thanked,
    patient_fields,
    refuse_gift_words,
    refuse_report,
)
from refcli.commands.letters.inviting import (
    AnswerByOption,
    AnswerOption,
    HourOption,
    answer_way,
    find_invited,
    find_lacking,
    read_clock,
    refuse_answer_day,
)
from refcli.commands.letters.labels import write_labels
from refcli.commands.letters.letterhead import ask_letterhead
from refcli.commands.letters.options import (
    KindOption,
    LabelsOption,
    OutputOption,
    RecordOption,
    SourcesArgument,
)
from refcli.commands.letters.recording import note_letters, record_thanks, report_recorded
from refcli.commands.letters.signing import SignOption, choose_signature, keep_signer
from refcli.commands.letters.words import edit_text, show_text
from refcli.commands.letters.writing import Paper, book_for, letters_result, put, write_sheets
from refcli.completion import complete_event, complete_referral
from refcli.core.letters.inviting import ask_for_answer, say_when
from refcli.core.letters.templates import Template
from refcli.core.letters.together import join_places
from refcli.core.values.periods import EVER, Period
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.going_out import files_out
from refcli.on_use import storage
from refcli.options import OverwriteOption, SinceOption, UntilOption
from refcli.output.result import Result

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
    sign: SignOption = None,
    record: RecordOption = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """Thank those who are owed it, or all who referred since a day; no patient is named.

    Patients are thanked for whole months only, so that no letter tells when
    somebody came. With --record: closes what ref due shows (T, B).
    """
    env: Env = ctx.obj
    (paper := Paper(output, labels)).check()
    ask_letterhead(env)
    if to_all and (since or until or kind):
        raise refuse_narrowing("--since", "--until", "--kind")
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
        signed = choose_signature(env, book, sign)
        made: list[Sheet] = []
        for template, ids in groups.items():
            if (some := storage.letters.letter_recipients(book, ids)).to:
                made += write_sheets(env, book, template, some, signed.signer)
        if not made:
            write_sheets(env, book, Template.THANK_YOU_CLASS, found, signed.signer)
        ids = {one.to.source_id for one in made}
        lines = record_thanks(env, book, facts, ids, to_all) if record else []
        put(env, book, paper, made, title="Thank-you letters", out=out)
    return letters_result(paper, made, found, recorded=lines, remark=signed.remark)


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
    sign: SignOption = None,
    record: RecordOption = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """Report back about a patient to the provider or office that referred; it names no gift."""
    env: Env = ctx.obj
    (paper := Paper(output)).check()
    refuse_gift_words(findings, next_step)
    ask_letterhead(env)
    number = settle_referral(env, who)
    with (
        files_out(env, "letter report", paper.files, overwrite=overwrite) as out,
        book_for(env, "letter report", record=record) as book,
    ):
        meant = storage.referrals.read_referral(book, number)
        refuse_report(env, book, meant)
        found = storage.letters.letter_recipients(book, {meant.record.source_id})
        signed = choose_signature(env, book, sign, meant.record.provider)
        fields = patient_fields(meant)
        fields |= {"findings": findings.strip(), "next_step": next_step.strip()}
        made = write_sheets(env, book, Template.REPORT, found, signed.signer, **fields)
        lines = report_recorded(env, book, number) if record else []
        put(env, book, paper, made, title=f"Report on referral {number}", out=out, others=1)
    return letters_result(paper, made, found, recorded=lines, remark=signed.remark)


@letter.command()
def cover(
    ctx: typer.Context,
    source: SourcesArgument = None,
    *,
    output: OutputOption,
    labels: LabelsOption = None,
    kind: KindOption = None,
    sign: SignOption = None,
    record: RecordOption = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """Write the cover that goes with new referral pads."""
    env: Env = ctx.obj
    (paper := Paper(output, labels)).check()
    ask_letterhead(env)
    names = settle_names(env, source or ())
    with (
        files_out(env, "letter cover", paper.files, overwrite=overwrite) as out,
        book_for(env, "letter cover", record=record) as book,
    ):
        found = storage.letters.letter_recipients(book, choose_sources(book, names, kind))
        signed = choose_signature(env, book, sign)
        made = write_sheets(env, book, Template.COVER, found, signed.signer)
        ids = {one.to.source_id for one in made}
        lines = [note_letters(env, book, ids, "referral pads")] if record else []
        put(env, book, paper, made, title="Referral pads", out=out)
    return letters_result(paper, made, found, recorded=lines, remark=signed.remark)


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
    hour: HourOption = None,
    answer: AnswerOption = None,
    answer_by: AnswerByOption = None,
    sign: SignOption = None,
    record: RecordOption = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """Write to everybody who is invited to an event: when, where and how to answer."""
    env: Env = ctx.obj
    (paper := Paper(output, labels)).check()
    ask_letterhead(env)
    refuse_gift_words(answer or "")
    clock, until = read_clock(hour), env.day(answer_by, future=True)
    which = settle_event(env, which_event)
    with (
        files_out(env, "letter invitation", paper.files, overwrite=overwrite) as out,
        book_for(env, "letter invitation", record=record) as book,
    ):
        meant = find_standing_event(book, which)
        refuse_over(env, meant)
        refuse_answer_day(env, meant, until)
        found = storage.letters.letter_recipients(book, find_invited(book, meant))
        found = replace(found, to=join_places(found.to))
        signed = choose_signature(env, book, sign)
        how = answer_way(book, signed.signer) if answer is None else answer
        fields = {
            "event": meant.name,
            "day": say_when(meant.on, clock),
            "place": meant.place,
            "answer": ask_for_answer(until, how),
        }
        made = write_sheets(env, book, Template.INVITATION, found, signed.signer, **fields)
        ids = set().union(*(one.to.everybody for one in made))
        lines = [note_letters(env, book, ids, meant.name, meant.id)] if record else []
        put(env, book, paper, made, title=meant.name, out=out, others=len(ids) - len(made))
    lacking = find_lacking(meant, clock, output)
    return letters_result(paper, made, found, recorded=lines, remark=signed.remark, lacking=lacking)


letter.command(name="labels")(write_labels)
letter.command(name="signer")(keep_signer)
letter.command(name="show")(show_text)
letter.command(name="edit")(edit_text)


def refuse_narrowing(*options: str) -> UsageError:
    """The refusal of options that narrow what goes to all of a kind."""
    *some, last = options
    return UsageError(
        f"--to-all goes to all of a kind: leave out {', '.join(some)} and {last}.", drop=options
    )
