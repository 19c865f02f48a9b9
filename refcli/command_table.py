"""The commands of ``ref``, each with the module that is imported when it runs, in groups."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand
from typer.main import get_group

from refcli.answering import with_formats
from refcli.front.help import give_examples
from refcli.front.once import taken_once
from refcli.front.word_sets import understand_sets

HELP = {"help_option_names": ["--help", "-h"]}
DAILY, AS_IT_COMES = "Every day", "As it comes"
PROGRAM, GIFTS, BOOK = "The program", "Gifts", "The book"

COMMANDS = (
    # name, module, group, one line of help; a group's come in this order
    ("add", "referrals.add", DAILY, "Record a referral: who was referred, and who sent them."),
    (
        "today",
        "today",
        DAILY,
        "Who comes today and who sent them, who did not come, whom to call and to ask.",
    ),
    ("due", "due.due", DAILY, "List what is owed to whom, the most overdue first."),
    ("done", "due.done", DAILY, "Close due items by recording what was done."),
    ("seen", "referrals.events", DAILY, "Note that patients came: ref seen lopez 1450."),
    (
        "find",
        "finding.find",
        DAILY,
        "Find a patient or a source by any part: name, number, phone, chart, e-mail.",
    ),
    (
        "visit",
        "activities",
        DAILY,
        "Record a visit, lunch or drop-off; --meet plans one.",
    ),
    ("top", "top", DAILY, "Rank the sources that refer to us."),
    ("report", "report", DAILY, "The month, in the terminal or as files."),
    (
        "show",
        "referrals.show",
        AS_IT_COMES,
        "Tell the whole story of a patient or a source: steps, calls, reports, what is owed.",
    ),
    (
        "log",
        "activities",
        AS_IT_COMES,
        "Record any other activity: a call, a letter, a thank-you ...",
    ),
    (
        "brief",
        "visiting.brief",
        AS_IT_COMES,
        "What to know before a visit: who is there, what was said, what is owed.",
    ),
    (
        "route",
        "visiting.route",
        AS_IT_COMES,
        "A day of visits in a sensible order, as a page to print: -o tuesday.html.",
    ),
    (
        "issue",
        "dealings.issue",
        AS_IT_COMES,
        "What went wrong with a source: who sees to it, until it is closed.",
    ),
    ("booked", "referrals.events", AS_IT_COMES, "Note an appointment, or another day for it."),
    ("completed", "referrals.events", AS_IT_COMES, "Note that treatments are completed."),
    ("missed", "referrals.events", AS_IT_COMES, "Note that patients did not come."),
    ("cancelled", "referrals.events", AS_IT_COMES, "Note that appointments were called off."),
    ("lost", "referrals.events", AS_IT_COMES, "Note that a patient will not come, and why."),
    ("back", "referrals.events", AS_IT_COMES, "Note that a patient who was lost is back."),
    ("tried", "referrals.trying", AS_IT_COMES, "Note a call to a patient that reached nobody."),
    (
        "skip",
        "due.done",
        AS_IT_COMES,
        "Drop due items, with a reason.",
    ),
    ("snooze", "due.done", AS_IT_COMES, "Hide due items until a day."),
    (
        "referral",
        "referrals.referral",
        AS_IT_COMES,
        "List, show and edit referrals, and follow their status.",
    ),
    ("source", "sources.source", AS_IT_COMES, "Add, list, show, edit and mend sources."),
    ("contact", "sources.contact", AS_IT_COMES, "People of an office who do not refer."),
    ("letter", "letters.letter", AS_IT_COMES, "Letters to print: thank-yous, reports, labels."),
    (
        "quiet",
        "quiet",
        AS_IT_COMES,
        "List the sources that have gone quiet or are slowing, and why.",
    ),
    ("plan", "plan.plan", PROGRAM, "The written program plan, and what really happened."),
    (
        "duty",
        "duties.duty",
        PROGRAM,
        "The staff rota: jobs that turn, who is away, who did how many.",
    ),
    ("occasion", "occasions.occasion", PROGRAM, "Birthdays, holidays and other days to remember."),
    ("event", "events.event", PROGRAM, "Social events: invitations, answers, who came."),
    ("channel", "channel", PROGRAM, "Marketing channels: spending, campaigns, cost."),
    ("target", "targets.target", PROGRAM, "Whom to meet: offices and providers near us."),
    ("insurer", "insurers.insurer", PROGRAM, "Insurers: credentials, networks and directories."),
    ("gift", "gifts.gift", GIFTS, "Gifts: the check before, the ledger, what must come back."),
    ("reward", "gifts.reward", GIFTS, "What patients may be thanked with, and our program."),
    ("policy", "policy", GIFTS, "The rules about gifts in force, each with its source."),
    ("audit", "audit", GIFTS, "Red flags over gifts and referrals; verify the ledger."),
    ("init", "practice", BOOK, "Create the database, or change the practice's settings."),
    ("demo", "demo.demo", BOOK, "Try ref on a sample practice in a throw-away folder."),
    ("setting", "setting", BOOK, "Figures of the due list, working days, why referrals are lost."),
    ("import", "intake.intake", BOOK, "Take in referrals and contacts from files."),
    (
        "export",
        "export.export",
        BOOK,
        "Write everything into one zip, or figures without names.",
    ),
    ("history", "history", BOOK, "Show every change: who, when, before and after."),
    ("undo", "history", BOOK, "Take back the last command, or an earlier one."),
    ("redo", "history", BOOK, "Bring back what was taken back last."),
    ("backup", "copies.backup", BOOK, "Copy the book, list the copies, try to restore them."),
    (
        "restore",
        "copies.restore",
        BOOK,
        "Go back to a copy of the book; the present one is kept, too.",
    ),
    ("doctor", "trust.doctor", BOOK, "What is the matter with my book? Look at it, or repair it."),
    (
        "completion",
        "completion",
        BOOK,
        "Print the script that makes your shell complete names, and say where it goes.",
    ),
)


class LazyCommand(TyperCommand):
    """A command that is imported when it runs, so that ``ref --help`` stays quick."""

    def __init__(self, name: str, module: str, group: str, help_line: str) -> None:
        super().__init__(name, help=help_line, rich_help_panel=group)
        self.module = f"refcli.commands.{module}"

    def load(self) -> Any:  # noqa: ANN401
        """The real command."""
        shelf = typer.Typer(add_completion=False, context_settings=HELP)
        shelf.add_typer(import_module(self.module).app)
        whole = with_formats(get_group(shelf).commands[str(self.name)])
        return taken_once(understand_sets(give_examples(whole, str(self.name))))

    def make_context(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401
        """Let the real command parse its arguments and run."""
        return self.load().make_context(*args, **extra)
