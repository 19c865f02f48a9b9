"""A day that was typed is said in full in the answer, so that a misread one is seen at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from refcli.cli import app
from tests.conftest import Ref
from tests.faults.cells import TREE

BEFORE = (  # on Monday, 23 November 2026
    'add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Dental" --on 11/2',
    'add "Sam Green" --from google --kind digital',
    'add "Di Fox" --from "Delta Dental" --kind insurer',
    'duty add ask --every week --rota "Tina, Jo"',
    "duty away Tina --from 12/7 --until 12/11",
    'event add "Open house" --on 2026-12-05',
    'add "Gil Dow" --from google --on 11/2',
    "booked gil 11/20 --on 11/3",
    'add "Hal Poe" --from google --on 11/2',
    "lost hal far --on 11/9",
    'gift add "chen dental" "fruit basket" --value 14 --by tina --approved-by "Dr. Ray" --on 11/2',
)
SAID = {  # the option and its line: what the answer says
    ("add", "--on"): ("add Una --from google --on friday", "of Fri 20 Nov 2026"),
    ("done", "--on"): ("done S1 --on friday", "on Fri 20 Nov 2026"),
    ("snooze", "--until"): ("snooze S1 --until 1/15", "until Fri 15 Jan 2027"),
    ("skip", "--until"): ("skip S1 --until 1/15 --why ill", "until Fri 15 Jan 2027"),
    ("visit", "--on"): ("visit 'chen dental' --on 'fri 11/20'", "on Fri 20 Nov 2026"),
    ("visit", "--next-on"): (
        "visit 'chen dental' --next 'bring pads' --next-on 12/4",
        "bring pads, by Fri 4 Dec 2026",
    ),
    ("log", "--next-on"): (
        "log 'chen dental' call --next 'bring pads' --next-on 12/4",
        "bring pads, by Fri 4 Dec 2026",
    ),
    ("done", "--next-on"): (
        "done V3 --next 'bring pads' --next-on 12/4",
        "bring pads, by Fri 4 Dec 2026",
    ),
    ("booked", "--on"): ("booked 1 12/2 --on friday", "scheduled on Fri 20 Nov 2026"),
    ("seen", "--on"): ("seen 1 --on friday", "seen on Fri 20 Nov 2026"),
    ("completed", "--on"): ("completed 1 --on friday", "completed on Fri 20 Nov 2026"),
    ("missed", "--on"): ("missed gil --on friday", "missed on Fri 20 Nov 2026"),
    ("cancelled", "--on"): ("cancelled gil --on friday", "cancelled on Fri 20 Nov 2026"),
    ("lost", "--on"): ("lost 1 'too far' --on friday", "lost on Fri 20 Nov 2026"),
    ("tried", "--on"): ("tried 1 voicemail --on friday", "1st try on Fri 20 Nov 2026"),
    ("back", "--on"): ("back hal --on friday", "back on Fri 20 Nov 2026"),
    ("log", "--on"): ("log 'chen dental' call --on 20-Nov-26", "on Fri 20 Nov 2026"),
    ("duty add", "--starts"): (
        "duty add count --every week --rota Tina --starts 'next monday'",
        "from Mon 30 Nov 2026",
    ),
    ("duty away", "--from"): ("duty away Jo --from fri --until 12/4", "Fri 27 Nov 2026 to"),
    ("duty away", "--until"): ("duty away Jo --until 12/4", "to Fri 4 Dec 2026"),
    ("duty back", "--on"): ("duty back Tina --on 'Dec 9'", "on Wed 9 Dec 2026"),
    ("duty swap", "turn"): ("duty swap ask 12/2 Tina", "Mon 30 Nov 2026 to Sun 6 Dec 2026"),
    ("event add", "--on"): ("event add Picnic --on 5/10", "Picnic, Mon 10 May 2027"),
    ("event edit", "--on"): ("event edit 'Open house' --on 12/12", "Sat 12 Dec 2026"),
    ("channel campaign", "--from"): (
        "channel campaign google Spring --from 10/1 --until 1/31",
        "Thu 1 Oct 2026 to",
    ),
    ("channel campaign", "--until"): (
        "channel campaign google Spring --from 10/1 --until 1/31",
        "to Sun 31 Jan 2027",
    ),
    ("gift check", "--on"): (
        "gift check 'chen dental' cookies --value 5 --on friday",
        "For Fri 20 Nov 2026.",
    ),
    ("gift add", "--on"): (
        "gift add 'chen dental' cookies --value 5 --on friday",
        ", on Fri 20 Nov 2026.",
    ),
    ("gift return", "--on"): ("gift return 1 --on friday", "came back on Fri 20 Nov 2026"),
    ("gift plan", "--on"): (
        "gift plan christmas --class office --item cookies --value 5 --on 12/18",
        "on Fri 18 Dec 2026",
    ),
    ("source move", "--on"): ("source move 'dr. wei chen' --to '' --on fri", "Fri 20 Nov 2026"),
    ("source edit", "--since"): (
        "source edit 'chen dental' --owner Tina --since 11/20",
        "From Fri 20 Nov 2026 on: owner Tina.",
    ),
    ("source edit", "--credentialed-since"): (
        "source edit 'Delta Dental' --credentialed-since 11/20",
        "since Fri 20 Nov 2026",
    ),
    ("source edit", "--credentialed-until"): (
        "source edit 'Delta Dental' --credentialed-until 1/15/29",
        "until Mon 15 Jan 2029",
    ),
    ("source edit", "--checked-on"): (
        "source edit 'Delta Dental' --listed yes --checked-on 11/20",
        "checked Fri 20 Nov 2026",
    ),
    ("referral edit", "--on"): ("referral edit 1 --on friday", "Received on Fri 20 Nov 2026."),
    ("referral status", "--on"): ("referral status 1 seen --on friday", "seen on Fri 20 Nov 2026"),
    ("setting set", "--since"): (
        "setting set visit_every 2 --kind provider --since friday",
        "from Fri 20 Nov 2026 on",
    ),
}
READ_ONLY = {
    *("top", "report", "letter thank-you", "channel show", "referral list"),
    *("audit disclosures", "route", "letter invitation"),
}


@pytest.fixture
def before(ref: Ref) -> None:
    for line in BEFORE:
        ref(line)


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize(("line", "said"), SAID.values())
def test_the_answer_says_the_day_with_its_weekday(ref: Ref, line: str, said: str) -> None:
    assert said in " ".join(ref(line).stdout.split())


def test_no_option_that_takes_a_day_is_left_out() -> None:
    dated = {
        (name, option.opts[0])
        for name, command in TREE.items()
        for option in command.params
        if getattr(option, "metavar", None) == "DATE" and name not in READ_ONLY
    }

    assert dated - SAID.keys() == set()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (
            "add Una --from google --kind digital --on 9/10",
            (
                "'9/10' would be Wed 10 Sep 2025, 359 days ago. Type it with its year: 2025-09-10."
                ' Read as: patient "Una", from "google", on "9/10" (?). Type: ref add Una from'
                " google on 2025-09-10 --kind digital"
            ),
        ),
        (
            "add Una --from google --kind digital --on 1926-09-01",
            (
                "'1926-09-01' lies 100 years back. Type the year again, as in 2026-09-04. Read as:"
                ' patient "Una", from "google", on "1926-09-01" (?). Leave it out. Type: ref add'
                " Una from google --kind digital"
            ),
        ),
        (
            "top --since 9/10",
            (
                "'9/10' would be Wed 10 Sep 2025, 359 days ago. Type it with its year: 2025-09-10."
                " See: ref top --help"
            ),
        ),
    ],
)
def test_last_year_is_never_taken_in_silence(ref: Ref, line: str, why: str) -> None:
    assert ref(line, as_of="2026-09-04", exit_code=2).stderr == f"ref: {why}\n"


def test_this_day_means_no_other_year_in_silence(ref: Ref) -> None:
    ref("due", as_of="9/10/2026")

    assert "would be" in ref("due", as_of="2/29", exit_code=2).stderr


@pytest.fixture
def on_4_september(monkeypatch: pytest.MonkeyPatch, database: Path) -> Callable[[str], Result]:
    """Record somebody of 9/10 in a terminal, with what is typed then."""
    monkeypatch.setattr("refcli.env.Env.interactive", property(lambda _: True))
    runner = CliRunner(env={"REF_DB": str(database), "REF_AS_OF": "2026-09-04"})
    line = ["add", "Una", "--from", "none", "--on", "9/10"]
    return lambda typed: runner.invoke(app, line, input=f"{typed}\n")


@pytest.mark.parametrize(
    ("typed", "days", "code"),
    [
        ("y", ["2025-09-10"], 0),
        ("sure\nYES", ["2025-09-10"], 0),
        ("n", [], 2),
        ("q", [], 1),
    ],
)
def test_a_person_at_the_keyboard_is_asked_for_the_year(
    on_4_september: Callable[[str], Result],
    answer: Callable[..., Any],
    typed: str,
    days: list[str],
    code: int,
) -> None:
    asked = on_4_september(typed)

    assert "'9/10': is Wed 10 Sep 2025, 359 days ago meant? (y, n, q: stop)" in asked.output
    assert asked.exit_code == code
    assert [one["received_on"] for one in answer("referral list")] == days


def test_the_count_of_another_year_is_said_to_be_of_it(ref: Ref) -> None:
    line = ref("add Una --from google --kind digital --on 2025-09-10").stdout

    assert line.startswith(
        "Recorded referral 1 of Wed 10 Sep 2025: Una, from google (new: #3), 1st referral of 2025."
    )
