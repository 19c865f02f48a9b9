"""Who and what appears in the sample practice. Everyone is invented, from generic names."""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from functools import partial

from refcli.core.vocabulary import Kind

STAFF = ("Tina", "Marc", "Jo")
DENTISTS = ("Dr. Ray", "Dr. Ray", "Dr. Okafor")  # two of three patients see Dr. Ray


class Story(StrEnum):
    """How a source has referred over the three years of the sample."""

    STEADY = "steady"
    GROWING = "growing"
    QUIET = "quiet"  # until three months ago
    LAPSED = "lapsed"  # until more than a year ago
    BACK = "back"  # again since the last full month, after more than a year
    NEW = "new"  # since the last full month
    LATE = "late"  # since five months ago
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class CastRole:
    """A source and its part: referrals a week, its story, and how it is visited.

    ``visits``: the first was so many months ago, the next is due in so many days. Negative days
    are overdue; ``wanted`` and ``retired`` are days ago.
    """

    name: str
    rate: float = 0.0
    _: KW_ONLY
    kind: Kind
    story: Story = Story.STEADY
    office: str = ""
    visits: tuple[int, int] | None = None
    times: int | None = None
    aliases: tuple[str, ...] = ()
    note: str = ""
    wanted: int | None = None
    retired: int | None = None
    do_not_visit: bool = False
    do_not_mail: bool = False
    no_gifts: bool = False
    visit_every: int | None = None
    visit_later: int | None = None
    shares_phone_with: str = ""


BALLARD = "Ballard Family Dental"
CAPITOL = "Capitol Hill Dental Arts"
FREMONT = "Fremont Dental Group"
QUEEN_ANNE = "Queen Anne Smiles"
WEST = "West Seattle Dental Associates"
GREEN_LAKE = "Green Lake Dental"
UNIVERSITY = "University District Dental Clinic"
WALLINGFORD = "Wallingford Dental Care"
MAGNOLIA = "Magnolia Village Dentistry"
NORTHGATE = "Northgate Dental Center"
BEACON = "Beacon Hill Family Dentistry"
COLUMBIA = "Columbia City Dental"
KIDS = "Dr. :smile: Kids Dentistry"
UNION = "South Lake Union Dental Studio"
RAVENNA = "Ravenna Dental"
LAURELHURST = "Laurelhurst Periodontics"
MADISON = "Madison Park Prosthodontics"
INTERBAY = "Interbay Oral Surgery"
PHINNEY = "Phinney Ridge Dental"
RAINIER = "Rainier Valley Dental"
SHORELINE = "Shoreline Dental Health"
LONG = (
    "The Downtown Seattle Center for Comprehensive, Cosmetic, Implant and Family Dentistry at"
    " Pike & Pine, a Professional Service Corporation"
)
LESCHI = "Leschi Dental"
MERCER = "Mercer Street Family Medicine"

place = partial(CastRole, kind=Kind.OFFICE)
doctor = partial(CastRole, kind=Kind.PROVIDER)

OFFICES = (
    place(BALLARD, 0.2, visits=(34, 40), aliases=("BFD", "Ballard Dental")),
    place(CAPITOL, 0.12, visits=(33, 3), aliases=("Cap Hill Dental",)),
    place(FREMONT, 0.05, story=Story.QUIET, visits=(30, -16)),
    place(QUEEN_ANNE, 0.05, visits=(35, 22), aliases=("QA Smiles",)),
    place(WEST, 0.05, visits=(28, 33), aliases=("WSDA",)),
    place(GREEN_LAKE, 0.05, visits=(32, 55)),
    place("Greenlake Dental Care", 0.05, story=Story.LATE, shares_phone_with=GREEN_LAKE),
    place(
        UNIVERSITY,
        0.03,
        visits=(26, 38),
        no_gifts=True,
        visit_every=2,
        visit_later=2,
        note="A public institution: its staff may accept nothing.",
    ),
    place(WALLINGFORD, 0.02, visits=(20, 6)),
    place(MAGNOLIA, 0.02, visits=(31, 70)),
    place(NORTHGATE, 0.02, visits=(24, -40)),
    place(BEACON, 0.04, story=Story.LAPSED, visits=(34, -75)),
    place(COLUMBIA, visits=(33, 30)),
    place(KIDS, 0.02, visits=(18, 48), aliases=("Smile Kids",)),
    place(UNION, visits=(3, 13), aliases=("SLU Dental",)),
    place(RAVENNA),
    place(LAURELHURST, 0.02, visits=(22, 15)),
    place(MADISON, visits=(16, 80)),
    place(INTERBAY, visits=(27, 35), do_not_mail=True),
    place(PHINNEY, visits=(12, 25), times=8),
    place(RAINIER, 0.02, story=Story.LAPSED, visits=(35, -310), retired=300, note="Retired."),
    place(SHORELINE, wanted=25),
    place(LONG, 0.04, visits=(15, 1), aliases=("Pike & Pine",)),
    place("Eastlake Dental", wanted=12),
    place(LESCHI, visits=(3, -6)),
    place(MERCER, 0.03, do_not_visit=True, note="Sees no visitors; write instead."),
)
PROVIDERS = (
    doctor("Dr. Wei Chen", 0.8, office=BALLARD, aliases=("Chen",)),
    doctor("Dr. Anita Patel", 0.5, office=BALLARD),
    doctor("Dr. Tomas Novak", 0.14, office=BALLARD),
    doctor("Dr. Carla Rivera", 0.62, office=CAPITOL, story=Story.GROWING),
    doctor("Dr. Daniel Kim", 0.26, office=CAPITOL),
    doctor("Dr. Erik Larsen", 0.36, office=FREMONT, story=Story.QUIET),
    doctor("Dr. Layla Haddad", 0.2, office=FREMONT, story=Story.QUIET),
    doctor("Dr. Ruth Whitfield", 0.22, office=QUEEN_ANNE),
    doctor("Dr. Kofi Osei", 0.13, office=QUEEN_ANNE),
    doctor("Dr. Paula Moreno", 0.17, office=WEST),
    doctor("Dr. Ken Tanaka", 0.13, office=WEST),
    doctor("Dr. Ulrich Becker", 0.15, office=WEST, story=Story.LAPSED, note="Moved to Oregon."),
    doctor("Dr. Maja Lindqvist", 0.18, office=GREEN_LAKE),
    doctor("Dr. Olga Ivanova", 0.13, office=UNIVERSITY),
    doctor("Dr. Tunde Adeyemi", 0.09, office=UNIVERSITY),
    doctor("Dr. Susan Park", 0.24, office=WALLINGFORD, story=Story.GROWING),
    doctor("Dr. Brian Sullivan", 0.13, office=MAGNOLIA, no_gifts=True),
    doctor("Dr. Imran Khan", 0.1, office=NORTHGATE),
    doctor("Dr. Elena Bianchi", 0.05, office=NORTHGATE),
    doctor("Dr. Miguel Reyes", 0.22, office=BEACON, story=Story.LAPSED),
    doctor("Dr. Denise Washington", 0.2, office=COLUMBIA, story=Story.BACK),
    doctor("Dr. Fiona Bright", 0.07, office=KIDS),
    doctor("Dr. Rohan Kapoor", 0.35, office=UNION, story=Story.NEW),
    doctor("Dr. Astrid Holm", 0.25, office=RAVENNA, story=Story.NEW),
    doctor("Dr. Aaron Goldberg", 0.11, office=LAURELHURST),
    doctor("Dr. Claire Dubois", 0.09, office=MADISON, do_not_mail=True),
    doctor("Dr. Chidi Okonkwo", 0.07, office=INTERBAY),
    doctor("Dr. Amy Foster", office=PHINNEY),
    doctor("Dr. Harold Finch", 0.18, office=RAINIER, story=Story.LAPSED, retired=300),
    doctor("Dr. Mia Torres", office=SHORELINE, wanted=25),
    doctor("Dr. Zoë Müller-Lüdenscheidt", 0.09, office=LONG, aliases=("Zoe Mueller",)),
    doctor("Dr. Grace Lund", office=LESCHI),
    doctor("Dr. Samuel Boateng", 0.04, office=MERCER),
    doctor("Dr. Siobhán O'Neil", 0.09, visits=(20, 44)),
    doctor("John Smith", 0.06, visits=(14, 66), aliases=("Dr. John Smith, DDS",)),
    doctor("Dr. Priya Nair", 0.3, story=Story.QUIET, visits=(25, 28)),
    doctor("Dr. Lena Vogt", 0.2, story=Story.NEW, visits=(1, 18)),
)
CHANNELS = (
    CastRole("Cascade Dental Plan", 0.2, kind=Kind.INSURER, aliases=("CDP",)),
    CastRole("Evergreen Mutual Dental", 0.14, kind=Kind.INSURER, no_gifts=True),
    CastRole("Puget Dental PPO", 0.1, kind=Kind.INSURER),
    CastRole("Northwest Union Trust", 0.04, kind=Kind.INSURER),
    CastRole("Health fair at the community center", 0.14, kind=Kind.COMMUNITY),
    CastRole("Neighborhood study club", 0.32, kind=Kind.COMMUNITY),
    CastRole("Sign on the building", 0.4, kind=Kind.SIGNAGE, aliases=("walked by",)),
    CastRole("Bus shelter on Pike Street", 0.08, kind=Kind.SIGNAGE),
    CastRole("Smith [referral pad]", 0.12, kind=Kind.PRINT),
    CastRole("Neighborhood newsletter", 0.2, kind=Kind.PRINT),
    CastRole("Google search", 0.95, kind=Kind.DIGITAL, story=Story.GROWING),
    CastRole("Our website", 0.5, kind=Kind.DIGITAL, aliases=("lakeside site",)),
    CastRole("Instagram", 0.12, kind=Kind.DIGITAL),
    CastRole("Emergency dental line", 0.22, kind=Kind.OTHER),
    CastRole("Staff member's family", 0.04, kind=Kind.OTHER),
)
NAMED_PATIENTS = (
    "José Ángel Núñez",
    "Nguyễn Thị Hoa",
    "John Smith",
    "Mary  Ann  Kowalski",
    "محمد الأحمد",
    "Margaret O'Brien-Walsh",
)
ODD_PATIENTS = ("Patrick O'Neil", "李伟", "Zoë Müller", "דוד כהן", "Anne-Sophie d'Arcy", "Bo")
MISTAKEN = "=SUM(A1)"
MISTAKE = "typed into the wrong window"

# fmt: off
FIRST = (
    "Alice", "Amir", "Ana", "Andre", "Angela", "Anton", "Aisha", "Barbara", "Ben", "Bianca",
    "Carl", "Carmen", "Cheng", "Chloe", "Dana", "Darius", "David", "Diego", "Donna", "Edith",
    "Elias", "Emma", "Erin", "Farah", "Felix", "Frank", "Gloria", "Grant", "Hannah", "Hector",
    "Helen", "Hugo", "Ian", "Ines", "Irene", "Jack", "Jamal", "Janet", "Jin", "Joan", "Julia",
    "Karen", "Kevin", "Keiko", "Laura", "Leo", "Linda", "Lucas", "Mai", "Maria", "Mark",
    "Martha", "Mateo", "Maya", "Nadia", "Nathan", "Nina", "Noah", "Omar", "Oscar", "Pam",
    "Paul", "Priya", "Quinn", "Rachel", "Raj", "Robert", "Rosa", "Ruben", "Sara", "Scott",
    "Sofia", "Stefan", "Tara", "Thomas", "Uma", "Victor", "Wanda", "William", "Yara", "Yusuf",
    "Zoe",
)
LAST = (
    "Abbott", "Acosta", "Adams", "Ahmed", "Allen", "Alvarez", "Anderson", "Baker", "Banerjee",
    "Barnes", "Bell", "Bennett", "Brooks", "Campbell", "Carlson", "Castillo", "Chan", "Clark",
    "Collins", "Cooper", "Cruz", "Davis", "Diaz", "Dixon", "Edwards", "Ellis", "Evans",
    "Fischer", "Fletcher", "Flores", "Ford", "Garcia", "Gibson", "Gomez", "Grant", "Green",
    "Gupta", "Hall", "Hansen", "Harris", "Hayes", "Hernandez", "Hill", "Hoffman", "Howard",
    "Hughes", "Ibrahim", "Jackson", "James", "Jensen", "Johnson", "Jones", "Jordan", "Kaplan",
    "Keller", "Kelly", "King", "Knight", "Kowalski", "Lambert", "Lee", "Lewis", "Lopez",
    "Marshall", "Martin", "Mason", "Mendoza", "Meyer", "Miller", "Mitchell", "Morgan", "Morris",
    "Murphy", "Myers", "Nelson", "Nguyen", "Olson", "Ortiz", "Palmer", "Parker", "Perez",
    "Peters", "Phillips", "Price", "Ramirez", "Reed", "Rice", "Rivera", "Roberts", "Robinson",
    "Rogers", "Ross", "Russell", "Sanchez", "Sanders", "Sato", "Schmidt", "Scott", "Shah",
    "Silva", "Singh", "Stewart", "Stone", "Sullivan", "Taylor", "Thompson", "Tran", "Turner",
    "Vargas", "Wagner", "Walker", "Ward", "Watson", "Weber", "White", "Williams", "Wong",
    "Wood", "Wright", "Yamamoto", "Young", "Zhang",
)
# fmt: on
STREETS = ("Alder Street", "Birch Avenue", "Cedar Way", "Dogwood Lane", "Elm Street", "Fir Avenue")
FRONT_DESKS = ("Ana", "Beth", "Cody", "Dee", "Gail", "Hank", "Ivy", "Kim", "Lou", "Rosa", "Sam")

LOST_REASONS = (
    "no answer after three calls",
    "chose another practice",
    "cost",
    "moved away",
    "insurance not accepted",
    "tooth was extracted elsewhere",
)
INVALID_REASONS = ("wrong number", "not a patient: a sales call", "meant another practice")
NOTES = (
    "prefers mornings",
    "anxious, wants sedation",
    "needs an interpreter",
    "film is on its way",
)
SERVICES = {  # dollars from, to; how many of a hundred
    "root canal": (900, 1500, 52),
    "retreatment": (1200, 1700, 15),
    "cracked tooth": (900, 1400, 12),
    "apicoectomy": (1100, 1800, 6),
    "consultation": (120, 250, 15),
}

BROUGHT = (
    "referral pads, cards",
    "referral pads",
    "cookies for the team",
    "our after-care leaflet",
    "cards",
    "",
)
PURPOSES = (
    "introduce Dr. Okafor",
    "ask how our reports read",
    "referral form and online booking",
    "keep in touch",
    "invitation to the study club",
)
INTEL = (
    "a new associate starts in spring",
    "the front desk prefers the online form",
    "wants films back by email",
    "closed on Fridays now",
    "the hygienists ask about cracked teeth",
    "",
    "",
)
NEXT_STEPS = (
    "send the new referral form",
    "ask about the associate",
    "call about turnaround of reports",
    "bring the after-care leaflet",
    "",
    "",
)
ATTEMPT_NOTES = ("closed for lunch", "everyone in a meeting", "door locked, left a card")
