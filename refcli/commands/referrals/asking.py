"""What ``ref add`` asks in a terminal, one question after the other, with a way back.

Who was referred? Who sent them? Which of those is it? What is the new one, and where do they work?
Who else helped? Is the patient on record under a like name?
"""

from dataclasses import replace
from functools import partial

from refcli.asking.line import can_edit
from refcli.asking.offers import Offers
from refcli.asking.turns import Way
from refcli.asking.yes_or_no import read_way
from refcli.commands.finding.patient_names import objection_to_patient
from refcli.commands.finding.questions import ask_kind, offer_names, pick_source
from refcli.commands.finding.sources import (
    check_length,
    find_unclear,
    is_name,
    read_known_sources,
    read_pick,
    stands_for_source,
)
from refcli.commands.referrals.adding.desk import Desk, Draft, Step, StepAnswer
from refcli.commands.referrals.adding.new_name import (
    follow_office,
    imply_kind,
    match_office,
    match_source,
    names_own_office,
)
from refcli.commands.referrals.adding.repeating import (
    ask_booking,
    ask_day,
    ask_phone,
    ask_provider,
)
from refcli.core.names.capitals import tidy_name
from refcli.core.names.keys import is_of_a_clinician, is_reserved
from refcli.core.names.named import Named
from refcli.core.referrals.sentence.parts import Slot
from refcli.core.sources.kind_words import is_nameless
from refcli.core.sources.matching import Found, Unclear
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.output.text import harmless_text

NOBODY = "unknown: nobody asked; none: nobody sent them; "
OPEN = "Return leaves it open; "
ONLY_A_NAME = "Only the patient's name here: who sent them, and all else, is asked next."
ONLY_A_KIND = "That says what somebody is, and not who. Type the name, or unknown."
FIRST = "That was the first question. Type who was referred; q stops, and nothing is changed."


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


def ask_referral(env: Env, draft: Draft, *last: Step) -> Draft:
    """Ask what is missing or unclear; a step back asks the question before once more.

    ``before`` holds the draft as it stood before each question that can be asked again. Who was
    referred and who sent them always can, even if it was typed with the command. ``last`` are
    questions about what was answered.
    """
    refuse_missing_book(env)
    helpers: list[Step] = [partial(pick_helper, n) for n in range(len(draft.also))]
    steps = (*STEPS, *helpers, *last, *REST)
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
            return check_length(without_marks(answer))
        except UsageError as error:
            env.talk(str(error))


def without_marks(name: str) -> str:
    """A name without the quotes around it and the comma behind it, which no name has."""
    bare = name.strip().rstrip(",;").strip()
    quoted = len(bare) > len('""') and bare[0] == bare[-1] and bare[0] in "\"'"
    return bare[1:-1].strip() if quoted else bare or name


def is_sentence(answer: str) -> bool:
    """Whether somebody types the whole sentence where only a name is asked for."""
    _, *behind = answer.casefold().split()
    return Slot.FROM.value in behind[:-1]


def ask_patient(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask who was referred; there is no question before this one."""
    if desk.patient and not desk.again:
        return replace(draft, patient=desk.patient)
    while True:
        answer = ask_name(desk.env, "Who was referred?", desk.patient)
        if read_way(answer, back=True):
            desk.env.talk(FIRST)
        elif is_sentence(answer):
            desk.env.talk(ONLY_A_NAME)
        elif why := objection_to_patient(answer):
            desk.env.talk(why)
        else:
            break
    desk.patient = tidy_name(answer)
    return replace(draft, patient=desk.patient)


def ask_source(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask who sent them; a number that nobody has is asked again."""
    if draft.name.typed.strip() and not desk.again:
        return None
    desk.env.talk(NOBODY + keys_to_press())
    while True:
        before = desk.source or (desk.habits.source if desk.asks_all else "")
        answer = ask_name(desk.env, "Who sent them?", before, offer_names(desk.env))
        if way := read_way(answer, back=True):
            return way
        name = replace(draft.name, typed=answer, bare=True)
        known = isinstance(match_source(name, desk.known_sources), Found)
        if is_nameless(answer, None) and not known:
            desk.env.talk(ONLY_A_KIND)
            continue
        if is_name(answer) or stands_for_source(answer) or known:
            desk.source = answer
            return replace(draft, name=name)
        desk.env.talk(f"No source has the number {harmless_text(answer)}. Type a name.")


def pick_primary(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask which of several is meant; one that is picked needs no kind."""
    name = follow_office(draft.name, desk.known_sources)
    found = match_source(name, desk.known_sources)
    if (
        isinstance(found, Found)
        or name.anyway
        or not found.offered
        or stands_for_source(name.typed)
    ):
        return None
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
        shown = frozenset(one.id for one in found.offered)
        return replace(draft, name=replace(name, turned_down=name.turned_down | shown))
    if isinstance(picked, Named):
        return replace(draft, name=replace(name, typed=f"#{picked.id}", kind=None))
    return picked


def pick_namesake(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask about those who were not shown before, and could be meant by the name of that kind."""
    name = imply_kind(draft.name, desk.known_sources)
    found = match_source(name, desk.known_sources)
    if isinstance(found, Unclear) and found.candidates and name.kind:
        return pick_primary(desk, replace(draft, name=name))
    return None


def ask_new_kind(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask what the source is where it is new."""
    name = imply_kind(draft.name, desk.known_sources)
    found = match_source(name, desk.known_sources)
    if isinstance(found, Found) or name.kind is not None or not is_name(name.typed):
        return None
    kind = ask_kind(desk.env, name.typed, back=True, usual=usual_kind(name.typed, desk))
    if isinstance(kind, Way):
        return kind
    return replace(draft, name=replace(name, kind=kind), kind_asked=True)


def usual_kind(typed: str, desk: Desk) -> Kind | None:
    """What a new source mostly is: a provider by its title, else what the last new one was."""
    if is_of_a_clinician(typed):
        return Kind.PROVIDER
    last = max(desk.known_sources, key=lambda one: one.id)
    return None if is_reserved(last.name) or last.kind is Kind.OFFICE else last.kind


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
        if is_name(answer) or isinstance(
            match_office(replace(name, office=answer), desk.known_sources), Found
        ):
            break
        env.talk(f"No office has the number {harmless_text(answer)}. Type a name.")
    return replace(draft, name=replace(name, office=answer or None))


def pick_office(desk: Desk, draft: Draft) -> StepAnswer:
    """Ask which office is meant where it may be one on record."""
    name = draft.name
    if not name.office or names_own_office(name, desk.known_sources):
        return None
    found = match_office(name, desk.known_sources)
    if isinstance(found, Found) or not found.candidates:
        return None
    picked = pick_source(
        desk.env, name.office, found, desk.known_sources, new="another office", back=True
    )
    if picked is Way.NEW:
        shown = name.other_offices.union(one.id for one in found.candidates)
        return replace(draft, name=replace(name, other_offices=shown))
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
STEPS: tuple[Step, ...] = (
    *(*ALWAYS, pick_primary, ask_new_kind, pick_namesake),
    *(ask_office, pick_office),
)
REST: tuple[Step, ...] = (ask_day, ask_provider, ask_booking, ask_phone)
