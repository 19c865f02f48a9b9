"""Given names: which may be one person's, as Bob and Robert, and which nobody bears both.

Two common ones are two people rather than a typing mistake. They are the commonest of the census
of 1990 (dist.male.first and dist.female.first of the Census Bureau, in the public domain), and
some that are common since.
"""

import re
from functools import lru_cache

from refcli.core.names.nicknames import RELATED

COMMON = """
aaron adam adrian agnes ahmed aiden aisha alan albert alex alexander alfred ali alice alicia allan
allen allison alma alvin amanda amara amber amit amy ana andre andrea andrew angel angela anh anil
anita ann anna anne annette annie anthony antonio april arjun arlene armando arnold arthur ashley
audrey ava avery ayodele barbara barry beatrice becky ben benjamin bernard bernice bertha bessie
beth betty beverly bill billie billy bjorn bobbie bobby bonnie brad bradley brandon brandy brenda
brent brett brian brittany brooke bruce bryan caleb calvin camila carl carla carlos carmen carol
carole caroline carolyn carrie cassandra catherine cathy cecil chad charlene charles charlie
charlotte cheryl chester chiara chidi chloe chris christian christina christine christopher christy
cindy claire clara clarence claude claudia clayton clifford clinton clyde cody colleen connie
connor constance corey cory courtney craig crystal curtis cynthia daisy dale dan dana daniel
danielle danny darlene darrell darren darryl david dawn dean deanna debbie deborah debra deepak
delores denise dennis derek derrick destiny diana diane dianne diego dmitri dolores don donald
donna dora doris dorothy douglas duane dung dustin dwayne dwight dylan earl eddie edgar edith edna
edward edwin eileen elaine eleanor elena elijah elizabeth ella ellen elmer elsie emeka emily emma
eric erica erik erika erin ernest esther ethan ethel eugene eva evelyn fatima fei felicia felix
fernando florence floyd frances francis francisco frank franklin fred frederick gabriel gail gary
gene george georgia gerald geraldine gertrude gilbert gina giovanni giulia gladys glen glenda glenn
gloria gordon grace greg gregory guy gwendolyn hailey hans hao harold harper harry haruki harvey
hassan hazel heather hector heidi helen henry herbert herman hilda hiroshi hoa holly howard hugh
hui hung hunter huong hussein ibrahim ida igor ines ingrid irene irina irma isaac isabella ivan
jack jackie jacob jacqueline james jamie jane janet janice jared jasmine jason javier jay jean
jeanette jeanne jeff jeffery jeffrey jennie jennifer jenny jeremy jerome jerry jesse jessica jessie
jesus jie jiho jill jim jimmie jimmy jin jing jo joan joann joanne joe joel john johnny jon
jonathan jorge jose joseph josephine joshua joy joyce juan juanita judith judy julia julie julio
jun june jurgen justin karen karl katherine kathleen kathryn kathy katie katrina kavita kay kayla
keith kelly kenji kenneth kevin khalid kim kimberly klaus kristen kristin kristina kurt kwame kyle
lakshmi lan lance larry lars laura lauren laurie lawrence layla leah lee lei lena leo leon leona
leonard leroy leslie lester lewis liam lillian lillie lily linda ling linh lisa lloyd logan lois
lonnie loretta lori lorraine louis louise luca lucas lucia lucille lucy luis lydia lynn mabel
madison mae manuel marc marcia marco marcus margaret margie maria marian marie marilyn mario marion
marjorie mark marlene marsha martha martin marvin mary mason mateo mathew matthew mattie maureen
maurice max maxine megan mei melanie melinda melissa melvin mia michael micheal michele
michelle miguel mike mildred milton min ming minh minjun minnie miriam misty mitchell monica
mustafa myrtle nancy naomi natalie natasha nathan nathaniel neha neil nellie nelson ngozi nicholas
nicole nina noah nora norma norman oleg olga olivia omar oscar pablo paige pamela paolo patricia
patrick patsy paul paula pauline pearl pedro peggy penny peter philip phillip phyllis pierre pooja
priscilla priya rachel rafael rahul raj ralph ramon ramona randall randy raul ravi ray raymond
rebecca regina reginald renee rhonda ricardo richard rick ricky rita robert roberta roberto robin
rodney roger rohan roland ron ronald ronnie rosa rose rosemary roy ruben ruby russell ruth ryan
sakura sally sam samantha samuel sandra sanjay sara sarah savannah scarlett scott sean seoyeon
sergei shane shannon sharon shawn sheila shelly sherri sherry shirley sierra sofia sonia sophia
stacey stacy stanley stella stephanie stephen steve steven sue sunil susan suzanne sven svetlana
sylvia tamara tammy tanya tara ted teresa terri terry thanh thelma theodore theresa thomas thu
tiffany tim timothy tina toby todd tom tommy toni tony tonya tracey tracy travis troy tuan tyler
tyrone valentina valerie vanessa velma vera vernon veronica vicki vickie victor victoria vijay
vincent viola violet virginia vivian walter wanda warren wayne wei wen wendy wesley william willie
wilma xin yan yi ying yolanda yuki yusuf yvonne zac zachary zara zoe
"""
MOST_CUT_TO = 3  # letters, as Mel is for Melvin and Don may be for Donna
SHORTEST_ENDED = 5  # letters; Amy and Roy end in no -y that could be left off
ENDING = re.compile("(?:ie|ey|y|i)$")
ENDINGS = ("", "ie", "ey", "y", "i")
GIVEN_NAMES = frozenset(COMMON.split()).union(RELATED)


def are_two_names(one: str, other: str) -> bool:
    """True for two given names that nobody bears both: Tim and Tom, Robert and Roberta.

    False for one and its short form or other spelling, and for what may be either: a mistake, as
    Tim and Tmi or Joan and John, or a few letters for a long name, as Al and Alvin.
    """
    if one == other or one not in GIVEN_NAMES or other not in GIVEN_NAMES:
        return False
    return not (is_nickname(one, other) or is_cut(one, other) or is_slip_inside(one, other))


def is_cut(one: str, other: str) -> bool:
    """True for Mel and Melvin, and for Don and Donna."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(short) <= MOST_CUT_TO and len(long) - len(short) > 1


def is_slip_inside(one: str, other: str) -> bool:
    """True for Joan and John: one letter between the first and the last, which are the same."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 38 ms that few commands need

    ends_alike = one[0] == other[0] and one[-1] == other[-1]
    return ends_alike and min(len(one), len(other)) > MOST_CUT_TO and OSA.distance(one, other) == 1


def is_nickname(one: str, other: str) -> bool:
    """True for a name and its short form or other spelling, and for two short forms: Bob and Rob.

    Patricia and Patrick share a short form and are two people: what is shared has to be longer.
    """
    return one != other and other in list_nicknames(one)


@lru_cache(maxsize=1 << 12)
def list_nicknames(name: str) -> frozenset[str]:
    """What else somebody of this given name may be called: Bob, Bobby and Robert for Rob."""
    full = list_full_names(name)
    called = {*list_stems(name), *(stem for one in full for stem in SHORT[one])}
    written = {stem + ending for stem in called for ending in ENDINGS}
    return frozenset(one for one in written if one != name and may_be_one(name, one))


def may_be_one(one: str, other: str) -> bool:
    """True where one name is short for the other, or both are short for a longer one."""
    if drop_ending(other) in list_stems(one):
        return True
    shared = list_full_names(one) & list_full_names(other)
    return any(len(name) >= max(len(one), len(other)) for name in shared)


def list_full_names(name: str) -> frozenset[str]:
    """The names that a given name is related to, however its ending is written."""
    return BY_STEM.get(drop_ending(name), frozenset())


@lru_cache(maxsize=1 << 14)
def list_stems(name: str) -> frozenset[str]:
    """A given name and its related ones, without their endings."""
    full = list_full_names(name)
    return frozenset(map(drop_ending, (name, *full))) if full else frozenset()


def drop_ending(name: str) -> str:
    """Patt for Patty, Pattie and Patti: people write all three."""
    return ENDING.sub("", name) if len(name) >= SHORTEST_ENDED else name


def relate_stems() -> dict[str, frozenset[str]]:
    """The names that a short form may stand for, however its ending is written."""
    found: dict[str, frozenset[str]] = {}
    for name, others in RELATED.items():
        found[drop_ending(name)] = found.get(drop_ending(name), frozenset()) | others
    return found


BY_STEM = relate_stems()
SHORT = {name: frozenset(map(drop_ending, others)) for name, others in RELATED.items()}
INITIALS = {name: frozenset(one[0] for one in (name, *others)) for name, others in RELATED.items()}
