"""The month on the screen or on paper."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.ours import find_ours, tell_kin
from refcli.core.output.document import Report, without_empty_sections
from refcli.core.referrals.our_providers import OurProvider
from refcli.core.report.first_page import first_page
from refcli.core.report.front import ReportNames, Spans, two_years
from refcli.core.report.judged import HowToTell
from refcli.core.report.opening import Compare
from refcli.core.report.telling.of_provider import OF_ALL
from refcli.core.values.months import read_month
from refcli.core.values.periods import Period, last_full_month
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.options import OfProviderOption, OverwriteOption, SinceOption, UntilOption, for_people
from refcli.output.files import check_suffix, report_file
from refcli.output.result import Result, written_files
from refcli.paths import new_file_path

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class AskedMonth:
    """What a report is asked for: its period, how it is told, and of whose patients alone."""

    period: Period
    compare: Compare = Compare.PREVIOUS
    patients: bool = False
    provider: str | None = None

    def find_ours(self, env: Env, book: "Book") -> OurProvider | None:
        """The provider of ours who is meant; None for the whole practice.

        Who else may be meant is said beside the answer.
        """
        if self.provider is None:
            return None
        found = find_ours(book, self.provider, env.outcome.typed)
        for line in tell_kin(book, found, self.period, env.outcome.typed):
            env.note_once(line)
        return found

    def telling(self, book: "Book", ours: OurProvider | None) -> HowToTell:
        """How it is told."""
        return HowToTell(
            practice=storage.practice.read_practice(book).name,
            as_of=book.today,
            patients=self.patients,
            compare=self.compare,
            provider=ours.name if ours else "",
        )


@app.command()
def report(
    ctx: typer.Context,
    *,
    month: Annotated[
        str | None,
        typer.Option(metavar="MONTH", help="2026-10, october ...; else the last full month."),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    compare: Annotated[
        Compare, typer.Option(help="With what the opening sentences compare the period.")
    ] = Compare.PREVIOUS,
    section: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this section; repeatable: headline, sources ..."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All tables, not only the first page (files: two pages).")
    ] = False,
    provider: OfProviderOption = None,
    names: Annotated[bool, typer.Option("--names", help="Print patients' names.")] = False,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            parser=new_file_path,
            help="Write .xlsx .html .pdf .md .csv .json; repeatable.",
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the first file when written.")] = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """The month, in the terminal or as files."""
    env: Env = ctx.obj
    check_files(output or (), show=show)
    asked = AskedMonth(period_of(env, month, since, until), compare, names, provider)
    if not (output or section or everything) and for_people(ctx):
        return Result(read_first_page(env, asked))
    rows = not section and any(path.suffix.lower() == ".xlsx" for path in output or ())
    found = made_report(env, asked, rows=rows)
    made = replace(choose_sections(found, section or (), provider), whole=everything)
    if not output:
        return shown_report(made, leave_out=everything and not section)
    write(env, made, output, overwrite=overwrite)
    if show:
        typer.launch(str(output[0].resolve()))
    return written_files(output)


def check_files(paths: Collection[Path], *, show: bool) -> None:
    """Refuse files of unknown endings, and to open what is not written."""
    for path in paths:
        check_suffix(path)
    if show and not paths:
        raise UsageError("--open needs a file. Type: ref report -o october.html --open")


def shown_report(made: Report, *, leave_out: bool) -> Result:
    """The report in the terminal; ``leave_out``: its empty sections are named, not shown."""
    shown = without_empty_sections(made) if leave_out else made
    only = made.sections[0].table if len(made.sections) == 1 else None
    return Result(made, [shown], rows=only)


def write(env: Env, report: Report, paths: Collection[Path], *, overwrite: bool) -> None:
    """The report as files, all or none."""
    from refcli.core.history.disclosures import Content, NamesTold  # noqa: PLC0415  (no page on a
    from refcli.going_out import files_out  # noqa: PLC0415  (screen needs them)

    with files_out(env, "report", paths, overwrite=overwrite) as out:
        for path in paths:
            data = report.data if path.suffix.lower() == ".xlsx" else None
            told = NamesTold(Content.REPORT, report.count_patients(data))
            out.put(path, report_file(report, path), told)


def choose_sections(report: Report, wanted: Collection[str], provider: str | None = None) -> Report:
    """The report with the wanted sections alone, in its own order; all where none was named.

    A section is named by its name or as the title above its table begins, in small letters or large
    ones: ``quiet`` or ``Gone quiet``. ``provider``: of whose patients alone the report tells.
    """
    known = [*(one.name for one in report.sections), *report.left_out]
    meant = {name: section_meant(report, name.casefold()) for name in wanted}
    if any(means not in known for means in meant.values()):
        raise refuse_sections(known, meant, provider)
    if not wanted:
        return report
    chosen = [one.alone for one in report.sections if one.name in meant.values()]
    return replace(report, sections=chosen, sentences=() if chosen else report.sentences[:1])


def refuse_sections(
    known: Sequence[str], meant: Mapping[str, str], provider: str | None
) -> UsageError:
    """Say which section is none, with a line of all those that are some.

    ``meant``: per typed name what it means. What no single provider has is had without one.
    """
    whole = OF_ALL - {*known} if provider else frozenset[str]()
    strange = [name for name, means in meant.items() if means not in {*known, *whole}]
    told = [means for means in meant.values() if means in {*known, *whole}] or [known[0]]
    of_all = [means for means in told if means in whole]
    said = f"There is no section {strange[0]!r}. There are: {', '.join(known)}" if strange else ""
    typed = [word for means in dict.fromkeys(told) for word in ("--section", means)]
    return UsageError(
        said or f"The section {of_all[0]!r} is of the whole practice, not of one provider.",
        drop=["--provider"] if of_all else [],
        add=typed,
    )


def section_meant(report: Report, typed: str) -> str:
    """The name of the section of that name, or of the only one whose title begins so.

    Whole words count: ``do next`` is ``Do next, today, Mon 30 Nov 2026``, ``k`` is nothing.
    """
    names = [one.name for one in report.sections]
    titles = {one.name: f"{one.table.title.casefold()} " for one in report.sections}
    begun = [name for name, title in titles.items() if title.startswith((f"{typed} ", f"{typed},"))]
    return begun[0] if typed not in names and len(begun) == 1 else typed


def read_first_page(env: Env, asked: AskedMonth) -> Report:
    """The first page of a period as known today, without what only other tables need."""
    spans = Spans.around(asked.period)
    with storage.book.door.reading(env.door()) as book:
        ours = asked.find_ours(env, book)
        front = storage.report.front
        facts = front.facts_of_one(book, spans, ours) if ours else front.front_facts(book, spans)
        how = asked.telling(book, ours)
    return first_page(facts, spans, how)


def made_report(env: Env, asked: AskedMonth, *, rows: bool = False) -> Report:
    """The report of a period as known today; with the ``rows`` of two years behind it."""
    from refcli.core.report.data import referral_data  # noqa: PLC0415  (no page on a screen needs)
    from refcli.core.report.document import month_report  # noqa: PLC0415  (all the tables)

    period, spans = asked.period, Spans.around(asked.period)
    behind = Period(two_years(period)[1].since, period.until)
    with storage.book.door.reading(env.door()) as book:
        ours = asked.find_ours(env, book)
        facts = storage.report.facts.report_facts(book, spans, ours)
        how = asked.telling(book, ours)
        referred = storage.report.data.read_referred(book, behind) if rows else []
    made = month_report(facts, spans, how)
    if not rows:
        return made
    names = ReportNames(facts.credits, asked.patients)
    return replace(made, data=referral_data(referred, names, behind))


def period_of(env: Env, month: str | None, since: str | None, until: str | None) -> Period:
    """The typed month or days; the last full month where none were typed."""
    if month and (since or until):
        raise UsageError("Type either --month or --since and --until.", drop=["--month"])
    if since:
        period = Period(env.bound(since) or env.today, env.bound(until) or env.today)
        if period.since > period.until:
            raise UsageError(f"--since {period.since} is after --until {period.until}.")
        return period
    if until:
        raise UsageError("--until needs --since.")
    if month is None:
        return last_full_month(env.today)
    first, last = read_month(month, env.today)
    return Period(first, min(last, env.today))  # a month that still runs: up to today
