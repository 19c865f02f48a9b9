"""The words of trackers for a status, for what became of an appointment, and for yes and no."""

import re
from enum import StrEnum
from functools import lru_cache

from refcli.core.names.keys import LONGEST, fold_name, is_of_a_clinician, split
from refcli.core.sources.kind_words import KIND_OF
from refcli.core.vocabulary import CHANNELS, Kind, Telling


class Flag(StrEnum):
    """An answer in a column that asks whether something happened."""

    YES = "yes"
    NO = "no"


STATUS_WORDS = {
    Telling.RECEIVED: """
received / new / new referral / new patient / not scheduled / unscheduled / pending / open / tbd /
waiting / to be scheduled / needs to be scheduled / need to schedule / needs appt / to call /
left message / lm / lvm / left voicemail / called / contacted / not contacted / in progress /
attempted / tbs
""",
    Telling.SCHEDULED: """
scheduled / booked / appt made / appointment made / appt scheduled / appointment scheduled /
appt set / sched / rescheduled / confirmed / upcoming / agendado
""",
    Telling.SEEN: """
seen / in treatment / in tx / treatment started / tx started / started / arrived / came / came in /
showed / showed up / kept / kept appt / attended / checked in / active / active patient / visited /
visto
""",
    Telling.COMPLETED: """
completed / complete / done / finished / treatment complete / treatment completed / tx complete /
tx completed / closed completed / completado
""",
    Telling.MISSED: """
missed / no show / noshow / no showed / ns / n s / did not show / didnt show / did not come /
failed / failed appt / fta / failed to attend / dns / dnka / no call no show
""",
    Telling.CANCELLED: """
cancelled / canceled / cancelled appt / canceled appt / cxl / cx / cxld / cancel / called off /
cancelado / appt cancelled / appt canceled
""",
    Telling.LOST: """
lost / declined / not interested / refused / went elsewhere / closed lost / dead /
unable to reach / unreachable / never scheduled / did not schedule / perdido
""",
    Telling.DUPLICATE: "duplicate / dup / dupe",
    Telling.INVALID: "invalid / wrong number / spam / not a patient",
}
YES_WORDS = (
    "y / yes / x / true / 1 / ok / done / si / checked / \N{CHECK MARK} / \N{HEAVY CHECK MARK}"
)
NO_WORDS = "n / no / false / 0 / not yet / none / nope"


def split_words(text: str) -> list[str]:
    """The words between the slashes."""
    return [" ".join(one.split()) for one in text.split("/")]


TELLING_OF = {
    word: telling for telling, words in STATUS_WORDS.items() for word in split_words(words)
}
ANSWERS = dict.fromkeys(split_words(YES_WORDS), Flag.YES) | dict.fromkeys(
    split_words(NO_WORDS), Flag.NO
)


def plain_words(text: str) -> str:
    """The beginning of a text as its words are compared; signs alone stay as they are."""
    return fold_words(text[:LONGEST])


@lru_cache(maxsize=1 << 14)
def fold_words(text: str) -> str:
    """The words of a text, without case, accents and signs; signs alone stay as they are."""
    return " ".join(split(fold_name(text))) or text.strip()


def find_telling(text: str) -> Telling | None:
    """What a word tells of a referral: ``In Treatment`` is seen, ``no show`` is missed."""
    return TELLING_OF.get(plain_words(text))


def find_answer(text: str) -> Flag | None:
    """Yes for ``Y``, ``x`` and a check mark, no for ``N`` and ``not yet``."""
    return ANSWERS.get(plain_words(text)) or ANSWERS.get(text.strip())


ARTICLE = re.compile("^(?:an?|my|the) ")
CHANNEL_WORDS = {word: kind for word, kind in KIND_OF.items() if kind in CHANNELS}


def find_kind(text: str) -> Kind | None:
    """The kind that a whole word means: ``Doctor``, ``Friend/Family``, ``Facebook``."""
    typed = " ".join(text.lower().replace("/", " or ").replace("-", " ").replace(".", " ").split())
    typed = ARTICLE.sub("", typed)
    own = next((kind for kind in Kind if typed in {kind, f"{kind}s"}), None)
    return own or KIND_OF.get(typed) or KIND_OF.get(typed.removesuffix("s"))


OFFICE_WORDS = frozenset(
    [
        "associates",
        "care",
        "center",
        "centre",
        "clinic",
        "dental",
        "dentistry",
        "dentists",
        "endodontics",
        "family",
        "group",
        "health",
        "healthcare",
        "hospital",
        "implants",
        "institute",
        "medical",
        "medicine",
        "office",
        "offices",
        "oral",
        "orthodontics",
        "pediatrics",
        "periodontics",
        "practice",
        "prosthodontics",
        "smiles",
        "specialists",
        "surgery",
        "surgical",
    ]
)
INSURER_WORDS = frozenset(
    ["aetna", "cigna", "delta", "dentalplan", "guardian", "humana", "insurance", "metlife", "plan"]
)


VAGUE = """
associates / care / center / centre / family / group / health / healthcare / implants / institute /
office / offices / oral / practice / specialists
"""
OF_NO_PRACTICE = """
supply / supplies / supplier / lab / labs / laboratory / laboratories / equipment / software /
repair / billing / staffing / marketing / media / school / college / university / society /
association / academy / board / depot / direct / systems / schein / patterson / benco / darby /
solutions / services / technologies / inc
"""
OF_A_PRACTICE = OFFICE_WORDS.difference(split_words(VAGUE))
OF_OTHERS = INSURER_WORDS.union(split_words(OF_NO_PRACTICE))


@lru_cache(maxsize=1 << 14)
def tell_kind_of_place(name: str) -> Kind | None:
    """What the name of no person says by itself: Kent Family Dentistry is an office.

    None where it may be another thing: Delta Plan, Oak Group, Acme Dental Lab.
    """
    words = set(split(fold_name(name)))
    kind = guess_kind(name)
    if kind in CHANNELS:
        return kind
    practice = words & OF_A_PRACTICE and not words & OF_OTHERS
    return kind if kind is Kind.OFFICE and practice else None


@lru_cache(maxsize=1 << 14)
def guess_kind(name: str, hint: str = "") -> Kind | None:
    """What a name, and what stands beside it, suggest; never certain: ``Elm Dental`` an office."""
    if is_of_a_clinician(name):
        return Kind.PROVIDER
    words = split(fold_name(name))
    channel = next((CHANNEL_WORDS[word] for word in words if word in CHANNEL_WORDS), None)
    return (
        find_kind(name)
        or (find_kind(hint) if hint else None)
        or (Kind.INSURER if INSURER_WORDS.intersection(words) else None)
        or (Kind.OFFICE if OFFICE_WORDS.intersection(words) else None)
        or channel
    )
