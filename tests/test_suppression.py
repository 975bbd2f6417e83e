"""Comments that silence findings."""

import pytest

from mtqa import pipeline, suppression
from mtqa.pipeline import Desk
from tests.standins import article

FAULT = "He saw the the mayor."


def _lines(text: str, desk: Desk, form: str = "markdown") -> list[int]:
    report = pipeline.check(article(text, form=form), desk)
    return [report.lines.position(finding.span.start)[0] for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        (f"{FAULT}\n\n{FAULT}", [1, 3]),
        (f"{FAULT} <!-- mtqa: ignore repetition/doubled-word -->\n\n{FAULT}", [3]),
        (f"{FAULT} <!-- mtqa: ignore repetition -->\n{FAULT}", [2]),
        (f"{FAULT}\n{FAULT} <!-- mtqa: ignore -->", [1]),
        (f"{FAULT}\r\r{FAULT} <!--mtqa:ignore-->", [1]),
        (f"<!-- mtqa: ignore repetition/doubled-word -->\n\n{FAULT}\n{FAULT}\n\n{FAULT}", [6]),
        (f"{FAULT}\n\n<!-- mtqa: ignore grammar, repetition -->\n{FAULT}\n\n{FAULT}", [1, 6]),
        (f"- {FAULT}\n- {FAULT} <!-- mtqa: ignore -->", [1]),
        (f"<!-- mtqa: ignore grammar -->\n\n{FAULT}", [3]),
        (f"<!-- mtqa: ignore-file -->\n\n{FAULT}\n\n{FAULT}", []),
        (f"{FAULT}\n\n{FAULT}\n\n<!-- mtqa: ignore-file repetition -->", []),
        (f"{FAULT}\n\n<!-- mtqa: ignore-file grammar -->", [1]),
        (f"{FAULT}\n\n<!-- mtqa: ignore -->", [1]),
        (f"{FAULT}\n\n<!-- ignore-file -->", [1]),
        (f"{FAULT} <!-- mtqa: ignore --> <!-- a note -->", []),
        (f"{FAULT} `<!-- mtqa: ignore-file -->` it is.", [1]),
        (f"{FAULT}\r\n\r\n```\r\n<!-- mtqa: ignore-file -->\r\n```\r\n\r\n{FAULT}", [1, 7]),
        (f"    <!-- mtqa: ignore-file -->\n\n{FAULT}", [3]),
    ],
)
def test_a_comment_silences_its_line_the_block_below_or_the_file(
    light_desk: Desk, text: str, reported: list[int]
) -> None:
    assert _lines(text, light_desk) == reported


def test_plain_text_has_no_comments(light_desk: Desk) -> None:
    assert 1 in _lines(f"{FAULT} <!-- mtqa: ignore-file -->", light_desk, "plain")


def test_a_comment_is_no_prose(light_desk: Desk) -> None:
    assert _lines("He saw <!-- the the mayor --> a man.", light_desk) == []


def test_a_comment_that_silences_nothing_is_told() -> None:
    text = "<!-- mtqa: ignroe -->\n\nA.\n\n<!-- mtqa: ignore gramar, numbers --> <!-- mtqa: ignore-file -->"
    told = list(suppression.mistakes(article(text, form="markdown").document, ["grammar", "numbers"]))
    assert [(span.of(text), problem) for span, problem in told] == [
        (
            "<!-- mtqa: ignroe -->",
            "“ignroe” is no comment that mtqa knows; write ignore or ignore-file, and rules behind it",
        ),
        ("<!-- mtqa: ignore gramar, numbers -->", "there is no rule or pack gramar; did you mean grammar?"),
    ]
