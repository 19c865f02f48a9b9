"""Who is in the made-up book: people, offices and the rest, on real places of the NPPES file.

Each is a truth: what is on record of it is written by ``writing``, once or several times.
"""

import csv
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from random import Random

from refcli.core.vocabulary import Kind

SPECIALTIES = (
    "Dentistry", "Orthodontics", "Periodontics", "Endodontics", "Oral Surgery", "Pediatrics",
    "Family Medicine", "Internal Medicine", "Cardiology", "Dermatology", "Radiology", "Optometry",
    "Physical Therapy", "Chiropractic", "Psychology", "Podiatry",
)  # fmt: skip
PRACTICES = (
    "Dental", "Dental Care", "Family Dental", "Family Dentistry", "Dental Group", "Orthodontics",
    "Pediatric Dentistry", "Oral Surgery", "Endodontics", "Periodontics", "Medical Center",
    "Medical Group", "Medical Associates", "Family Medicine", "Pediatrics", "Clinic",
    "Physical Therapy", "Chiropractic", "Eye Care", "Dermatology", "Internal Medicine",
    "Health Center", "Radiology", "Surgical Associates", "Smiles", "Wellness Center",
)  # fmt: skip
SCENERY = (
    "Lakeside", "Northgate", "Riverside", "Hillcrest", "Valley", "Summit", "Parkway", "Evergreen",
    "Bright", "Cornerstone", "Harbor", "Sunrise", "Oak Tree", "Willow Creek", "Maple Grove",
    "Premier", "Advanced", "Gentle", "Modern", "Main Street", "Cedar", "Highland", "Eastside",
    "Westside", "Mountain View", "Bay", "Crescent", "Liberty", "Heritage", "Pinnacle",
)  # fmt: skip
CHAINS = (
    "Birch Dental", "Comfort Smiles", "Great Lakes Physical Therapy", "QuickCare", "Kids First",
    "Western Vision", "Healthy Hearts Cardiology", "Smile Brands", "Beacon Orthopedics",
)  # fmt: skip
MARKETING = (
    "{city} Elementary School", "School {n}", "{last} Street School", "First Baptist Church {city}",
    "{city} Rotary Club", "{city} Farmers Market", "{city} Little League", "YMCA {city}",
    "{city} Gazette", "Radio K{n}", "Route {n} billboard", "{last}'s Auto Shop", "{last}'s Bakery",
    "Station {n}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Location:
    """A real place of the file, with the NPI that works there."""

    npi: str
    street: str
    unit: str
    city: str
    state: str
    zip: str
    phone: str
    fax: str

    @property
    def building(self) -> tuple[str, str]:
        return self.street.lower(), self.zip[:5]


@dataclass(slots=True)
class Truth:
    """Somebody or something that really is; ``office`` is the truth that they work in."""

    kind: Kind
    name: str  # of a place
    location: Location
    given: str = ""
    middle: str = ""
    last: str = ""
    generation: str = ""
    credential: str = ""
    female: bool = False
    specialty: str = ""
    email: str = ""
    npi: str = ""
    office: "Truth | None" = None
    id: int = 0  # of its first record


def read_locations(path: Path) -> list[Location]:
    """The US rows with a phone, in the order of the file; columns by their places in it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [
        Location(npi, *(" ".join(c.split()) for c in (street, unit, city, state, zip_, phone, fax)))
        for npi, street, unit, city, state, zip_, country, phone, _ext, fax in rows
        if country == "US" and len(phone) == 10 and street
    ]


class Census:
    """Names of people as often as they are borne, from the lists of the US census of 1990."""

    def __init__(self, folder: Path, rng: Random) -> None:
        self.rng = rng
        self.lists = {
            name: self.read(folder / f"dist.{name}")
            for name in ("all.last", "female.first", "male.first")
        }

    @staticmethod
    def read(path: Path) -> tuple[list[str], list[float]]:
        rows = [line.split() for line in path.read_text(encoding="ascii").splitlines()]
        return [row[0].title() for row in rows], list(accumulate(float(row[1]) for row in rows))

    def draw(self, kind: str) -> str:
        names, sums = self.lists[kind]
        return names[min(bisect(sums, self.rng.random() * sums[-1]), len(names) - 1)]

    def given(self, *, female: bool) -> str:
        return self.draw("female.first" if female else "male.first")

    def last(self) -> str:
        return self.draw("all.last")


class Cast:
    """Makes the truths of a book, with families, partners, branches and sisters among them."""

    def __init__(self, locations: Sequence[Location], census: Census, rng: Random) -> None:
        self.census, self.rng = census, rng
        self.locations = list(locations)
        rng.shuffle(self.locations)
        self.nearby: dict[str, list[Location]] = defaultdict(list)  # where one moves to
        for location in self.locations:
            self.nearby[location.zip[:3]].append(location)
        self.offices: dict[tuple[str, str], list[Truth]] = defaultdict(list)
        self.people: dict[tuple[str, str], list[Truth]] = defaultdict(list)

    def everybody(self, many: int) -> list[Truth]:
        """So many truths: a third offices, half providers, the rest patients and marketing."""
        made = [*self.make_offices(many * 32 // 100), *self.make_providers(many * 52 // 100)]
        made += self.make_patients(many * 12 // 100)
        return [*made, *self.make_marketing(many - len(made))]

    def make_offices(self, many: int) -> Iterator[Truth]:
        """Offices; some buildings have several, sister practices that share a name and a line."""
        pool = list({(*one.building, one.unit): one for one in self.locations}.values())
        for location in pool[:many]:
            here = self.offices[location.building]
            office = Truth(Kind.OFFICE, self.office_name(location), location)
            if here and self.rng.random() < 0.3:
                sister = here[0]
                first = sister.name.split()[0]
                office.name = f"{first} {self.rng.choice(PRACTICES)}"
                if self.rng.random() < 0.5:
                    office.location = replace(location, phone=sister.location.phone)
            office.specialty = self.rng.choice(SPECIALTIES)
            office.email = self.domain(office)
            here.append(office)
            yield office

    def office_name(self, location: Location) -> str:
        practice = self.rng.choice(PRACTICES)
        street = "".join(c for c in location.street if not c.isdigit()).split()[:2]
        return self.rng.choices(
            [
                f"{self.census.last()} {practice}",
                f"{self.rng.choice(SCENERY)} {practice}",
                f"{location.city.title()} {practice}",
                f"{' '.join(street).title()} {practice}".strip(),
                f"{self.census.last()} & {self.census.last()} {practice}",
                self.rng.choice(CHAINS),
            ],
            [30, 25, 20, 5, 10, 4],
        )[0]

    def domain(self, office: Truth) -> str:
        letters = "".join(c for c in office.name.lower() if c.isalnum())
        return f"info@{letters}{self.rng.randrange(100) or ''}.example"

    def make_providers(self, many: int) -> Iterator[Truth]:
        """Providers with their real NPI at their real places; partners meet at one of them."""
        pool = list({one.npi: one for one in reversed(self.locations)}.values())
        while len(pool) < many:
            pool += [replace(one, npi="") for one in pool[: many - len(pool)]]
        for location in pool[:many]:
            yield self.make_person(Kind.PROVIDER, location)

    def make_patients(self, many: int) -> Iterator[Truth]:
        """Patients at home; one in five in the household of the one before."""
        home = self.locations[0]
        for _ in range(many):
            if self.rng.random() > 0.2:
                near = self.rng.choice(self.locations)
                street = f"{self.rng.randrange(10, 9999)} {self.census.last()} St"
                phone = f"{near.phone[:6]}{self.rng.randrange(10_000):04d}"
                home = replace(near, npi="", street=street, unit="", phone=phone, fax="")
            yield self.make_person(Kind.PATIENT, home)

    def make_person(self, kind: Kind, location: Location) -> Truth:
        rng, here = self.rng, self.people[location.building]
        female = rng.random() < 0.5
        one = Truth(kind, "", location, female=female, last=self.census.last(), npi=location.npi)
        one.given, one.middle = (self.census.given(female=female) for _ in range(2))
        if here and rng.random() < (0.7 if kind is Kind.PATIENT else 0.12):
            self.make_kin(one, rng.choice(here))
        if kind is Kind.PROVIDER:
            self.employ(one)
        if rng.random() < 0.5:
            letters = f"{one.given[0]}{one.last}".lower()
            one.email = f"{letters}{rng.randrange(1000)}@mail.example"
        here.append(one)
        return one

    def make_kin(self, one: Truth, other: Truth) -> None:
        """Wife, brother, daughter: the same surname; now and then a junior of the same name."""
        one.last = other.last
        if self.rng.random() < 0.2 and not other.generation and not other.female:
            one.given, one.female, one.generation = other.given, False, "Jr"
            other.generation = "Sr"

    def employ(self, one: Truth) -> None:
        rng = self.rng
        one.specialty = rng.choice(SPECIALTIES)
        dental = SPECIALTIES.index(one.specialty) < 5
        choices = ["DDS", "DMD", "DDS, MS"] if dental else ["MD", "DO", "NP", "PA-C", "PhD"]
        one.credential = rng.choice(choices)
        if offices := self.offices.get(one.location.building):
            one.office = rng.choice(offices)
            if rng.random() < 0.6:  # the desk's number is the office's
                one.location = replace(one.location, phone=one.office.location.phone)

    def make_marketing(self, many: int) -> Iterator[Truth]:
        for number in range(many):
            place = self.rng.choice(self.locations)
            pattern = self.rng.choice(MARKETING)
            name = pattern.format(city=place.city.title(), last=self.census.last(), n=number + 1)
            kind = self.rng.choice([Kind.COMMUNITY, Kind.PRINT, Kind.DIGITAL, Kind.OTHER])
            yield Truth(kind, name, replace(place, npi="", fax=""))
