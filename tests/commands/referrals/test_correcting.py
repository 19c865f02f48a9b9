"""ref referral edit: checked as a new referral is, and told."""

from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import Result

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def lou(ref: Ref) -> None:
    ref("add 'Lou Hart' --from google --kind digital --on 2026-11-02")
    ref("add 'Mia Won' --from google --chart 55 --on 2026-11-03")
    ref("source add Yelp --kind digital")
    ref("source add 'Eve Hart' --kind patient")


@pytest.mark.usefixtures("lou")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "--patient 'Won, Mia'",
            (
                "Mia Won is referral 2 of 2026-11-03, from google. Nothing was changed. The same"
                " person, or another one of that name: add --again; one referral that was recorded"
                ' twice: ref referral status 1 duplicate --why "referral 2"'
            ),
        ),
        (
            "--chart 055",
            (
                "Mia Won is referral 2 of 2026-11-03 with chart number 55, from google. Nothing was"
                " changed. The same person: add --again; one referral that was recorded twice: ref"
                ' referral status 1 duplicate --why "referral 2"'
            ),
        ),
        (
            "--from eve --patient 'Eve Hart'",
            (
                "Eve Hart cannot have sent Eve Hart. Who came by themselves: --from none; another"
                " person of that name: add --again"
            ),
        ),
    ],
)
def test_a_correction_is_refused_where_a_new_referral_is(
    ref: Ref, answer: Answer, typed: str, said: str
) -> None:
    before = answer("referral list")

    assert ref(f"referral edit 1 {typed}", exit_code=1).stderr == f"ref: {said}\n"
    assert answer("referral list") == before
    ref(f"referral edit 1 {typed} --again")
    assert answer("referral list") != before


@pytest.mark.usefixtures("lou")
def test_a_patient_who_is_the_source_already_is_told(ref: Ref) -> None:
    ref("referral edit lou --from 'eve hart'")

    assert "Eve Hart cannot have sent Eve Hart" in (
        ref("referral edit lou --patient 'Eve Hart'", exit_code=1).stderr
    )


@pytest.mark.usefixtures("lou")
def test_what_was_so_before_the_correction_is_not_asked_about_again(ref: Ref) -> None:
    ref("add 'Mia Won' --from Yelp --again")
    ref("add 'Eve Hart' --from 'Eve Hart' --again")

    for line in ("3 --chart 55", "3 --patient 'Won, Mia'", "3 --note x", "4 --patient 'EVE HART'"):
        assert ref(f"referral edit {line}").stdout.startswith("Saved referral ")


@pytest.mark.usefixtures("lou")
def test_one_of_a_like_name_is_said(ref: Ref) -> None:
    assert ref("referral edit 1 --patient 'Mia Wonn'").stdout == (
        "Saved referral 1, Mia Wonn, until now Lou Hart. On record with a like name: Mia Won,"
        " referral 2 of 2026-11-03, from google.\n"
    )
    assert "like name" not in ref("referral edit 1 --patient 'Mia Wonn' --chart 7").stdout


@pytest.mark.usefixtures("lou")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("--from yelp", "now from Yelp (digital), until now from google."),
        ("--from google", "as before from google (digital)."),
        ("--also yelp --also eve", "also from Yelp (digital), also from Eve Hart (patient)."),
        (
            "--from eve --also yelp --on 2026-11-04",
            (
                "now from Eve Hart (patient), until now from google, also from Yelp (digital)."
                " Received on Wed 4 Nov 2026."
            ),
        ),
    ],
)
def test_the_sources_of_a_correction_are_told(ref: Ref, typed: str, said: str) -> None:
    assert ref(f"referral edit lou {typed}").stdout == f"Saved referral 1, Lou Hart, {said}\n"


@pytest.mark.usefixtures("lou")
def test_an_assist_that_is_taken_away_is_told_by_its_name(ref: Ref) -> None:
    ref("referral edit lou --also yelp")

    assert ref("referral edit lou --drop-also yelp").stdout == (
        "Saved referral 1, Lou Hart, no longer also from Yelp (digital).\n"
    )
    assert ref("referral edit lou --drop-also yelp", exit_code=1).stderr == (
        "ref: #4 Yelp is no assist of referral 1. See: ref referral show 1\n"
    )


@pytest.mark.usefixtures("lou")
@pytest.mark.parametrize("line", ["add Dr. --from none", "referral edit 1 --patient 'DR'"])
def test_a_title_alone_is_no_patient(ref: Ref, line: str) -> None:
    assert "is only a title. Type the name too." in ref(line, exit_code=2).stderr


@pytest.mark.usefixtures("lou")
def test_further_sources_of_a_new_referral_are_told(
    ref: Ref, typing: Callable[..., Result]
) -> None:
    said = ref("add 'Bo Kim' --from google --also yelp --also Yelp --also eve").stdout

    assert (
        "from google (digital), also from Yelp (digital), also from Eve Hart (patient), 3rd"
        " referral this year."
    ) in said
    picked = typing(["add", "Al Ito", "--from", "google", "--also", "yelpp"], "").stdout
    assert "from google (digital), also from Yelp (digital), 4th referral this year." in picked
