"""The written referral program plan: its questions, and the plain text form to answer them in.

A written plan says how the request is made, who asks, what is handed out, what the follow-up is,
who is responsible, and what the goal is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from reprlib import repr as short

from refcli.errors import RefError, RefusedError, UsageError


class Question(StrEnum):
    """What a written plan answers."""

    REQUEST = "request"
    WHO_ASKS = "who_asks"
    HAND_OUT = "hand_out"
    FOLLOW_UP = "follow_up"
    RESPONSIBLE = "responsible"
    GOAL = "goal"

    @property
    def heading(self) -> str:
        """Its heading."""
        return HEADINGS[self]

    @property
    def sentence(self) -> str:
        """What is asked."""
        return SENTENCES[self]


HEADINGS: Mapping[Question, str] = {
    Question.REQUEST: "The request",
    Question.WHO_ASKS: "Who asks",
    Question.HAND_OUT: "What is handed out",
    Question.FOLLOW_UP: "The follow-up",
    Question.RESPONSIBLE: "Who is responsible",
    Question.GOAL: "The goal",
}
SENTENCES: Mapping[Question, str] = {
    Question.REQUEST: "How is the request for a referral made, and in which words?",
    Question.WHO_ASKS: "Who asks, whom, and at which moment?",
    Question.HAND_OUT: "What is handed out with the request, and where is it kept?",
    Question.FOLLOW_UP: "What follows a referral: thank-you, report back, visit, call?",
    Question.RESPONSIBLE: "Who is responsible for the program, and who stands in?",
    Question.GOAL: "How many referrals a year? A whole number, such as 240.",
}

INTRO = (
    "The written referral plan. Write each answer below its question, then save and close.",
    "Leave the lines that begin with # as they are. An empty answer is taken out of the plan.",
)
HEADING = "# "
MARKED = ("#", "\\")  # a line of an answer that begins so gets a \ in front
MOST_REFERRALS = 1_000_000
GOAL = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?: *(?:new )?(?:referrals?|patients?))?")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and the day on which it was recorded."""

    answer: str
    since: date


Answers = Mapping[Question, str]


def check_answer(question: Question, text: str, failure: type[RefError] = UsageError) -> str:
    """The answer as it is kept: plain line ends, nothing around it; a goal as its number.

    What cannot be taken is a ``failure``: in a form it is refused, as an option it is misuse.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tidy = "\n".join(line.rstrip() for line in lines).strip()
    return str(read_goal(tidy, failure)) if tidy and question is Question.GOAL else tidy


def read_goal(text: str, failure: type[RefError] = UsageError) -> int:
    """Referrals a year; what is no whole number above 0 is refused."""
    found = GOAL.fullmatch(text.strip().lower())
    number = int(found[1].replace(",", "")) if found else 0
    if not 0 < number <= MOST_REFERRALS:
        raise failure(
            f"The goal is a number of referrals a year, not {short(text)}."
            " Type: ref plan edit --goal 240"
        )
    return number


def write_form(answers: Answers) -> str:
    """The questions with their answers as a text to edit."""
    parts = [
        f"{HEADING}{question.heading}: {question.sentence}\n\n{guard(answers.get(question, ''))}"
        for question in Question
    ]
    return "\n".join([*INTRO, "", *(f"{part}\n" for part in parts)])


def guard(answer: str) -> str:
    """An answer none of whose lines can be taken for a heading."""
    return "\n".join(
        f"\\{line}" if line.startswith(MARKED) else line for line in answer.split("\n")
    )


def read_form(text: str) -> dict[Question, str]:
    """The answers of an edited form; a question whose heading is gone is not among them."""
    found: dict[Question, list[str]] = {}
    lines: list[str] | None = None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.startswith("#"):
            question = find_question(line)
            if question in found:
                raise RefusedError(f"{short(line)} is there twice.")
            lines = found[question] = []
        elif lines is not None:
            lines.append(line.removeprefix("\\"))
        elif line.strip() and line.strip() not in INTRO:
            raise RefusedError(f"{short(line)} stands above the first question; move it below one.")
    return {
        question: check_answer(question, "\n".join(answer), RefusedError)
        for question, answer in found.items()
    }


def find_question(heading: str) -> Question:
    """The question of a heading, known by the words before its colon."""
    title = heading.lstrip("#").partition(":")[0].strip().casefold()
    for question in Question:
        if title == question.heading.casefold():
            return question
    raise RefusedError(
        f"{short(heading)} is no question of the plan. Put a \\ before a # that begins"
        " a line of an answer."
    )


def changed_answers(before: Answers, after: Answers) -> dict[Question, str]:
    """The answers that differ; no answer and an empty one are the same."""
    return {
        question: answer for question, answer in after.items() if answer != before.get(question, "")
    }


def goal_of(answers: Mapping[Question, Answered]) -> int | None:
    """The goal, where one is set."""
    known = answers.get(Question.GOAL)
    return int(known.answer) if known and known.answer else None
