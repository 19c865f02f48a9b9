"""What really happened, set against the written plan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from refcli.core.output.document import Report, Section
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.owed.cadence import Cadence, next_visit
from refcli.core.plan.answers import Answered, Question, goal_of
from refcli.core.values.periods import Period
from refcli.core.values.rates import rate_of
from refcli.phrases import count_phrase

if TYPE_CHECKING:  # who only asks what fell due needs no rota
    from refcli.core.duties.rota import Performed


@dataclass(frozen=True, slots=True)
class Due:
    """Something that fell due: when it was done, or that it was dropped with a reason.

    ``source_id``: to whom it was owed, or which place was to be visited; 0 where nobody asks.
    """

    due_on: date
    done_on: date | None = None
    skipped: bool = False
    source_id: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """How much was done by its day, of what fell due; what was dropped with a reason is apart."""

    due: int = 0
    on_time: int = 0
    skipped: int = 0


def count_kept(dues: Iterable[Due], today: date) -> Kept:
    """What came of all that fell due; what is due today and still open is not judged yet."""
    due = on_time = skipped = 0
    for one in dues:
        if one.due_on > today:
            continue
        if one.done_on:
            due, on_time = due + 1, on_time + (one.done_on <= one.due_on)
        elif one.skipped:
            skipped += 1
        else:
            due += one.due_on < today
    return Kept(due, on_time, skipped)


def visit_dues(
    cadence: Cadence,
    visits: Sequence[date],
    skips: Sequence[date] = (),
    hopeless_on: date | None = None,
) -> Iterator[Due]:
    """When each next visit of a place fell due, and what came of it.

    ``visits``: the days on which somebody was met. The first visit has no day of its own; after a
    place became "not referring" none is due.
    """
    clock = {**dict.fromkeys(skips, False), **dict.fromkeys(visits, True)}
    days = sorted(clock)
    for day, following in zip_longest(days, days[1:]):
        if hopeless_on and day >= hopeless_on:
            return
        first = min((visit for visit in visits if visit <= day), default=days[0])
        due_on = next_visit(cadence, first=first, last=day)
        done = following if following and clock[following] else None
        yield Due(due_on, done, skipped=following is not None and not clock[following])


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """The figures of a year, up to ``period.until``."""

    period: Period
    referrals: int
    internal: int
    turns: "Performed"
    thanks: Kept
    thank_after: int
    visits: Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPlan:
    """The plan in force and what really happened."""

    practice: str
    as_of: date
    answers: Mapping[Question, Answered]
    happened: Happened

    @property
    def goal(self) -> int | None:
        """The goal: referrals in the year; None without one."""
        return goal_of(self.answers)

    @property
    def year_gone(self) -> float:
        """The share of the year that has gone by."""
        period = self.happened.period
        days = (date(period.since.year + 1, 1, 1) - period.since).days
        return ((period.until - period.since).days + 1) / days

    @property
    def by_now(self) -> int | None:
        """Referrals due by now if the goal were reached at an even pace."""
        return None if self.goal is None else round(self.goal * self.year_gone)


ANSWER_COLUMNS = (
    Column("question", "Question", machine_only=True),
    Column("heading", "Question"),
    Column("since", "Since", Type.DATE),
    Column("answer", "Answer"),
)
HAPPENED_COLUMNS = (
    Column("measure", "Measure"),
    Column("planned", "Planned", Type.COUNT),
    Column("done", "Done", Type.COUNT),
    Column("share", "Share", Type.RATE),
    Column("skipped", "Skipped", Type.COUNT),
)


def answer_table(plan: ProgramPlan) -> Table:
    """Every question; what has no answer yet says so."""
    rows = [
        (question.value, question.heading, known.since, one_line(known.answer))
        if (known := plan.answers.get(question)) and known.answer
        else (question.value, question.heading, None, f"(not written yet) {question.sentence}")
        for question in Question
    ]
    note = (
        f"The answers in force on {plan.happened.period.until}. Change them: ref plan edit;"
        " for the wall: ref plan show -o plan.html"
    )
    return Table("The written plan", ANSWER_COLUMNS, rows, note)


def one_line(answer: str) -> str:
    """The lines of an answer behind each other."""
    return " / ".join(line.strip() for line in answer.split("\n") if line.strip())


def measures_of(plan: ProgramPlan) -> list[tuple[str, str, int | None, int | None, int | None]]:
    """Each measure: its name, its words, what was planned or due, what was done, what skipped."""
    it, turns = plan.happened, plan.happened.turns
    gone = f"{int(plan.year_gone * 100)}% of the year"
    return [
        ("referrals", "Referrals, of the goal for the year", plan.goal, it.referrals, None),
        ("pace", f"Referrals, of the goal so far ({gone})", plan.by_now, it.referrals, None),
        ("internal", "Internal ones among them", None, it.internal, None),
        ("asked", "Patients asked (rota)", None, turns.asked, None),
        ("handed_out", "Handed out (rota)", None, turns.handed_out, None),
        ("turns", "Rota turns done on time", turns.turns_due, turns.on_time, None),
        ("thank_yous", "Thanked on time", it.thanks.due, it.thanks.on_time, it.thanks.skipped),
        ("visits", "Visits kept", it.visits.due, it.visits.on_time, it.visits.skipped),
    ]


def happened_table(plan: ProgramPlan) -> Table:
    """The plan's figures and the real ones."""
    it = plan.happened
    rows: list[tuple[Cell, ...]] = [
        (words, planned, done, None if planned is None else rate_of(done or 0, planned), skipped)
        for _, words, planned, done, skipped in measures_of(plan)
    ]
    title = f"What really happened, {it.period.since} to {it.period.until}"
    return Table(title, HAPPENED_COLUMNS, rows, note_of(it))


def note_of(it: Happened) -> str:
    """The counting rules."""
    within = count_phrase(it.thank_after, "day")
    return (
        "Countable referrals by the day received, of all sources; internal: of patients,"
        " providers, offices and insurers. Rota: turns by their last day, asked and handed out by"
        " the day done. Thanked: for providers' and offices' referrals of the year, within"
        f" {within}. Visits: those that fell due again, by that day; an attempt that"
        " met nobody is no visit. What is due today and still open is left out as yet; what was"
        " skipped is not among the planned."
    )


def plan_report(plan: ProgramPlan) -> Report:
    """The plan as a report of two sections."""
    period = plan.happened.period
    sections = [
        Section("plan", answer_table(plan)),
        Section("happened", happened_table(plan)),
    ]
    title = f"Referral plan {period.since.year}"
    return Report(title, plan.practice, period.since, period.until, plan.as_of, sections)


def plan_record(plan: ProgramPlan) -> dict[str, object]:
    """The plan for programs."""
    period = plan.happened.period
    known = {question: plan.answers.get(question) for question in Question}
    texts = {q.value: one.answer if one else "" for q, one in known.items()}
    since = {f"{q}_since": one.since if one else None for q, one in known.items()}
    return {
        "year": period.since.year,
        "since": period.since,
        "until": period.until,
        **texts,
        "goal": plan.goal,
        **since,
        **plan_figures(plan),
    }


def plan_figures(plan: ProgramPlan) -> dict[str, object]:
    """What really happened, by stable names."""
    it, turns = plan.happened, plan.happened.turns
    goal_share = rate_of(it.referrals, plan.goal) if plan.goal else None
    return {
        "referrals": it.referrals,
        "goal_share": round_share(goal_share),
        "year_gone": round_share(plan.year_gone),
        "straight_line": plan.by_now,
        "internal": it.internal,
        "asked": turns.asked,
        "handed_out": turns.handed_out,
        "turns_due": turns.turns_due,
        "turns_done": turns.turns_done,
        "turns_on_time": turns.on_time,
        "thanks_due": it.thanks.due,
        "thanks_on_time": it.thanks.on_time,
        "thanks_skipped": it.thanks.skipped,
        "visits_due": it.visits.due,
        "visits_kept": it.visits.on_time,
        "visits_skipped": it.visits.skipped,
    }


def round_share(share: float | None) -> float | None:
    """A fraction to four places, as in every answer to a program."""
    return None if share is None else round(share, 4)
