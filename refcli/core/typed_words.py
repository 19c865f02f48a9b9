"""The words that people type for commands and options that are called otherwise.

A word for the same thing is understood; one that may mean several things, or that would write what
was not quite said, is answered with a line to type. In a line ``{}`` stands for the words that were
typed behind as one, ``{*}`` for each of them on its own.
"""

from collections.abc import Mapping

HELP_WORDS = frozenset({"help", "?", "/?", "-?", "/h", "/help", "-help", "man"})

SAME_COMMAND: Mapping[str, str] = {
    # typed as the first word, and what it is the same as
    "search": "find",
    "lookup": "find",
    "look": "find",
    "todo": "due",
    "tasks": "due",
    "overdue": "due",
    "monday": "due",
    "patients": "referral list",
    "referrals": "referral list",
    "sources": "source list",
    "referrers": "source list",
    "doctors": "source list --kind provider",
    "providers": "source list --kind provider",
    "dentists": "source list --kind provider",
    "offices": "source list --kind office",
    "practices": "source list --kind office",
    "insurers": "insurer list",
    "contacts": "contact list",
    "targets": "target list",
    "gifts": "gift list",
    "ledger": "gift list",
    "rewards": "reward show",
    "rules": "policy show",
    "policies": "policy show",
    "events": "event list",
    "parties": "event list",
    "duties": "duty list",
    "rota": "duty list",
    "occasions": "occasion list",
    "birthdays": "occasion list",
    "holidays": "occasion list",
    "channels": "channel show",
    "marketing": "channel show",
    "visits": "due --only visit",
    "meetings": "due --only meeting",
    "issues": "issue list",
    "complaints": "issue list",
    **dict.fromkeys(("huddle", "morning", "agenda"), "today"),
    "settings": "setting list",
    "config": "setting list",
    "backups": "backup list",
    "copies": "backup list",
    "log-book": "history",
    "changes": "history",
    "duplicates": "source duplicates",
    "ranking": "top",
    "month": "report",
    "stats": "report",
    "statistics": "report",
    "version": "--version",
    "-v": "--version",
    "-V": "--version",
    "commands": "--help",
}

SAME_VERB: Mapping[str, tuple[str, ...]] = {
    # typed as the second word, and what the group may call the same
    **dict.fromkeys(("new", "create", "register"), ("add",)),
    **dict.fromkeys(("change", "update", "modify", "correct", "rename"), ("edit",)),
    **dict.fromkeys(("view", "display", "details", "info", "open"), ("show",)),
    **dict.fromkeys(("ls", "all", "search", "find"), ("list",)),
    "list": ("show",),
    "show": ("list",),
}

RENAMED: Mapping[str, str] = {
    # commands as they were called before
    "channel end": "channel drop",
    "channel event": "channel count",
}

STOP_VERBS = frozenset(
    {"delete", "remove", "rm", "del", "erase", "drop", "cancel", "stop", "close", "end", "void"}
)
STOPPING = ("archive", "end", "drop", "cancel", "void")  # what a group may call it, one of them
STOP_INSTEAD: Mapping[str, str] = {
    "referral": "referral status {} invalid",
    "backup": "backup list",
    "setting": "setting list",
    "letter": "letter show",
    "plan": "plan edit",
    "policy": "policy show",
    "target": "target list",
    "insurer": "source archive {}",
}
NOTHING_IS_DELETED = "Nothing is deleted here, so that each past day can be printed again."

OTHER_COMMAND: Mapping[str, tuple[str, str]] = {
    # typed as the first word; what is said of it, and the line to type
    **dict.fromkeys(
        ("delete", "remove", "rm", "del", "erase"),
        (f"{NOTHING_IS_DELETED} What was typed by mistake is taken back.", "undo"),
    ),
    **dict.fromkeys(
        ("list", "ls"),
        (
            "Patients: ref referral list. Sources: ref source list. What is owed: ref due.",
            "source list",
        ),
    ),
    **dict.fromkeys(
        ("new", "create", "patient", "refer"),
        ("A referral is recorded with add.", "add {}"),
    ),
    **dict.fromkeys(
        ("edit", "change", "update", "modify", "correct"),
        (
            (
                "A source is changed with ref source edit, a referral with ref referral edit; each"
                " by its number."
            ),
            "find {}",
        ),
    ),
    **dict.fromkeys(
        ("dentist", "provider", "physician", "office", "clinic"),
        ("Whoever sends us patients is a source.", "show {}"),
    ),
    **dict.fromkeys(
        ("phone", "phoned", "telephone"),
        ("A call is an activity.", "log {} call"),
    ),
    **dict.fromkeys(
        ("call", "called"),
        (
            (
                "A call to a source is logged: ref log NAME call. One that did not reach a patient"
                " is tried."
            ),
            "tried {*}",
        ),
    ),
    **dict.fromkeys(("arrived", "came", "attended"), ("Who came is told with seen.", "seen {*}")),
    **dict.fromkeys(
        ("no-show", "noshow", "no_show", "absent"),
        ("Who did not come is told with missed.", "missed {*}"),
    ),
    **dict.fromkeys(
        ("cancel", "called-off", "postponed", "unbook"),
        ("Who called off is told with cancelled.", "cancelled {*}"),
    ),
    **dict.fromkeys(
        ("moved", "postpone", "book", "rebook", "rebooked", "reschedule", "rescheduled", "appoint"),
        ("An appointment is told with booked.", "booked {*}"),
    ),
    **dict.fromkeys(
        ("meet", "meeting"), ("A meeting is planned with visit.", "visit {} --meet {when}")
    ),
    **dict.fromkeys(
        ("complaint", "complain", "problem", "trouble"),
        ("What went wrong with a source is an issue.", "issue add {*}"),
    ),
    **dict.fromkeys(
        ("email", "e-mail", "mail", "wrote", "write", "fax", "faxed"),
        ("What is written to a source is logged as a letter.", "log {} letter"),
    ),
    **dict.fromkeys(
        ("thank", "thanks", "thanked"), ("A thank-you is an activity.", "log {} thank_you")
    ),
    **dict.fromkeys(
        ("lunch", "coffee", "dinner"),
        ("A meal with a source is a visit of that kind.", "visit {} --kind lunch"),
    ),
    **dict.fromkeys(
        ("dropoff", "drop-off", "drop_off"),
        ("A drop-off is a visit of that kind.", "visit {} --kind drop_off"),
    ),
    **dict.fromkeys(("visited", "met"), ("A visit is recorded with visit.", "visit {}")),
    **dict.fromkeys(
        ("walk-in", "walkin", "walk", "self", "none", "nobody"),
        ("Who came by themselves has the source none.", "add {} --from none"),
    ),
    **dict.fromkeys(
        ("unknown", "n/a", "na"),
        ("Where nobody asked, the source is unknown.", "add {} --from unknown"),
    ),
    **dict.fromkeys(
        ("calendar", "ical", "ics"),
        (
            "Who comes today is shown by: ref today. The list goes into a calendar as a file.",
            "due --ics due.ics",
        ),
    ),
    **dict.fromkeys(
        ("print", "pdf", "excel", "xlsx"),
        ("The month is written as a file.", "report -o month.xlsx"),
    ),
    **dict.fromkeys(
        ("save", "copy"),
        ("Every command is saved at once. A copy of the book is made so.", "backup"),
    ),
    **dict.fromkeys(
        ("repair", "fix", "check", "verify"), ("The doctor looks after the book.", "doctor")
    ),
    **dict.fromkeys(
        ("gift-check", "allowed"),
        ("A gift is checked before it is given.", "gift check {*}"),
    ),
    **dict.fromkeys(("setup", "install", "start"), ("A book is made with init.", "init")),
    "sample": ("A sample practice is made with demo.", "demo"),
    "open": ("Nothing has to be opened.", "due"),
    **dict.fromkeys(
        ("appointments", "appointment", "schedule"),
        (
            (
                "Who comes today is shown by today, all who are booked by: ref referral list"
                " --status scheduled."
            ),
            "today",
        ),
    ),
    **dict.fromkeys(
        ("lapsed", "silent", "slowing"), ("Who refers no more is found by quiet.", "quiet")
    ),
    **dict.fromkeys(("spend", "cost", "budget"), ("Spending is kept by channel.", "channel show")),
    **dict.fromkeys(
        ("labels", "envelopes"), ("Labels are letters.", "letter labels -o labels.html")
    ),
    **dict.fromkeys(
        ("thankyou", "thank-you"), ("Thank-yous are letters.", "letter thank-you -o letters.html")
    ),
}

OTHER_OPTION: Mapping[str, tuple[str, ...]] = {
    # an option as people type it, and what it may be called in a command
    **dict.fromkeys(
        ("--source", "--referrer", "--referred-by", "--doctor", "--dr", "--referredby"), ("--from",)
    ),
    **dict.fromkeys(("--date", "--day", "--when"), ("--on", "--for", "--until")),
    **dict.fromkeys(("--start", "--begin", "--after"), ("--since", "--from")),
    **dict.fromkeys(("--stop", "--before", "--to", "--till"), ("--until",)),
    **dict.fromkeys(("--reason", "--because"), ("--why", "--note")),
    **dict.fromkeys(("--comment", "--comments", "--notes", "--remark", "--text"), ("--note",)),
    **dict.fromkeys(
        ("--amount", "--money", "--price", "--cost", "--production"), ("--value", "--amount")
    ),
    **dict.fromkeys(("--max", "--number", "--count", "--first", "--top", "-n"), ("--limit",)),
    **dict.fromkeys(("--file", "--out", "--save", "--xlsx", "--html", "--pdf"), ("--output", "-o")),
    **dict.fromkeys(("--force", "--replace"), ("--overwrite", "--again", "--record-anyway")),
    **dict.fromkeys(("--days",), ("--within",)),
    **dict.fromkeys(("--type",), ("--kind", "--only")),
    **dict.fromkeys(("--staff", "--who", "--user"), ("--owner", "--by")),
    **dict.fromkeys(("--tel", "--telephone", "--mobile", "--cell"), ("--phone",)),
    **dict.fromkeys(("--mail", "--e-mail"), ("--email",)),
    **dict.fromkeys(("--sort", "--sort-by", "--rank", "--rank-by"), ("--order",)),
    **dict.fromkeys(("--zipcode", "--zip-code", "--postal"), ("--zip",)),
    **dict.fromkeys(("--plan", "--meeting", "--appointment"), ("--meet", "--booked", "--for")),
    "--no-no-gifts": ("--gifts",),
    "--no-do-not-visit": ("--visit",),
    "--no-do-not-mail": ("--mail",),
    "--no-visit": ("--do-not-visit",),
    "--no-mail": ("--do-not-mail",),
}

SURPLUS: Mapping[str, tuple[str, str]] = {
    # a command that was typed with a name behind it, for which it has no place
    "due": (
        "One person's list: ref due --owner NAME. All about one source is told by show.",
        "show {}",
    ),
    "route": ("Whose visits they are is said with --owner.", "route --owner {}"),
    "doctor": (
        "doctor looks after the book; a doctor who sends us patients is a source.",
        "show {}",
    ),
    "top": ("top ranks all sources; the story of one is told by show.", "show {}"),
    "quiet": ("quiet lists all sources; the story of one is told by show.", "show {}"),
    "report": ("report is the month; the story of one source is told by show.", "show {}"),
    "source list": ("One source is shown by its name.", "source show {}"),
    "referral list": ("A patient is found by any part of the name.", "find {}"),
}
