"""The keys of the desk's lines, Enter included: ``python -m tests.benchmarks.desk.keystrokes``.

Each line is typed into a book, and nothing counts that does not do its work. No number in them was
looked up: it stands in the answer to the line before.
"""

import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measure import Figure, ref, show
from tests.terminal import Terminal

BEFORE = (
    "init --practice Lakeside --rehearsal",
    'source add "Dr. Wei Chen" --kind provider --office "Chen Family Dental" --new',
)
OFFICE = 'source add "Chen Family Dental" --kind office'
KNOWN = "ref add maria lopez from dr chen"
NEW = "ref add tom ray from dr ben rossi at lakeview dental"
LIFE = (  # a patient from the appointment to the end of the treatment
    ("ref seen lopez 1450", "2026-12-02"),
    ("ref done R1", "2026-12-03"),
    ("ref done F1", "2026-12-16"),
    ("ref completed lopez", "2026-12-18"),
)
TODAY = "2026-11-23"
ANSWERS = (  # to the questions of ref add: who, by whom, for when, and the phone
    ("Who was referred?", "maria lopez"),
    ("Who sent them?", "dr chen"),
    ("Booked for?", "12/2"),
    ("Their phone?", ""),
)
KNOWN_AIM, NEW_AIM, LIFE_AIM = 34, 60, 105


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done, the lines that do it, each on its day, and the most keys allowed."""

    what: str
    aim: int
    lines: Sequence[tuple[str, str]]  # with the day
    answers: Sequence[tuple[str, str]] = ()


JOBS = (
    Job("add, known doctor", KNOWN_AIM, [(KNOWN, TODAY)]),
    Job("add, known doctor, booked", KNOWN_AIM + 12, [(f"{KNOWN} booked 12/2", TODAY)]),
    Job("add, new doctor with office", NEW_AIM, [(NEW, TODAY)]),
    Job("add, known doctor, asked", KNOWN_AIM, [("ref add", TODAY)], ANSWERS),
    Job("a patient's whole life", LIFE_AIM, [("ref add", TODAY), *LIFE], ANSWERS),
)


def count_keys(job: Job) -> int:
    """The keys of a job's lines and answers, each with its Enter."""
    typed = [*(line for line, _ in job.lines), *(answer for _, answer in job.answers)]
    return sum(len(one) + 1 for one in typed)


def figures(_cache: Path, _pairs: int) -> Iterator[Figure]:
    """Each job done in a book of its own."""
    for job in JOBS:
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder) / "ref.db"
            done = do_job(job, book)
        note = "done" if done else f"refused; {count_keys(job)} keys"
        measured = count_keys(job) if done else float("inf")
        yield Figure(job.what, job.aim, measured, "keys", note)


def do_job(job: Job, book: Path) -> bool:
    """Type the lines of a job, one after the other; whether all of them did their work."""
    for line in (BEFORE[0], OFFICE, *BEFORE[1:]):
        ref(*shlex.split(line), book=book).output()
    lines = list(job.lines)
    if job.answers:
        answer_questions(*lines.pop(0), job.answers, book)
    return all(runs(line, day, book) for line, day in lines)


def answer_questions(line: str, day: str, answers: Sequence[tuple[str, str]], book: Path) -> None:
    """Type a line at a terminal, and the answers to what it asks."""
    terminal = Terminal(book, *shlex.split(line)[1:], REF_AS_OF=day)
    for question, answer in answers:
        terminal.see(question)
        terminal.press(f"{answer}\r")
    terminal.see("Recorded referral")
    terminal.leave()


def runs(line: str, day: str, book: Path) -> bool:
    """Whether a line does its work."""
    try:
        ref(*shlex.split(line)[1:], book=book, REF_AS_OF=day).output()
    except SystemExit as error:
        sys.stderr.write(f"{error}\n")
        return False
    return True


if __name__ == "__main__":
    show(("desk.keystrokes", figure) for figure in figures(Path(), 0))
