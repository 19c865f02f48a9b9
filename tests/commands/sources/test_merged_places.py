"""What a merge makes of past figures by place: it is kept, or said before and after."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
JANUARY = "2026-01-05"


def by_office(answer: Answer) -> dict[str, int]:
    return {row["source"]: row["referrals"] for row in answer("top --rollup office")}


def asked(ref: Ref, line: str) -> str:
    return ref(line, exit_code=1).stderr.replace("\n", " ")


@pytest.fixture
@made_once
def two_lees(ref: Ref) -> None:
    """#5 at Elm since ever; #6 at Oak until June 15, then at Elm."""
    for name in ("Elm", "Oak"):
        ref(f"source add {name} --kind office", as_of=JANUARY)
    ref("source add 'Dr. Ann Lee' --kind provider --office elm", as_of=JANUARY)
    ref("source add 'Lee, Ann DDS' --kind provider --office oak --new", as_of=JANUARY)
    ref("source move '#6' --to elm --on 2026-06-15", as_of="2026-06-15")


@pytest.mark.usefixtures("two_lees")
def test_the_past_keeps_the_places_of_the_one_that_goes(answer: Answer, ref: Ref) -> None:
    for number, (source, day) in enumerate(
        [("#6", "2026-02-02"), ("#6", "2026-03-02"), ("#5", "2026-07-01"), ("#5", "2026-08-03")]
    ):
        ref(f"add 'Pat No{number}' --from '{source}' --on {day}")
    before = by_office(answer)

    shown = asked(ref, "source merge '#5' '#6'")
    merged = answer("source merge '#5' '#6' --yes")

    assert before == by_office(answer) == {"Elm": 2, "Oak": 2}
    assert "any more" not in shown
    assert "Places of #5 then: Oak, Elm since Jun 15." in shown
    assert merged["places_changed"] == []
    assert answer("source show '#5'")["worked_at"] == ["Oak", "Elm since 2026-06-15"]
    ref("undo")
    assert by_office(answer) == before
    assert answer("source show '#6'")["worked_at"] == ["Oak", "Elm since 2026-06-15"]


@pytest.mark.usefixtures("two_lees")
def test_what_counts_at_another_place_is_said_before_and_after(answer: Answer, ref: Ref) -> None:
    for number, (source, day) in enumerate(
        [("#6", "2026-02-02"), ("#5", "2026-02-09"), ("#6", "2026-03-02"), ("#5", "2026-03-09")]
    ):
        ref(f"add 'Pat No{number}' --from '{source}' --on {day}")
    ref("gift add '#6' pens --value 12 --by tina --on 2026-03-03")
    referrals = "2 referrals before Jun 15 count at Elm, not at Oak any more."
    gift = "1 gift before Jun 15 counts at Elm, not at Oak any more."

    shown = asked(ref, "source merge '#5' '#6'")
    done = ref("source merge '#5' '#6' --yes").stdout.replace("\n", " ")

    assert referrals in shown
    assert gift in shown
    assert referrals in done
    assert by_office(answer) == {"Elm": 4}
    ref("undo")
    assert by_office(answer) == {"Elm": 2, "Oak": 2}
    assert answer("source merge '#5' '#6' --yes")["places_changed"] == [
        {"referral": 2, "since": None, "before": "2026-06-15", "was_at": "Oak", "now_at": "Elm"},
        {"gift": 1, "since": None, "before": "2026-06-15", "was_at": "Oak", "now_at": "Elm"},
    ]


def test_what_is_filled_in_is_listed_and_the_past_stays_where_it_was(
    answer: Answer, ref: Ref
) -> None:
    ref("source add Elm --kind office", as_of=JANUARY)
    ref("source add 'Dr. Ann Lee' --kind provider", as_of=JANUARY)
    ref(
        "source add 'Lee, Ann DDS' --kind provider --office elm --new --npi 1234567893"
        " --phone 206-555-0101 --do-not-mail",
        as_of=JANUARY,
    )
    ref("add 'Pat Poe' --from '#4' --on 2026-02-02")
    ref("add 'Quin Poe' --from '#4' --on 2026-03-02")

    shown = asked(ref, "source merge '#4' '#5'")
    merged = answer("source merge '#4' '#5' --yes")

    assert (
        "Taken over: office Elm, phone 206-555-0101, do not mail, NPI"
        " 1234567893. Places of #4 then: no office, Elm since Nov 23."
    ) in shown
    assert merged["taken"] == {
        "office": "Elm",
        "phone": "206-555-0101",
        "do_not_mail": True,
        "npi": "1234567893",
    }
    assert by_office(answer) == {"Dr. Ann Lee": 2}
    assert merged["office"] == "Elm"


@pytest.mark.usefixtures("two_lees")
def test_help_with_what_the_other_one_sent_goes_and_is_said(ref: Ref) -> None:
    ref("add 'Pat Poe' --from '#5' --also '#6'")

    assert "1 assist goes: who sent a patient does not help with it too." in asked(
        ref, "source merge '#5' '#6'"
    )


def test_what_moves_is_counted_under_stable_names_for_programs(answer: Answer, ref: Ref) -> None:
    for name in ("Google", "'Google Ads'"):
        ref(f"source add {name} --kind digital --new")
    ref("channel spend '#4' 2026-10 50")

    assert answer("source merge '#3' '#4' --yes")["moved"] == {"month_of_spending": 1}
