"""What gold and predictions are read from: five forms, told by what is in them, and what breaks them."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from mtqa.errors import MtqaError
from mtqa.evaluation import reading
from mtqa.evaluation.pairing import paired
from mtqa.evaluation.reading import read
from mtqa.evaluation.rows import Form, Sheet
from tests.spans import GOLD, PREDICTED, SAW, WELL, finding, gold_lines, scanned_lines, write

pytestmark = pytest.mark.usefixtures("elsewhere")

REPORT = {
    "schema": "mtqa-report/1",
    "articles": [{"path": "desk/story.txt", "findings": [finding(*each) for each in PREDICTED]}],
    "errors": [],
}
STORY = {"file": "story.txt", "spans": [{"start": 3, "end": 6, "text": "saw", "severity": "major", "note": "met"}]}
GOOGLE_HEAD = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\tmetadata"


def _spans(sheet: Sheet) -> list[list[tuple[int, int, str]]]:
    return [[(mark.span.start, mark.span.end, mark.severity.value) for mark in row.marks] for row in sheet.rows]


def _google(target: str, rater: str = "rater1", severity: str = "Major", segment: str = "1", more: str = "\t{}") -> str:
    return f"SysA\tnews.1\t{segment}\t7\t{rater}\tQuelle\t{target}\tAccuracy/Mistranslation\t{severity}{more}"


class TestJson:
    """Reports, lines and stories."""

    @pytest.mark.parametrize("indent", [None, 1])
    def test_a_report_has_a_row_for_each_article(self, indent: int | None) -> None:
        sheet = read(write("report.json", json.dumps(REPORT, indent=indent)))
        assert (sheet.form, sheet.rows[0].id) == (Form.REPORT, "story.txt")
        assert _spans(sheet) == [[(0, 6, "major"), (15, 18, "major"), (19, 25, "minor")]]
        assert [mark.confidence for mark in sheet.rows[0].marks] == [0.9, 0.6, 0.7]

    def test_stories_of_one_name_in_two_folders_keep_their_paths(self) -> None:
        articles: list[dict[str, object]] = [
            {"path": path, "findings": []} for path in ("a/story.txt", "b/story.txt", "b/other.txt")
        ]
        sheet = read(write("report.json", {**REPORT, "articles": articles}))
        assert [row.id for row in sheet.rows] == ["a/story.txt", "b/story.txt", "other.txt"]

    def test_what_scan_writes_and_what_check_writes_a_line_a_story_are_lines(self) -> None:
        assert [row.id for row in read(scanned_lines()).rows] == ["1", "2"]
        (row,) = read(write("check.jsonl", {"path": "story.txt", "findings": []})).rows
        assert (row.id, row.file) == ("story.txt", "story.txt")

    def test_lines_of_the_data_files_have_a_target_and_no_id(self) -> None:
        row = {
            "system": "SysA",
            "doc": "news.1",
            "segment": "0",
            "annotator": "r",
            "target": SAW,
            "spans": [[3, 6, "Minor"]],
        }
        sheet = read(write("gold.jsonl", row, "", row))
        assert sheet.form is Form.LINES
        assert [(each.id, each.text, each.document, each.line) for each in sheet.rows] == [
            (None, SAW, "news.1", 1),
            (None, SAW, "news.1", 3),
        ]
        assert _spans(sheet) == [[(3, 6, "minor")]] * 2

    def test_a_span_may_have_a_category_and_a_row_an_index(self) -> None:
        (row,) = read(write("gold.jsonl", {"index": 4, "text": SAW, "spans": GOLD})).rows
        assert row.id == "4"
        assert [mark.category for mark in row.marks] == ["accuracy/calque", "style/awkward"]

    def test_stories_may_follow_each_other_or_stand_in_a_list(self) -> None:
        other = {**STORY, "file": "other.txt"}
        one_by_one = read(write("all.json", json.dumps(STORY, indent=1), json.dumps(other, indent=1)))
        assert [(row.id, row.line) for row in one_by_one.rows] == [("story.txt", 1), ("other.txt", 13)]
        assert _spans(read(write("list.json", [STORY, other]))) == _spans(one_by_one)
        assert one_by_one.form is Form.STORY


class TestWmt:
    """The tables of the shared task."""

    def test_what_a_system_hands_in_is_read_behind_three_numbers(self) -> None:
        rows = [
            f"zh-en\tmine\t{n}\t{SAW}\t{spans}"
            for n, spans in enumerate(["3 11\t6 18\tmajor minor", "-1\t-1\tno-error"])
        ]
        sheet = read(write("predictions.txt", "2252351659", "563041309", "1", *rows))
        assert (sheet.form, [row.id for row in sheet.rows]) == (Form.WMT, ["zh-en/0", "zh-en/1"])
        assert _spans(sheet) == [[(3, 6, "major"), (11, 18, "minor")], []]
        assert [row.line for row in sheet.rows] == [4, 5]

    def test_gold_labels_have_a_header_and_empty_spans(self) -> None:
        rows = ["lp\tgold\tsid\tmt\tstart_id\tend_id\terror", f"zh-en\tgold\t0\t{SAW}\t0 3\t0 6\tmajor minor"]
        sheet = read(write("gold.tsv", *rows))
        assert (sheet.rows[0].id, _spans(sheet)) == ("zh-en/0", [[(0, 0, "major"), (3, 6, "minor")]])

    @pytest.mark.parametrize("header", [True, False])
    def test_the_data_have_nine_columns_and_a_row_for_each_annotator(self, header: bool) -> None:
        head = ["mt_system\tdoc_id\tseg_id\tannotator_id\tsource\ttarget\tstart_ids\tend_ids\terrors"] if header else []
        rows = [
            f"SysA\tnews.1\t4\t{rater}\tQuelle\t{SAW}\t{spans}"
            for rater, spans in (("a", "3\t6\tmajor"), ("b", "-1\t-1\tno-error"))
        ]
        sheet = read(write("gold.tsv", *head, *rows))
        assert [(row.id, row.document) for row in sheet.rows] == [("SysA/news.1/4", "news.1")] * 2
        assert _spans(sheet) == [[(3, 6, "major")], []]

    def test_an_end_behind_the_text_is_its_end_as_in_the_scorer(self) -> None:
        assert _spans(read(write("gold.tsv", f"zh-en\tmine\t0\t{SAW}\t19\t99\tmajor"))) == [[(19, 25, "major")]]

    def test_quotation_marks_of_a_csv_writer_are_none_of_the_text(self) -> None:
        quoted = '"He said ""no"" to her."'
        own = '"No," he said. "Never."'
        sheet = read(
            write("gold.tsv", *(f"zh-en\tmine\t{n}\t{text}\t-1\t-1\tno-error" for n, text in enumerate([quoted, own])))
        )
        assert [row.text for row in sheet.rows] == ['He said "no" to her.', own]

    def test_a_line_separator_in_a_text_ends_no_line(self) -> None:
        (row,) = read(write("gold.tsv", "zh-en\tmine\t0\tone\u2028two\t-1\t-1\tno-error\r")).rows
        assert row.text == "one\u2028two"


class TestGoogle:
    """The table of MQM annotations."""

    @pytest.mark.parametrize("head", [[GOOGLE_HEAD], []])
    @pytest.mark.parametrize("more", ["\t{}", "\t", ""])
    def test_lines_of_one_rater_are_one_row_and_each_rater_has_one(self, head: list[str], more: str) -> None:
        lines = [
            _google("He <v>saw</v> the red cat today.", more=more),
            _google("He saw the <v>red cat</v> today.", severity="minor", more=more),
            _google(SAW, "rater2", "no-error", more=more),
        ]
        sheet = read(write("gold.tsv", *head, *lines))
        assert sheet.form is Form.GOOGLE
        assert [(row.id, row.text, row.document) for row in sheet.rows] == [("SysA/news.1/1", SAW, "news.1")] * 2
        assert _spans(sheet) == [[(3, 6, "major"), (11, 18, "minor")], []]
        assert sheet.rows[0].marks[0].category == "accuracy/mistranslation"

    def test_neutral_is_no_error_and_an_omission_is_counted_and_left_out(self) -> None:
        lines = [
            _google("<v>He</v> saw the red cat today.", severity="Neutral"),
            _google(SAW, severity="Major"),
            _google(SAW, severity="HOTW test"),
            _google(SAW, rater="", severity=""),
        ]
        sheet = read(write("gold.tsv", GOOGLE_HEAD, *lines))
        assert (_spans(sheet), sheet.without_span) == ([[]], 1)

    def test_two_marked_passages_and_an_empty_one_are_three_spans(self) -> None:
        sheet = read(write("gold.tsv", _google("<v>He</v> saw the <v></v>red <v>cat</v> today.")))
        assert _spans(sheet) == [[(0, 2, "major"), (11, 11, "major"), (15, 18, "major")]]


def test_a_packed_file_is_read_whatever_it_is_called() -> None:
    Path("gold").write_bytes(gzip.compress(Path(gold_lines()).read_bytes()))
    assert len(read("gold").rows) == 2


def test_a_byte_order_mark_and_other_line_ends_do_no_harm() -> None:
    Path("gold.jsonl").write_bytes(b"\xef\xbb\xbf" + Path(gold_lines()).read_bytes().replace(b"\n", b"\r\n"))
    assert len(read("gold.jsonl").rows) == 2


ROW = '{"id": 1, "text": "abc", "spans": []}'
WMT = "zh-en\tmine\t0\tabc\t-1\t-1\tno-error"
HOSTILE: list[tuple[bytes, str]] = [
    (b"", "f: nothing to evaluate: the file is empty"),
    (b" \n\t\n", "f: nothing to evaluate: the file is empty"),
    (b"[]", "f: nothing to evaluate: there is no row in it"),
    (GOOGLE_HEAD.encode(), "f: nothing to evaluate: there is no row in it"),
    (b"lp\tgold\tsid\tmt\tstart_id\tend_id\terror\n", "f: nothing to evaluate: there is no row in it"),
    (b"\xff\xfe\x00", "f: not UTF-8: invalid start byte at byte 0"),
    (b"\x1f\x8bnope", "f: not whole as a gzip file: "),
    (gzip.compress(b"{}" * 999)[:20], "f: not whole as a gzip file: "),
    (b"He saw the mayor.\n", "f: in no form that is read: "),
    (b"1\n2\n3\n", "f: in no form that is read: "),
    (b"a\tb\tc\n", "f: in no form that is read: "),
    (b"\0\0\0\0", "f: in no form that is read: "),
    (b'{"schema": "mtqa-evaluation/1"}', "f: the schema 'mtqa-evaluation/1' is not mtqa-report/1"),
    (b'{"schema": "mtqa-report/1"}', "f:1: articles is no list of objects"),
    (b'{"articles": [1]}', "f:1: articles is no list of objects"),
    (ROW.encode() + b"\n{nope\n", "f:2: not JSON: expecting property name enclosed in double quotes"),
    (ROW.encode() + b"\n\n[1]\n", "f:3: a row is an object such as "),
    (b'{\n "id": 1,\n nope}', "f:3: not JSON: "),
    (b'{"id": 1} x', "f:1: "),
    (b"[" * 100_000, "f:1: not JSON: "),
    (b"[" * 100_000 + b"\n" + ROW.encode(), "f:1: not JSON: "),
    (b'{"id": ' + b"9" * 5000 + b', "spans": []}', "f:1: not JSON: "),
    (ROW.encode() + b'\n{"id": NaN, "spans": []}', "f:2: not JSON: nan is no number"),
    (b'{"id": 1}', "f:1: there is no list of spans or findings"),
    (b'{"spans": 4}', "f:1: there is no list of spans or findings"),
    (b'{"id": [1], "spans": []}', "f:1: the id [1] is neither text nor a whole number"),
    (b'{"id": true, "spans": []}', "f:1: the id True is neither text nor a whole number"),
    (b'{"text": 4, "spans": []}', "f:1: text is no text"),
    (b'{"spans": [[0, 1]]}', "f:1: a span is [start, end, severity], or an object with these names"),
    (b'{"spans": [{"start": 0}]}', "f:1: a span is [start, end, severity], or an object with these names"),
    (b'{"spans": ["0 1"]}', "f:1: a span is [start, end, severity], or an object with these names"),
    (b'{"spans": [[-1, 1, "minor"]]}', "f:1: not a span: -1..1"),
    (b'{"spans": [[2, 1, "minor"]]}', "f:1: not a span: 2..1"),
    (b'{"spans": [[0.5, 1, "minor"]]}', "f:1: the span 0.5 to 1 is not of whole numbers"),
    (b'{"spans": [[true, 1, "minor"]]}', "f:1: the span True to 1 is not of whole numbers"),
    (b'{"spans": [[0, 1, "bad"]]}', "f:1: the severity 'bad' is none of minor, major, critical"),
    (b'{"spans": [[0, 1, null]]}', "f:1: the severity None is none of minor, major, critical"),
    (
        b'{"findings": [{"start": 0, "end": 1, "severity": "minor", "confidence": 1.5}]}',
        "f:1: the confidence 1.5 is no number from 0 to 1",
    ),
    (
        b'{"findings": [{"start": 0, "end": 1, "severity": "minor", "confidence": 1e999}]}',
        "f:1: the confidence inf is no number from 0 to 1",
    ),
    (f"{WMT}\nzh-en\tmine\n".encode(), "f:2: 2 columns, not 7"),
    (f"{WMT}\n{WMT}\tmore\n".encode(), "f:2: 8 columns, not 7"),
    (f"{WMT}\nzh-en\tmine\t1\tabc\t0 1\t1\tmajor\n".encode(), "f:2: 2 starts, 1 ends and 1 severities"),
    (f"{WMT}\nzh-en\tmine\t1\tabc\tzero\t1\tmajor\n".encode(), "f:2: 'zero' is no offset"),
    (f"{WMT}\nzh-en\tmine\t1\tabc\t{'9' * 5000}\t1\tmajor\n".encode(), f"f:2: '{'9' * 58}… is no offset"),
    (f"{WMT}\nzh-en\tmine\t1\tabc\t5\t9\tmajor\n".encode(), "f:2: not a span: 5..3"),
    (f"{WMT}\nzh-en\tmine\t1\tabc\t0\t1\tno-error\n".encode(), "f:2: the severity 'no-error' is none of "),
    (f"{_google('a')}\nSysA\tnews\n".encode(), "f:2: 2 columns, not 9 or 10"),
    (_google("a <v>b").encode(), "f:1: <v> in the target has no partner"),
    (_google("a </v>b").encode(), "f:1: </v> in the target has no partner"),
    (_google("a <v>b <v>c</v></v>").encode(), "f:1: <v> in the target has no partner"),
    (f"{_google('a')}\n{_google('a', severity='Dire')}".encode(), "f:2: the severity 'dire' is none of "),
    (
        f"{_google('a <v>b</v>')}\n{_google('a c')}".encode(),
        "f:2: the target differs from that of the same segment on line 1",
    ),
]


@pytest.mark.parametrize(("data", "problem"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_breaks_its_form_is_told_in_one_line_with_its_place(data: bytes, problem: str) -> None:
    Path("f").write_bytes(data)
    with pytest.raises(MtqaError) as raised:
        read("f")
    assert str(raised.value).startswith(problem)
    assert "\n" not in str(raised.value)


def test_a_small_file_that_unpacks_to_a_huge_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1_000)
    Path("f").write_bytes(gzip.compress(b"{}" * 1_000))
    with pytest.raises(MtqaError, match="f: unpacked it has more than "):
        reading.read("f")


@pytest.mark.parametrize(
    ("path", "problem"),
    [("nope", "no such file or directory"), (".", "is a directory"), ("a\0b", "no name of a file: ")],
)
def test_what_cannot_be_opened_is_told(path: str, problem: str) -> None:
    with pytest.raises(MtqaError, match=problem):
        read(path)


def _rows(path: str, *ids: object, texts: list[str] | None = None, **more: Any) -> Sheet:
    texts = texts or [SAW] * len(ids)
    rows = [
        {"text": text, "spans": [], **more} | ({} if id_ is None else {"id": id_})
        for id_, text in zip(ids, texts, strict=True)
    ]
    return read(write(path, *rows))


class TestPairing:
    """Which rows belong together."""

    def test_rows_with_ids_are_paired_by_id_whatever_their_order(self) -> None:
        pairs = paired(_rows("g", 1, "b", texts=[SAW, WELL]), _rows("p", "b", "1", texts=[WELL, SAW]))
        assert [pair.text for pair in pairs] == [SAW, WELL]

    def test_rows_without_ids_are_paired_by_place(self) -> None:
        pairs = paired(_rows("g", None, None, texts=[SAW, WELL]), _rows("p", 7, 8, texts=[SAW, WELL]))
        assert [pair.text for pair in pairs] == [SAW, WELL]

    def test_ids_that_are_places_are_the_places_of_the_other_file(self) -> None:
        scanned = _rows("p", 1, 0, texts=[WELL, SAW])
        for gold in (_rows("g", None, None, texts=[SAW, WELL]), _rows("g", "x", "y", texts=[SAW, WELL])):
            assert [pair.text for pair in paired(gold, scanned)] == [SAW, WELL]

    def test_one_prediction_serves_all_raters_of_a_segment(self) -> None:
        write("g", _google("He <v>saw</v> the red cat today."), _google("He saw the <v>red</v> cat today.", "rater2"))
        (one, other) = paired(read("g"), _rows("p", "SysA/news.1/1"))
        assert (one.gold[0].span.start, other.gold[0].span.start) == (3, 11)
        assert (one.document, len(paired(read("g"), _rows("p", 0)))) == ("news.1", 2)

    def test_two_rows_of_one_id_on_both_sides_go_in_order(self) -> None:
        texts = [SAW, WELL, SAW]
        pairs = paired(_rows("g", 1, 1, 2, texts=texts), _rows("p", 1, 1, 2, texts=texts))
        assert [pair.text for pair in pairs] == texts

    def test_a_story_has_its_text_in_the_file_beside_it(self) -> None:
        Path("desk").mkdir()
        Path("desk/story.txt").write_text(SAW, encoding="utf-8")
        (one,) = paired(read(write("desk/gold.json", STORY)), read(write("report.json", REPORT)))
        assert (one.text, len(one.gold), len(one.predicted)) == (SAW, 1, 3)

    def test_one_story_is_that_story_whatever_its_file_is_called(self) -> None:
        Path("story.txt").write_text(SAW, encoding="utf-8")
        article = {"path": "/tmp/copy.txt", "findings": [finding(*PREDICTED[0])]}
        (one,) = paired(read(write("gold.json", STORY)), read(write("r.json", {**REPORT, "articles": [article]})))
        assert one.text == SAW

    def test_what_a_story_is_part_of_may_be_said_by_either_file(self) -> None:
        assert paired(_rows("g", 1), _rows("p", 1, doc="news.1"))[0].document == "news.1"

    @pytest.mark.parametrize(
        ("gold", "predictions", "problem"),
        [
            ([1, 2], [1, 3], "g:2: the id '2' is not in p"),
            ([1], [1, 3, 4], "p:2: the id '3' and 1 more are not in g"),
            ([0, 1, 2], [1, 2, 3], "g:1: the id '0' is not in p"),
            (["x", "y", "z"], [0, 1], "g has 3 rows and p 2, and there are no ids to tell which belong together"),
            ([None, None], [1], "g has 2 rows and p 1, and there are no ids to tell which belong together"),
            ([1, 1, 1], [1, 1], "p:1: the id '1' has 2 rows, and 3 in g"),
        ],
    )
    def test_ids_that_do_not_match_are_told(self, gold: list[Any], predictions: list[Any], problem: str) -> None:
        with pytest.raises(MtqaError) as raised:
            paired(_rows("g", *gold), _rows("p", *predictions))
        assert str(raised.value) == problem

    def test_texts_that_differ_are_told_with_the_place(self) -> None:
        with pytest.raises(MtqaError) as raised:
            paired(_rows("g", 1, texts=["The cat sat."]), _rows("p", 1, texts=["The cap sat."]))
        assert str(raised.value) == "p:1: the text differs from that of g:1 from character 6 on: 'p sat.', not 't sat.'"
        with pytest.raises(MtqaError, match="from character 2 on: '', not 'c'"):
            paired(_rows("g", 1, texts=["abc"]), _rows("p", 1, texts=["ab"]))

    def test_words_that_a_finding_says_and_the_text_has_not_are_told(self) -> None:
        found = {**finding(*PREDICTED[0]), "text": "He met"}
        with pytest.raises(MtqaError) as raised:
            paired(_rows("g", 1), read(write("p", {"id": 1, "findings": [found]})))
        assert str(raised.value) == "p:1: the span 0 to 6 should be 'He met', and the text has 'He saw'"

    @pytest.mark.parametrize(("start", "end"), [(0, 26), (26, 26), (10**9, 10**12)])
    def test_a_span_outside_its_text_is_told(self, start: int, end: int) -> None:
        with pytest.raises(MtqaError) as raised:
            paired(_rows("g", 1), read(write("p", {"id": 1, "text": SAW, "spans": [[start, end, "minor"]]})))
        assert str(raised.value) == f"p:1: the span {start} to {end} is outside the text, which has 25 characters"

    @pytest.mark.parametrize("name", ["nope.txt", "a\0b", "x" * 300, "."])
    def test_a_text_that_is_nowhere_is_told(self, name: str) -> None:
        gold = read(write("gold.json", {**STORY, "file": name}))
        report = {**REPORT, "articles": [{"path": "gone.txt", "findings": []}]}
        with pytest.raises(MtqaError) as raised:
            paired(gold, read(write("report.json", report)))
        assert "\n" not in str(raised.value)
