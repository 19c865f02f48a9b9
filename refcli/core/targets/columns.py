"""Which column of a list of providers holds what, by its name.

The national file has changed names over the years (329 columns in 2015, 330 in 2025; gender became
sex): a column is known by any of its names, so both generations read alike. Other lists of
providers read too if they say NPI and ZIP.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from refcli.errors import RefusedError
from refcli.phrases import name_some

PRACTICE = "providerbusinesspracticelocationaddress"
NAMES: dict[str, tuple[str, ...]] = {  # of each field, by column_key; the first one counts
    "npi": ("npi", "npinumber", "nationalprovideridentifier"),
    "entity": ("entitytypecode", "entitytype", "kind", "type"),
    "company": (
        "providerorganizationnamelegalbusinessname",
        "providerorganizationname",
        *("organizationname", "organization", "practicename", "practice", "office", "company"),
    ),
    "name": ("name", "provider", "providername", "doctor", "fullname"),
    "last": ("providerlastnamelegalname", "providerlastname", "lastname"),
    "first": ("providerfirstname", "firstname"),
    "middle": ("providermiddlename", "middlename"),
    "title": ("providernameprefixtext", "prefix", "title"),
    "suffix": ("providernamesuffixtext", "suffix"),
    "degrees": ("providercredentialtext", "credentials", "credential", "degree"),
    "trade": ("providerotherorganizationname",),
    "trade_type": ("providerotherorganizationnametypecode",),
    "other_last": ("providerotherlastname",),
    "other_first": ("providerotherfirstname",),
    "street": ("providerfirstlinebusinesspracticelocationaddress", "street", "address", "address1"),
    "street2": ("providersecondlinebusinesspracticelocationaddress", "street2", "address2"),
    "city": (f"{PRACTICE}cityname", "city"),
    "state": (f"{PRACTICE}statename", "state"),
    "zip": (f"{PRACTICE}postalcode", "zip", "zipcode", "postalcode"),
    "country": (f"{PRACTICE}countrycodeifoutsideus", f"{PRACTICE}countrycode", "country"),
    "phone": (f"{PRACTICE}telephonenumber", "phone", "telephone", "phonenumber"),
    "fax": (f"{PRACTICE}faxnumber", "fax", "faxnumber"),
    "off": ("npideactivationdate",),
    "on": ("npireactivationdate",),
    "specialty": ("specialty", "taxonomy", "taxonomycode"),
    "codes": ("codes",),  # this and what follows: as ref itself lists its targets
    "other": ("othername",),
    "ended": ("endedon",),
    "cases": ("cases",),
    "note": ("note", "notes"),
}
NEEDED = {"npi": "NPI", "zip": "the ZIP code of the practice"}
CODE = re.compile(r"healthcareprovidertaxonomycode([0-9]{1,2})")
PRIMARY = "healthcareproviderprimarytaxonomyswitch"
SECONDARY = "providersecondarypracticelocationaddressaddressline1"
OTHER_NAMES = ["npi", "providerotherorganizationname", "providerotherorganizationnametypecode"]
MAIN = "Import the main file, npidata_pfile_....csv."


@dataclass(frozen=True, slots=True)
class FileColumns:
    """The place of each field, of the codes with their switches (None: none), and how many."""

    at: Mapping[str, int]
    codes: Sequence[tuple[int, int | None]]
    count: int

    def cell(self, row: Sequence[str], field: str) -> str:
        """The cell of a field; empty where there is none."""
        place = self.at.get(field)
        return row[place] if place is not None and place < len(row) else ""


def column_key(text: str) -> str:
    """The name of a column as it is compared: letters and figures alone."""
    return re.sub("[^a-z0-9]", "", text.casefold())


def find_columns(header: Sequence[str]) -> FileColumns:
    """The columns of a list; one that is no list of providers is refused with what it is."""
    keys = [column_key(text) for text in header]
    refuse_others(keys)
    at: dict[str, int] = {}
    for field, names in NAMES.items():
        if known := next((one for one in names if one in keys), None):
            at[field] = keys.index(known)
    if missing := [words for field, words in NEEDED.items() if field not in at]:
        seen = name_some([text[:40] for text in header if text.strip()] or ["nothing"], 4)
        raise RefusedError(
            f"This is no list of providers: it has no column for {' and '.join(missing)}. It"
            f" begins with: {seen}. The national file is at"
            " https://download.cms.gov/nppes/NPI_Files.html"
        )
    codes = [(keys.index(key), find_switch(keys, key)) for key in keys if CODE.fullmatch(key)]
    return FileColumns(at, codes, len(header))


def find_switch(keys: Sequence[str], code: str) -> int | None:
    """The column that says whether a code is the main one."""
    found = CODE.fullmatch(code)
    switch = f"{PRIMARY}{found[1]}" if found else ""
    return keys.index(switch) if switch in keys else None


def refuse_others(keys: Sequence[str]) -> None:
    """Refuse the files that come with the national one and say nothing of who somebody is."""
    if SECONDARY in keys:
        raise RefusedError(f"These are further places of providers, without their names. {MAIN}")
    if list(keys) == OTHER_NAMES:
        raise RefusedError(f"These are further names of offices, without a place. {MAIN}")
