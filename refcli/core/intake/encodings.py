"""The encoding of a file that does not say it: taken by evidence, and in doubt asked for.

UTF-8 proves itself. Anything else is read as cp1252, the way of Excel on Windows, as long as its
words are plausible so and less plausible in Mac Roman (Excel on a Mac) and cp437 (DOS).
"""

import codecs
import re
from collections.abc import Iterable

from refcli.core.intake.plausible_words import IMPROBABLE, oddness_of, tells_nothing
from refcli.core.intake.shown import hide_numbers
from refcli.errors import UsageError

MARKS = {  # the byte order marks
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
USUAL = "cp1252"
RIVALS = ("mac-roman", "cp437")
READINGS = (USUAL, *RIVALS)
NAMED = ("utf-8", "cp1252", "mac-roman", "cp437", "cp850", "latin-1", "utf-16", "utf-16-le")
KNOWN = {codecs.lookup(name).name: name for name in (*NAMED, "utf-16-be")}
CLEARLY = 2  # times as odd as cp1252 is what the rivals have to be
MOST_LINES_NAMED = 5
NEAR = 12  # letters shown before and after a bad byte
FIRST = 4096  # bytes that tell UTF-16 without a mark
LONGEST_WORD = 64  # bytes of a word that are looked at

CHARACTER = re.compile(  # one beyond ASCII in UTF-8 (RFC 3629, section 4)
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    rb"|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
HIGH = re.compile(rb"[\x80-\xff]")
QUOTED = re.compile(
    rb"(?<![A-Za-z])(?:\x93([^\x91-\x94\r\n]*)\x94|\x91([^\x91-\x94\r\n]*)\x92)(?![A-Za-z])"
)
WIDE_BLANK = re.compile(rb"(?<![A-Za-z])\xa0|\xa0(?![a-z])")  # as web pages have it
# A word is looked for from its first letter only: else a long one takes the square of its length.
WORD = re.compile(rb"(?<![A-Za-z0-9])[A-Za-z0-9]*[\x80-\xff][A-Za-z0-9\x80-\xff]*")
WORD_OF_TEXT = re.compile(r"(?<![^\W_])[^\W_]*[^\x00-\x7f][^\s,;]*")
# "\u00c4\u2013Z" is well written with its dash; it is also how "\u0116Z" looks when spoilt.
LETTER_AND_SIGN = re.compile(
    "[\u00c4\u00c5][\u00ab\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u2026]"
)
LOST = "\N{REPLACEMENT CHARACTER}"


class EncodingError(UsageError):
    """Bytes that are not taken; the message is what is wrong with the file that has them.

    ``instead`` is the encoding in which they could be taken if somebody says so.
    """

    def __init__(self, why: str, instead: str = "") -> None:
        super().__init__(why)
        self.instead = instead


class UnclearError(EncodingError):
    """Bytes that can be read in several ways; ``instead`` is the most plausible one."""

    def __init__(self, likely: str) -> None:
        super().__init__("is no text in UTF-8, and can be read in several ways", likely)


def encoding_called(typed: str) -> str | None:
    """The name of a known encoding, however it is written: ``Windows-1252`` is cp1252."""
    try:
        return KNOWN.get(codecs.lookup(typed.strip()).name)
    except (LookupError, ValueError):
        return None


def decode_text(raw: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text, and the encoding that made sense of it; one that was asked for is not doubted."""
    marked = next((name for mark, name in MARKS.items() if raw.startswith(mark)), None)
    if encoding:
        if marked and not marked.startswith(encoding[:6]):
            raise EncodingError(f"begins with the mark of {marked[:6]}: it is no {encoding}")
        return decode_strictly(raw, marked or encoding), encoding
    if marked:
        return require_unspoilt(decode_strictly(raw, marked)), marked.removesuffix("-sig")
    if name := guess_wide(raw[:FIRST]):
        return decode_wide(raw, name), name
    try:
        return require_unspoilt(raw.decode()), "utf-8"
    except UnicodeDecodeError:
        if mostly_utf8(raw):
            raise EncodingError(bad_bytes(raw, "utf-8")) from None
    check_plausible(raw)
    return decode_strictly(raw, USUAL), USUAL


def decode_wide(raw: bytes, name: str) -> str:
    """The text of UTF-16 without its mark; what reads as no text so is none."""
    try:
        text = raw.decode(name)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise EncodingError("is no text")
    return require_unspoilt(text)


def decode_strictly(raw: bytes, encoding: str) -> str:
    """The text in an encoding; bytes that it does not know are refused with their lines."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise EncodingError(bad_bytes(raw, encoding)) from None


def bad_bytes(raw: bytes, encoding: str) -> str:
    """Where the bytes stand that are no text in this encoding, and what stands around them."""
    if encoding.startswith("utf-16"):
        return "is damaged: not all of it is UTF-16"
    name = encoding.removesuffix("-sig").upper()
    (line, column, near), *others = bad_lines(raw, encoding)
    more = ", ".join(str(line) for line, _, _ in others[:MOST_LINES_NAMED])
    rest = f"; also in line {more}" if more else ""
    left = " ..." if len(others) > MOST_LINES_NAMED else ""
    return f'has in line {line}, place {column}, a byte that is no {name}: "{near}"{rest}{left}'


def bad_lines(raw: bytes, encoding: str) -> Iterable[tuple[int, int, str]]:
    """Each line that cannot be read: its number, the place in it, the letters around that."""
    for number, line in enumerate(raw.splitlines(), 1):
        try:
            line.decode(encoding)
        except UnicodeDecodeError as error:
            before = line[: error.start].decode(encoding, "replace")
            after = line[error.end :].decode(encoding, "replace")
            place = len(before) + 1
            before, after = hide_numbers(before), hide_numbers(after)
            yield number, place, f"{before[-NEAR:]}{LOST}{after[:NEAR]}"


def mostly_utf8(raw: bytes) -> bool:
    """Whether at least half of the bytes beyond ASCII are valid UTF-8."""
    rest, good = CHARACTER.subn(b"", raw)
    return good > 0 and good >= len(HIGH.findall(rest))


def guess_wide(start: bytes) -> str | None:
    """The UTF-16 that a file without a mark looks like: every other byte is zero."""
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if start[first::2].count(0) > len(start) * 2 // 5:
            return name
    return None


def check_plausible(raw: bytes) -> None:
    """Refuse what reads strangely in cp1252, or not much more strangely in another encoding."""
    words = words_that_tell(raw)
    against = {rival: compare_readings(words, rival) for rival in RIVALS}
    strange = any(oddness_of(word.decode(USUAL, "replace")) == IMPROBABLE for word in words)
    if strange or any(theirs <= CLEARLY * ours for ours, theirs in against.values()):
        best = min(RIVALS, key=lambda rival: against[rival][1] - against[rival][0])
        ours, theirs = against[best]
        raise UnclearError(best if theirs <= ours else USUAL)


def compare_readings(words: list[bytes], rival: str) -> tuple[int, int]:
    """How odd the words are in cp1252 and in a rival, over those that the two read differently."""
    pairs = [(word.decode(USUAL, "replace"), word.decode(rival)) for word in words]
    differing = [(ours, theirs) for ours, theirs in pairs if ours != theirs]
    if not differing:
        return 0, 1
    return sum(oddness_of(ours) for ours, _ in differing), sum(
        oddness_of(word) for _, word in differing
    )


def words_that_tell(raw: bytes) -> list[bytes]:
    """The words with letters beyond ASCII; dashes, quotes and apostrophes of cp1252 are none."""
    plain = QUOTED.sub(rb" \1\2 ", WIDE_BLANK.sub(b" ", raw))
    words = dict.fromkeys(word[:LONGEST_WORD] for word in WORD.findall(plain))
    return [word for word in words if not tells_nothing(word.decode(USUAL, "replace"))]


def require_unspoilt(text: str) -> str:
    """The text; one that was spoilt before it came here is refused with its line."""
    if text.isascii():
        return text
    for number, line in enumerate(text.splitlines(), 1):
        if why := spoilt_reason(line):
            raise EncodingError(f"was spoilt by another program: in line {number} {why}", "utf-8")
    return text


def spoilt_reason(line: str) -> str | None:
    """What is wrong with the letters of a line: some are lost, or were encoded twice."""
    if LOST in line:
        return f"a letter is lost ({LOST})"
    for word in () if line.isascii() else WORD_OF_TEXT.findall(line):
        if LETTER_AND_SIGN.sub("", word).isascii():
            continue
        for encoding in READINGS:
            if (meant := undo_double_encoding(word, encoding)) and meant != word:
                return f'"{word}" was "{meant}"'
    return None


def undo_double_encoding(word: str, encoding: str) -> str | None:
    """The word before its UTF-8 was taken for this encoding and saved again, if it was."""
    try:
        meant = word.encode(encoding).decode()
    except UnicodeError:
        return None
    return meant if all(map(is_western, meant)) else None


def is_western(letter: str) -> bool:
    """True for Latin letters of Europe, and for signs such as a dash."""
    return letter.isascii() or "\u00a0" <= letter < "\u0180" or "\u2010" <= letter <= "\u2122"
