"""Reports as text: one shared report with everything that is awkward, and what each writer makes of it."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from mtqa.document import Block, Document, Role
from mtqa.errors import ReadError
from mtqa.finding import Category, Evidence, Finding, Severity
from mtqa.report import Report
from mtqa.rule import Rules
from mtqa.score import Verdict
from mtqa.signature import Signature
from mtqa.span import Span
from mtqa.story import Story
from mtqa.writers import STREAMED, WRITERS, record, terminal, writer
from mtqa.writers.rules import listing, page
from mtqa.writers.visible import visible

GOLDEN = Path(__file__).parent / "golden"

HEADLINE = "Mayor 😀 speaks"
BODY = "The the\r\nmayor <b>said</b> \x1b[31m“100% \u202eno” 東京."
TEXT = f"{HEADLINE}\n\n{BODY}"


def _finding(words: str, rule: str, severity: Severity, category: Category, **more: object) -> Finding:
    start = TEXT.index(words)
    finding = {
        "span": Span(start, start + len(words)),
        "rule": rule,
        "checker": "patterns",
        "category": category,
        "severity": severity,
        "confidence": 0.8,
        "message": f"“{words}” is wrong, 100%: <b>.",
        "why": 'It\'s "so".',
        **more,
    }
    return Finding(**finding)  # type: ignore[arg-type]


REPORT = Report(
    document=Document(
        path="desk/st,ory.txt",
        text=TEXT,
        blocks=(
            Block(Span(0, len(HEADLINE)), Role.HEADLINE),
            Block(Span(len(HEADLINE) + 2, len(TEXT)), Role.BODY),
        ),
    ),
    language="en",
    words=9,
    findings=(
        _finding("😀", "a/emoji", Severity.CRITICAL, Category.WRONG_NAME),
        _finding(
            "The the\r\nmayor",
            "a/lines",
            Severity.MAJOR,
            Category.REPETITION,
            suggestions=("The mayor", ""),
            evidence=(Evidence(rule="b/other", confidence=0.51239, message="Also."),),
        ),
        _finding("<b>", "a/markup", Severity.MINOR, Category.PLACEHOLDER, suggestions=("",), confidence=2 / 3),
        _finding("\x1b[31m“100% \u202eno”", "a/controls", Severity.MINOR, Category.GRAMMAR),
    ),
    score=0.0,
    verdict=Verdict.FAIL,
    signature=Signature(
        mtqa="1.2.3", rules="9f2c1a07", models={"parser": "p-1"}, checks=("patterns",), operating_point="precision"
    ),
)
ERRORS = [ReadError("bro\nken.txt", 'not "text"')]


@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_writes_what_it_wrote(name: str) -> None:
    written = writer(name)([REPORT], ERRORS)
    golden = GOLDEN / f"{name}.txt"
    if "MTQA_REDRAW" in os.environ:
        golden.write_text(written, encoding="utf-8", newline="")
    expected = golden.read_bytes().decode("utf-8")
    assert written == expected, "if this is meant, run the tests with MTQA_REDRAW=1 and read the diff"


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_report_is_the_same_text(name: str) -> None:
    assert writer(name)([REPORT], ERRORS) == writer(name)([REPORT], ERRORS)


@pytest.mark.parametrize("name", ["terminal", "text", "listing"])
def test_nothing_that_a_terminal_obeys_comes_out(name: str) -> None:
    written = writer(name)([REPORT], ERRORS)
    assert not {"\x1b", "\u202e", "\r", "\x07"} & set(written)


@pytest.mark.parametrize("name", WRITERS)
def test_no_reports_are_written_too(name: str) -> None:
    written = writer(name)([], [])
    assert (written == "") == (name in STREAMED or name == "github")


def test_json_is_whole_without_reports() -> None:
    assert json.loads(writer("json")([], []))["articles"] == []


def test_json_keeps_its_promise() -> None:
    value = json.loads(writer("json")([REPORT], ERRORS))
    assert value["schema"] == "mtqa-report/1"
    assert value["signature"]["rules"] == "9f2c1a07"
    assert value["errors"] == [{"path": "bro\nken.txt", "problem": 'not "text"'}]
    (article,) = value["articles"]
    assert article.keys() >= {"path", "format", "language", "words", "score", "verdict", "findings"}
    for finding in article["findings"]:
        assert finding["text"] == TEXT[finding["start"] : finding["end"]]
        assert finding.keys() >= {"start", "end", "line", "column", "text", "rule", "checker", "category", "severity"}
        assert finding.keys() >= {"confidence", "message", "suggestions", "fingerprint"}
    assert [(finding["line"], finding["column"]) for finding in article["findings"]] == [
        (1, 7),
        (3, 1),
        (4, 7),
        (4, 19),
    ]


def test_json_is_one_line_and_jsonl_one_line_a_story() -> None:
    assert writer("json")([REPORT, REPORT], []).count("\n") == 1
    lines = writer("jsonl")([REPORT, REPORT], []).splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["fail", "fail"]


def test_json_can_carry_lone_surrogates_and_line_separators() -> None:
    written = record.dumps({"a": "\ud800 \udfff \u2028 😀"})
    assert json.loads(written.encode()) == {"a": "\ud800 \udfff \u2028 😀"}


def test_text_is_one_finding_a_line_that_a_program_can_split() -> None:
    lines = writer("text")([REPORT], []).splitlines()
    assert len(lines) == len(REPORT.findings)
    assert lines[1].startswith("desk/st,ory.txt:3:1: major a/lines ")


def test_the_carets_of_a_listing_stand_under_the_words() -> None:
    rows = writer("listing")([REPORT], []).splitlines()
    at = next(number for number, row in enumerate(rows) if "a/emoji" in row)
    words, carets = rows[at + 1], rows[at + 2]
    assert carets.strip() == "^" * cell_len("😀")
    assert cell_len(words[: words.index("😀")]) == carets.index("^")


def test_the_terminal_shows_each_finding_with_its_number_and_the_whole_story() -> None:
    written = writer("terminal")([REPORT], [])
    for number, finding in enumerate(REPORT.findings, 1):
        assert f"›[{number}]" in written
        assert f"[{number}] {finding.severity} {finding.rule}" in written
    assert "0.0 FAIL, 9 words, 1 critical, 1 major, 2 minor" in written


def test_color_comes_only_when_asked_for() -> None:
    assert "\x1b[" in terminal.write([REPORT], [], color=True)
    assert "\x1b[" not in terminal.write([REPORT], [], color=False)


def test_a_summary_is_one_line_a_story() -> None:
    assert terminal.summary([REPORT, REPORT], []).count("\n") == 2


@pytest.mark.parametrize("width", [20, 40, 100])
def test_any_width_will_do(width: int) -> None:
    assert "a/emoji" in terminal.write([REPORT], [], width=width).replace("\n", "")


def test_visible_text_is_as_long_and_on_one_line() -> None:
    text = "".join(map(chr, range(0x300))) + "\u2028\u2029\ud800\u202e\u2066\u200f"
    assert len(visible(text)) == len(text)
    assert not any(character in visible(text) for character in "\n\r\t\x1b\x9b\u202e\u2066\u200f\ud800")


def test_every_rule_has_a_page_with_all_its_examples(rules: Rules) -> None:
    for rule in rules.values():
        written = page(rule)
        assert written.startswith(rule.id)
        assert f"--ignore {rule.id}" in " ".join(written.split())
        assert written.count("✗") >= len(rule.bad)
        assert written.count("✓") >= len(rule.good)


def test_a_list_of_rules_has_a_line_for_each(rules: Rules) -> None:
    written = listing(rules.values())
    assert written.endswith(f"{len(rules)} rules\n")
    assert written.count("\n") == len(rules) + 2
    assert all(rule in written for rule in rules)


def test_a_story_that_reads_as_translated_is_said_to_be() -> None:
    story = Story(probability=0.97, reasons=("it is worded as machine translation is",))
    report = replace(REPORT, story=story)
    line = terminal.summary([report], [])
    assert "reads as machine-translated: 97% (it is worded as machine translation is)" in line
    assert "machine-translated" not in terminal.summary([replace(report, story=replace(story, probability=0.3))], [])
    assert record.article(report)["story"] == {
        "translated": 0.97,
        "reasons": ["it is worded as machine translation is"],
    }
