"""Labels and letters in a browser: no address loses anything, least of all its ZIP."""

from pathlib import Path

from playwright.sync_api import Browser

from refcli.core.letters.templates import Addressee, Sheet
from refcli.core.sources.postal import split_address
from refcli.output.letters import to_labels, to_letters
from refcli.output.paper_room import LABEL
from refcli.output.text import harmless_text
from tests.core.letters.address_samples import LONG, SAMPLES
from tests.programs.test_page import Shown

PEOPLE = [
    Addressee(number, name, office, address)
    for number, (name, office, address, _) in enumerate(SAMPLES, start=1)
]
PEOPLE += [
    Addressee(number, name, office, parts=parts)
    for number, (name, office, address, _) in enumerate(SAMPLES, start=101)
    if (parts := split_address(address))
]
BLOCKS = """(selector) => [...document.querySelectorAll(selector)].map((block) => {
  const box = block.getBoundingClientRect(), names = [...block.querySelectorAll("bdi")];
  return {
    texts: names.map((one) => one.innerText),
    cut: block.scrollWidth > block.clientWidth || block.scrollHeight > block.clientHeight,
    outside: names.filter((one) => {
      const at = one.getBoundingClientRect();
      return at.top < box.top || at.bottom > box.bottom || at.left < box.left
        || at.right > box.right || one.scrollWidth > one.clientWidth && one.clientWidth > 0;
    }).map((one) => one.innerText),
    top: box.top - block.offsetParent.getBoundingClientRect().top, bottom: box.height,
  };
})"""
WINDOW_HEIGHT = 96  # pixels: the inch that the envelope shows


def test_no_label_cuts_or_loses_a_line(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "labels.html"
    path.write_text(to_labels(PEOPLE), encoding="utf-8")

    blocks = Shown(chromium, path).page.evaluate(BLOCKS, "li")

    assert [one["texts"] for one in blocks] == [list(map(harmless_text, to.lines)) for to in PEOPLE]
    assert [one["texts"] for one in blocks if one["cut"] or one["outside"]] == []


def test_the_fullest_label_that_fits_is_not_cut(chromium: Browser, tmp_path: Path) -> None:
    words = [word for letter in "aeWMim0" for word in (letter, f"{letter * 9} ", f"{letter * 40} ")]
    fullest = []
    for word in words:
        name = word
        while LABEL.holds([name + word, "12 Elm St", "Seattle, WA 98101"]):
            name += word
        fullest.append(Addressee(1, name.strip(), "", "12 Elm St, Seattle, WA 98101"))
    path = tmp_path / "labels.html"
    path.write_text(to_labels(fullest), encoding="utf-8")

    blocks = Shown(chromium, path).page.evaluate(BLOCKS, "li")

    assert [one["texts"][0][:9] for one in blocks if one["cut"] or one["outside"]] == []


def test_an_address_stays_in_the_window_of_its_envelope(chromium: Browser, tmp_path: Path) -> None:
    head = [f"{LONG}\n12 Elm St\nSeattle, WA 98101\n(206) 555-0100\nwww.example.com\nOpen daily"]
    sheets = [Sheet(to, ["Dear"]) for to in PEOPLE]
    path = tmp_path / "letters.html"
    path.write_text(to_letters("Thanks", head, "May 2, 2026", sheets), encoding="utf-8")

    page = Shown(chromium, path).page
    blocks = page.evaluate(BLOCKS, "address")
    heads = page.evaluate(BLOCKS, "header")

    assert [one["texts"] for one in blocks] == [list(map(harmless_text, to.lines)) for to in PEOPLE]
    assert [one["texts"] for one in blocks if one["bottom"] > WINDOW_HEIGHT] == []
    assert {one["top"] + one["bottom"] < 2.05 * 96 for one in heads} == {True}
