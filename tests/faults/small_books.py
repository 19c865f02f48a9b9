"""Books with next to nothing in them, and one with a row of everything, made by typing commands."""

import shlex
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from typer.testing import CliRunner, Result

from refcli.cli import app
from tests.conftest import TODAY

# A working day of a practice, after which every table of the book has a row.
A_DAY = (
    "init --practice Elm --specialty dentist --zip 98101",
    "policy use --state WA --no-dhs",
    "setting set visit_every 2 --kind provider",
    'add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Family Dental"',
    'add "Sam Green" --from google --kind digital --also "Dr. Wei Chen" --value 900',
    'add "Ann Ray" --from "Maria Lopez" --kind patient',
    'add "Cy Ito" --from unknown',
    'add "Bo Kim" --from none',
    'add "Di Fox" --from "Delta Dental" --kind insurer',
    "referral status 1 seen --value 1450",
    "referral status 3 lost --why moved",
    "referral status 5 duplicate",
    'source edit "#4" --alias "Chen, W." --note "likes tea"',
    'source edit "Delta Dental" --credentialed-since {day} --credentialed-until {later}',
    'source edit "Delta Dental" --in-network yes --listed yes --checked-on {day}',
    'visit "chen family" --met "Dr. Chen" --brought pads --next "bring cards"',
    'log "Maria Lopez" call --referral 3',
    "skip S2 --why moved",
    "snooze S4 --until {later}",
    'duty add ask --every week --rota "Tina, Jo" --text "at check-out"',
    "duty away Jo --from {day} --until {later}",
    "duty swap ask {day} Jo",
    "done D1.1 --asked 7 --handed-out 9",
    "plan edit --goal 200 --request please",
    'event add "open house" --on {later}',
    'event invite "open house" --source "chen family"',
    'event rsvp "open house" "chen family" yes',
    "channel spend google {month} 450",
    "channel campaign google Spring --from {day} --until {later}",
    'channel count google "open house"',
    'occasion add "Dr. Wei Chen" birthday 05-05',
    "occasion add christmas --every office",
    'gift add "chen family" "fruit basket" --value 14 --by tina --approved-by "Dr. Ray"',
    "policy set item_limit_patient 9.99",
    "policy figure stark_nmc 2027 545 --source CMS",
    "reward add toothbrush --value 3 --occasion 'first visit'",
    "letter edit cover --from {folder}/letter.txt",
)

ONE_UNKNOWN = ('add "Cy Ito" --from unknown',)
ONE_SOURCE = ('source add "Dr. Wei Chen" --kind provider',)
BOOKS: Mapping[str, tuple[date, Sequence[str]]] = {  # on which day what was typed
    "new": (TODAY, ()),
    "later": (date(2027, 3, 1), A_DAY),
    "earlier": (date(2026, 4, 6), A_DAY),
    "one unknown": (date(2026, 10, 15), ONE_UNKNOWN),
    "one source": (date(2026, 10, 15), ONE_SOURCE),
}


def run(line: str, database: Path, as_of: date = TODAY) -> Result:
    """Type a command; nobody is there to be asked."""
    env = {
        "REF_DB": str(database),
        "REF_AS_OF": as_of.isoformat(),
        "REF_USER": "tina",
        "EDITOR": "",
        "VISUAL": "",
        "COLUMNS": "80",
        "TERM": "dumb",
    }
    return CliRunner(env=env).invoke(app, shlex.split(line), prog_name="ref")


def make(path: Path, day: date, lines: Sequence[str]) -> Path:
    """A book of a day on which this was typed; every command has to go well."""
    letter = path.parent / "letter.txt"
    letter.write_text("{practice}, {date}: {name}", encoding="utf-8")
    words = {
        "day": day.isoformat(),
        "later": (day + timedelta(days=30)).isoformat(),
        "month": f"{day:%Y-%m}",
        "folder": path.parent.as_posix(),
    }
    for line in ("init", *lines):
        result = run(line.format_map(words), path, day)
        assert result.exit_code == 0, (line, result.output, result.exception)
    return path
