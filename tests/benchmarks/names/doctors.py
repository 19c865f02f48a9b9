"""Doctors on record under other spellings, and doctors who are really new."""

from collections.abc import Iterator, Sequence
from random import Random

from refcli.core.names.named import Named
from refcli.core.vocabulary import Kind
from tests.benchmarks.names.scores import Score, answer

SEED = 60
NEWCOMERS = 1_200
NAMED_AFTER = 0.25  # of the children, with Jr. and Sr.
People = Sequence[tuple[str, str]]
NICKNAMES = """
Susan/Sue James/Jim Robert/Bob Patricia/Pat John/Jack Michael/Mike William/Bill Elizabeth/Liz
Barbara/Barb Margaret/Peggy Charles/Chuck Timothy/Tim Kenneth/Ken Deborah/Debbie Edward/Ted
Katherine/Kate Richard/Dick Joseph/Joe Anthony/Tony Christopher/Chris Cynthia/Cindy
"""
SHORT = dict(pair.split("/") for pair in NICKNAMES.split())
# Common given names of the US of all ages, and some that came with immigration.
GIVEN = """
James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard
Susan Joseph Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy Matthew Betty Anthony
Sandra Mark Margaret Donald Ashley Steven Kimberly Andrew Emily Paul Donna Joshua Michelle Kenneth
Carol Kevin Amanda Brian Melissa Timothy Deborah Ronald Stephanie George Rebecca Jason Sharon Edward
Laura Jeffrey Cynthia Ryan Dorothy Jacob Amy Nicholas Kathleen Gary Angela Eric Shirley Jonathan
Emma Stephen Brenda Larry Pamela Justin Nicole Scott Anna Brandon Samantha Benjamin Katherine
Samuel Christine Gregory Debra Alexander Rachel Patrick Carolyn Frank Janet Raymond Maria Jack
Olivia Dennis Heather Jerry Helen Tyler Catherine Aaron Diane Jose Julie Adam Victoria Nathan Joyce
Henry Lauren Zachary Kelly Douglas Christina Peter Ruth Kyle Joan Noah Virginia Ethan Judith Jeremy
Evelyn Christian Hannah Walter Andrea Keith Megan Austin Cheryl Roger Jacqueline Terry Madison Sean
Teresa Gerald Abigail Carl Sophia Dylan Martha Harold Sara Jordan Gloria Jesse Janice Bryan Kathryn
Lawrence Ann Arthur Isabella Gabriel Judy Bruce Charlotte Logan Julia Billy Grace Joe Amber Alan
Alice Juan Jean Elijah Denise Willie Frances Albert Danielle Wayne Marilyn Randy Natalie Mason
Beverly Vincent Diana Liam Brittany Roy Theresa Bobby Kayla Caleb Alexis Bradley Doris Russell Lori
Lucas Tiffany Wei Mei Hui Jun Min Anh Minh Linh Priya Raj Anil Sunil Anita Omar Ali Hassan Fatima
Yusuf Ivan Olga Dmitri Pedro Luis Carlos Jorge Rosa Carmen Ines Hiroshi Yuki Kenji Ngozi Chidi
"""
SURNAMES = """
Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez
Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark
Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams
Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Chen Chan Cheng Kim Park Patel Shah Singh
Khan Cohen Levy Núñez Müller O'Neil Okafor Tanaka Sato Rossi Novak Haddad Silva Petrov Hansen Hanson
Larsen Berg Wong Huang Li Wang Zhang Liu Tran Pham Le Phillips Evans Turner Parker Collins Edwards
Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Reed Bailey Bell Kelly Howard Ward Cox
"""
SPELLINGS = (
    *("{LAST}, {FIRST} M", "{last}, {first} M., DDS", "{first} Marie {last}", "{last}"),
    *("{first} ({nick}) {last}", "{first} {last} Jr", "{first} {last}, D.D.S., P.C."),
    *("Dr {first} {last} DDS PLLC", "Drs. {last} and Ray", "{nick} {last}", "{first} M. {last}"),
    *("{last}, {first}", "{initial}. {last}", "Dr. {last}", "{last}, {initial}. M."),
    *("{accents}", "{first} {last}-Lee, DMD", "{first} {misspelt_last}"),
    *("Dr. {misspelt_first} {last}", "Dr.{first}{last}"),
)
# accents where there are none, and none where there are some
ACCENTS = str.maketrans("aeioun", "áéíóúñ") | str.maketrans("ñúü", "nuu")


def spell(first: str, last: str, rng: Random) -> list[str]:
    """The twenty spellings of a name."""
    fields = {
        "first": first,
        "last": last,
        "FIRST": first.upper(),
        "LAST": last.upper(),
        "nick": SHORT[first],
        "initial": first[0],
        "accents": f"dr {first} {last}".translate(ACCENTS),
        "misspelt_first": slip(first, rng),
        "misspelt_last": slip(last, rng),
    }
    return [spelling.format(**fields) for spelling in SPELLINGS]


def slip(word: str, rng: Random) -> str:
    """The word with a letter left out, typed twice, wrong, or swapped with the next."""
    at = rng.randrange(1, len(word))
    left_out, twice = word[:at] + word[at + 1 :], word[:at] + word[at - 1 :]
    wrong = word[:at] + rng.choice([c for c in "aeinrst" if c != word[at].lower()]) + word[at + 1 :]
    swapped = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    made = [one for one in (left_out, twice, wrong, swapped) if one not in {word, word[0]}]
    return rng.choice(made)


def scores() -> Iterator[Score]:
    """Spellings that are silently new, and doctors who are asked about without cause."""
    rng = Random(SEED)  # noqa: S311  (a benchmark has to repeat)
    everybody = [(first, last) for first in GIVEN.split() for last in SURNAMES.split()]
    rng.shuffle(everybody)
    yield spelt_otherwise(everybody, rng)
    for size in (60, 300):
        yield from really_new(everybody, size, rng)


def spelt_otherwise(everybody: People, rng: Random) -> Score:
    """60 doctors with a nickname, each in 20 ordinary spellings."""
    people = [one for one in everybody if one[0] in SHORT][:60]
    book = [Named(n, f"Dr. {a} {b}", Kind.PROVIDER) for n, (a, b) in enumerate(people, start=4)]
    missed = []
    for doctor, (first, last) in zip(book, people, strict=True):
        missed += [
            f"{typed} ({doctor.name})"
            for typed in spell(first, last, rng)
            if doctor not in answer(typed, doctor.kind, book)
        ]
    what = "60 doctors in 20 spellings, with --kind: silently new"
    return Score.most(what, 0, len(missed), 60 * len(SPELLINGS), "; ".join(missed[:8]))


def really_new(everybody: People, size: int, rng: Random) -> Iterator[Score]:
    """Other people of the same surname, of the same office, and the children of doctors."""
    known = everybody[:size]
    stopped = []
    for meet in (same_surname, same_office, parent_and_child):
        for _ in range(NEWCOMERS // 3):
            there, new = meet(known, rng)
            book = [
                Named(n, f"Dr. {name}", Kind.PROVIDER, place="Elm Dental")
                for n, name in enumerate(there, start=4)
            ]
            if asked := answer(f"Dr. {new}", Kind.PROVIDER, book):
                stopped.append(f"{new} ({asked[0].name})")
    what = f"really new beside {size} doctors: asked about"
    yield Score.most(
        what, 0.05, len(stopped), NEWCOMERS, "; ".join(stopped[:: len(stopped) // 9 + 1])
    )


def same_surname(known: People, rng: Random) -> tuple[list[str], str]:
    """The names on record, and a doctor who has the surname of one of them."""
    last = rng.choice(known)[1]
    taken = {a for a, b in known if b == last}
    first = rng.choice([one for one in GIVEN.split() if one not in taken])
    return [f"{a} {b}" for a, b in known], f"{first} {last}"


def same_office(known: People, rng: Random) -> tuple[list[str], str]:
    """The names on record, and a doctor who works with them."""
    first, last = rng.choice(GIVEN.split()), rng.choice(SURNAMES.split())
    return [f"{a} {b}" for a, b in known if (a, b) != (first, last)], f"{first} {last}"


def parent_and_child(known: People, rng: Random) -> tuple[list[str], str]:
    """The names on record, one of them a parent's, and that of the child."""
    parent, last = rng.choice(known)
    others = [f"{a} {b}" for a, b in known if b != last]
    if rng.random() < NAMED_AFTER:
        return [*others, f"{parent} {last}, Sr."], f"{parent} {last}, Jr."
    child = rng.choice([one for one in GIVEN.split() if one != parent])
    return [*others, f"{parent} {last}, DDS"], f"{child} {last}"
