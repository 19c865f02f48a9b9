"""Who is greeted how, and who signs."""

from pathlib import Path

import pytest

from tests.commands.test_figures import Answer
from tests.conftest import Ref

RAY = 'letter signer "Dr. Ray" --as "Ann Ray, DDS, MS" --phone "206 555 0142"'


@pytest.fixture(autouse=True)
def practice(ref: Ref, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (
        (
            "init --practice 'Lakeside Endodontics' --phone 2065550100 --fax 2065550101"
            " --address '12 Lake St, Seattle, WA 98101'"
        ),
        'add "Maria Lopez" --from "dr wei chen" --kind provider --office "CHEN DENTAL"',
        "referral edit 1 --on 2026-10-05 --provider 'Ray' --chart A-1441",
        'source edit "CHEN DENTAL" --address "12 Elm St, Seattle, WA 98101"',
        "referral status 1 seen --on 2026-10-20",
        'add "Sam Old" --from "Ann Lee" --kind patient --on 2026-10-06',
    ):
        ref(command)


def page() -> str:
    return Path("l.html").read_text(encoding="utf-8")


def lines() -> list[str]:
    """What stands on the page, name by name."""
    return [part.partition("</bdi>")[0] for part in page().split("<bdi>")[1:]]


def write(ref: Ref, command: str) -> str:
    """Write a letter over the one before; what is remarked."""
    return ref(f"letter {command} -o l.html --overwrite").stderr


def test_a_report_greets_and_is_signed_as_a_practice_would(ref: Ref) -> None:
    assert ref(RAY).stdout == "Dr. Ray signs as Ann Ray, DDS, MS, 206-555-0142.\n"

    assert write(ref, "report 1") == ""

    assert lines() == [
        *("Lakeside Endodontics", "12 Lake St, Seattle, WA 98101"),
        *("Phone 206-555-0100", "Fax 206-555-0101"),
        *("dr wei chen", "CHEN DENTAL", "12 Elm St", "Seattle, WA 98101"),
        *("Re: Maria Lopez", "Our chart number: A-1441"),
        *("Dear Dr. Chen,", "Thank you for the opportunity to see Maria Lopez."),
        *("First visit: October 20, 2026", "Seen by: Ray"),
        "Please call us with any question. The patient returns to you for all other care.",
        *("With kind regards,", "Ann Ray, DDS, MS", "Lakeside Endodontics", "206-555-0142"),
    ]


def test_a_salutation_of_their_own_is_used(ref: Ref) -> None:
    ref('source edit "dr wei chen" --salutation "Dear Wei"')

    write(ref, "cover 'dr wei chen' 'chen dental'")

    assert {"Dear Wei,", "Dear colleagues at Chen Dental,"} <= set(lines())


def test_what_a_letter_lacks_is_said_with_the_line_to_type(ref: Ref) -> None:
    ref(RAY)
    ref('add "Bo Old" --from "her sister" --kind patient --on 2026-10-06')
    ref('source edit "her sister" --address "12 Elm St, Seattle"')

    said = write(ref, "cover 'her sister'").splitlines()
    greeted = lines()
    labels = write(ref, "labels 'her sister' 'CHEN DENTAL'")

    assert "Dear friend," in greeted
    assert said == [
        (
            "No ZIP in the address: #6 her sister. Add one:"
            ' ref source edit "#6" --address "12 Elm St, Seattle, WA 98101"'
        ),
        (
            "Greeted as a friend, for no name is on record: #6 her sister. By name:"
            ' ref source edit "#6" --salutation "Dear Ann Ray"'
        ),
    ]
    assert labels.startswith("No ZIP in the address: #6 her sister.")
    assert "CHEN DENTAL" in page()


def test_letters_about_no_patient_are_signed_by_the_default_one(ref: Ref) -> None:
    ref(RAY)
    ref('letter signer "Dr. Okafor" --as "Chi Okafor, DMD"')
    unsure = write(ref, "cover 'dr wei chen'")
    said = ref('letter signer "okafor, dr." --default').stdout

    sure = write(ref, "cover 'dr wei chen'")
    signed = "Chi Okafor, DMD" in lines()
    write(ref, "cover 'dr wei chen' --sign ray")

    assert unsure == (
        "tina signs. For letters about no patient choose one:"
        ' ref letter signer "Dr. Ray" --default\n'
    )
    assert said == "Dr. Okafor signs as Chi Okafor, DMD. Signs all letters about no patient too.\n"
    assert (sure, signed) == ("", True)
    assert "Ann Ray, DDS, MS" in lines()


def test_nobody_signs_for_another_without_a_word(ref: Ref) -> None:
    ref(RAY)
    ref("referral edit 1 --provider 'Dr. Bob Ray'")

    said = write(ref, "report 1")

    assert "Ann Ray, DDS, MS" in lines()
    assert said == (
        "Ann Ray, DDS, MS signs. How Dr. Bob Ray signs is said with --as:"
        " ref letter signer --help\n"
    )


def test_signers_are_listed_changed_removed_and_brought_back(ref: Ref, answer: Answer) -> None:
    ref(f"{RAY} --default")
    ref('letter signer "dr ray" --phone ""')
    changed = answer("letter signer")

    gone = ref("letter signer ray --remove").stdout

    assert changed == [
        {
            "id": 1,
            "provider": "Dr. Ray",
            "signs_as": "Ann Ray, DDS, MS",
            "phone": "",
            "signs": "reports on their patients, and all other letters",
        }
    ]
    assert gone == "Ann Ray, DDS, MS signs no more letters.\n"
    assert answer("letter signer") == []
    assert "tina signs." in write(ref, "cover 'dr wei chen'")
    ref("undo")
    assert answer("letter signer") == changed


def test_an_invitation_says_when_where_and_how_to_answer(ref: Ref) -> None:
    ref("event add 'Open house' --on 2026-12-10 --place 'Our garden'")
    ref("event invite 'open house' --source 'dr wei chen'")

    write(ref, "invitation 'open house' --hour 6pm --answer-by 2026-12-03")
    timed = lines()
    write(ref, "invitation 'open house' --answer 'write to tina@example.com'")

    assert timed[10:14] == [
        *("Open house", "Thursday, December 10, 2026, 6:00 pm", "Our garden"),
        (
            "Please let us know by Thursday, December 3, whether you can come, and how many you"
            " will be: 206-555-0100."
        ),
    ]
    assert lines()[11:14] == [
        *("Thursday, December 10, 2026", "Our garden"),
        (
            "Please let us know whether you can come, and how many you will be: write to"
            " tina@example.com."
        ),
    ]


@pytest.mark.parametrize("command", ["thank-you --since 2026-10-01", "cover 'dr wei chen'"])
def test_no_chart_number_stands_in_a_letter_that_is_no_report(ref: Ref, command: str) -> None:
    write(ref, command)

    assert "A-1441" not in page()
    assert "Maria Lopez" not in page()


@pytest.mark.parametrize(
    ("command", "sentence", "code"),
    [
        (
            "report 1 -o l.html --sign nobody",
            "How nobody signs is said with --as: ref letter",
            1,
        ),
        (
            "signer 'Dr. Ray' --phone 2065550142",
            "How Dr. Ray signs is said with --as: ref letter",
            2,
        ),
        ("signer --as 'Ann Ray'", "Say who signs.", 2),
        ("signer ray --remove", "Nobody who signs is called 'ray'.", 1),
        ("signer ray --remove --as Ray", "Type only: ref letter signer ray --remove", 2),
        ("signer ray --as Ray --phone 12", "is no phone number", 2),
        (
            "invitation fair -o l.html --hour 99",
            "no hour such as 6pm or 18:30. See: ref letter invitation --help",
            2,
        ),
        (
            "invitation fair -o l.html --hour 'noon 12'",
            "no hour such as 6pm or 18:30. See: ref letter invitation --help",
            2,
        ),
        ("invitation fair -o l.html --answer 'bring a gift card'", "mentions no gift", 2),
        ("invitation fair -o l.html --answer-by 2026-12-11", "--answer-by 2026-12-03", 1),
    ],
)
def test_what_cannot_be_is_refused_with_a_line_to_type(
    ref: Ref, command: str, sentence: str, code: int
) -> None:
    ref("event add fair --on 2026-12-10")

    assert sentence in ref(f"letter {command}", exit_code=code).stderr
    assert not Path("l.html").exists()
