"""What other programs read: each form against its own reader or schema, whatever stands in a story."""

import csv
import html
import io
import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, TestCase
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mtqa.counterpart import Counterpart
from mtqa.document import Block, Document, Role
from mtqa.errors import ReadError
from mtqa.evaluation import google, tsv
from mtqa.finding import Passage, Severity
from mtqa.report import Report
from mtqa.span import Span
from mtqa.writers import WRITERS, github, gitlab, markdown, writer
from mtqa.writers.html.page import page
from mtqa.writers.visible import visible
from tests.standins import finding
from tests.test_writers import ERRORS, REPORT

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"
VALIDATOR = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
FORMS = [name for name in WRITERS if name not in {"terminal", "text", "listing", "json", "jsonl"}]
#: Pieces that are dangerous somewhere, between characters of every kind.
PIECES = st.sampled_from(
    [
        *("\n", "\r\n", "\r", "\t", "%", "%0A", "::", "::error::x", "##[error]", ",", ":", "<script>alert(1)</script>"),
        *("</code>", "</details>", "<!--", "]]>", "&amp;", "&#64;", '"', '""', "'", "`", "```", "|", "\\", "\\|"),
        *("\u202e", "\u2066", "\u200f", "\x1b[31m", "\x9b2J", "\x07", "\ud800", "\udfff", "\0", "\ufffe", "\uffff"),
        *("@desk", "#12", "GH-3", "[a](http://x)", "![a](x)", "http://x.org", "www.x.org", "a@x.org", "{0}", "{}"),
        *("=1+1", "+1", "-1", "@SUM(1)", "\u2028", "\x85", "<v>", "</v>", "- a", "# a", "1. a", "😀", "東京", "* * *"),
    ]
)
HOSTILE = st.lists(PIECES | st.text(max_size=5), max_size=8).map("".join)


def _reported(text: str, path: str = "a.txt") -> Report:
    """Return a report with findings that mark all, half, and nothing of a hostile story, and say it too."""
    text = f"a{text}z"
    middle = len(text) // 2
    spans = ((0, middle), (middle // 2, len(text)), (len(text), len(text)))
    said: dict[str, Any] = {"message": f"“{text}”", "why": text, "suggestions": (text, "")}
    severities = list(Severity)
    found = (finding(*span, severity=severity, **said) for span, severity in zip(spans, severities, strict=True))
    document = Document(path=path, text=text, blocks=(Block(Span(0, len(text)), Role.BODY),))
    return replace(REPORT, document=document, findings=tuple(found))


def _written(name: str, *reports: Report) -> str:
    return writer(name)(reports or [REPORT], ERRORS)


@pytest.mark.parametrize("name", FORMS)
@given(text=HOSTILE)
@example(text="\ud800\0\ufffe")
def test_a_hostile_story_is_written_in_utf8_and_obeys_nobody(name: str, text: str) -> None:
    written = _written(name, _reported(text, path=f"desk/{text}"))
    assert written.encode("utf-8")
    assert not {"\x1b", "\x9b", "\x07", "\0"} & set(written)
    if name != "sarif":  # its snippets are the words as they stand
        assert not {"\u202e", "\u2066", "\u200f"} & set(written)


class TestSarif:
    """SARIF against its published schema."""

    def test_it_is_what_the_schema_says(self) -> None:
        VALIDATOR.validate(json.loads(_written("sarif")))
        VALIDATOR.validate(json.loads(writer("sarif")([], [])))

    @given(text=HOSTILE)
    def test_it_is_so_whatever_is_in_a_story(self, text: str) -> None:
        report = _reported(text, path=f"desk/{text}".replace("\0", ""))
        value = json.loads(_written("sarif", report))
        VALIDATOR.validate(value)
        (run,) = value["runs"]
        for result, found in zip(run["results"], report.findings, strict=True):
            region = result["locations"][0]["physicalLocation"]["region"]
            start = region["charOffset"]
            assert region["snippet"]["text"] == report.document.text[start : start + region["charLength"]]
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == found.rule
            assert not re.search(r"(?<!\\)\[[^\[\]]*\]\(", result["message"]["text"])

    def test_a_rule_has_help_a_result_a_fingerprint_and_a_column_counts_code_points(self) -> None:
        (run,) = json.loads(_written("sarif"))["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        assert all(rule["help"]["text"] and rule["fullDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
        fingerprints = [result["partialFingerprints"]["mtqa/v1"] for result in run["results"]]
        assert fingerprints == list(REPORT.fingerprints)
        assert run["results"][0]["locations"][0]["physicalLocation"]["region"]["endColumn"] == 8  # behind one emoji
        assert run["invocations"][0]["executionSuccessful"] is False

    @pytest.mark.parametrize(
        ("path", "uri"),
        [
            ("a b/ü%.txt", "a%20b/%C3%BC%25.txt"),
            ("./a.txt", "a.txt"),
            ("/a:b.txt", "file:///a%3Ab.txt"),
            ("c:x.txt", "c%3Ax.txt"),
            ("\udcff.txt", "%FF.txt"),
            ("\ud800.txt", "%3F.txt"),
        ],
    )
    def test_a_path_is_a_reference(self, path: str, uri: str) -> None:
        (run,) = json.loads(_written("sarif", _reported("", path=path)))["runs"]
        assert run["artifacts"][0]["location"]["uri"] == uri


class TestGithub:
    """Workflow commands, read as the runner reads them."""

    @staticmethod
    def _commands(written: str) -> list[tuple[str, dict[str, str], str]]:
        commands = []
        for line in re.split(r"\r\n|[\n\r]", written)[:-1]:
            matched = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line)
            assert matched, line
            level, properties, data = matched.groups()
            pairs = (part.split("=", 1) for part in properties.split(","))
            commands.append((level, {key: unquote(value) for key, value in pairs}, unquote(data)))
        return commands

    @given(text=HOSTILE)
    def test_a_finding_is_one_command_whatever_is_in_a_story(self, text: str) -> None:
        report = _reported(text, path=f"desk/{text}")
        commands = self._commands(github.write([report], []))
        assert [level for level, _, _ in commands] == ["error", "warning", "notice"]
        for (_, properties, data), found in zip(commands, reversed(report.findings), strict=True):
            assert properties["file"] == visible(f"desk/{text}".rstrip("/")) or "/" in text
            assert data.split("\n")[0] == visible(found.message)

    def test_percent_newlines_and_colons_are_kept(self) -> None:
        report = replace(REPORT, findings=(finding(0, 1, message="100% ::error::\n%0A", why="a,b:c"),))
        written = github.write([report], [])
        assert "::100%25 ::error:: %250A%0AWhy: a,b:c\n" in written
        assert written.count("\n") == 1

    def test_the_gravest_come_first_and_more_than_are_shown_is_said(self) -> None:
        many = tuple(finding(0, 1, confidence=0.5 + at / 100) for at in range(12))
        lines = github.write([replace(REPORT, findings=(*many, finding(0, 1, severity=Severity.CRITICAL)))], [])
        first, second, *_, last = lines.splitlines()
        assert first.startswith("::error ")
        assert "(61%25 sure)" in second
        assert last == "1 error, 12 notice; GitHub shows 10 of each kind"

    def test_a_message_is_not_longer_than_github_takes(self) -> None:
        report = replace(REPORT, findings=(finding(0, 1, message="%" * 100_000),))
        assert len(github.write([report], [])) < 20_000


class TestGitlab:
    """Code quality issues."""

    @given(text=HOSTILE)
    def test_issues_have_what_gitlab_asks_for(self, text: str) -> None:
        issues = json.loads(_written("gitlab", _reported(text)))
        for issue in issues:
            assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
            assert issue["description"] == visible(issue["description"])
            assert 1 <= issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"]

    def test_the_same_finding_in_two_stories_is_two(self) -> None:
        issues = json.loads(gitlab.write([_reported("", path="a.txt"), _reported("", path="b.txt")], []))
        assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 6


def test_a_story_without_words_has_a_page() -> None:
    empty = replace(_reported("x"), document=Document(path="s", text="", blocks=()), findings=())
    assert "<main" in writer("html")([empty], [])


class TestJunit:
    """JUnit, read by a parser of JUnit."""

    @given(text=HOSTILE)
    def test_a_parser_reads_it_whatever_is_in_a_story(self, text: str) -> None:
        report = _reported(text, path=f"desk/{text}")
        suites = JUnitXml.fromstring(_written("junit", report, replace(report, findings=())).encode())
        assert isinstance(suites, JUnitXml)
        assert (suites.tests, suites.failures, suites.errors) == (5, 2, 1)
        cases = [case for suite in suites for case in suite]
        assert all(isinstance(case, TestCase) for case in cases)
        assert [type(result) for case in cases for result in case.result] == [Failure, Failure, Error]
        for case, found in zip(cases, report.findings, strict=False):
            said = visible(found.message).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
            if found.severity is Severity.MINOR:
                assert case.system_out.startswith(f"minor: {said}")
            else:
                assert case.result[0].message == said
                assert case.result[0].text.startswith(said)


class TestCheckstyle:
    """Checkstyle, read by a parser of XML."""

    @given(text=HOSTILE)
    def test_it_is_xml_whatever_is_in_a_story(self, text: str) -> None:
        root = ET.fromstring(_written("checkstyle", _reported(text, path=text or "-")).encode())
        assert [len(file) for file in root] == [3, 1]
        assert {error.attrib["severity"] for error in root.iter("error")} == {"info", "warning", "error"}


class TestMarkdown:
    """A comment, read by CommonMark with tables."""

    @staticmethod
    def _tokens(written: str) -> list[Token]:
        flat = []
        for token in MarkdownIt("commonmark").enable("table").parse(written):
            flat += [token, *(token.children or [])]
        return flat

    @given(text=HOSTILE)
    def test_a_story_adds_no_markup(self, text: str) -> None:
        def skeleton(report: Report) -> list[tuple[str, str]]:
            tokens = self._tokens(markdown.write([report], []))
            return [
                (token.type, re.sub(r"<code>.*</code>", "", token.content) if token.type.startswith("html") else "")
                for token in tokens
            ]

        assert skeleton(_reported(text, path=f"desk/{text}")) == skeleton(_reported("b", path="desk/b"))

    @given(text=HOSTILE)
    def test_words_are_shown_as_they_are(self, text: str) -> None:
        report = _reported(text)
        shown = html.unescape(markdown.write([report], []))
        assert f"<code>{visible(report.document.text)}</code>" in shown

    def test_nobody_is_called(self) -> None:
        written = html.unescape(markdown.write([_reported(" @desk #12 GH-3 !4 ~bug deadbeef1 ")], []))
        outside = re.sub(r"<code>.*?</code>", "", written)
        assert not re.search(r"@desk|#12|GH-3|!4|~bug|deadbeef1", outside)

    def test_a_long_comment_is_cut_between_parts_and_says_so(self) -> None:
        many = [_reported("x" * 150, path=f"{at}.txt") for at in range(200)]
        written = markdown.write(many, [])
        assert len(written) < 65_536
        assert re.search(r"\d+ more parts are left out", written)


class TestHtml:
    """A page, read by a parser of HTML as browsers read it."""

    @staticmethod
    def _tree(written: str) -> Any:
        html5 = pytest.importorskip("resiliparse.parse.html", reason="the extra formats is not installed")
        return html5.HTMLTree.parse(written)

    @given(text=HOSTILE)
    def test_a_story_adds_no_markup(self, text: str) -> None:
        def elements(report: Report) -> list[tuple[str, list[str]]]:
            found = self._tree(_written("html", report)).document.query_selector_all("*:not(mark)")
            return [(each.tag, sorted(each.attrs)) for each in found]

        assert elements(_reported(text, path=f"desk/{text}")) == elements(_reported("b", path="desk/b"))

    @given(text=HOSTILE)
    @example(text="\ufffe\x0c\r\n \n")
    def test_the_story_is_in_the_page_to_the_character(self, text: str) -> None:
        report = _reported(text)
        tree = self._tree(_written("html", report))
        assert "".join(each.text for each in tree.document.query_selector_all(".words")) == _shown(report.document.text)
        (said,) = {each.text for each in tree.document.query_selector_all(".finding .message")}
        assert said == _shown(report.findings[0].message)

    @given(text=HOSTILE, numbers=st.lists(st.integers(0, 40), min_size=2, max_size=12))
    def test_overlapping_findings_are_each_marked_from_end_to_end(self, text: str, numbers: list[int]) -> None:
        base = _reported(text)
        spans = [
            sorted(min(at, len(text) + 2) for at in pair) for pair in zip(numbers[::2], numbers[1::2], strict=False)
        ]
        found = tuple(finding(*span) for span in sorted(spans))
        tree = self._tree(_written("html", replace(base, findings=found)))
        for each, card in zip(found, tree.document.query_selector_all(".finding"), strict=True):
            marks = [
                mark.text
                for mark in tree.document.query_selector_all(".words mark")
                if card.attrs and card["id"] in mark["data-findings"].split()
            ]
            assert marks
            assert "".join(marks) == _shown(each.span.of(base.document.text))
            assert (int(card["data-start"]), int(card["data-end"])) == (each.span.start, each.span.end)

    def test_what_stands_between_blocks_is_there_and_a_dateline_opens_its_paragraph(self) -> None:
        text = "--- x\n\nOSLO (AP) - It said.  \n\nSo.\n<!-- y -->\n"
        spans = (Span(text.index("OSLO"), text.index("It")), Span(text.index("It"), text.index("  \n")))
        so = Span(text.index("So."), text.index("So.") + 3)
        roles = (Role.DATELINE, Role.BODY)
        blocks = (*(Block(span, role) for span, role in zip(spans, roles, strict=True)), Block(so, Role.QUOTE))
        report = replace(REPORT, document=Document(path="a", text=text, blocks=blocks), findings=())
        tree = self._tree(_written("html", report)).document
        assert "".join(each.text for each in tree.query_selector_all(".words")) == visible(text)
        paragraphs = tree.query_selector_all(".words p")
        assert [each.attrs and each["class"] for each in paragraphs] == ["unchecked", "body", "quote", "unchecked"]
        assert [text[int(each["data-start"]) : int(each["data-end"])] for each in paragraphs] == [
            "--- x",
            "OSLO (AP) - It said.",
            "So.",
            "<!-- y -->",
        ]
        assert paragraphs[1].query_selector(".dateline").text == "OSLO (AP) - "

    def test_only_its_own_code_runs_and_what_a_caller_adds(self) -> None:
        written = page([REPORT], [], script="let a;\r\n", style="b{}", connects=True)
        tree = self._tree(written).document
        (rules,) = (each["content"] for each in tree.query_selector_all("meta[http-equiv]"))
        codes = [each.text for each in tree.query_selector_all("style, script")]
        assert len(codes) == 4
        for code in codes:
            assert b64encode(sha256(code.encode()).digest()).decode() in rules
        assert rules.startswith("default-src 'none'; style-src 'sha256-")
        assert "connect-src 'self'" in rules
        assert "unsafe" not in rules
        assert "connect-src" not in _written("html")
        with pytest.raises(ValueError, match="end of its own element"):
            page([], [], script="'</script>'")

    def test_the_source_stands_beside_the_paragraph_that_says_the_same(self) -> None:
        source = "Eins. Zwei.\n\nDrei."
        spans = [Span(0, 5), Span(6, 11), Span(13, 18)]
        other = Document(path="s", text=source, blocks=(Block(Span(0, 11), Role.BODY), Block(Span(13, 18), Role.BODY)))
        headline, body = (block.span for block in REPORT.document.blocks)
        beside = Counterpart(
            name="source",
            document=other,
            language="de",
            pairs=((spans[0], headline), (spans[1], None), (None, body), (spans[2], body)),
        )
        said = finding(body.start, body.start + 3, source=Passage(span=Span(13, 17), text="Drei"))
        tree = self._tree(_written("html", replace(REPORT, findings=(said,), counterparts=(beside,)))).document
        shown = [
            [each.text for each in row.query_selector_all(".beside p[lang=de]")]
            for row in tree.query_selector_all(".row")
        ]
        assert shown == [["Eins. Zwei."], ["Drei."]]
        assert [each.text for each in tree.query_selector_all(".beside mark")] == ["Drei"]
        assert [each.text for each in tree.query_selector_all(".finding blockquote")] == ["Drei"]

    def test_stories_stand_in_an_index_the_lowest_score_first(self) -> None:
        stories = [replace(REPORT, score=score) for score in (99.0, 12.5, 80.0)]
        tree = self._tree(_written("html", *stories)).document
        assert [each.text for each in tree.query_selector_all(".index .score b")] == ["12.5", "80.0", "99.0"]
        links = [each["href"] for each in tree.query_selector_all(".index a")]
        assert links == [f"#{each['id']}" for each in tree.query_selector_all("section.story")]
        names = [each["id"] for each in tree.query_selector_all("[id]")]
        assert len(names) == len(set(names))


def _shown(text: str) -> str:
    return re.sub("[\ufffe\uffff]", "\ufffd", visible(text))


class TestCsv:
    """A table that a spreadsheet opens."""

    @given(text=HOSTILE)
    def test_no_cell_is_a_formula_and_the_rest_is_as_it_is(self, text: str) -> None:
        report = _reported(text, path=text)
        header, *rows = csv.reader(io.StringIO(_written("csv", report), newline=""), strict=True)
        assert len(rows) == len(report.findings)
        for row, found in zip(rows, report.findings, strict=True):
            assert len(row) == len(header)
            assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
            assert row[header.index("message")] == visible(found.message)

    @pytest.mark.parametrize("path", ["=1+1", "+1", "-", "@SUM(1)", " =1", "＝1", "\t=1", "%0A", "|calc"])
    def test_a_formula_is_shown_and_not_run(self, path: str) -> None:
        (_, row, *_) = csv.reader(io.StringIO(_written("csv", _reported("", path=path))))
        assert row[0] == f"'{visible(path)}"


class TestMqm:
    """Google's table, read by mtqa evaluate."""

    def test_what_is_written_is_read(self) -> None:
        lines = tsv.lines(_written("mqm"))
        assert google.recognises(lines)
        headline, body = google.read(lines, "x").rows
        assert headline.text == "Mayor 😀 speaks"
        assert [(mark.span, mark.severity, mark.category) for mark in headline.marks] == [
            (Span(6, 7), Severity.CRITICAL, "terminology/wrong-name")
        ]
        starts = [found.span.start - REPORT.document.blocks[1].span.start for found in REPORT.findings[1:]]
        assert [mark.span.start for mark in body.marks] == starts

    @given(text=HOSTILE)
    def test_ten_columns_and_the_same_marks_whatever_is_in_a_story(self, text: str) -> None:
        report = _reported(text)
        written = _written("mqm", report)
        lines = tsv.lines(written)
        assert {len(line.fields) for line in lines} == {10}
        (row,) = google.read(lines, "x").rows
        assert row.text is not None
        assert len(row.text) == len(report.document.text)
        assert [mark.span for mark in row.marks] == [found.span for found in report.findings if len(found.span)]

    def test_a_paragraph_in_quotation_marks_is_read_as_it_is(self) -> None:
        text = '"He said ""no"" twice"'
        document = Document(path="a", text=text, blocks=(Block(Span(0, len(text)), Role.QUOTE),))
        written = writer("mqm")([replace(REPORT, document=document, findings=())], [ReadError("b", "c")])
        (row,) = google.read(tsv.lines(written), "x").rows
        assert (row.text, row.marks) == (text, ())

    def test_a_finding_over_two_paragraphs_is_a_line_in_each(self) -> None:
        report = replace(REPORT, findings=(finding(8, 23),))
        rows = google.read(tsv.lines(_written("mqm", report)), "x").rows
        assert [[mark.span.of(row.text or "") for mark in row.marks] for row in rows] == [["speaks"], ["The the"]]
