"""Many texts in one file."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa import pipeline, scanning
from mtqa.errors import MtqaError
from mtqa.models import Models
from mtqa.pipeline import Desk
from mtqa.writers import record
from tests.standins import GermanOnly, Words, article

STORY = "He saw the the mayor of the town on Monday."


def _scan(data: bytes, desk: Desk) -> tuple[list[dict[str, Any]], list[str]]:
    errors: list[MtqaError] = []
    lines = list(scanning.scan(io.BytesIO(data), "in.jsonl", desk, errors.append))
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    return [json.loads(line, parse_constant=_no_constant) for line in lines], [str(error) for error in errors]


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")


def _lines(*rows: object) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


def test_each_text_has_a_line_in_the_order_of_the_input(light_desk: Desk) -> None:
    rows, errors = _scan(
        _lines({"id": 1, "text": STORY}, {"id": "two", "text": "Nothing wrong with that."}), light_desk
    )
    assert errors == []
    assert [(row["id"], len(row["findings"])) for row in rows] == [(1, 1), ("two", 0)]
    assert rows[0].keys() == {"id", "score", "verdict", "words", "story", "findings"}


def test_a_text_is_reported_as_it_is_by_check(light_desk: Desk) -> None:
    (row,), _ = _scan(_lines({"id": 1, "text": STORY}), light_desk)
    report = pipeline.check(article(STORY), light_desk)
    assert row["findings"] == json.loads(record.dumps(record.findings(report)))
    assert (row["score"], row["words"], row["verdict"]) == (report.score, report.words, report.verdict)


BAD = [
    (b"nope", "not JSON: "),
    (b'{"id": 1, "text": "x"} y', "not JSON: "),
    (b"[" * 100_000, "not JSON: "),
    (b'{"id": ' + b"9" * 5000 + b', "text": "x"}', "not JSON: "),
    (b'{"id": NaN, "text": "x"}', "not JSON: "),
    (b'{"id": 1e999, "text": "x"}', "not JSON: "),
    (b"\xff\xfe\xfd", "not JSON: "),
    (b"[]", "a line is an object such as"),
    (b"null", "a line is an object such as"),
    (b'{"id": 1}', "text is missing"),
    (b'{"text": "x"}', "id is missing"),
    (b'{"id": 1, "text": null}', "text is not a string"),
    (b'{"id": 1, "text": ["x"]}', "text is not a string"),
    (b'{"id": 1, "text": "x", "headline": 5}', "headline is not a string"),
    (b'{"id": 1, "text": "x", "source": []}', "source is not a string"),
    (b'{"id": 1, "text": " \\n "}', "nothing to check: the text is empty"),
]


@pytest.mark.parametrize(("line", "problem"), BAD, ids=[str(number) for number in range(len(BAD))])
def test_a_bad_line_is_told_and_the_rest_is_checked(line: bytes, problem: str, light_desk: Desk) -> None:
    good = {"id": 1, "text": STORY}
    rows, errors = _scan(_lines(good, line, good), light_desk)
    assert len(rows) == 2
    assert len(errors) == 1
    assert errors[0].startswith(f"in.jsonl:2: {problem}")


def test_a_paragraph_that_no_story_has_is_told_with_its_line(light_desk: Desk) -> None:
    rows, errors = _scan(_lines({"id": 1, "text": "a" * 1_000_001}), light_desk)
    assert rows == []
    assert errors[0].startswith("in.jsonl:1: ")


@pytest.mark.parametrize("length", [100, 64])
def test_a_line_that_is_too_long_is_passed_over(length: int, light_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "_MAX_LINE", 64)
    good = {"id": 1, "text": STORY[:28]}
    rows, errors = _scan(_lines(good, b"x" * 1000, good), light_desk)
    assert len(rows) == 2
    assert [error.partition(" the line")[0] for error in errors] == ["in.jsonl:2:"]


def test_empty_lines_windows_line_ends_and_a_byte_order_mark_are_no_matter(light_desk: Desk) -> None:
    line = json.dumps({"id": 1, "text": STORY}).encode()
    rows, errors = _scan(b"\xef\xbb\xbf" + line + b"\r\n\r\n\n" + line, light_desk)
    assert (len(rows), errors) == (2, [])


def test_findings_count_in_the_text_and_those_of_the_headline_in_the_headline(light_desk: Desk) -> None:
    row = {"id": 1, "headline": "Town has the the mayor", "text": f"It rained.\n\n{STORY}"}
    ((found,), _) = _scan(_lines(row), light_desk)
    for key, text in (("findings", row["text"]), ("headline_findings", row["headline"])):
        assert isinstance(text, str)
        (finding,) = found[key]
        assert finding["text"] == "the the" == text[finding["start"] : finding["end"]]
    assert (found["findings"][0]["line"], found["findings"][0]["column"]) == (3, 8)


def test_a_finding_that_begins_in_the_headline_and_ends_in_the_text_counts_in_both() -> None:
    desk = Desk(models=Models(make_parser=Words, make_identifier=GermanOnly))
    row = {"id": 1, "headline": "Brücke geschlossen", "text": "Anwohner verärgert wegen Brücke."}
    ((found,), _) = _scan(_lines(row), desk)
    for key, text in (("findings", row["text"]), ("headline_findings", row["headline"])):
        assert isinstance(text, str)
        assert all(finding["text"] == text[finding["start"] : finding["end"]] != "" for finding in found[key])
    assert [finding["rule"] for finding in found["findings"]].count("language/foreign-story") == 1


def test_lines_come_out_as_they_come_in(light_desk: Desk) -> None:
    class Endless(io.RawIOBase):
        def readline(self, size: int | None = -1, /) -> bytes:
            return _lines({"id": 1, "text": STORY})

    lines = scanning.scan(Endless(), "-", light_desk, lambda _: None)  # type: ignore[arg-type]
    assert json.loads(next(lines))["id"] == json.loads(next(lines))["id"] == 1


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "headline", "source", "reference", "x"]),
        st.none() | st.booleans() | st.floats() | st.text(st.characters(), max_size=30) | st.lists(st.integers()),
    )
)
def test_any_object_is_checked_or_told(light_desk: Desk, row: dict[str, object]) -> None:
    rows, errors = _scan(_lines(row), light_desk)
    assert len(rows) + len(errors) == 1
    for found in rows:
        assert found["id"] == row["id"]
        for finding in found["findings"]:
            assert finding["text"] == str(row["text"])[finding["start"] : finding["end"]]
