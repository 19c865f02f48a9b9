"""The reader of words about something of value: whether they tie it to referrals.

Each word becomes one of a few kinds (``REFER``, ``SEND``, ``PATIENT`` ...), so that a sign is a
short line of them. First the offers and conditions are looked for; then what is harmless is taken
out (referral pads, "whether they refer or not"); what still speaks of referrals is their reason.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

KINDS: Mapping[str, str] = {
    "SEND": "send sends sent sending steer steers steered steering funnel funnels funneled"
    " funneling directs directed directing entrust entrusts entrusted entrusting transfer"
    " transfers transferred deliver delivers delivered delivering shift shifts shifted shifting"
    " move moves moved moving pass passes passed passing pointed pointing",
    "BRING": "bring brings bringing brought introduce introduces introduced introducing",
    "GIVE": "give gives gave giving",
    "SUGGEST": "recommend recommends recommended recommending",
    "PATIENT": "patient patients pt pts case cases client clients customer customers leads implant"
    " implants crown crowns canal canals extraction extractions consult consults endo ortho"
    " paciente pacientes",
    "FRIEND": "friend friends buddy buddies neighbor neighbors neighbour neighbours amigo amigos",
    "KIN": "family families relatives sister brother wife husband mother father son daughter"
    " partner cousin colleague colleagues coworkers",
    "MANY": "many lots lot plenty",
    "PEOPLE": "people folks someone somebody anyone anybody everyone everybody",
    "THANK": "thank thanks thx thanking grateful gratitude appreciate appreciates appreciation"
    " appreciated gracias",
    "EACH": "each every per cada",
    "IF": "if when whenever unless until while once provided because since",
    "NOT": "not no never don't doesn't didn't dont doesnt hasn't haven't cannot won't non",
    "WHO": "you they he she we who that whoever you've they've you'd he's she's",
    "THE": "the your his her their all those these its great wonderful nice any",
    "RANK": "top best biggest largest leading highest vip gold platinum #1",
    "PLACE": "office offices practice practices doctor doctors dentist dentists provider providers"
    " clinic clinics dr specialist endodontist orthodontist surgeon periodontist",
    "COME": "come comes came join joins joined become becomes became books booked",
    "USE": "use uses using choose chooses choosing pick picks",
    "SPAN": "month quarter year week season january february march april may june july august"
    " september october november december",
    "PAPER": "pad pads card cards form forms slip slips sheet sheets booklet booklets brochure"
    " brochures letter letters template templates process workflow coordinator coordinators clerk"
    " desk guideline guidelines criteria protocol training software portal folder kit kits packet"
    " packets envelope envelopes paperwork instructions stationery",
    "N": "one two three four five six seven eight nine ten eleven twelve twenty thirty fifty"
    " hundred couple few several dozen",
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
REFER = re.compile(  # with the slips that people make
    r"re+ff?err?(?:s|ed|ing|al|als|el|els|er|ers)?|refer(?:id[oa]s?|ir)|refier[ae]n?"
)
NUMBER = re.compile(r"#?[0-9][0-9,]*(?:st|nd|rd|th)?")
MONEY = re.compile(r"[$€£][0-9][0-9.,]*|[0-9]+%")
WORD = re.compile(r"\b(?:dr|mrs?|ms)\.|[$€£#]?\w+(?:['.,]\w+)*%?|[^\w\s]")
APOSTROPHES = "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
ENDS = frozenset(".;!?:|")  # of a thought
JOINT = re.compile(r"[-\u2010-\u2015_]")

GAPS = {
    "~": r" (?:[^\s,|]+ ){0,4}?",  # up to four words
    "@": r" (?:(?!for|to|with|and|home|out|by)[^\s,|]+ ){0,4}?",  # ... of one thought
    "%": r"[^\s,|]+",  # a word
    "_": "(?:(?:THE|our|this|new|a|an|of|so|N|MANY|more) )*",  # small words
}
SENSES = r"""  # in which the words mean something else
(?:e )?REFER PAPER
REFER to (?:% ){0,3}(?:bakery|shop|store|florist|caterer|restaurant)
REFER to (?:% ){0,3}(?:invoice|receipt|note|page|list|order|email|number|file|handbook|manual)
REFER to (?:% ){0,3}(?:policy|above|below|attached)
(?:self|anti) (?:REFER|kickbacks?|kick back)
REFER (?:pain|to as)
(?:joint|dental|planning|arts|trade|state) commission
PATIENT (?:PAPER|bags?|room|lounge|education|care|safety|day)
PATIENT THANK (?:day|week|party)
business (?:PAPER|lunch|dinner|meeting|hours|associate|manager|plan|trip|anniversary)
RANK PLACE (?:awards?|lists?|honors?|magazine)
"""
OFFERS = r"""  # that hold whatever is denied beside them
(?<!NOT )(?<!even )IF~(?:NOT~)?(?:REFER|SEND@PATIENT)
EACH _REFER
as long as~(?:REFER|us)
NOT REFER (?:THE more|anymore|yet|enough|less|much|, NOT)
NOT (?:only|just)~REFER
"""
DENIALS = r"""
whether~REFER(?: or NOT)?
even (?:IF|though)~REFER
(?:regardless|irrespective|independent|independently) of~REFER
without~(?:regard|respect|relation|connection) to~REFER
(?:nothing|NOT) (?:to do|tied|linked|related|connected|based) (?:with|to|on) (?:volume )?_REFER
NOT (?:contingent|depends?|dependent|for|about|IF)(?: of| on| for)? (?:volume |number )?_REFER
NOT _REFER (?:needed|required|necessary|asked|expected|involved)
NOT (?:yet )?REFER
"""
REASONS = r"""  # what names referrals, in any words
(?:RANK |THANK (?:WHO )?(?:for )?)?_REFER
(?:N|THE|THANK) refs
# sent, brought, recommended
SEND@(?:PATIENT|business|work)
SEND us _(?:% )?(?:FRIEND|KIN|PEOPLE)
SEND (?:% ){0,3}(?:FRIEND|KIN|PEOPLE|them|him|her) (?:% )?(?:to us|our way|to our)
SEND PEOPLE(?= over| here| in| [|]| ?$)
(?:for|keep|keeps|been|start|by) (?:SEND|SUGGEST) _(?:FRIEND|KIN|PEOPLE|mrs?|ms)
THANK (?:WHO )?for SEND(?= [|]| ?$)
keep SEND
SEND (?:us )?_(?:N|more|MANY)(?= in| this| last| so far| [|]| ?$)
SEND (?:us )?_most
SEND~our way
(?:PEOPLE|PATIENT|FRIEND|KIN|them) (?:WHO )?(?:% ){0,2}our way
SEND (?:along |on |out )?our name|good word
(?:trust|trusts|trusted|trusting) us with _(?:PATIENT|KIN|FRIEND)
(?:PATIENT|business|work) (?:WHO|PLACE)~(?:SEND|BRING|GIVE)
PATIENT SEND(?= us| over| to us| to our| by| this| last| [|]| ?$)
BRING (?:us |in |back )*_(?:PATIENT|FRIEND|business)
GIVE us _(?:PATIENT|business|work|mrs?|ms)
SUGGEST us|(?:talk|talks|talked|talking) us up
THANK for (?:mrs?|ms)
(?:tell|telling|tells) _FRIEND
(?:spread|spreading|spreads) THE word|word of mouth
por EACH (?:FRIEND|PATIENT)
# thanked for
THANK (?:WHO )?(?:very much )?(?:for|of) _(?:PATIENT|business)
THANK _business
# counted
EACH _FRIEND|EACH lead
EACH (?:new|N|other) _(?:FRIEND|PATIENT)
(?:MONEY|dollars?|bucks|points?) (?:for EACH|EACH|a) _PATIENT
MONEY (?:a|EACH) head
EACH time~(?:from WHO|SEND|FRIEND)
(?:hit|hits|hitting|reach|reached|reaches|reaching|after) N _PATIENT
(?<!for )N _PATIENT (?:this|last|a|EACH|in) (?:SPAN|N)
PATIENT count|volume (?:bonus|prize)
IF~FRIEND (?:of yours )?COME
# hoped for
more _PATIENT|more business
new PATIENT (?:from|this|last|WHO|generated|gained)
(?:think|thinks|thinking) of us
(?:keep|keeps|keeping) us in mind
remember us IF
(?:favor|favors|prefer|prefers) us|first on _(?:list|mind)
(?:flow|flood|stream|supply|influx|pipeline|sources?|volume|count) of _(?:PATIENT|business)
remember WHO~PATIENT
(?:go to|first choice|first call|preferred) PLACE
(?:get|getting|win|winning|have|want|wants) (?:back )?(?:THE|more) _PATIENT
(?:keep|keeps|keeping) (?:, )?_(?:PATIENT|em|them) coming
PATIENT from (?:WHO|them|him|her|PLACE)
PATIENT (?:are|is) worth
# nobody else
exclusivity
exclusive(?:ly)? (?:KIN|PLACE|USE|loyalty|arrangement|relationship|deal|agreement|bonus)
exclusive(?:ly)? (?:to|with|for) (?:us|our)
USE (?:only |just |nobody but |no one but )?us
(?:stop|quit) USE~PLACE|dropping PLACE
sole PLACE
(?:make|makes|made|making) us _PLACE
(?:FRIEND|KIN|PATIENT|PEOPLE) (?:end|ends|ended) up with us
# ranked
RANK _(?:senders?|feeders?|producers?)
our RANK (?:N )?PLACE|top N PLACE
feeder PLACE
# by name
(?:finders?|finder's) fees?
kickbacks?|kick backs?|paybacks?
commissions?
quid pro quo
spiffs?
bount(?:y|ies) (?:EACH|for|on)
tit for tat
N hand washes
scratch (?:our|THE) back
(?:cut|split|share) of@(?:PATIENT|BRING|fees?)
head ?hunt\w*
in (?:exchange|return) for~(?:PATIENT|SEND|business|loyalty|volume|production)
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark as typed, and its kind; a mark that ends a thought is a bar."""

    typed: str
    kind: str


def find_strings(*texts: str) -> str | None:
    """The first words, as typed, that tie something of value to referrals, or None."""
    return next(filter(None, map(find_string, texts)), None)


@lru_cache(maxsize=1024)
def find_string(text: str) -> str | None:
    """The first words of a text that tie it; the same few texts stand on many gifts."""
    return next(find_hits(split_words(text)), None)


def find_hits(said: Sequence[Word]) -> Iterator[str]:
    """What ties it: an offer anywhere, a reason where it is not denied."""
    meant = bar_signs(SENSES, said)
    yield from find_signs(OFFERS, meant)
    yield from find_signs(REASONS, bar_signs(DENIALS, meant))


def split_words(text: str) -> list[Word]:
    """A text as its words; a line's end is a blank."""
    shown = (sign for sign in unicodedata.normalize("NFKC", text) if is_shown(sign))
    plain = JOINT.sub(" ", "".join("'" if sign in APOSTROPHES else sign for sign in shown))
    return [Word(one, kind_of(one.casefold().rstrip(".") or one)) for one in WORD.findall(plain)]


def is_shown(sign: str) -> bool:
    """False of what hides in a text, such as a joiner without width."""
    return unicodedata.category(sign) != "Cf"


def kind_of(word: str) -> str:
    """The kind of a word; itself where it has none."""
    if NUMBER.fullmatch(word) and word != "#1":
        return "N"
    if MONEY.fullmatch(word):
        return "MONEY"
    if REFER.fullmatch(word):
        return "REFER"
    if not word[-1].isalnum():
        return "|" if word in ENDS else ","
    return KIND_OF.get(word, word)


def find_signs(signs: str, said: Sequence[Word]) -> Iterator[str]:
    """What the signs find, as typed."""
    for first, last in places_of_signs(signs, said):
        yield " ".join(word.typed for word in said[first:last])


def bar_signs(signs: str, said: Sequence[Word]) -> list[Word]:
    """The words with a bar in the place of what the signs find."""
    kept = list(said)
    for first, last in places_of_signs(signs, said):
        kept[first:last] = [Word("", "|")] * (last - first)
    return kept


def places_of_signs(signs: str, said: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """From which word to which the signs are found."""
    line = "".join(f"{word.kind} " for word in said)
    starts = list(accumulate((len(word.kind) + 1 for word in said), initial=0))
    for hit in compile_signs(signs).finditer(line):
        yield starts.index(hit.start()), words_before(starts, hit.end())


def words_before(starts: Iterable[int], end: int) -> int:
    """How many words begin before a place."""
    return sum(start < end for start in starts)


@cache
def compile_signs(signs: str) -> re.Pattern[str]:
    """Signs, one a line, as one pattern over a line of kinds; ``GAPS`` are written out."""
    lines = (sign for sign in signs.splitlines() if sign and not sign.lstrip().startswith("#"))
    each = "|".join(lines)
    for mark, gap in GAPS.items():
        each = each.replace(mark, gap)
    return re.compile(rf"(?<!\S)(?:{each})(?!\S)")
