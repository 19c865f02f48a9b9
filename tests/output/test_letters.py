"""Letters and labels: pages that show names as text and fetch nothing."""

from html.parser import HTMLParser

import pytest

from refcli.core.letters.templates import Addressee, Sheet
from refcli.output.letters import to_labels, to_letters
from tests.output.sample_report import HOSTILE


class Seen(HTMLParser):
    """The tags, the texts of isolated names, and how many names each label has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: list[str] = []
        self.labels: list[int] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "bdi":
            self.names.append("")
            self.inside = True
        if tag == "li":
            self.labels.append(len(self.names))

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.names[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "bdi"


LETTER = Sheet(Addressee(4, "Dr. Ito", "Elm", "12 Elm St, Seattle"), ["Dear Dr. Ito,", "Bye\nTina"])


def test_a_letter_is_a_page_with_head_address_and_paragraphs() -> None:
    page = to_letters("Thanks", ["Elm Practice"], "May 2, 2026", [LETTER, LETTER])
    seen = Seen(page)

    assert seen.tags.count("article") == 2
    assert seen.names[:5] == ["Elm Practice", "Dr. Ito", "Elm", "12 Elm St", "Seattle"]
    assert "<p><bdi>Bye</bdi><br><bdi>Tina</bdi></p>" in page
    assert not set(seen.tags) & {"script", "link", "img", "a", "form"}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text_in_letters_and_on_labels(name: str) -> None:
    to = Addressee(4, name, name, name)
    plain, label = Seen(to_letters("T", ["E"], "d", [LETTER])), Seen(to_labels([LETTER.to]))

    letter = Seen(page := to_letters(name, [name], name, [Sheet(to, [name])]))
    labels = Seen(to_labels([to]))

    assert set(letter.tags) <= set(plain.tags)
    assert set(labels.tags) <= set(label.tags)
    assert not set(page) & set("\x1b\u202e\u2066\t\r")


def test_labels_go_thirty_to_a_sheet_behind_the_used_ones() -> None:
    people = [Addressee(n, f"P{n}") for n in range(31)]

    seen = Seen(to_labels(people, skip=29))

    assert seen.tags.count("ul") == 2
    assert len(seen.labels) == 60
    assert seen.names == [f"P{n}" for n in range(31)]
    assert seen.labels[:31] == [0] * 30 + [1]
