"""What a provider's code says, in plain words, and which codes a word means.

The codes are those of the Health Care Provider Taxonomy of the NUCC (https://taxonomy.nucc.org),
which the national file of providers uses. A shorter one stands for all that begin with it. The
words are ours; only codes of those who may refer are here, and no text of the NUCC.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from refcli.errors import UsageError, naming_text

# code = name / further words that mean it
TABLE = """
1223 = dentist / dental, dds, dmd
122300000X = dentist
1223D0001X = public health dentist / dental public health
1223D0004X = dental anesthesiologist / dentist anesthesiologist
1223E0200X = endodontist / endodontics, endo, root canal
1223G0001X = general dentist / general dentistry, gp dentist, family dentist
1223P0106X = oral pathologist / oral pathology
1223P0221X = pediatric dentist / pediatric dentistry, pedodontist, pedo, childrens dentist
1223P0300X = periodontist / periodontics, perio, gums
1223P0700X = prosthodontist / prosthodontics, prostho
1223S0112X = oral surgeon / oral surgery, oral and maxillofacial surgery, omfs, oms
1223X0008X = oral radiologist / oral radiology
1223X0400X = orthodontist / orthodontics, ortho, braces
1223X2210X = orofacial pain dentist / orofacial pain
204E00000X = oral surgeon / oral surgery, oral and maxillofacial surgery, omfs, oms
122400000X = denturist / dentures
124Q00000X = dental hygienist / hygienist
125J00000X = dental therapist
125Q00000X = oral medicine dentist / oral medicine
261QD0000X = dental clinic / dental, dentist
207K = allergist / allergy, immunology
207L = anesthesiologist / anesthesiology
207N = dermatologist / dermatology, skin
207P = emergency physician / emergency medicine, emergency
207Q = family physician / family medicine, family practice, family doctor
207R = internist / internal medicine
207RC = cardiologist / cardiology, heart
207RE0101X = endocrinologist / endocrinology
207RG0100X = gastroenterologist / gastroenterology, gi
207RG0300X = geriatrician / geriatrics
207RH = hematologist / hematology
207RH0003X = oncologist / oncology, hematology, cancer
207RI0200X = infectious disease physician / infectious disease
207RN0300X = nephrologist / nephrology, kidney
207RP1001X = pulmonologist / pulmonology, lung
207RR0500X = rheumatologist / rheumatology
207RS0012X = sleep physician / sleep medicine, sleep
207RX0202X = oncologist / oncology, cancer
207S = geneticist / genetics
207T = neurosurgeon / neurosurgery
207U = nuclear medicine physician / nuclear medicine
207V = gynecologist / obstetrician, gynecology, obstetrics, obgyn, ob gyn, women
207W = ophthalmologist / ophthalmology
207X = orthopedist / orthopedic surgeon, orthopedics, orthopaedics, orthopedic surgery
207Y = ear nose and throat physician / ent, otolaryngologist, otolaryngology
207YS0012X = sleep physician / sleep medicine, sleep
207Z = pathologist / pathology
2080 = pediatrician / pediatrics, childrens doctor
2081 = rehabilitation physician / physiatrist, physical medicine, pmr
2082 = plastic surgeon / plastic surgery
2083 = preventive medicine physician / preventive medicine, occupational medicine
2084 = psychiatrist or neurologist
2084N0400X = neurologist / neurology
2084N0402X = child neurologist / neurology, neurologist
2084P0800X = psychiatrist / psychiatry
2084P0804X = child psychiatrist / psychiatry, psychiatrist
2084S0012X = sleep physician / sleep medicine, sleep
2085 = radiologist / radiology
2085R0001X = radiation oncologist / radiation oncology, cancer
2086 = surgeon / surgery, general surgeon, general surgery
2086S0122X = plastic surgeon / plastic surgery
2086S0129X = vascular surgeon / vascular surgery, vascular
2086X0206X = surgical oncologist / surgical oncology, cancer
2088 = urologist / urology
208C = colorectal surgeon / colon and rectal surgery, proctology
208D = general practitioner / general practice, gp
208G = thoracic surgeon / thoracic surgery, heart surgeon
208M = hospitalist
208U = clinical pharmacologist
208V = pain physician / pain medicine, pain management, pain
204C = sports physician / sports medicine
204D = osteopathic manipulation physician
202K = vein physician / phlebology, phlebologist
207QS0010X = sports physician / sports medicine
207RS0010X = sports physician / sports medicine
207QS1201X = sleep physician / sleep medicine, sleep
363L = nurse practitioner / np, arnp
363A = physician assistant / pa
364S = clinical nurse specialist / cns
3675 = nurse anesthetist / crna
367A = midwife / nurse midwife, cnm
176B = midwife
111N = chiropractor / chiropractic
152W = optometrist / optometry, eye doctor
213E = podiatrist / podiatry, foot doctor
2251 = physical therapist / physical therapy, physiotherapist, pt
225X = occupational therapist / occupational therapy, ot
235Z = speech therapist / speech pathologist, speech language pathologist, slp
231H = audiologist / audiology, hearing
103T = psychologist / psychology
1041 = social worker / social work, lcsw
101Y = counselor / counseling, therapist, lmhc
106H = family therapist / marriage and family therapist, lmft
133V = dietitian / nutritionist
1711 = acupuncturist / acupuncture
175F = naturopath / naturopathic physician, nd
1835 = pharmacist
3336 = pharmacy
261QP2300X = primary care clinic / primary care
261QU0200X = urgent care / urgent care clinic, walk in clinic
261QM1300X = multi-specialty clinic
261QF0400X = community health center / fqhc
261Q = clinic
1932 = group practice / multi-specialty group
1934 = group practice / single specialty group
282N = hospital
"""
FAMILIES = {  # words that mean several of the table
    "physician": "207 208 2086 204C 204D 202K",
    "doctor": "207 208 2086 204C 204D 202K",
    "medical": "207 208 2086 204C 204D 202K 363",
    "primary care": "207Q 207R00000X 2080 208000000X 208D 363L 363A 261QP2300X",
    "pcp": "207Q 207R00000X 2080 208000000X 208D 363L 363A 261QP2300X",
    "dental specialist": "1223E 1223P 1223S 1223X 204E",
    "eye": "207W 152W",
    "mental health": "103T 1041 101Y 106H 2084P",
}
DOCTORS = ("1223", "207", "208", "204", "202K", "111N", "152W", "213E")  # who are called Dr.
CODE = re.compile(r"[0-9]{3}[0-9A-Z]{6}X")
EXAMPLES = "dentist, orthodontist, family physician, primary care, or a code such as 1223X0400X"


@dataclass(frozen=True, slots=True)
class Specialty:
    """One line of the table: a code or the beginning of codes, its name, and further words."""

    code: str
    name: str
    words: tuple[str, ...]


@cache
def list_specialties() -> tuple[Specialty, ...]:
    """The table, the longest codes first, so that the first that fits says most."""
    found = []
    for line in TABLE.strip().splitlines():
        code, _, names = line.partition(" = ")
        name, _, more = names.partition(" / ")
        found.append(Specialty(code, name, tuple(more.split(", ")) if more else ()))
    return tuple(sorted(found, key=lambda one: -len(one.code)))


def name_code(code: str) -> str:
    """What a code says, in plain words; the code itself where the table has none."""
    return next((one.name for one in list_specialties() if code.startswith(one.code)), code)


def name_codes(codes: Iterable[str]) -> str:
    """What several codes say, the main one first, each once: endodontist, pharmacist."""
    return ", ".join(dict.fromkeys(map(name_code, codes)))


@naming_text
def read_specialty(typed: str) -> tuple[str, ...]:
    """The codes, or beginnings of codes, that a word means; a code means itself."""
    if CODE.fullmatch(typed.strip().upper()):
        return (typed.strip().upper(),)
    wanted = word_key(typed)
    if family := FAMILIES.get(wanted):
        return tuple(family.split())
    known = list_specialties()
    codes = [one.code for one in known if wanted in map(word_key, (one.name, *one.words))]
    if not codes:
        raise UsageError(f"{typed!r} is no specialty that is known. Type: {EXAMPLES}")
    return tuple(codes)


def word_key(text: str) -> str:
    """A word as it is compared: without case, signs and the s of several."""
    words = re.sub("[^a-z]+", " ", text.casefold().replace("'", "")).split()
    return " ".join(word.removesuffix("s") if len(word) > len("gps") else word for word in words)


def has_specialty(codes: Iterable[str], wanted: Sequence[str]) -> bool:
    """True if one of the codes begins as wanted; nothing wanted: always."""
    return not wanted or any(code.startswith(tuple(wanted)) for code in codes)


def is_called_doctor(codes: Iterable[str]) -> bool:
    """True for dentists, physicians and the like, whom a practice calls Dr."""
    return any(code.startswith(DOCTORS) for code in codes)
