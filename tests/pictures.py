"""Pictures of the HTML report and of the terminal report, to be looked at: python -m tests.pictures FOLDER.

Stories of fixtures/ as they are checked, and the invented one that has a source. Needs Chromium.
"""

import argparse
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from mtqa import pipeline, readers
from mtqa.errors import ReadError
from mtqa.pipeline import Desk
from mtqa.report import Report
from mtqa.writers import terminal
from mtqa.writers.html import write
from tests.browser import browser
from tests.pages import other_scripts, sound, sourced

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIXTURES = Path(__file__).parents[1] / "fixtures"
STORIES = (
    *sorted((FIXTURES / "flawed").glob("*.txt")),
    FIXTURES / "clean" / "culture-locarno.md",
    FIXTURES / "clean" / "us-council-blotter.txt",
    FIXTURES / "formats" / "lindrum-weir.html",
)
SHOWN = "ferry-vote.txt"
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
_WIDTH = 92


def reports() -> list[Report]:
    """Return the reports on stories of the fixtures, by their names alone."""
    desk = Desk()
    articles = (readers.read(story.read_bytes(), story.name, print) for story in STORIES)
    return [pipeline.check(article, desk) for article in articles]


def photograph(pages: Path, folder: Path) -> None:
    """Take the pictures of the pages."""

    def next_twice(page: "Page") -> None:
        page.keyboard.press("n")
        page.keyboard.press("n")

    def top_with_the_second(page: "Page") -> None:
        next_twice(page)
        page.evaluate("window.scrollTo(0, 0)")

    def filtering(page: "Page") -> None:
        page.get_by_text("Filter", exact=True).click()

    def first_story(page: "Page") -> None:
        page.get_by_role("link", name="مهرجان").first.click()

    def last_story(page: "Page") -> None:
        page.get_by_role("link", name="Ferry runs again").click()

    def nothing(page: "Page") -> None:
        """The page as it opens."""

    taken: Sequence[tuple[str, str, Callable[[Page], None], dict[str, Any]]] = (
        ("light", "story", top_with_the_second, {"viewport": DESK}),
        ("dark", "story", next_twice, {"viewport": DESK, "color_scheme": "dark"}),
        ("filter", "story", filtering, {"viewport": DESK}),
        ("phone", "story", nothing, {"viewport": PHONE, "device_scale_factor": 2}),
        ("phone-dark", "story", next_twice, {"viewport": PHONE, "color_scheme": "dark", "device_scale_factor": 2}),
        ("phone-filter", "story", filtering, {"viewport": PHONE}),
        ("index", "index", nothing, {"viewport": DESK}),
        ("index-dark", "index", nothing, {"viewport": DESK, "color_scheme": "dark"}),
        ("index-phone", "index", nothing, {"viewport": PHONE}),
        ("source", "source", next_twice, {"viewport": {"width": 1440, "height": 900}}),
        ("source-dark", "source", next_twice, {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"}),
        ("source-narrow", "source", next_twice, {"viewport": {"width": 1024, "height": 900}}),
        ("scripts", "scripts", first_story, {"viewport": DESK}),
        ("sound", "scripts", last_story, {"viewport": DESK}),
    )
    with browser() as chrome:
        for name, page_name, act, settings in taken:
            context = chrome.new_context(reduced_motion="reduce", **settings)
            page = context.new_page()
            page.goto((pages / f"{page_name}.html").as_uri())
            act(page)
            page.screenshot(path=folder / f"{name}.png")
            context.close()
        page = chrome.new_page(viewport={"width": 800, "height": 1130})
        page.goto((pages / "story.html").as_uri())
        page.pdf(
            path=folder / "print.pdf",
            format="A4",
            margin={"top": "15mm", "right": "15mm", "bottom": "15mm", "left": "15mm"},
        )
        page.emulate_media(media="print")
        page.screenshot(path=folder / "print.png", full_page=True)


def terminal_picture(report: Report) -> str:
    """Return the beginning of the terminal report and its last line as SVG."""
    *lines, last = terminal.write([report], [], width=_WIDTH, color=True).splitlines()
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.from_ansi("\n".join([*lines[:26], "…", "", last])))
    drawn = console.export_svg(title=f"mtqa check {report.document.path}", unique_id="mtqa")
    # The fonts would come from the network.
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    checked = reports()
    story = next(report for report in checked if report.document.path == SHOWN)
    pages = {
        "story": write([story], []),
        "index": write(checked, [ReadError("stringer-copy.docx", "not a Word file")]),
        "source": write([sourced()], []),
        "scripts": write([other_scripts(), sourced(), sound()], []),
    }
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    photograph(folder.resolve(), folder)
    (folder / "terminal.svg").write_text(terminal_picture(story), encoding="utf-8")


if __name__ == "__main__":
    main()
