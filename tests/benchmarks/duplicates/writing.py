"""How a truth gets on record: as somebody at a front desk types it, on another day differently."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from refcli.core.sources.duplicates.candidates import Candidate
from refcli.core.vocabulary import Kind
from tests.benchmarks.duplicates.cast import Cast, Location, Truth

KEYBOARD = {
    a: row[max(i - 1, 0) : i] + row[i + 1 : i + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for i, a in enumerate(row)
}
SHORTER = {
    "Group": "Grp", "Associates": "Assoc", "Center": "Ctr", "Family": "Fam", "Medical": "Med",
    "Pediatrics": "Peds", "Pediatric": "Ped", "Orthodontics": "Ortho", "Dentistry": "Dental",
    "Physical Therapy": "PT", "Saint": "St", "Medicine": "Med", "and": "&", "Street": "St",
}  # fmt: skip
STREET_WORDS = {
    "St": "Street", "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Dr": "Drive", "N": "North",
    "S": "South", "E": "East", "W": "West", "Ste": "Suite", "Pkwy": "Parkway", "Hwy": "Highway",
    "Ln": "Lane", "Ct": "Court", "Pl": "Place", "NE": "Northeast", "SW": "Southwest",
}  # fmt: skip
PHONES = ("{}-{}-{}", "({}) {}-{}", "{}.{}.{}", "{}{}{}", "1-{}-{}-{}")


class Desk:
    """Writes records of truths; ``shorts`` are nicknames by the name, from a public list."""

    def __init__(self, cast: Cast, shorts: Mapping[str, Sequence[str]], rng: Random) -> None:
        self.cast, self.shorts, self.rng = cast, shorts, rng

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def write(self, one: Truth, id_: int, *, again: bool) -> Candidate:
        """One record; ``again``: another of somebody who is on record already."""
        rng = self.rng
        is_person = one.kind in {Kind.PROVIDER, Kind.PATIENT}
        name = self.person_name(one, again=again) if is_person else self.place_name(one, again)
        if self.chance(0.10 if again else 0.02):
            name = self.mistype(name)
        record = Candidate(id=id_, name=name, kind=one.kind)
        if again and self.chance(0.04) and is_person:
            other = Kind.PATIENT if one.kind is Kind.PROVIDER else Kind.PROVIDER
            record = replace(record, kind=other)
        if again and self.chance(0.25):  # a name typed in a hurry, and nothing else
            return record
        place, moved = one.location, again and self.chance(0.08)
        if moved:
            place = rng.choice(self.cast.nearby[place.zip[:3]])
        return self.fill(record, one, place, moved=moved)

    def fill(self, record: Candidate, one: Truth, place: Location, *, moved: bool) -> Candidate:
        """What is known of it, with gaps."""
        rng = self.rng
        kept: dict[str, str] = {}
        if self.chance(0.8):
            direct = f"{place.phone[:6]}{rng.randrange(10_000):04d}"
            kept["phone"] = self.phone(direct if self.chance(0.08) else place.phone)
        if place.fax and self.chance(0.4):
            kept["fax"] = self.phone(place.fax)
        if self.chance(0.65):
            kept |= self.address(place)
        if self.chance(0.35):
            kept["email"] = one.office.email if one.office and self.chance(0.4) else one.email
        if one.kind is Kind.PROVIDER and self.chance(0.4):
            kept["npi"] = one.npi
        if self.chance(0.5):
            kept["specialty"] = one.specialty
        office = one.office if one.office and not moved and self.chance(0.6) else None
        if office:
            kept["place"] = office.name
        return replace(record, office_id=office.id if office else None, **kept)  # type: ignore[arg-type]  # texts all

    def phone(self, digits: str) -> str:
        pattern = self.rng.choices(PHONES, [5, 3, 1, 1, 1])[0]
        return pattern.format(digits[:3], digits[3:6], digits[6:])

    def address(self, place: Location) -> dict[str, str]:
        """In the way of the file or with other words for its parts; the suite may be forgotten."""
        street = place.street
        if self.chance(0.3):
            street = " ".join(STREET_WORDS.get(word, word) for word in street.split())
        elif self.chance(0.2):
            longer = {long: short for short, long in STREET_WORDS.items()}
            street = " ".join(longer.get(word, word) for word in street.split())
        unit = place.unit if self.chance(0.7) else ""
        if self.chance(0.25):
            street = re.sub(r"\b(Ste|Suite|STE|Unit)\b.*", "", street).strip() or street
        elif self.chance(0.15):
            street = re.sub(r"\b(Ste|Suite|STE)\b\.?\s*", "#", street)
        if self.chance(0.05):
            street = self.mistype(street)
        zip_ = place.zip if self.chance(0.3) else place.zip[:5]
        parts = {"street": ", ".join(filter(None, (street, unit))), "city": place.city.title()}
        parts |= {"state": place.state, "zip": zip_}
        if self.chance(0.1):
            parts["zip"] = ""
        return parts

    def person_name(self, one: Truth, *, again: bool) -> str:
        rng, given, last, middle = self.rng, one.given, one.last, one.middle
        if again and one.female and self.chance(0.03):
            last = self.cast.census.last()  # married
        if again and self.chance(0.01):
            last = f"{last}-{self.cast.census.last()}"
        if self.chance(0.12 if again else 0.05) and (shorts := self.shorts.get(given.lower())):
            given = rng.choice(list(shorts)).title()
        elif again and self.chance(0.015):
            given, middle = middle, ""  # goes by the second name
        if again and self.chance(0.04):
            given = f"{given[0]}."
        middle = rng.choices(["", f" {middle[:1]}.", f" {middle[:1]}", f" {middle}"], [6, 2, 1, 1])[
            0
        ]
        middle = middle if middle.strip(" .") else ""
        generation = f" {one.generation}" if one.generation and self.chance(0.8) else ""
        if again and self.chance(0.02) and one.kind is Kind.PROVIDER:
            return f"Dr. {last}"
        if self.chance(0.2):
            return self.in_case(f"{last}{generation}, {given}{middle}")
        name = f"{given}{middle} {last}{generation}"
        return self.in_case(self.dress(name, one) if one.kind is Kind.PROVIDER else name)

    def dress(self, name: str, one: Truth) -> str:
        """With a title or what the person has studied, or neither."""
        credential = one.credential
        if self.chance(0.2):
            credential = ".".join(credential.split(",")[0]) + "." if "-" not in credential else ""
        company = self.rng.choice([" PLLC", " PC", ", P.C.", " Inc"]) if self.chance(0.04) else ""
        ways = [
            name, f"Dr. {name}", f"Dr {name}", f"{name}, {credential}",
            f"{name} {credential}{company}", f"Dr. {name}, {credential}",
        ]  # fmt: skip
        return self.rng.choices(ways, [3, 4, 1, 3, 2, 1])[0].strip(" ,")

    def in_case(self, name: str) -> str:
        return self.rng.choices([name, name.upper(), name.lower()], [86, 10, 4])[0]

    def place_name(self, one: Truth, again: bool) -> str:  # noqa: FBT001
        name, rng = one.name, self.rng
        if again and self.chance(0.02):
            return f"{self.cast.census.last()} {name.split()[-1]}"  # another name by now
        if again and self.chance(0.2):
            for long, short in SHORTER.items():
                name = re.sub(rf"\b{long}\b", short, name)
        if again and self.chance(0.08) and len(name.split()) > 2:
            name = " ".join(name.split()[:-1])
        if again and self.chance(0.06):
            name = f"{name} {rng.choice(['of', '-', 'in', '@'])} {one.location.city.title()}"
        elif again and self.chance(0.04):
            words = ["Clinic", "Office", "Practice", "Care", "& Associates", "Services"]
            name = f"{name} {rng.choice(words)}"
        if self.chance(0.15) and one.kind is Kind.OFFICE:
            name += rng.choice([" LLC", ", LLC", " PC", ", P.C.", " PLLC", " Inc.", " PA"])
        if self.chance(0.03):
            name = f"The {name}"
        if self.chance(0.3):
            name = name.replace("&", "and")
        return self.in_case(name)

    def mistype(self, text: str) -> str:
        """One letter left out, doubled, swapped with the next or its neighbour's; rarely two."""
        for _ in range(2 if self.chance(0.12) else 1):
            places = [i for i, letter in enumerate(text) if letter.isalpha()]
            at = self.rng.choice(places)
            near = KEYBOARD.get(text[at].lower(), "") or text[at]
            text = self.rng.choice(
                [
                    text[:at] + text[at + 1 :],
                    text[:at] + text[at] + text[at:],
                    text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
                    text[:at] + self.rng.choice(near) + text[at + 1 :],
                    text[: at + 1] + self.rng.choice("aeinorst") + text[at + 1 :],
                ]
            )
        return text
