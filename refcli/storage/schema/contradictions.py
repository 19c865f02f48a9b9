"""What the schema refuses, in the words of the trade; no word of SQL reaches a person."""

import sqlite3

WORDS = {
    "scheduled_on >= received_on": "an appointment is made on the day received or later",
    "seen_on >= coalesce(scheduled_on, received_on)": "a patient is seen after the appointment is"
    " made, on that day or later",
    "completed_on >= seen_on": "a treatment is completed on the day of the visit or later",
    "closed_on >= received_on": "a referral ends on the day received or later",
    "status <> 'lost' OR trim(reason) <> ''": "a lost referral has a reason",
    "production_cents >= 0": "a value is not below 0",
    "office_id IS NULL OR kind = 'provider'": "only a provider works in an office; to take the"
    ' office away: ref source edit NAME --office ""',
    "UNIQUE constraint failed: alias.source_id, alias.alias": "the source has this alias already",
    "UNIQUE constraint failed: assist.referral_id, assist.source_id": "the referral has this"
    " further source already",
    "value_cents >= 0": "a value is not below 0",
    "heads >= 1": "a gift is for one person or more",
    "given_on <= entered_on": "a gift is entered on the day given or later",
    "until >= since": "the last day is not before the first",
    "ends_on >= starts_on": "the last day is not before the first",
    "ended_on >= added_on": "nothing ends before it was added",
    "trim(name) <> ''": "a name has at least one letter",
    "trim(why) <> ''": "a reason is missing",
    "FOREIGN KEY": "another record stands on it, or what it names does not exist",
}
OTHERWISE = "one value does not fit another"


def explain_contradiction(error: sqlite3.Error) -> str:
    """Why the schema refused something: its own words where it has some, else ours."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return str(error)  # written by us in the trigger
    said = str(error).removeprefix("CHECK constraint failed: ")
    found = WORDS.get(said) or next((WORDS[key] for key in WORDS if said.startswith(key)), None)
    return found or OTHERWISE
