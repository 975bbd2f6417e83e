"""What holds for every text, however strange."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa import pipeline
from mtqa.config import Config, OperatingPoint
from mtqa.models import Models
from mtqa.pipeline import Desk
from mtqa.report import Report
from mtqa.writers import WRITERS, writer
from tests.standins import article

NEWS = st.sampled_from(
    """the The a of to said says Monday on in “ ” " ' ( ) [ ] — – - . , : ; ? ! ... 12 1,000 $5 5.3% U.S. Mr. Okoro
    Okorro Geneva GENEVA Reuters (AP) BERLIN waited ended who which not and But According 5 p.m. Tuesday mayor's
    don’t «so» „so“ https://a.b/c @name #tag {name} %s [PH] &amp; &nbsp; <b> </b> 东京 مرحبا שלום Привет é e\u0301 😀
    👩\u200d👩\u200d👧 \u202e \u200b \ufeff \ufffd \u2028 \x00 \x1b[31m \ud800 ß İ ﬁ""".split(" ")
)
GAP = st.sampled_from(["", " ", " ", " ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\t", "\u00a0", "  "])
NEWS_LIKE = st.lists(st.tuples(NEWS, GAP), max_size=60).map(lambda parts: "".join(word + gap for word, gap in parts))
ANY = st.text(st.characters(), max_size=200) | NEWS_LIKE


@pytest.fixture(scope="module")
def desk_that_believes_all(light: Models) -> Desk:
    return Desk(config=Config(operating_point=OperatingPoint.RECALL), models=light)


def _keeps_its_promises(report: Report, text: str) -> None:
    spans = [finding.span for finding in report.findings]
    assert spans == sorted(spans)
    for at, finding in enumerate(report.findings):
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        assert 0 < finding.confidence < 1
        for other in report.findings[at + 1 :]:
            assert finding.category is not other.category or not finding.span.overlaps(other.span)
    assert 0 <= report.score <= 100
    assert report.document.text == text


def _writes(report: Report, text: str) -> None:
    for name in WRITERS:
        writer(name)([report], []).encode("utf-8")
    for finding in json.loads(writer("json")([report], []))["articles"][0]["findings"]:
        assert finding["text"] == text[finding["start"] : finding["end"]]


@settings(max_examples=150)
@given(text=ANY, form=st.sampled_from(["plain", "markdown"]))
def test_any_text_is_checked_and_written(desk_that_believes_all: Desk, text: str, form: str) -> None:
    report = pipeline.check(article(text, "s", form), desk_that_believes_all)
    _keeps_its_promises(report, text)
    _writes(report, text)


@settings(max_examples=40)
@given(text=ANY)
def test_any_text_is_checked_with_the_real_models(desk: Desk, text: str) -> None:
    _keeps_its_promises(pipeline.check(article(text), desk), text)


@settings(max_examples=25)
@given(text=NEWS_LIKE)
def test_the_same_text_gives_the_same_bytes(desk: Desk, text: str) -> None:
    first, second = (writer("json")([pipeline.check(article(text), desk)], []) for _ in range(2))
    assert first == second


PROSE = st.lists(
    st.sampled_from(
        [
            "The council met on Tuesday.",
            "Nobody was hurt, police said.",
            "Okoro, 52, won by 3-1!",
            "It cost $3.5 million.",
            "Caf\u00e9 owners waved 😀 flags.",
            "\n\n",
            "\r\n\r\n",
            "The e\u0301clair sold well.",
            "He called it “a good day”.",
        ]
    ),
    max_size=12,
).map(" ".join)


@settings(max_examples=60)
@given(before=PROSE, after=PROSE)
def test_a_planted_fault_is_found_wherever_it_stands(light_desk: Desk, before: str, after: str) -> None:
    text = f"{before}\n\nThe minister saw the the mayor of the town on Monday.\n\n{after}"
    report = pipeline.check(article(text), light_desk)
    start = text.index("the the")
    assert [
        (finding.span.start, finding.span.of(text))
        for finding in report.findings
        if finding.rule == "repetition/doubled-word"
    ] == [(start, "the the")]


@settings(max_examples=60)
@given(before=PROSE, after=PROSE)
def test_line_and_column_of_a_planted_fault_are_those_of_an_editor(light_desk: Desk, before: str, after: str) -> None:
    text = f"{before}\n\nThe minister saw the the mayor of the town on Monday.\n\n{after}"
    written = json.loads(writer("json")([pipeline.check(article(text), light_desk)], []))
    (finding,) = (f for f in written["articles"][0]["findings"] if f["rule"] == "repetition/doubled-word")
    line = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[finding["line"] - 1]
    assert line[finding["column"] - 1 :].startswith("the the")
