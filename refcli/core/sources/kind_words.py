"""The words that people type for the kind of a source."""

from refcli.core.vocabulary import Kind

WORDS = {
    Kind.PATIENT: (
        *("friend", "family", "friend or family", "friends and family", "relative", "neighbor"),
        *("neighbour", "coworker", "parent", "our patient", "mother", "father", "mom", "dad"),
        *("sister", "brother", "aunt", "uncle", "cousin", "wife", "husband", "daughter", "son"),
        *("colleague", "boss", "word of mouth", "existing patient"),
    ),
    Kind.PROVIDER: (
        *("doctor", "dr", "dentist", "physician", "clinician", "specialist"),
        *("orthodontist", "endodontist", "periodontist", "surgeon", "oral surgeon", "dds", "dmd"),
        *("md", "pcp", "gp", "nurse practitioner"),
    ),
    Kind.OFFICE: (
        *("practice", "clinic", "hospital", "dental office", "dental practice"),
        "urgent care",
    ),
    Kind.INSURER: ("insurance", "insurance company", "payer", "dental plan"),
    Kind.COMMUNITY: (
        *("church", "school", "charity", "sponsorship", "gym", "fitness", "fitness club", "club"),
        *("employer", "senior center", "nursing home", "assisted living", "health fair"),
    ),
    Kind.SIGNAGE: ("sign", "signs", "drive by", "drove by", "billboard", "banner"),
    Kind.PRINT: (
        "flyer",
        "newspaper",
        "magazine",
        "mailer",
        "postcard",
        "brochure",
        "direct mail",
        "coupon",
        "yellow pages",
    ),
    Kind.DIGITAL: (
        *("website", "web site", "internet", "online", "google", "facebook", "instagram", "yelp"),
        *("social media", "search", "tiktok", "nextdoor", "youtube", "bing", "web", "ad", "ads"),
        *("healthgrades", "zocdoc", "twitter", "linkedin", "reviews", "blog"),
    ),
    Kind.OTHER: ("something else", "else", "radio", "tv", "television", "podcast"),
}
KIND_OF = {word: kind for kind, words in WORDS.items() for word in words}
WHOSE = frozenset({"a", "an", "the", "her", "his", "my", "our", "their", "another"})
FOR_EXAMPLE = (  # as a question shows them, in lines that fit a narrow screen
    "1 patient (friend, family), 2 provider (doctor, dentist), 3 office (practice),",
    "4 insurer, 5 community, 6 signage, 7 print, 8 digital (website), 9 other",
)


def is_nameless(name: str, kind: Kind | None) -> bool:
    """Whether a name of a new source says only what somebody is: ``dentist``, ``her doctor``.

    A relation, as ``mother``, is no name of a doctor; as a patient it may be all that is known.
    What may stand for all of its kind is a name: insurance, internet, church.
    """
    words = name.lower().replace("-", " ").split()
    bare = " ".join(words[1:] if words[:1] and words[0] in WHOSE else words).rstrip(".")
    only = KIND_OF.get(bare) or KIND_OF.get(bare.removesuffix("s"))
    if only is Kind.PROVIDER:
        return kind in {None, Kind.PATIENT, Kind.PROVIDER}
    return only is Kind.PATIENT and kind is Kind.PROVIDER


def find_kinds(typed: str) -> list[Kind]:
    """The kinds that a word may mean: ``doctor`` a provider, ``p`` a patient, provider or print.

    A kind's own name may be begun; the other words count when they are whole, in the singular or
    the plural.
    """
    word = " ".join(typed.lower().replace("/", " or ").replace("-", " ").replace(".", " ").split())
    if not word:
        return []
    singular = word.removesuffix("s")
    known = KIND_OF.get(word) or KIND_OF.get(singular)
    begun = [kind for kind in Kind if kind.startswith(word) or kind == singular]
    return [known] if known else begun


def find_kinds_in_answer(typed: str) -> list[Kind]:
    """The kinds that an answer may mean: a word, or the number that the question shows."""
    numbered = {str(number): kind for number, kind in enumerate(Kind, start=1)}
    one = numbered.get(typed.strip())
    return [one] if one else find_kinds(typed)
