"""The plan for the wall: one page in big type, self-contained, without anybody's name in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from refcli.core.output.table import Type
from refcli.core.plan.answers import Question
from refcli.core.plan.figures import ProgramPlan, measures_of, plan_report
from refcli.output.files import PDF, page_file
from refcli.output.markdown import to_markdown
from refcli.output.text import cell_text

SIZES = (18, 16, 14, 13, 12, 11, 10, 9)  # of type, in points
SMALLEST = 8
WIDTH, HEIGHT = 880, 470  # what the answers have of a letter page: letters at 1 pt, points
LINE, HEADING = 1.45, 2.25  # the height of a line and of a heading, in sizes of type
WORDS = {
    "pace": "referrals so far",
    "asked": "patients asked",
    "handed_out": "handed out",
    "thank_yous": "thanked on time",
    "visits": "visits kept",
}


@dataclass(frozen=True, slots=True)
class Wall:
    """A question with the lines of its answer, none where it is not written yet."""

    heading: str
    sentence: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class PlanFigure:
    """A figure in big type, with what it is measured against."""

    text: str
    words: str
    of: str


def walls_of_plan(plan: ProgramPlan) -> list[Wall]:
    """The questions in words; the goal has its own place."""
    return [
        Wall(
            question.heading,
            question.sentence,
            [line for line in known.answer.split("\n") if line.strip()] if known else [],
        )
        for question in Question
        if question is not Question.GOAL
        for known in [plan.answers.get(question)]
    ]


def figures_of_plan(plan: ProgramPlan) -> list[PlanFigure]:
    """The figures of what happened, each with a short label."""
    return [
        PlanFigure(cell_text(done or 0, Type.COUNT), WORDS[name], against_text(name, planned))
        for name, _, planned, done, _ in measures_of(plan)
        if name in WORDS
    ]


def against_text(name: str, planned: int | None) -> str:
    """The goal or plan that a figure is measured against, in words."""
    if planned is None:
        return ""
    many = cell_text(planned, Type.COUNT)
    return f"on course: {many}" if name == "pace" else f"of {many} due"


def largest_size(plan: ProgramPlan) -> int:
    """The largest type, in points, in which the answers fit on one page."""
    return next((points for points in SIZES if height_of_answers(plan, points) <= HEIGHT), SMALLEST)


def height_of_answers(plan: ProgramPlan, points: int) -> float:
    """The height of the answers in type of a size, in points."""
    room = WIDTH // points
    lines = sum(
        -(-len(line) // room) for wall in walls_of_plan(plan) for line in wall.lines or [""]
    )
    return points * (LINE * lines + HEADING * len(walls_of_plan(plan)))


def to_page(plan: ProgramPlan) -> str:
    """The plan as one page; every text of users is escaped and harmless."""
    from refcli.output.html import ENVIRONMENT  # noqa: PLC0415  (jinja2 takes 50 ms to import)

    goal = "" if plan.goal is None else cell_text(plan.goal, Type.COUNT)
    return ENVIRONMENT.get_template("plan.html").render(
        plan=plan,
        goal=goal,
        walls=walls_of_plan(plan),
        figures=figures_of_plan(plan),
        size=largest_size(plan),
    )


def to_text(plan: ProgramPlan) -> str:
    """The plan as Markdown."""
    return to_markdown(plan_report(plan))


WRITERS: Mapping[str, Callable[[ProgramPlan], str]] = {".html": to_page, ".md": to_text}


ENDINGS = (".html", PDF, ".md")


def plan_file(plan: ProgramPlan, path: Path) -> bytes:
    """The plan in the format that the ending of the file's name stands for."""
    suffix = path.suffix.lower()
    if suffix == PDF:
        return page_file(to_page(plan).encode(), path)
    return WRITERS[suffix](plan).encode()
