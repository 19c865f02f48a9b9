"""What ``ref add`` asks in a terminal, one question after the other, with a way back.

Who was referred? Who sent them? Which of those is it? What is the new one, and where do they work?
Who else helped? Is the patient on record under a like name?
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

from refcli.asking.line import can_edit
from refcli.asking.offers import Offers
from refcli.asking.turns import Way
from refcli.commands.finding.picking import read_way
from refcli.commands.finding.questions import ask_kind, offer_names, pick_source
from refcli.commands.finding.sources import (
    check_length,
    choose_archived,
    find_unclear,
    is_name,
    read_known_sources,
    read_pick,
)
from refcli.commands.referrals.credit import NewName, match_source, office_meant
from refcli.core.sources.matching import Found, Named, Unclear
from refcli.core.values.periods import year_to
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.output.text import harmless_text

NOBODY = "unknown: nobody asked; none: nobody sent them; "
OPEN = "Return leaves it open; "
FIRST = "That was the first question. Type who was referred; q stops, and nothing is changed."


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said so far of a referral; empty where it is still to be asked.

    ``also``: further sources. ``kind_asked``: the kind was an answer, so that the office is the
    next question. ``another``: somebody said that the patient is nobody of a like name.
    """

    patient: str
    name: NewName
    also: tuple[str, ...] = ()
    kind_asked: bool = False
    another: bool = False


class Desk:
    """The person who answers, what they last said, and the sources on record.

    Those are read when the first name is typed; nothing is locked while somebody thinks. ``again``:
    they went back to the question.
    """

    def __init__(self, env: Env, draft: Draft) -> None:
        self.env = env
        self.again = False
        self.patient = draft.patient.strip()
        self.source = draft.name.typed.strip()

    @cached_property
    def known_sources(self) -> list[Named]:
        """Every source that can be meant."""
        return read_known_sources(self.env)

    @cached_property
    def archived_sources(self) -> list[Named]:
        """Every source out of use."""
        with storage.book.door.reading(self.env.door()) as book:
            gone: list[Named] = storage.sources.records.read_named(book, archived=True)
        return gone

    def count_this_year(self) -> dict[int, int]:
        """Per source: its countable referrals from January to today."""
        with storage.book.door.reading(self.env.door()) as book:
            year = [year_to(book.today)]
            return {
                id_: count
                for id_, (count,) in storage.counting.figures.count_by_period(book, year).items()
            }


def refuse_missing_book(env: Env) -> None:
    """Say at once that there is no book, and not after the answers."""
    try:
        there = env.database.exists()
    except OSError:
        there = False
    if not there:
        read_known_sources(env)


def keys_to_press() -> str:
    """What a question about a name understands beside names."""
    return f"{'TAB completes; ' if can_edit() else ''}b: back, q: stop."


StepAnswer = Draft | Way | None  # None where there is nothing to ask
Step = Callable[[Desk, Draft], StepAnswer]


def ask_referral(env: Env, draft: Draft, *last: Step) -> Draft:
    """Ask what is missing or unclear; a step back asks the question before once more.

    ``before`` holds the draft as it stood before each question that can be asked again. Who was
    referred and who sent them always can, even if it was typed with the command. ``last`` are
    questions about what was answered.
    """
    refuse_missing_book(env)
    helpers: list[Step] = [partial(pick_helper, n) for n in range(len(draft.also))]
    steps = (*STEPS, *helpers, *last)
    desk, before, at = Desk(env, draft), dict[int, Draft](), 0
    while at < len(steps):
        said = steps[at](desk, draft)
        desk.again = said is Way.BACK
        if said is Way.BACK:
            at = max(n for n in before if n < at)
            draft = before[at]
            before = {n: one for n, one in before.items() if n < at}
            continue
        if isinstance(said, Draft) or at < len(ALWAYS):
            before[at] = draft
        draft = said if isinstance(said, Draft) else draft
        at += 1
    return draft


def ask_name(env: Env, question: str, before: str = "", offers: Offers | None = None) -> str:
    """A name as typed; Return keeps the one from ``before``. One too long is asked again."""
    shown = f"{question} [{harmless_text(before)}]" if before else question
    while True:
        answer = env.ask(shown, may_be_empty=bool(before), offers=offers) or before
        try:
            return check_length(answer)
        except UsageError as error:
            env.talk(str(error))


def ask_patient(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask who was referred; there is no question before this one."""
    if desk.patient and not desk.again:
        return replace(draft, patient=desk.patient)
    while read_way(answer := ask_name(desk.env, "Who was referred?", desk.patient), back=True):
        desk.env.talk(FIRST)
    desk.patient = answer
    return replace(draft, patient=answer)


def ask_source(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask who sent them; a number that nobody has is asked again."""
    if draft.name.typed.strip() and not desk.again:
        return None
    desk.env.talk(NOBODY + keys_to_press())
    while True:
        answer = ask_name(desk.env, "Who sent them?", desk.source, offer_names(desk.env))
        if way := read_way(answer, back=True):
            return way
        name = replace(draft.name, typed=answer)
        if is_name(answer) or isinstance(match_source(name, desk.known_sources), Found):
            desk.source = answer
            return replace(draft, name=name)
        desk.env.talk(f"No source has the number {harmless_text(answer)}. Type a name.")


def pick_primary(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask which of several is meant; one that is picked needs no kind."""
    name, found = draft.name, match_source(draft.name, desk.known_sources)
    if isinstance(found, Found) or name.anyway or not found.offered:
        return None
    if choose_archived(name.typed, found, desk.archived_sources):
        return None  # the refusal says since when, and how it comes back
    counts = desk.count_this_year()
    picked = pick_source(
        desk.env,
        name.typed,
        found,
        desk.known_sources,
        new="somebody new",
        back=True,
        counts=counts,
    )
    if picked is Way.NEW:
        return replace(draft, name=replace(name, anyway=True))
    if isinstance(picked, Named):
        return replace(draft, name=replace(name, typed=f"#{picked.id}", kind=None))
    return picked


def ask_new_kind(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask what the source is where it is new."""
    name = draft.name
    found = match_source(name, desk.known_sources)
    if isinstance(found, Found) or name.kind is not None or not is_name(name.typed):
        return None
    kind = ask_kind(desk.env, name.typed, back=True)
    if isinstance(kind, Way):
        return kind
    return replace(draft, name=replace(name, kind=kind), kind_asked=True)


def ask_office(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask where a new provider works; Return leaves it open."""
    name, env = draft.name, desk.env
    if not draft.kind_asked or name.kind is not Kind.PROVIDER or name.office:
        return None
    env.talk(OPEN + keys_to_press())
    offices = offer_names(env, frozenset({Kind.OFFICE}))
    while answer := env.ask("Where do they work?", may_be_empty=True, offers=offices):
        if way := read_way(answer, back=True):
            return way
        if is_name(answer) or isinstance(office_meant(answer, desk.known_sources), Found):
            break
        env.talk(f"No office has the number {harmless_text(answer)}. Type a name.")
    return replace(draft, name=replace(name, office=answer or None))


def pick_office(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask which office is meant where it may be one on record."""
    name = draft.name
    found = office_meant(name.office, desk.known_sources) if name.office else Unclear()
    if isinstance(found, Found) or not found.candidates:
        return None
    picked = pick_source(
        desk.env, name.office or "", found, desk.known_sources, new="another office", back=True
    )
    if picked is Way.NEW:
        return replace(draft, name=replace(name, new_office=True))
    if isinstance(picked, Named):
        return replace(draft, name=replace(name, office=f"#{picked.id}"))
    return picked


def pick_helper(place: int, desk: Desk, draft: Draft) -> StepAnswer:
    """Ask which of several is meant by a further source."""
    typed = draft.also[place]
    if not (unclear := find_unclear(typed, desk.known_sources)):
        return None
    picked = pick_source(desk.env, typed, unclear, desk.known_sources, back=True)
    if picked is Way.BACK:
        return picked
    one = read_pick(typed, picked)
    return replace(draft, also=(*draft.also[:place], one, *draft.also[place + 1 :]))


ALWAYS = (ask_patient, ask_source)
STEPS: tuple[Step, ...] = (*ALWAYS, pick_primary, ask_new_kind, ask_office, pick_office)
