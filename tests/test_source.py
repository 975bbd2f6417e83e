"""A story beside its source or a reference: pairing, findings, and what a user sees; the encoder is a stand-in."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtqa import pipeline, readers, scanning
from mtqa.alignment import Text, align
from mtqa.checkers.adequacy import bodies, measures
from mtqa.checkers.adequacy.figures import figures
from mtqa.config import Config
from mtqa.document import Article
from mtqa.errors import MtqaError, ReadError, UsageError
from mtqa.models import Models
from mtqa.models.language import LangdetectIdentifier, identified
from mtqa.pipeline import Desk
from mtqa.report import Report
from mtqa.span import Span
from mtqa.writers import record, terminal
from tests.standins import EnglishOnly, Marker, Words

if TYPE_CHECKING:
    from mtqa.models.encoder import Vectors

TOPICS = ("brücke bridge", "arbeiter workers", "bürgermeister mayor", "kaffee coffee", "schule school")
SOURCE = "Die Stadt baut eine Brücke. Drei Arbeiter wurden verletzt. Der Bürgermeister kam am Montag."
STORY = "The town builds a bridge. Three workers were hurt. The mayor came on Monday."


class Topics:
    """Stands in for a cross-lingual encoder: one number for each topic that a sentence has."""

    languages = frozenset({"de", "en"})

    def encode(self, texts: Sequence[str]) -> "Vectors":
        rows = [[float(any(word in text.lower() for word in topic.split())) for topic in TOPICS] for text in texts]
        vectors = np.array(rows, np.float32).reshape(len(texts), len(TOPICS)) + 0.01
        found: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return found


@pytest.fixture(scope="module")
def topics() -> Models:
    return Models(
        make_parser=Words,
        make_identifier=EnglishOnly,
        make_tagger=lambda _: Marker(),
        make_cross_lingual=lambda _: Topics(),
    )


def _report(models: Models, story: str, source: str | None = SOURCE, check: str = "adequacy") -> Report:
    pytest.importorskip("babel", reason="the extra source is not installed")
    other = readers.document(source, "source.txt") if source else None
    article = Article(
        document=readers.document(story, "story.txt"),
        source=other if check == "adequacy" else None,
        source_language="de",
        reference=other if check == "reference" else None,
    )
    return pipeline.check(article, Desk(config=Config(checks=(check,)), models=models))


def _said(report: Report) -> list[tuple[str, str]]:
    return [(finding.rule, finding.span.of(report.document.text)) for finding in report.findings]


def test_a_true_translation_has_no_finding(topics: Models) -> None:
    assert _said(_report(topics, STORY)) == []


def test_a_sentence_that_is_missing_is_told_with_the_words_of_the_source(topics: Models) -> None:
    report = _report(topics, "The town builds a bridge. The mayor came on Monday.")
    assert _said(report) == [("adequacy/omission", "bridge.")]
    (row,) = record.findings(report)
    assert row["source_text"] == "Drei Arbeiter wurden verletzt."
    assert SOURCE[row["source_start"] : row["source_end"]] == row["source_text"]
    assert "Source: Drei Arbeiter wurden verletzt." in terminal.write([report], [])


def test_a_report_keeps_the_source_and_what_of_it_says_what(topics: Models) -> None:
    story = "The town builds a bridge. The mayor came on Monday."
    (kept,) = _report(topics, story).counterparts
    assert (kept.name, kept.language, kept.document.text) == ("source", "de", SOURCE)
    assert [(one and one.of(SOURCE), two and two.of(story)) for one, two in kept.pairs] == [
        ("Die Stadt baut eine Brücke.", "The town builds a bridge."),
        ("Drei Arbeiter wurden verletzt.", None),
        ("Der Bürgermeister kam am Montag.", "The mayor came on Monday."),
    ]
    assert _report(topics, STORY, STORY, check="reference").counterparts[0].name == "reference"


def test_a_sentence_that_the_source_has_not_is_told(topics: Models) -> None:
    coffee = "The price of coffee went up."
    report = _report(topics, STORY.replace("The mayor", f"{coffee} The mayor"))
    assert _said(report) == [("adequacy/addition", coffee)]


@pytest.mark.parametrize(
    ("old", "new", "rule"), [("Three", "Five", "adequacy/number"), ("Monday", "Sunday", "adequacy/date")]
)
def test_a_fact_that_changed_is_told(old: str, new: str, rule: str, topics: Models) -> None:
    pytest.importorskip("text_to_num", reason="the extra source is not installed")
    assert _said(_report(topics, STORY.replace(old, new))) == [(rule, new)]


def test_a_reference_is_scored_with_signatures(topics: Models) -> None:
    pytest.importorskip("sacrebleu", reason="the extra source is not installed")
    report = _report(topics, STORY, STORY, check="reference")
    said = record.article(report)["reference"]
    assert (said["chrf"], said["bleu"], said["ter"]) == (100.0, 100.0, 0.0)
    assert said["signatures"].keys() == {"chrf", "bleu", "ter"}
    first = said["sentences"][0]
    assert (first["start"], first["end"]) == (0, 25)


def test_a_language_that_nothing_here_knows_is_refused(topics: Models) -> None:
    article = Article(
        document=readers.document(STORY, "story.txt"),
        source=readers.document(SOURCE, "source.txt"),
        source_language="fi",
    )
    with pytest.raises(ReadError, match=r"source.txt: the language fi is not one of .*: cs, de, en, ha, is, uk"):
        pipeline.check(article, Desk(config=Config(checks=("adequacy",)), models=topics))


def test_a_check_that_was_asked_for_and_lacks_its_source_is_refused(topics: Models) -> None:
    with pytest.raises(UsageError, match="adequacy needs a source"):
        _report(topics, STORY, None)


def test_scan_takes_a_source_and_a_reference(topics: Models) -> None:
    pytest.importorskip("sacrebleu", reason="the extra source is not installed")
    row = {"id": 1, "text": STORY[:25], "source": SOURCE, "source_language": "de", "reference": STORY}
    errors: list[MtqaError] = []
    desk = Desk(models=topics, config=Config(checks=("adequacy", "reference")))
    (line,) = scanning.scan(io.BytesIO(json.dumps(row).encode() + b"\n"), "in.jsonl", desk, errors.append)
    said = json.loads(line)
    assert errors == []
    assert said["reference"]["bleu"] < 100


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("他们赢了。", "zh"),
        ("彼らは勝った。", "ja"),
        ("그들이 이겼다.", "ko"),
        ("Sie haben gestern gewonnen.", "de"),
        ("Lögreglan segir að þeir hafi verið handteknir í nótt.", "is"),
        ("Løgreglan sigur, at maðurin hevur verið við í fleiri bardøgum, og at fólk vóru bangin.", "no"),
        ("Gwamnan jihar ya ce za a gina wannan makaranta cikin watanni uku.", "ha"),
        ("Regjeringen sier at møtet med statsministeren er avlyst.", "no"),
        ("Pemerintah mengatakan bahwa kebijakan itu akan dimulai tahun depan.", "id"),
    ],
)
def test_languages_are_told_by_script_or_words(text: str, language: str) -> None:
    assert identified(text, LangdetectIdentifier()) == language


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("3.5万人", "zh", 35_000),
        ("1亿2000万元", "zh", 120_000_000),
        ("一百二十三", "zh", 123),
        ("1.234.567 Euro", "de", 1_234_567),
        ("3,5 Mio. Euro", "de", 3_500_000),
        ("2,5 млн рублей", "ru", 2_500_000),
        ("٣٥ شخصا", "ar", 35),
        ("3만 5천명", "ko", 35_000),
        ("dreiundzwanzig Menschen", "de", 23),
        ("令和2年", "ja", 2020),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(text: str, language: str, value: float) -> None:
    pytest.importorskip("babel", reason="the extra source is not installed")
    pytest.importorskip("text_to_num", reason="the extra source is not installed")
    assert any(value in figure.readings for figure in figures(text, language))


def test_every_sentence_is_in_one_bead_in_order() -> None:
    draw = np.random.default_rng(3)
    for rows, columns in [(0, 0), (0, 2), (3, 0), (1, 1), (4, 7), (9, 5)]:
        shapes = {(1, 1): (rows, columns), (1, 2): (rows, columns - 1), (2, 1): (rows - 1, columns)}
        cosines = {shape: draw.random((max(a, 0), max(b, 0))).astype(np.float32) for shape, (a, b) in shapes.items()}
        beads = align(Text(lengths=(9,) * rows), Text(lengths=(9,) * columns), cosines)
        assert [at for bead in beads for at in bead.one] == list(range(rows))
        assert [at for bead in beads for at in bead.other] == list(range(columns))


XLIFF = (
    b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="de-DE" '
    b'target-language="en" datatype="plaintext"><body><trans-unit id="1"><source>Drei kamen.</source>'
    b"<target>Five came.</target></trans-unit></body></file></xliff>"
)
SECOND = (
    b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de" trgLang="en"><file id="f"><unit id="1">'
    b"<segment><source>Drei kamen.</source><target>Five came.</target></segment></unit></file></xliff>"
)
TMX = (
    b'<tmx version="1.4"><header srclang="de" adminlang="en" segtype="sentence" datatype="plaintext"/><body><tu>'
    b'<tuv xml:lang="de"><seg>Drei kamen.</seg></tuv><tuv xml:lang="en"><seg>Five came.</seg></tuv></tu></body></tmx>'
)
PO = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Drei kamen."\nmsgstr "Five came."\n'


@pytest.mark.parametrize(
    ("name", "data", "language"),
    [("a.xlf", XLIFF, "de"), ("a.xliff", SECOND, "de"), ("a.tmx", TMX, "de"), ("a.po", PO, None)],
)
def test_bitext_gives_story_and_source(name: str, data: bytes, language: str | None) -> None:
    pytest.importorskip("translate.storage.pypo", reason="the extra source is not installed", exc_type=ImportError)
    article = readers.read(data, name, print)
    assert article.source is not None
    assert (article.document.text, article.source.text, article.source_language) == (
        "Five came.",
        "Drei kamen.",
        language,
    )
    assert [(one.of(article.source.text), two.of(article.document.text)) for one, two in article.units] == [
        ("Drei kamen.", "Five came.")
    ]


def test_bitext_that_is_none_is_told_in_one_line() -> None:
    pytest.importorskip("translate.storage.pypo", reason="the extra source is not installed", exc_type=ImportError)
    with pytest.raises(ReadError, match=r"a\.tmx: not a file of its kind"):
        readers.read(b"<tmx", "a.tmx", print)


def test_a_source_is_for_one_story(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from mtqa import cli

    for name in ("a.txt", "b.txt", "s.txt"):
        (tmp_path / name).write_text(STORY)
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    result = CliRunner().invoke(cli.main, ["check", *names, "--source", str(tmp_path / "s.txt")])
    assert result.exit_code == 2
    assert "for one story, and there are 2" in result.stderr


class TestInstitutions:
    """Well-known institutions, by what other languages call them."""

    @pytest.mark.parametrize(
        ("story", "source", "language", "wrong"),
        [
            (
                "The WHO warned of it on Monday.",
                "Всемирной организацией здравоохранения выпущено предупреждение.",
                "ru",
                [],
            ),
            ("The WHO warned of it on Monday.", "UNICEF warnte am Montag davor.", "de", ["WHO"]),
            ("The U.N. health agency warned of it.", "世卫组织周一发出警告。", "zh", []),
            ("NATO's chief met them on Monday.", "NATO'nun başkanı pazartesi günü onlarla görüştü.", "tr", []),
            ("Yonhap said so on Monday.", "조선중앙통신이 월요일 그렇게 보도했다.", "ko", ["Yonhap"]),
            ("The agency said so on Monday.", "조선중앙통신이 월요일 그렇게 보도했다.", "ko", []),
        ],
    )
    def test_a_name_that_the_source_has_otherwise(
        self, story: str, source: str, language: str, wrong: list[str]
    ) -> None:
        supported = bodies.named(source)
        mine = list(bodies.english(story, Span(0, len(story))))
        lost = [body for body in supported if not bodies.is_meant(body, tuple(each.body for each in mine))]
        strange = [each.span.of(story) for each in mine if not bodies.is_meant(each.body, supported)]
        assert (strange if lost else []) == wrong

    def test_the_longer_name_is_meant(self) -> None:
        text = "The European Commission and the European Central Bank met the EU's critics."
        found = [each.body.name for each in bodies.english(text, Span(0, len(text)))]
        assert found == ["European Commission", "European Central Bank", "European Union"]


class TestMeasures:
    """Currencies and units beside numbers."""

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("It cost $40 million, or 35 million euros.", {"dollar", "euro"}),
            ("Growth was 5% and 3 percent.", {"percent"}),
            ("He ran 5 km and 3 miles.", {"kilometre", "mile"}),
            ("The won fell. They won 5 of 6. A pound of flesh.", set()),
            ("It cost 500,000 won ($400).", {"won", "dollar"}),
        ],
    )
    def test_those_of_english_prose(self, text: str, names: set[str]) -> None:
        found = list(measures.english(text, Span(0, len(text))))
        assert {each.name for each in found} == names
        assert all(each.span.of(text) for each in found)

    @pytest.mark.parametrize(
        ("text", "language", "names"),
        [
            ("最高可处以1000欧元罚金", "zh", {"euro"}),
            ("亏损3亿元", "zh", {"yuan"}),
            ("440円", "ja", {"yen"}),
            ("5 миллионов рублей и 10 км", "ru", {"rouble", "kilometre"}),
            ("40 Millionen Euro, 3 Prozent", "de", {"euro", "percent"}),
            ("3억 원, 5킬로미터", "ko", {"won", "kilometre"}),
            ("fyrir 5 milljónir dala og 300 krónur", "is", {"dollar", "krona"}),
            ("250 korun za 3 tuny", "cs", {"koruna", "tonne"}),
            ("dala biliyan 6 cikin yarjejeniyoyen", "ha", {"dollar"}),
            ("за 40 гривень, 5 відсотків", "uk", {"hryvnia", "percent"}),
            ("tre mila persone, tan lejos", "it", set()),
        ],
    )
    def test_those_of_other_languages(self, text: str, language: str, names: set[str]) -> None:
        assert measures.named(text, language) == names

    def test_a_conversion_is_no_change(self) -> None:
        assert measures.stands_for("mile", frozenset({"kilometre"}))
        assert not measures.stands_for("dollar", frozenset({"euro"}))
