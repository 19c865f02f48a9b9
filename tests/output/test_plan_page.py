from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from refcli.core.duties.rota import Performed
from refcli.core.plan.answers import Answered, Question
from refcli.core.plan.figures import Happened, Kept, ProgramPlan
from refcli.core.values.periods import Period
from refcli.errors import UsageError
from refcli.output.files import check_suffix
from refcli.output.plan_page import (
    ENDINGS,
    SMALLEST,
    largest_size,
    plan_file,
    to_page,
    to_text,
)
from tests.output.reading import Page

HOSTILE = "<script>alert(1)</script> & \x1b[31m\u202egpj =HYPERLINK('http://x')"
JANUARY = date(2026, 1, 5)
HAPPENED = Happened(
    period=Period(date(2026, 1, 1), date(2026, 7, 2)),
    referrals=90,
    internal=60,
    turns=Performed(turns_due=26, turns_done=25, on_time=20, asked=1320, handed_out=540),
    thanks=Kept(40, 30, 2),
    thank_after=3,
    visits=Kept(12, 9, 1),
)


def plan(**answers: str) -> ProgramPlan:
    found = {Question(name): Answered(text, JANUARY) for name, text in answers.items()}
    return ProgramPlan(
        practice="Lakeside", as_of=date(2026, 7, 2), answers=found, happened=HAPPENED
    )


def words(page: str) -> str:
    """What people read of a page."""
    body = page[page.index("<body") :]
    text = "".join(part.partition(">")[2] + " " for part in body.split("<"))
    return " ".join(text.split())


def test_the_wall_has_the_answers_the_goal_and_the_figures() -> None:
    page = to_page(plan(goal="240", who_asks="The doctor\nat the end", hand_out=""))

    assert words(page) == (
        "Our referral plan 2026 Lakeside 240 referrals are our goal for 2026"
        " The request How is the request for a referral made, and in which words?"
        " Who asks The doctor at the end"
        " What is handed out What is handed out with the request, and where is it kept?"
        " The follow-up What follows a referral: thank-you, report back, visit, call?"
        " Who is responsible Who is responsible for the program, and who stands in?"
        " 90 referrals so far on course: 120"
        " 1,320 patients asked 540 handed out"
        " 30 thanked on time of 40 due 9 visits kept of 12 due"
        " What really happened from 2026-01-01 to 2026-07-02 , as known on 2026-07-02 ."
        " On course: a straight line to the goal."
        " Thanked: providers and offices, within 3 days of a referral."
        " Visits kept: made by the day they fell due."
    )


def test_a_plan_without_a_goal_says_so() -> None:
    assert "no goal is set yet" in to_page(plan())
    assert "on course" not in to_page(plan())


def test_names_are_data_on_the_wall() -> None:
    hostile = replace(plan(request=HOSTILE, responsible=HOSTILE), practice=HOSTILE)

    text = to_page(hostile)

    page = Page(text)
    assert "script" not in page.tags
    assert not {"\x1b", "\u202e"} & set(text)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in text


def test_the_page_needs_nothing_from_outside() -> None:
    page = Page(to_page(plan(request=HOSTILE)))

    assert page.tags.isdisjoint({"script", "link", "img", "iframe", "a", "object"})
    assert {name for name, _ in page.attributes}.isdisjoint({"src", "href", "onload", "srcset"})
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes


def test_long_answers_are_set_smaller() -> None:
    many = {q.value: "word " * 68 for q in Question if q is not Question.GOAL}
    long = {name: text * 9 for name, text in many.items()}

    assert (largest_size(plan()), largest_size(plan(**many)), largest_size(plan(**long))) == (
        18,
        10,
        SMALLEST,
    )


def test_markdown_has_both_tables() -> None:
    text = to_text(plan(goal="240", who_asks="Tina | Jo"))

    assert "| Who asks | 2026-01-05 | Tina \\| Jo |" in text
    assert "| Visits kept | 12 | 9 | 75% | 1 |" in text


def test_the_plan_is_written_by_the_ending_of_the_name(tmp_path: Path) -> None:
    page, text = tmp_path / "plan.HTML", tmp_path / "plan.md"

    for path in (page, text):
        check_suffix(path, ENDINGS)
        path.write_bytes(plan_file(plan(), path))

    assert page.read_text(encoding="utf-8").lstrip().startswith("<!DOCTYPE html>")
    assert text.read_text(encoding="utf-8").startswith("# Referral plan 2026\n")


def test_a_file_that_cannot_be_is_refused_beforehand(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no ending that is known: \.html, \.pdf, \.md"):
        check_suffix(tmp_path / "plan.xlsx", ENDINGS)
