"""What people type where no source is known, or where there was none."""

from refcli.core.names.keys import fold_name, split
from refcli.core.vocabulary import BuiltIn

NOBODY_ASKED = """
na / n a / nil / unknown / unk / unsure / not sure / not known / not asked / nobody asked /
no one asked / didnt ask / did not ask / forgot to ask / dont know / do not know / doesnt know /
does not know / didnt say / did not say / wouldnt say / cant remember / cannot remember /
doesnt remember / does not remember / no answer / not given / not stated / not recorded /
not specified / not available / not applicable / unspecified / undisclosed / tbd / idk / dk
"""
NOBODY_SENT_THEM = """
none / self / self referred / self referral / selfreferral / selfreferred / walk in / walkin /
walk ins / walked in / came in / nobody / no one / noone / no body / no referral / no referrer /
no source / no referral source / not referred / nobody referred / nobody sent them / on their own /
by themselves / themselves / himself / herself / myself
"""
NOBODY_MET = """
none / nobody / no one / noone / no body / not anybody / not anyone / nobody there / no one there /
nobody in / no one in / nobody home / no one home / nobody at all / no one at all / no answer /
na / n a
"""
NO_LETTERS = frozenset("?-–—_./\\*")  # noqa: RUF001  (dashes as word processors write them)


def read_phrases(text: str) -> frozenset[str]:
    """The phrases between the slashes."""
    return frozenset(" ".join(one.split()) for one in text.split("/"))


MEANT = dict.fromkeys(read_phrases(NOBODY_ASKED), BuiltIn.UNKNOWN) | dict.fromkeys(
    read_phrases(NOBODY_SENT_THEM), BuiltIn.NONE
)
WHERE_NOBODY_WAS = read_phrases(NOBODY_MET)


def says_nobody(met: str) -> bool:
    """Whether the words for who was met say that nobody was: nobody, no one there."""
    return " ".join(split(fold_name(met))) in WHERE_NOBODY_WAS


def built_in_meant(typed: str) -> BuiltIn | None:
    """Unknown for ``?``, ``n/a`` and ``don't know``, none for ``self`` and ``walk-in``.

    None for all else, also for ``a friend``: who that was is asked.
    """
    marks = "".join(typed.split())
    if marks and NO_LETTERS.issuperset(marks):
        return BuiltIn.UNKNOWN
    return MEANT.get(" ".join(split(fold_name(typed))))
