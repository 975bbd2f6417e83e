"""What an evaluation looks like: the table, the JSON, the pictures, and the command that makes them."""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mtqa import cli
from mtqa.errors import UsageError
from mtqa.evaluation import pictures, record, terminal
from mtqa.evaluation.evaluation import Evaluation, evaluate
from mtqa.evaluation.measures import MEASURES
from tests.spans import SAW, gold_lines, scanned_lines, write

GOLDEN = Path(__file__).parent / "golden" / "evaluation.txt"
pytestmark = pytest.mark.usefixtures("elsewhere")


def _run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli.main, ["evaluate", *arguments], input=stdin, catch_exceptions=False)


def _evaluation() -> Evaluation:
    return evaluate(gold_lines(), scanned_lines())


def test_the_table_is_what_it_was() -> None:
    written = terminal.write(_evaluation())
    if "MTQA_REDRAW" in os.environ:
        GOLDEN.write_text(written, encoding="utf-8", newline="")
    assert written == GOLDEN.read_bytes().decode(), (
        "if this is meant, run the tests with MTQA_REDRAW=1 and read the diff"
    )


def test_the_table_fits_80_columns_and_shows_no_control_characters() -> None:
    category = "accuracy/" + "very-long-name" * 8 + "\x1b[31m\n"
    gold = write("gold.jsonl", *({"id": n, "text": SAW, "spans": [[3, 6, "major", category]]} for n in range(2_000)))
    written = terminal.write(evaluate(gold, write("p.jsonl", *({"id": n, "findings": []} for n in range(2_000)))))
    assert "\x1b" not in written
    assert max(map(len, written.splitlines())) <= 80


def test_json_has_stable_keys_and_the_same_bytes_every_time() -> None:
    written = record.write(_evaluation())
    assert written == record.write(_evaluation())
    value = json.loads(written)
    assert value.keys() == {
        *("schema", "gold", "predictions", "rows", "words", "intervals", "measures"),
        *("by_severity", "by_category", "reliability", "curve"),
    }
    assert value["schema"] == "mtqa-evaluation/1"
    assert {group: tuple(of_group) for group, of_group in value["measures"].items()} == dict(MEASURES)
    assert value["measures"]["spans"]["precision"].keys() == {"value", "low", "high", "everything"}
    assert value["gold"] == {"path": "gold.jsonl", "form": "json-lines", "rows": 2, "marks": 2, "without_span": 0}
    assert value["intervals"] == {"level": 0.95, "samples": 1000, "seed": 20230801, "unit": "row", "units": 2}
    assert value["by_severity"][1] == {
        "name": "major",
        "gold": 1,
        "found": 1,
        "predicted": 2,
        "right": 2,
        "recall": 1.0,
        "precision": 1.0,
    }
    assert value["curve"][1] == {"threshold": 0.7, "precision": 0.5, "recall": 0.5}
    assert len(value["reliability"]) == 10


def test_what_is_not_defined_is_null_in_json_and_a_dash_in_the_table() -> None:
    row = {"text": SAW, "spans": []}
    found = evaluate(write("g.jsonl", row), write("p.jsonl", row))

    def refuse(name: str) -> None:
        raise AssertionError(name)

    value = json.loads(record.write(found), parse_constant=refuse)
    assert value["measures"]["spans"]["f1"] == {"value": None, "low": None, "high": None, "everything": 0.0}
    assert "no intervals, which need two rows at least" in terminal.write(found)
    assert re.search(r"spans, any overlap +precision +- +- +0\.000\n", terminal.write(found))


def test_documents_are_what_intervals_are_drawn_from_where_they_are_named() -> None:
    rows = [{"text": SAW, "doc": f"news.{n // 2}", "spans": [[3, 6, "major"]]} for n in range(4)]
    found = evaluate(write("g.jsonl", *rows), write("p.jsonl", *rows))
    assert (found.units, found.by_document) == (2, True)
    assert "samples of 2 documents" in terminal.write(found)
    assert "need a confidence for every prediction" in terminal.write(found)


class TestCommand:
    """mtqa evaluate."""

    def test_it_prints_the_table_or_json(self) -> None:
        files = (gold_lines(), scanned_lines())
        assert _run(*files).stdout == GOLDEN.read_bytes().decode()
        assert json.loads(_run(*files, "--format", "json").stdout)["schema"] == "mtqa-evaluation/1"

    def test_it_reads_standard_input_and_writes_a_file(self) -> None:
        scan = Path(scanned_lines()).read_bytes()
        result = _run(gold_lines(), "-", "-o", "out.txt", stdin=scan)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "predictions: - (json-lines, 2 rows, 3 spans)" in Path("out.txt").read_text(encoding="utf-8")

    def test_poor_predictions_are_no_failure(self) -> None:
        assert _run(gold_lines(), write("p.jsonl", {"id": 1, "findings": []}, {"id": 2, "findings": []})).exit_code == 0

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["nope", "scan.jsonl"], "mtqa: nope: no such file or directory\n"),
            (["gold.jsonl", "empty"], "mtqa: empty: nothing to evaluate: the file is empty\n"),
            (["gold.jsonl", "other.jsonl"], "mtqa: gold.jsonl:2: the id '2' is not in other.jsonl\n"),
            (
                ["gold.jsonl", "scan.jsonl", "-o", "no/folder"],
                "mtqa: no/folder: cannot be written: no such file or directory\n",
            ),
        ],
    )
    def test_what_is_wrong_is_one_line_and_2(self, arguments: list[str], problem: str) -> None:
        gold_lines()
        scanned_lines()
        Path("empty").touch()
        write("other.jsonl", {"id": 1, "findings": []})
        result = _run(*arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", problem)

    @pytest.mark.parametrize(
        "arguments", [[], ["gold.jsonl"], ["g", "p", "--curve", "x.pdf"], ["g", "p", "--format", "x"]]
    )
    def test_a_wrong_call_is_2(self, arguments: list[str]) -> None:
        assert _run(*arguments).exit_code == 2

    def test_without_matplotlib_a_picture_is_one_line_and_2(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "matplotlib", None)
        result = _run(gold_lines(), scanned_lines(), "--curve", "c.svg")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "mtqa: pictures need matplotlib: pip install 'mtqa[plot]'\n"
        assert not Path("c.svg").exists()


class TestPictures:
    """Drawn where matplotlib is installed."""

    @pytest.fixture(autouse=True)
    def _matplotlib(self) -> Any:
        return pytest.importorskip("matplotlib")

    def test_both_are_drawn_by_the_command_in_the_form_of_their_names(self) -> None:
        result = _run(gold_lines(), scanned_lines(), "--curve", "c.SVG", "--reliability", "r.png")
        assert result.exit_code == 0
        assert b"<svg" in Path("c.SVG").read_bytes()
        assert Path("r.png").read_bytes().startswith(b"\x89PNG")

    def test_a_picture_has_the_same_bytes_every_time_and_leaves_the_settings_alone(self) -> None:
        import matplotlib as mpl

        before = mpl.rcParams["svg.hashsalt"]
        for draw in (pictures.curve, pictures.reliability):
            assert draw(_evaluation(), "svg") == draw(_evaluation(), "svg")
        assert "matplotlib.pyplot" not in sys.modules
        assert mpl.rcParams["svg.hashsalt"] == before

    def test_without_confidences_there_is_nothing_to_draw(self) -> None:
        row = {"text": SAW, "spans": [[3, 6, "major"]]}
        found = evaluate(write("g.jsonl", row), write("p.jsonl", row))
        for draw in (pictures.curve, pictures.reliability):
            with pytest.raises(UsageError, match="a confidence for every"):
                draw(found, "svg")

    def test_a_picture_that_cannot_be_written_is_one_line_and_2(self) -> None:
        result = _run(gold_lines(), scanned_lines(), "--curve", "no/folder/c.svg")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "mtqa: no/folder/c.svg: cannot be written: no such file or directory\n"
