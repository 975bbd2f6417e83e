"""A review as an editor does it: in Chromium, with a server that may go away at any time."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mtqa import cli
from tests.browser import browser, chromium

pytest.importorskip("starlette", reason="the review is an extra")
pytest.importorskip("playwright", reason="playwright is not installed, so that no review is done in a browser")
if chromium() is None:
    pytest.skip("Chromium is not installed, so that no review is done in a browser", allow_module_level=True)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Wrapped lines, other line ends, a character beyond 16 bits before every finding.
STORY = (
    "Mayor 🚢 resigns\r\n\r\n"
    "OSLO (AP) - He saw the the mayor on Monday and went to to the sea.\r\n\r\n"
    "They left the the town & “never” came back <3.\r\n\r\n"
    "Nobody was hurt.\r\n"
)


class Desk:
    """A folder with stories, the server of their review, and the page of it."""

    def __init__(self, folder: Path, chrome: "Browser") -> None:
        self.folder = folder
        self.complaints: list[str] = []
        self._server: subprocess.Popen[str] | None = None
        self._context = chrome.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
        self.page = self._tab()

    def _tab(self) -> "Page":
        page = self._context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self.complaints.append(message.text))
        return page

    def write(self, text: str = STORY, name: str = "a.txt") -> None:
        (self.folder / name).write_bytes(text.encode())

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def begin(self, *stories: str) -> str:
        environment = {
            **os.environ,
            "PYTHONPATH": str(Path(cli.__file__).parents[2]),
            "XDG_STATE_HOME": str(self.folder / "state"),
        }
        command = [
            sys.executable,
            "-m",
            "mtqa",
            "review",
            *(stories or ("a.txt",)),
            "--no-browser",
            "--checks",
            "patterns",
        ]
        self._server = subprocess.Popen(
            command, cwd=self.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._server.stdout is not None
        return self._server.stdout.readline().strip()

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        assert self._server is not None
        self._server.send_signal(how)
        self._server.communicate(timeout=30)
        self._server = None

    def open(self, *stories: str) -> "Page":
        self.page.goto(self.begin(*stories))
        self.page.wait_for_selector(".edit", state="attached")
        return self.page

    def close_tab(self) -> "Page":
        self.page.close()
        self.page = self._tab()
        return self.page

    def end(self) -> None:
        self._context.close()
        if self._server is not None:
            self.kill(signal.SIGINT)

    def kept(self, words: str = "All changes kept, not saved as a file yet.") -> None:
        self.page.wait_for_function("words => document.querySelector('.kept').textContent === words", arg=words)

    def settled(self, findings: int) -> None:
        """Wait until all is sent and the story is checked again."""
        self.page.wait_for_function(
            """count => document.querySelectorAll('.finding').length === count
            && !document.querySelector('.pending') && /kept\\.$|yet\\.$/.test(document.querySelector('.kept').textContent)""",
            arg=findings,
        )

    def said(self) -> str:
        self.page.wait_for_selector(".said p, .said div:has-text('.')")
        return self.page.locator(".said > div").inner_text()


@pytest.fixture(scope="module")
def chrome() -> "Iterator[Browser]":
    with browser() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path, chrome: "Browser") -> Iterator[Desk]:
    opened = Desk(tmp_path, chrome)
    opened.write()
    yield opened
    opened.end()
    # What a browser says of a lost connection, and of a step that no longer fits, is no complaint of ours.
    assert [said for said in opened.complaints if "net::ERR_" not in said and "409 (Conflict)" not in said] == []


def _dismiss(page: "Page", card: Any, reason: str, note: str = "") -> None:
    card.locator("button.dismiss").click()
    page.locator(".dismissing select").select_option(label=reason)
    page.locator(".dismissing input").fill(note)
    page.locator(".dismissing button[type=submit]").click()


def _edit(page: "Page", paragraph: int, words: str) -> None:
    page.locator(".words").nth(paragraph).hover()
    page.locator(".words").nth(paragraph).locator(".edit").click()
    page.locator(".editing textarea").fill(words)


def test_a_whole_review_with_a_server_that_dies_in_the_middle(desk: Desk) -> None:
    page = desk.open()
    desk.settled(3)
    page.locator(".finding").nth(0).locator(".use").click()
    desk.settled(2)
    assert page.locator(".words").nth(1).locator("p").inner_text().startswith("OSLO (AP) - He saw the mayor")
    desk.kill()
    _dismiss(page, page.locator(".finding").nth(1), "Another reason", "the the Band is <b>theirs</b>")
    _edit(page, 3, "Nobody was hurt, police said.\n\nThe ferry goes again.")
    page.locator(".editing button[type=submit]").click()
    desk.kept("Connection lost. Your changes are kept in this browser and will be sent.")
    assert "police said" in page.locator(".words").nth(3).inner_text()
    # The tab is closed, too, before the server is there again.
    page = desk.close_tab()
    page = desk.open()
    page.wait_for_selector(".finding.dismissed")
    desk.settled(2)
    assert "Not a fault. the the Band is <b>theirs</b>" in page.locator(".finding.dismissed").inner_text()
    assert page.locator(".words").nth(4).locator("p").inner_text() == "The ferry goes again."
    page.locator(".save").click()
    assert desk.said() == (
        "a.txt saved: the edited story is in a.edited.txt; 1 finding dismissed for good, noted in mtqa-baseline.json."
    )
    desk.kept("All changes kept.")
    assert desk.read("a.txt") == STORY
    assert desk.read("a.edited.txt") == STORY.replace("saw the the", "saw the").replace(
        "hurt.", "hurt, police said.\r\n\r\nThe ferry goes again."
    )
    reasons = json.loads(desk.read("mtqa-baseline.json"))["reasons"]
    assert [list(each.values()) for each in reasons.values()] == [["the the Band is <b>theirs</b>"]] * 2


def test_a_page_that_stays_open_finds_its_server_again(desk: Desk) -> None:
    page = desk.open()
    desk.kill()
    page.locator(".finding").nth(1).locator(".use").click()
    page.locator(".finding").nth(0).locator(".use").click()
    desk.kept("Connection lost. Your changes are kept in this browser and will be sent.")
    assert page.locator(".settled").all_inner_texts() == ["Changed. It will be checked again."] * 2
    desk.begin()
    desk.settled(1)
    assert page.locator(".words").nth(1).locator("p").inner_text() == (
        "OSLO (AP) - He saw the mayor on Monday and went to the sea."
    )


def test_what_is_typed_is_there_after_the_tab_was_closed(desk: Desk) -> None:
    page = desk.open()
    _edit(page, 2, "They left & came back.")
    page = desk.close_tab()
    desk.kill(signal.SIGINT)
    page = desk.open()
    assert page.locator(".editing textarea").input_value() == "They left & came back."
    page.locator(".editing textarea").press("Control+Enter")
    desk.settled(2)
    page.locator(".save").click()
    desk.said()
    assert "\r\n\r\nThey left & came back.\r\n\r\n" in desk.read("a.edited.txt")


def test_by_keyboard_alone(desk: Desk) -> None:
    page = desk.open()
    page.keyboard.press("n")
    page.keyboard.press("a")
    desk.settled(2)
    # The next finding is the current one now.
    assert page.evaluate("document.activeElement.dataset.fingerprint") == page.locator(".finding").nth(0).get_attribute(
        "data-fingerprint"
    )
    page.keyboard.press("d")
    page.keyboard.press("Tab")
    page.keyboard.type("nope, an a and a d")
    page.keyboard.press("Enter")
    desk.settled(2)
    assert "nope, an a and a d" in page.locator(".finding.dismissed").inner_text()
    page.keyboard.press("n")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.value").startswith("They left")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    desk.settled(2)
    assert page.locator(".finding.dismissed").count() == 0
    page.keyboard.press("u")
    desk.settled(3)
    desk.kept("Everything you do is kept.")


def test_changes_are_taken_back_from_the_list(desk: Desk) -> None:
    page = desk.open()
    page.locator(".finding").nth(0).locator(".use").click()
    desk.settled(2)
    page.locator(".finding").nth(0).locator(".use").click()
    desk.settled(1)
    page.locator(".keeping summary").click()
    assert page.locator(".keeping li > span").all_inner_texts() == ["“the the” → “the”", "“to to” → “to”"]
    page.locator(".keeping li button").nth(0).click()
    desk.settled(2)
    assert page.locator(".words").nth(1).locator("p").inner_text() == (
        "OSLO (AP) - He saw the the mayor on Monday and went to the sea."
    )


def test_two_windows_do_not_overwrite_each_other(desk: Desk) -> None:
    page = desk.open()
    other = desk._tab()
    other.goto(page.url)
    other.wait_for_selector(".edit", state="attached")
    _edit(page, 3, "Nobody was hurt at all.")
    other.locator(".words").nth(3).hover()
    other.locator(".words").nth(3).locator(".edit").click()
    other.locator(".editing textarea").fill("Somebody was hurt.")
    page.locator(".editing button[type=submit]").click()
    desk.settled(3)
    other.locator(".editing button[type=submit]").click()
    other.wait_for_selector(".refused textarea")
    assert other.locator(".refused textarea").input_value() == "Somebody was hurt."
    other.wait_for_function("() => document.querySelectorAll('.words')[3].innerText.includes('hurt at all')")
    other.locator(".refused button").click()
    assert other.locator(".refused textarea").count() == 0
    # The other way round: what one window did shows in the other.
    other.locator(".finding").nth(0).locator(".use").click()
    desk.settled(2)


def test_several_stories_each_for_itself(desk: Desk) -> None:
    desk.write(STORY.replace("Mayor", "Another mayor"), "b.txt")
    page = desk.open("a.txt", "b.txt")
    desk.settled(6)
    page.locator("section.story").nth(1).locator(".finding").nth(0).locator(".use").click()
    desk.settled(5)
    page.locator(".save").click()
    desk.said()
    assert sorted(path.name for path in desk.folder.glob("*.txt")) == ["a.txt", "b.edited.txt", "b.txt"]


def test_a_sound_story_in_which_something_is_found_later(desk: Desk) -> None:
    desk.write("He left.\n\nNobody was hurt.\n")
    page = desk.open()
    assert page.locator("form.tools").count() == 0
    _edit(page, 1, "Nobody in the the town was hurt.")
    page.locator(".editing button[type=submit]").click()
    page.wait_for_selector("form.tools .next")
    page.wait_for_selector(".use")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_anybody_can_use_it(desk: Desk, width: int, scheme: Any) -> None:
    axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = desk.open()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.locator(".finding").nth(0).locator(".use").click()
    desk.settled(2)
    _dismiss(page, page.locator(".finding").nth(0), "It is our style")
    desk.settled(2)
    page.locator(".save").click()
    desk.said()
    page.locator(".keeping summary").click()
    page.locator(".finding").nth(1).locator("button.dismiss").click()
    _edit(page, 3, "Nobody was hurt at all.")
    page.wait_for_timeout(300)
    # Chromium keeps the policy also from a script that a test puts in.
    found = axe_playwright.Axe().run(page)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]] == []


def test_the_bar_hides_nothing_that_is_focused(desk: Desk) -> None:
    desk.write(STORY * 5)
    page = desk.open()
    for _ in range(12):
        page.keyboard.press("n")
        card = page.locator(".finding[aria-current]").bounding_box()
        bar = page.locator(".keeping").bounding_box()
        assert card is not None
        assert bar is not None
        assert card["y"] + card["height"] <= bar["y"]
