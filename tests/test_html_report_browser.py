"""The HTML report as a reader has it: in Chromium, by keyboard, in the dark, on a phone, on paper, without scripts."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mtqa.errors import ReadError
from mtqa.writers.html import write
from mtqa.writers.html.page import page as page_of
from mtqa.writers.visible import visible
from tests.browser import browser, chromium
from tests.pages import other_scripts, sound, sourced

pytest.importorskip("playwright", reason="playwright is not installed, so that no page is tested in a browser")
if chromium() is None:
    pytest.skip("Chromium is not installed, so that no page is tested in a browser", allow_module_level=True)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESK, PHONE = {"width": 1360, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def chrome() -> "Iterator[Browser]":
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "one.html").write_text(write([sourced()], []), encoding="utf-8")
    several = [sound(), sourced(), other_scripts()]
    (folder / "several.html").write_text(write(several, [ReadError("a<b>.txt", 'not "text"')]), encoding="utf-8")
    (folder / "none.html").write_text(write([], []), encoding="utf-8")
    return folder


class Reader:
    """Opens pages and keeps what a browser complains of and asks for."""

    def __init__(self, chrome: "Browser", folder: Path) -> None:
        self.chrome, self.folder = chrome, folder
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def open(self, name: str, **settings: Any) -> "Page":
        context = self.chrome.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **settings})
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto((self.folder / f"{name}.html").as_uri())
        return page


@pytest.fixture
def reader(chrome: "Browser", files: Path) -> Iterator[Reader]:
    opened = Reader(chrome, files)
    yield opened
    for context in chrome.contexts:
        context.close()
    assert opened.complaints == []
    assert all(url.startswith("file:") for url in opened.requests)
    assert len(opened.requests) == 1


def _focused(page: "Page") -> str:
    return str(page.evaluate("document.activeElement.id"))


def _shown(page: "Page") -> list[str]:
    return [str(each) for each in page.locator(".finding:visible").evaluate_all("found => found.map(each => each.id)")]


@pytest.mark.parametrize("name", ["one", "several", "none"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_no_violation(name: str, scheme: str, viewport: dict[str, int], reader: Reader) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = reader.open(name, color_scheme=scheme, viewport=viewport)
    if name != "none":
        page.get_by_role("button", name="Next").click()
        page.get_by_text("Filter", exact=True).click()
    violations = axe.Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == []


def test_the_story_is_there_to_the_character(reader: Reader) -> None:
    page = reader.open("several")
    for section, report in zip(page.locator("section.story").all(), [other_scripts(), sourced(), sound()], strict=True):
        words = section.locator(".words").evaluate_all("found => found.map(each => each.textContent).join('')")
        assert words == visible(report.document.text)
        assert section.get_attribute("data-path") == visible(report.document.path)


def test_keys_go_from_finding_to_finding_and_round_again(reader: Reader) -> None:
    page = reader.open("one")
    count = len(sourced().findings)
    gone = []
    for key in ("n", "j", "n", "k", "p", "p"):
        page.keyboard.press(key)
        gone.append(_focused(page))
    assert gone == [f"finding-1-{number}" for number in (1, 2, 3, 2, 1, count)]
    assert page.locator(".finding[aria-current]").count() == 1
    assert page.locator(f"#finding-1-{count} details").get_attribute("open") is not None
    assert page.locator("#finding-1-1 details").get_attribute("open") is None
    assert page.locator("mark.current").all_text_contents() == ["Read more: All articles"]
    assert page.locator(".at").inner_text() == f"{count} of {count}"
    for place in (f"#finding-1-{count}", "mark.current"):
        box = page.locator(place).bounding_box()
        assert box
        assert 0 < box["y"] < DESK["height"]


def test_keys_can_be_switched_off_and_leave_shortcuts_alone(reader: Reader) -> None:
    page = reader.open("one")
    page.keyboard.press("Control+j")
    assert _focused(page) == ""
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Keys n and j for next").uncheck()
    page.keyboard.press("n")
    assert page.locator(".finding[aria-current]").count() == 0


def test_buttons_go_too_and_stories_follow_one_another(reader: Reader) -> None:
    page = reader.open("several")
    for _ in other_scripts().findings:
        page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    assert _focused(page) == "finding-2-1"
    page.get_by_role("button", name="Previous").click()
    assert _focused(page) == f"finding-1-{len(other_scripts().findings)}"


def test_filters_hide_cards_and_highlights_and_say_how_many_are_left(reader: Reader) -> None:
    page = reader.open("one")
    total = len(sourced().findings)
    status = page.get_by_role("status")
    assert status.inner_text() == f"Showing all {total} findings"
    page.get_by_text("Filter", exact=True).click()
    page.get_by_role("checkbox", name="Minor").uncheck()
    serious = [number for number, each in enumerate(sourced().findings, 1) if each.severity != "minor"]
    assert _shown(page) == [f"finding-1-{number}" for number in serious]
    assert status.inner_text() == f"Showing {len(serious)} of {total} findings"
    # What two findings mark keeps the one that is left.
    assert page.locator(".words mark", has_text="cleaning up").get_attribute("class") == "serious"
    assert "off" in str(page.locator(".words mark", has_text="until the summer").get_attribute("class")).split()
    page.get_by_role("checkbox", name="Meaning and translation").uncheck()
    assert {page.locator(f"#{name}").get_attribute("data-kind") for name in _shown(page)} == {"fluency", "terminology"}
    page.get_by_role("button", name="Show all findings").click()
    page.locator(".count", has_text="Showing all").wait_for()
    page.get_by_label("At least").fill("90")
    assert _shown(page) == ["finding-1-2"]
    assert page.locator(".least").inner_text() == "90% sure"
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert page.locator(".at").inner_text() == "1 of 1"


def test_words_and_numbers_lead_to_their_card_and_back(reader: Reader) -> None:
    page = reader.open("one")
    page.locator(".words mark", has_text="they").first.click()
    first = _focused(page)
    page.locator(".words mark", has_text="they").first.click()
    assert {first, _focused(page)} == {"finding-1-5", "finding-1-6"}
    page.get_by_role("link", name="Finding 2, critical").click()
    assert _focused(page) == "finding-1-2"
    page.locator("#finding-1-2").get_by_role("link", name="Finding 2").click()
    assert _focused(page) == "finding-1-2-passage"


@pytest.mark.parametrize("width", [320, 360, 700, 900, 1360, 1900])
@pytest.mark.parametrize("name", ["one", "several"])
def test_nothing_is_wider_than_the_window(name: str, width: int, reader: Reader) -> None:
    page = reader.open(name, viewport={"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_cards_beside_the_text_do_not_cover_one_another(reader: Reader) -> None:
    page = reader.open("several")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("All reasons open").check()
    page.wait_for_timeout(100)
    boxes = [card.bounding_box() for card in page.locator(".finding").all()]
    tops = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
    assert len(tops) == len(boxes)
    assert all(below[0] >= above[1] for above, below in pairwise(tops))
    story = page.locator("#story-2 .text").bounding_box()
    last = page.locator("#story-2 .finding").last.bounding_box()
    assert story
    assert last
    assert last["y"] + last["height"] <= story["y"] + story["height"] + 1


def test_the_source_is_beside_its_paragraph_and_can_be_put_away(reader: Reader) -> None:
    page = reader.open("one")
    row = page.locator(".row", has_text="Five workers")
    words, beside = row.locator(".words").bounding_box(), row.locator(".beside").bounding_box()
    assert words
    assert beside
    assert beside["x"] > words["x"] + words["width"]
    assert abs(beside["y"] - words["y"]) < 30
    assert row.locator(".beside [lang=de][dir=auto]").count() == 1
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("The source or reference beside the story").uncheck()
    assert not row.locator(".beside").is_visible()


def test_arabic_runs_from_the_right(reader: Reader) -> None:
    page = reader.open("several")
    headline = page.locator("#story-1 .words .headline")
    assert headline.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert page.locator("#story-1 .words .body").evaluate("each => getComputedStyle(each).direction") == "ltr"


def test_without_scripts_everything_can_be_read_and_links_lead_somewhere(reader: Reader) -> None:
    page = reader.open("several", java_script_enabled=False)
    assert not page.locator(".tools").is_visible()
    assert page.locator(".finding:visible").count() == len(sourced().findings) + len(other_scripts().findings)
    hrefs = [str(link.get_attribute("href")) for link in page.locator("a").all()]
    assert all(page.locator(href).count() == 1 for href in hrefs)
    page.locator("#story-2").get_by_role("link", name="Finding 2, critical").click()
    assert page.url.endswith("#finding-2-2")
    assert page.locator("#finding-2-2").is_visible()


def test_on_paper_all_reasons_stand_and_no_buttons(reader: Reader) -> None:
    page = reader.open("one")
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert page.locator(".finding:visible").count() == len(sourced().findings)
    assert page.locator(".finding .small-print:visible").count() == len(sourced().findings)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf().startswith(b"%PDF")


def test_a_callers_script_and_style_count_and_no_others(reader: Reader) -> None:
    script = "document.querySelector('.actions').textContent = 'Mine';"
    path = reader.folder / "more.html"
    path.write_text(page_of([sourced()], [], script=script, style=".actions{color:rgb(1,2,3)}"), encoding="utf-8")
    page = reader.open("more")
    actions = page.locator("#finding-1-1 .actions")
    assert actions.inner_text() == "Mine"
    assert actions.evaluate("each => getComputedStyle(each).color") == "rgb(1, 2, 3)"
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.x = 1'; document.body.append(s) }"
    )
    assert page.evaluate("window.x") is None
    assert "Content Security Policy" in reader.complaints.pop()
