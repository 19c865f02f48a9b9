"""The commands of ``ref``, each with the module that is imported when it runs."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand
from typer.main import get_group

from refcli.answering import with_formats

HELP = {"help_option_names": ["--help", "-h"]}
COMMANDS = (
    # name, module, one line of help
    ("init", "practice", "Create the database, or change the practice's settings."),
    ("demo", "demo.demo", "Try ref on a sample practice in a throw-away folder."),
    ("add", "referrals.add", "Record a referral: who was referred, and who sent them."),
    ("due", "due.due", "List what is owed to whom, the most overdue first."),
    ("done", "due.done", "Close due items by recording what was done."),
    ("skip", "due.done", "Drop due items for good, with a reason."),
    ("snooze", "due.done", "Hide due items until a day."),
    ("seen", "referrals.events", "Note that patients came, with the value: ref seen lopez 1450."),
    ("booked", "referrals.events", "Note an appointment: ref booked kim 12/9 9:30."),
    ("missed", "referrals.events", "Note that patients did not come."),
    ("cancelled", "referrals.events", "Note that appointments were called off."),
    ("completed", "referrals.events", "Note that treatments are completed."),
    ("lost", "referrals.events", "Note that a patient will not come, and why."),
    ("back", "referrals.events", "Note that a patient who was lost is back."),
    ("tried", "referrals.trying", "Note a call to a patient that reached nobody."),
    (
        "find",
        "finding.find",
        "Find a patient or a source by any part: name, number, phone, chart, e-mail.",
    ),
    (
        "show",
        "referrals.show",
        "Tell the whole story of a patient or a source: steps, calls, reports, what is owed.",
    ),
    (
        "visit",
        "activities",
        "Record a visit, lunch, drop-off or event in person; or plan one: --meet.",
    ),
    ("log", "activities", "Record any other activity: a call, a letter, a thank-you ..."),
    (
        "brief",
        "visiting.brief",
        "What to know before a visit: who is there, what was said, what is owed.",
    ),
    (
        "route",
        "visiting.route",
        "A day of visits in a sensible order, as a page to print: -o tuesday.html.",
    ),
    (
        "issue",
        "dealings.issue",
        "What went wrong with a source: who sees to it, until it is closed.",
    ),
    ("quiet", "quiet", "List the sources that have gone quiet or are slowing, and why."),
    ("top", "top", "Rank the sources that refer to us."),
    ("report", "report", "The month, in the terminal or as files."),
    ("letter", "letters.letter", "Letters to print: thank-yous, reports, labels."),
    ("duty", "duties.duty", "The staff rota: jobs that turn, who is away, who did how many."),
    ("plan", "plan.plan", "The written program plan, and what really happened."),
    ("event", "events.event", "Social events: invitations, answers, who came."),
    ("channel", "channel", "Marketing channels: spending, campaigns, cost."),
    ("occasion", "occasions.occasion", "Birthdays, holidays and other days to remember."),
    ("insurer", "insurers.insurer", "Insurers: credentials, networks and directories."),
    ("gift", "gifts.gift", "Gifts: the check before, the ledger, what must come back."),
    ("policy", "policy", "The rules about gifts in force, each with its source."),
    ("reward", "gifts.reward", "What patients may be thanked with, and our program."),
    ("audit", "audit", "Red flags over gifts and referrals; verify the ledger."),
    ("source", "sources.source", "Add, list, show, edit and mend sources."),
    ("contact", "sources.contact", "People of an office who do not refer."),
    ("target", "targets.target", "Whom to meet: offices and providers near us."),
    ("referral", "referrals.referral", "List, show and edit referrals, and follow their status."),
    ("import", "intake.intake", "Take in referrals and contacts from files."),
    ("export", "export.export", "Write everything into one zip, or figures without names."),
    ("setting", "setting", "The figures of the due list, and why referrals are lost."),
    ("backup", "copies.backup", "Copy the book, list the copies, try to restore them."),
    ("restore", "copies.restore", "Go back to a copy of the book; the present one is kept, too."),
    ("doctor", "trust.doctor", "What is the matter with my book? Look at it, or repair it."),
    ("history", "history", "Show every change: who, when, before and after."),
    ("undo", "history", "Take back the last command, or an earlier one."),
    ("redo", "history", "Bring back what was taken back last."),
    (
        "completion",
        "completion",
        "Print the script that makes your shell complete names, and say where it goes.",
    ),
)


class LazyCommand(TyperCommand):
    """A command that is imported when it runs, so that ``ref --help`` stays quick."""

    def __init__(self, name: str, module: str, help_line: str) -> None:
        super().__init__(name, help=help_line)
        self.module = f"refcli.commands.{module}"

    def load(self) -> Any:  # noqa: ANN401
        """The real command."""
        shelf = typer.Typer(add_completion=False, context_settings=HELP)
        shelf.add_typer(import_module(self.module).app)
        return with_formats(get_group(shelf).commands[str(self.name)])

    def make_context(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401
        """Let the real command parse its arguments and run."""
        return self.load().make_context(*args, **extra)
