import json
from pathlib import Path

import pytest

from tests.commands.test_figures import Answer
from tests.conftest import Ref


@pytest.fixture(autouse=True)
def practice(ref: Ref, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ref("init --practice 'Lakeside Endodontics'")
    for command in (
        'add "Maria Lopez" --from "Wei Chen" --kind provider --office "Chen Dental"',
        "referral edit 1 --on 2026-10-05 --service 'root canal' --provider 'Dr. Ray'",
        'source edit "Chen Dental" --address "12 Elm St, Seattle, WA 98101"',
        'add "Sam Old" --from "Ann Ray" --kind patient --on 2026-10-06',
        'add "Sam New" --from "Bo Kim" --kind patient --on 2026-11-20',
        'add "Cy Ito" --from "Oak Endo" --kind office --on 2026-10-07',
        'source edit "Oak Endo" --do-not-mail',
        "referral status 1 seen --on 2026-10-20",
    ):
        ref(command)


def page(name: str = "letters.html") -> str:
    return Path(name).read_text(encoding="utf-8")


def owed(answer: Answer) -> list[str]:
    return [item["key"] for item in answer("due --only thank_you --within 60")]


def test_thank_yous_go_to_who_is_owed_one_and_name_no_patient(ref: Ref) -> None:
    result = ref("letter thank-you -o letters.html --labels labels.html")

    assert result.stdout == (
        "Wrote letters.html: 2 letters. Left out: 1 that wants no mail.\nWrote labels.html\n"
    )
    assert "Without an address: #5 Ann Ray." in result.stderr
    assert "Wei Chen" in page()
    assert "12 Elm St" in page()
    assert "12 Elm St" in page("labels.html")
    for name in ("Maria Lopez", "Sam Old", "Sam New", "Cy Ito", "Bo Kim", "Oak Endo"):
        assert name not in page()


def test_a_letter_that_is_recorded_closes_what_was_owed(ref: Ref, answer: Answer) -> None:
    before = owed(answer)
    ref("letter thank-you -o letters.html")
    unchanged = owed(answer)

    said = ref("letter thank-you -o letters.html --record").stdout

    assert before == unchanged == ["T4", "T7", "B2610", "B2611"]
    assert "Done T4: thank-you to Wei Chen on 2026-11-23." in said
    assert "Done B2610: thank-you to 1 patient (Ann Ray) on 2026-11-23." in said
    assert owed(answer) == ["T7", "B2611"]
    ref("undo")
    assert owed(answer) == before


def test_patients_of_this_month_wait_until_it_is_over(ref: Ref) -> None:
    ref("letter thank-you --since 2026-10-01 --kind patient -o letters.html")
    assert "Ann Ray" in page()
    assert "Bo Kim" not in page()

    ref("letter thank-you --since 2026-10-01 -o letters.html", as_of="2026-12-01")
    assert "Bo Kim" in page()


def test_a_class_is_thanked_whether_it_refers_or_not(ref: Ref, answer: Answer) -> None:
    ref('source add "Far Dental" --kind office')

    said = ref("letter thank-you --to-all office -o letters.html --record").stdout

    assert "2 letters. Left out: 1 that wants no mail." in said
    assert "Recorded a letter to 2: thank-you to a class." in said
    assert "Far Dental" in page()
    assert owed(answer) == ["T4", "T7", "B2610", "B2611"]


def test_a_report_names_the_patient_to_who_referred(ref: Ref, answer: Answer) -> None:
    said = ref("letter report 1 -o chen.html --findings 'A crack' --record").stdout

    assert "Done R1: report to Wei Chen about Maria Lopez on 2026-11-23." in said
    for words in ("Re: Maria Lopez", "root canal", "October 20, 2026", "A crack", "Dr. Ray"):
        assert words in page("chen.html")
    assert "Next:" not in page("chen.html")
    assert answer("due --only report --within 60") == []
    again = ref("letter report 1 -o chen.html --record").stdout
    assert "No report is owed on referral 1, so nothing was closed." in again


def test_pads_events_and_labels(ref: Ref) -> None:
    ref("event add 'Open house' --on 2026-12-10 --place 'Our garden'")
    ref("event invite 'open house' --source 'chen dental'")

    invited = ref("letter invitation 'open house' -o inv.html --record").stdout
    ref("letter cover 'chen dental' --kind provider -o pads.html --record")
    labels = ref("letter labels -o labels.html --skip 3").stdout

    assert "Recorded a letter to 1: Open house." in invited
    assert "Thursday, December 10, 2026" in page("inv.html")
    assert "Our garden" in page("inv.html")
    assert "new referral pads" in page("pads.html")
    assert labels == "Wrote labels.html: 2 labels.\n"


def test_who_fits_on_no_label_is_named_and_left_out(ref: Ref) -> None:
    floors = ", ".join(f"Floor {floor} of the North Building" for floor in range(12))
    ref(f'source edit "Oak Endo" --address "{floors}, Seattle, WA 98101" --mail')

    labels = ref("letter labels -o labels.html")
    letters = ref("letter cover 'oak endo' -o pads.html --labels its.html")

    said = "Too long for a label, so left out: #7 Oak Endo. Shorten the name or the address:"
    assert labels.stdout == "Wrote labels.html: 2 labels.\n"
    assert labels.stderr.startswith(f'{said} ref source edit "#7" --address')
    assert said in letters.stderr
    assert "Too long for the window of an envelope: #7 Oak Endo." in letters.stderr
    assert "Oak Endo" not in page("labels.html") + page("its.html")
    assert "Floor 11 of the North Building" in page("pads.html")


def test_no_control_character_of_a_text_reaches_the_screen(ref: Ref) -> None:
    Path("t.txt").write_text("Hello \x1b[31m{name}\u202e!\n", encoding="utf-8")
    ref("letter edit cover --from t.txt")

    shown = ref("letter show cover")

    assert not {"\x1b", "\u202e"} & set(shown.stdout)
    assert "{name}" in shown.stdout


def test_the_practice_has_words_of_its_own(ref: Ref) -> None:
    Path("t.txt").write_text("Hello {name}!\n", encoding="utf-8")
    Path("head.txt").write_text("{practice}\n12 Lake St\n", encoding="utf-8")
    ref("letter edit thank-you-provider --from t.txt")
    ref("letter edit letterhead --from -", stdin="{practice}\n12 Lake St\n")

    ref("letter thank-you -o letters.html")
    assert "Hello Wei Chen!" in page()
    assert "12 Lake St" in page()
    assert ref("letter show thank-you-provider").stdout == "Hello {name}!\n"

    reset = ref("letter edit thank-you-provider --reset -f json").stdout
    assert json.loads(reset) == {"template": "thank-you-provider", "first_text": True}
    assert ref("letter show thank-you-provider").stdout.startswith("{greeting},")


@pytest.mark.parametrize(
    ("command", "sentence", "code"),
    [
        ("thank-you -o letters.docx", "no ending that is known: .html, .pdf", 2),
        ("thank-you -o nowhere/l.html", "There is no folder nowhere", 1),
        ("thank-you -o l.html --to-all office --kind office", "leave out --since", 2),
        ("thank-you -o l.html --since 2026-11-22", "There is nobody to write to.", 1),
        ("report 2 -o l.html", "goes to the provider or office that referred", 1),
        ("report 4 -o l.html", "was not seen yet", 1),
        ("report 99 -o l.html", "There is no referral 99", 1),
        ("report 1 -o l.html --findings 'with a gift card'", "this one says 'gift card'", 2),
        ("cover -o l.html", "Say to whom", 2),
        ("cover nix -o l.html", "No source is called 'nix'", 1),
        ("invitation nix -o l.html", "No event is called 'nix'", 1),
        ("labels 'ann ray' -o l.html", "None of them has an address", 1),
        ("edit report", "ref letter show report > text.txt", 2),
        ("edit report --from nix.txt", "nix.txt cannot be read", 1),
        ("edit thank-you-patient --from -", "{patient} is no field of thank-you-patient", 2),
    ],
)
def test_what_cannot_be_written_is_refused(
    ref: Ref, command: str, sentence: str, code: int
) -> None:
    result = ref(f"letter {command}", exit_code=code, stdin="About {patient}")

    assert sentence in result.stderr
    assert not Path("l.html").exists()


def test_an_event_without_guests_has_no_invitations(ref: Ref) -> None:
    ref("event add 'Open house' --on 2026-12-10")

    result = ref("letter invitation 'open house' -o l.html", exit_code=1)

    assert "Nobody is invited yet." in result.stderr
