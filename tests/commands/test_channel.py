import pytest

from tests.commands.test_figures import Answer
from tests.conftest import Ref, made_once


@pytest.fixture(autouse=True)
@made_once
def practice(ref: Ref) -> None:
    ref("init --practice Elm")
    for command in (
        'source add "Google Ads" --kind digital',
        'source add "Elm Dental" --kind office',
        'add "P1" --from google --on 2026-10-05 --value 900',
        'add "P2" --from google --on 2026-10-06',
        "referral status 1 seen --on 2026-10-20",
    ):
        ref(command)


def test_what_a_channel_cost_stands_beside_what_it_brought(ref: Ref, answer: Answer) -> None:
    said = ref('channel spend "Google Ads" 2026-10 1200').stdout
    again = ref("channel spend google october $300.50 --note 'credit'").stdout

    assert said == "Recorded $1,200 for Google Ads (digital) in October 2026.\n"
    assert again == (
        "Recorded $300.50 for Google Ads (digital) in October 2026 (before: $1,200).\n"
    )
    assert answer("channel show --month 2026-10") == [
        {
            "source_id": 3,
            "source": "Google Ads",
            "kind": "digital",
            "spend": 300.5,
            "referrals": 2,
            "cost_per_new_patient": 150.25,
            "seen": 1,
            "cost_per_seen_patient": 300.5,
            "production": 900.0,
            "return": 1.995,
        }
    ]
    rows = {one["name"]: one["rows"] for one in answer("report")["sections"]}
    assert rows["channels"][0]["spend"] == rows["channels_year"][0]["spend"] == 300.5


def test_campaigns_and_events_have_their_days(ref: Ref) -> None:
    ref("source add Schools --kind community")
    added = ref('channel campaign google "Fall, new" --from 2026-10-06 --until 2026-10-12').stdout
    ref('event add "Lincoln visit" --on 2026-10-09')
    put = ref("channel count schools lincoln").stdout
    shown = ref("channel show").stdout

    assert added == (
        "Added campaign 1: Fall, new, Google Ads (digital), Tue 6 Oct 2026 to Mon 12 Oct 2026.\n"
    )
    assert put == "Lincoln visit, 2026-10-09, now counts to Schools.\n"
    assert "Fall, new" in shown
    assert "2026-11-07" in shown
    assert ref("channel drop 1").stdout == "Campaign 1, Fall, new, is no longer shown.\n"
    assert "Fall, new" not in ref("channel show").stdout


def test_spending_is_taken_back_like_everything(ref: Ref, answer: Answer) -> None:
    ref("channel spend google 2026-10 1200")
    ref("undo")

    assert answer("channel show")[0]["spend"] is None


@pytest.mark.parametrize(
    ("command", "sentence", "code"),
    [
        ("spend 'Elm Dental' 2026-10 100", "spending is kept for channels only", 1),
        ("spend google 2026-12 100", "has not begun yet", 2),
        ("spend google 2026-10 -100", "", 2),
        ("spend google 2026-10 lots", "is no amount of money", 2),
        ("spend nix 2026-10 100", "No source is called 'nix'", 1),
        ("campaign google ' ' --from 2026-10-01 --until 2026-10-02", "A name is missing", 2),
        ("campaign google X --from 2026-10-03 --until 2026-10-02", "is after --until", 2),
        ("event google nix", "No event is called 'nix'", 1),
        ("end 9", "There is no campaign 9", 1),
    ],
)
def test_what_cannot_be_is_refused(ref: Ref, command: str, sentence: str, code: int) -> None:
    result = ref(f"channel {command}", exit_code=code)

    assert sentence in result.stderr
    assert result.stdout == ""
