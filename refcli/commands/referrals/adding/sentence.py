"""The line of ``ref add``: a sentence whose words need no quotes, read into its options.

``ref add maria lopez from dr chen booked 12/2`` becomes ``--from="dr chen" --booked=12/2 -- "maria
lopez"``, which is read and checked as if it had been typed so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from typer.core import TyperCommand

from refcli.commands.finding.sources import read_known_sources
from refcli.commands.referrals.adding.new_name import TypedAgain
from refcli.core.names.capitals import tidy_name, with_capitals
from refcli.core.referrals.sentence.parts import KEYWORDS, NAMES, OPTIONS, Readers, Run, Said, Slot
from refcli.core.referrals.sentence.reading import Sentence, read_sentence
from refcli.core.referrals.sentence.splitting import part_at_end
from refcli.core.sources.archived import find_with_archived
from refcli.core.sources.matching import Found, Level
from refcli.core.sources.reach import read_phone_alone
from refcli.core.values.clock_hours import split_hour
from refcli.core.values.date_text import DaySense
from refcli.core.values.dates import read_day_for, read_day_of_appointment
from refcli.core.values.money import read_cents
from refcli.core.vocabulary import Status
from refcli.env import Env
from refcli.errors import RefError
from refcli.lines import STOP

AGAIN = "refcli.sentence"  # where the context keeps the line as it was read
PART_OF = {OPTIONS[part]: part for part in KEYWORDS.values()}
STATUS_OF = {Slot.BOOKED: Status.SCHEDULED, Slot.NOT_BOOKED: Status.RECEIVED}


class SentenceCommand(TyperCommand):
    """A command whose line is a sentence; a line with an option that it has not stays as it is."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  (Typer's own)
        """Read the sentence, then its options as they are always read."""
        if typed := take_apart(args, self.params):
            env = ctx.obj if isinstance(ctx.obj, Env) else None
            sentence = read_sentence(typed.runs, make_readers(env), typed.rest)
            if sentence.notice and env:
                env.note_once(sentence.notice)
            ctx.meta[AGAIN] = TypedAgain(sentence.parts, tuple(typed.rest))
            args = as_options(sentence, typed.rest)
        return super().parse_args(ctx, args)

    def part_being_typed(self, words: Sequence[str]) -> tuple[Any, tuple[str, ...]] | None:
        """The option whose value the next word goes on with, and its words so far: from dr.

        None for a part that is no name of a source, as the patient's.
        """
        part, so_far = part_at_end(words)
        if part not in NAMES - {Slot.PATIENT}:
            return None
        option = next(one for one in self.params if OPTIONS[part] in one.opts)
        return option, so_far


@dataclass(slots=True)
class TypedLine:
    """The runs of words of a line, and the options that are no part of the sentence."""

    runs: list[Run] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def take_apart(args: Sequence[str], params: Sequence[Any]) -> TypedLine | None:
    """The runs of words of a line; None where an option is unknown, or not where it belongs."""
    switches = {name: one.is_flag for one in params if hasattr(one, "is_flag") for name in one.opts}
    typed, words, option, left = TypedLine(), list[str](), None, list(args)

    def end_run() -> None:
        if words or option:
            typed.runs.append(Run(tuple(words), option))

    while left:
        word = left.pop(0)
        if word == STOP:
            break
        if not word.startswith("-") or word == "-":
            words.append(word)
            continue
        name, equals, value = word.partition("=")
        if name not in switches or (not equals and not left if not switches[name] else equals):
            return None
        end_run()
        taken = [value if equals else left.pop(0)] if not switches[name] else []
        option = PART_OF.get(name)
        words = taken if option else []
        typed.rest += [] if option else [name, *taken]
    end_run()
    if switches.keys() & {word.partition("=")[0] for word in left}:
        return None
    if left:
        typed.runs.append(Run(tuple(left), literal=True))
    return typed


def as_options(sentence: Sentence, rest: Sequence[str]) -> list[str]:
    """The line with each part of its sentence behind an option, and the patient last."""
    parts = [one for one in sentence.parts if one.part is not Slot.PATIENT]
    patient = [name_patient(one, sentence) for one in sentence.parts if one not in parts]
    return [*map(as_option, parts), *rest, *([STOP, *patient] if patient else [])]


def as_option(one: Said) -> str:
    """A part as the option that it is; booked without a day is the status alone."""
    part = one.part or Slot.NOTE
    if part in STATUS_OF and not one.words:
        return f"--status={STATUS_OF[part]}"
    return f"{OPTIONS[part]}={one.text}"


def name_patient(one: Said, sentence: Sentence) -> str:
    """The patient's name, with its capitals where a keyword stands behind it."""
    bare = len(one.words) > 1 or any(not part.by_option for part in sentence.parts[1:])
    if not bare:
        return one.text
    return with_capitals(tidy_name(one.text)) if one.is_loose else tidy_name(one.text)


def make_readers(env: Env | None) -> Readers:
    """How each part is read, and whether a source is on record under a name.

    Where a line is only looked at, and no day and no book is known, every part can be read.
    """
    if env is None:
        return Readers({}, lambda _name: False)
    return Readers(
        {
            Slot.ON: lambda text: read_day_for(text, env.today, DaySense.PAST),
            Slot.BOOKED: lambda text: read_day_of_appointment(split_hour(text).day, env.today),
            Slot.PHONE: read_phone_alone,
            Slot.VALUE: read_cents,
        },
        lambda name: is_on_record(env, name),
        asks=env.interactive,
        means_one=lambda name: find_on_record(env, name) is not None,
    )


def is_on_record(env: Env, name: str) -> bool:
    """Whether a source is called so in full."""
    found = find_on_record(env, name)
    return found is not None and found.level is Level.EXACT


def find_on_record(env: Env, name: str) -> Found | None:
    """The one source that a name can mean; none where there is no book, as the command will say."""
    try:
        found = find_with_archived(name, read_known_sources(env))
    except RefError:
        return None
    return found if isinstance(found, Found) else None
