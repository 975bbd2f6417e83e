"""The command line, mostly inside this process, with models that load nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mtqa import __version__, cli
from mtqa.cli import settings
from mtqa.models import Models
from mtqa.runner import Runner
from tests.packs import pack, rule_text

STORY = "He saw the the mayor of the town on Monday.\n"
FINE = "He saw the mayor of the town on Monday.\n"

Run = Callable[..., Result]


@pytest.fixture
def run(elsewhere: Path, light: Models, monkeypatch: pytest.MonkeyPatch) -> Run:
    original = settings.runner

    def light_runner(options: dict[str, Any]) -> Runner:
        return replace(original(options), models=light)

    monkeypatch.setattr(settings, "runner", light_runner)
    monkeypatch.delenv("NO_COLOR", raising=False)

    def invoke(*arguments: str, stdin: bytes | None = None) -> Result:
        result = CliRunner().invoke(cli.main, list(arguments), input=stdin, catch_exceptions=False)
        assert "Traceback" not in result.stderr
        return result

    return invoke


def _write(path: str, text: str | bytes = STORY) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def _real(*arguments: str, stdin: bytes | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])}
    command = [sys.executable, "-m", "mtqa", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=environment, check=False)


class TestExitStatus:
    """What the exit status says."""

    @pytest.mark.parametrize(
        ("options", "status"),
        [
            ([], 0),
            (["--fail-on", "minor"], 1),
            (["--fail-on", "major"], 0),
            (["--fail-on", "never"], 0),
            (["--fail-under", "99.9"], 1),
            (["--fail-under", "1"], 0),
            (["--fail-on", "minor", "--exit-zero"], 0),
            (["--fail-on", "minor", "--ignore", "repetition"], 0),
            (["--fail-on", "minor", "--select", "grammar"], 0),
            (["--fail-on", "minor", "--checks", "language"], 0),
        ],
    )
    def test_it_follows_the_fail_level_and_the_threshold(self, run: Run, options: list[str], status: int) -> None:
        assert run("check", _write("a.txt"), *options).exit_code == status

    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["nope"],
            ["check"],
            ["check", "a.txt", "--format", "nope"],
            ["check", "a.txt", "--fail-under", "101"],
            ["check", "a.txt", "--fail-under", "nan"],
            ["check", "a.txt", "--config", "nope.toml"],
            ["check", "a.txt", "--checks", "nope"],
            ["check", "a.txt", "--ignore", "nope"],
            ["check", "a.txt", "--operating-point", "nope"],
            ["check", "a.txt", "-o", "."],
            ["check", "a.txt", "-o", "no/such/folder"],
            ["check", "a.txt", "--baseline", "nope.json"],
            ["check", "a.txt", "--statistics", "--format", "json"],
            ["baseline"],
            ["fix"],
            ["scan", "nope.jsonl"],
            ["explain", "nope/nope"],
            ["rules", "test", "nope"],
            ["completion", "powershell"],
        ],
        ids=" ".join,
    )
    def test_a_wrong_call_is_2_and_nothing_on_standard_output(self, run: Run, arguments: list[str]) -> None:
        _write("a.txt")
        result = run(*arguments)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr

    def test_a_missing_file_is_2_and_the_rest_is_checked(self, run: Run) -> None:
        result = run("check", "nope.txt", _write("a.txt"), "nope2.txt", "--format", "text", "--exit-zero")
        assert result.exit_code == 2
        assert result.stdout.startswith("a.txt:1:8: minor repetition/doubled-word ")
        assert result.stderr == (
            "mtqa: nope.txt: no such file or directory\nmtqa: nope2.txt: no such file or directory\n"
        )


class TestWhatIsRead:
    """Files, folders, standard input."""

    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            (b"", "nothing to check: the file is empty"),
            (b"\xef\xbb\xbf \r\n", "nothing to check: the file is empty"),
            (bytes(range(256)), "not a text file: it has a NUL byte at offset 0"),
            (b"He saw \0 it.", "not a text file: it has a NUL byte at offset 7"),
            (
                b"He saw \xed\xa0\x80 it.",
                "not valid UTF-8: half a surrogate pair at byte 7; save the file as UTF-8 again",
            ),
            (b"The cat sat. " * 1_600_000, "line 1 begins a paragraph of 20,799,999 characters; no story has one over"),
        ],
        ids=["empty", "blank", "binary", "nul", "surrogate", "one-line-of-20-MB"],
    )
    def test_what_is_no_story_is_told_in_one_line(self, run: Run, data: bytes, problem: str) -> None:
        result = run("check", _write("a.txt", data), _write("b.txt"), "--format", "text")
        assert result.exit_code == 2
        assert result.stderr.startswith(f"mtqa: a.txt: {problem}")
        assert result.stderr.count("\n") == 1
        assert result.stdout.startswith("b.txt:1:8: ")

    @pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
    def test_any_line_end_will_do(self, run: Run, end: bytes) -> None:
        result = run("check", _write("a.txt", b"Head" + end * 2 + STORY.encode()), "--format", "text")
        assert result.stdout.startswith("a.txt:3:8: ")

    def test_another_encoding_is_read_with_a_note(self, run: Run) -> None:
        story = "The café owner said the the naïve mayor of Genève was Zoë’s friend. " * 5
        result = run("check", _write("a.txt", story.encode("cp1252")), "--format", "text")
        assert result.exit_code == 0
        assert "not UTF-8; read as" in result.stderr

    def test_folders_and_globs_are_read(self, run: Run) -> None:
        for name in ("desk/a.txt", "desk/sub/b.md", "desk/c.pdf"):
            _write(name)
        for argument in ("desk", "desk/**/*.{txt,md}"):
            result = run("check", argument, "--format", "text")
            assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["desk/a.txt", "desk/sub/b.md"]

    def test_standard_input_is_read(self, run: Run) -> None:
        result = run("check", "-", "--format", "text", stdin=STORY.encode())
        assert result.stdout.startswith("-:1:8: ")

    def test_front_matter_is_not_prose_but_its_title_is_the_headline(self, run: Run) -> None:
        _write("a.md", f'---\ntitle: "The the mayor"\ntags: [the the]\n---\n\n{STORY}')
        result = run("check", "a.md", "--format", "text")
        assert [line.split(":")[1:3] for line in result.stdout.splitlines()] == [["2", "9"], ["6", "8"]]

    def test_a_name_with_control_characters_is_told_on_one_harmless_line(self, run: Run) -> None:
        result = run("check", "a\nb\x1b[31m\u202e.txt")
        assert result.exit_code == 2
        assert result.stderr.count("\n") == 1
        assert not {"\x1b", "\u202e"} & set(result.stderr)

    @pytest.mark.parametrize("name", ["x" * 5000, "{1..99999999}", "[", ""], ids=["long", "braces", "bracket", "empty"])
    def test_a_strange_name_is_told_on_one_line(self, run: Run, name: str) -> None:
        result = run("check", name)
        assert result.exit_code == 2
        assert result.stderr.startswith("mtqa: ")
        assert result.stderr.count("\n") == 1


class TestWhatIsWritten:
    """Forms of the report and where it goes."""

    def test_json_is_one_object_with_the_errors_in_it(self, run: Run) -> None:
        result = run("check", _write("a.txt"), "nope.txt", "--format", "json")
        value = json.loads(result.stdout)
        assert [article["path"] for article in value["articles"]] == ["a.txt"]
        assert value["errors"] == [{"path": "nope.txt", "problem": "no such file or directory"}]
        assert value["signature"]["operating_point"] == "precision"

    def test_json_is_written_also_where_nothing_could_be_read(self, run: Run) -> None:
        value = json.loads(run("check", "nope.txt", "--format", "json").stdout)
        assert value["articles"] == []
        assert len(value["errors"]) == 1

    def test_jsonl_is_one_object_a_story(self, run: Run) -> None:
        result = run("check", _write("a.txt"), _write("b.txt", FINE), "--format", "jsonl")
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        assert [(row["path"], len(row["findings"])) for row in rows] == [("a.txt", 1), ("b.txt", 0)]

    def test_quiet_is_only_the_findings(self, run: Run) -> None:
        assert run("check", _write("a.txt", FINE), "--quiet").stdout == ""
        assert run("check", _write("b.txt"), "--quiet").stdout.count("\n") == 1

    def test_a_summary_is_one_line_a_story(self, run: Run) -> None:
        result = run("check", _write("a.txt"), _write("b.txt", FINE), "--summary")
        assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["a.txt", "b.txt"]
        assert result.stdout.endswith("100.0 PASS, 9 words, no findings\n")

    def test_color_is_there_when_it_is_asked_for(self, run: Run) -> None:
        assert "\x1b[" not in run("check", _write("a.txt")).stdout
        assert "\x1b[" in CliRunner().invoke(cli.main, ["check", "a.txt", "--color", "always"], color=True).stdout

    @pytest.mark.parametrize("form", ["terminal", "text", "listing"])
    def test_nothing_in_a_story_reaches_the_terminal_that_it_obeys(self, run: Run, form: str) -> None:
        _write("a.txt", "He saw \x1b[31m\u202e\x9b2J\x07 the the\u2066 mayor \x1b]0;x\x07 of the town.\n")
        result = run("check", "a.txt", "--format", form)
        assert "the the" in result.stdout
        assert not {"\x1b", "\u202e", "\u2066", "\x9b", "\x07"} & set(result.stdout)

    def test_the_operating_point_is_kept_to(self, run: Run) -> None:
        result = run("check", _write("a.txt"), "--operating-point", "recall", "--format", "json")
        assert json.loads(result.stdout)["signature"]["operating_point"] == "recall"

    def test_a_file_is_written_whole_with_nothing_beside_it(self, run: Run) -> None:
        _write("out.json", "old")
        result = run("check", _write("a.txt"), "--format", "json", "--output", "out.json")
        assert result.stdout == ""
        assert json.loads(Path("out.json").read_text(encoding="utf-8"))["articles"]
        assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "out.json"]

    def test_a_run_that_breaks_off_leaves_the_old_file(self, run: Run) -> None:
        _write("out.txt", "old")
        _write("bad/mtqa.toml", "nope = 1")
        result = run("check", _write("a.txt"), _write("bad/b.txt"), "--format", "text", "-o", "out.txt")
        assert result.exit_code == 2
        assert Path("out.txt").read_text(encoding="utf-8") == "old"
        assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "bad", "out.txt"]

    def test_a_link_stays_a_link_and_a_private_file_private(self, run: Run) -> None:
        _write("real.txt", "old")
        Path("real.txt").chmod(0o600)
        Path("link.txt").symlink_to("real.txt")
        run("check", _write("a.txt"), "--format", "text", "-o", "link.txt")
        assert Path("link.txt").is_symlink()
        assert Path("real.txt").read_text(encoding="utf-8").startswith("a.txt:1:8: ")
        assert Path("real.txt").stat().st_mode & 0o777 == 0o600

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_what_is_no_file_is_written_to_and_not_replaced(self, run: Run) -> None:
        os.mkfifo("pipe")
        reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
        result = run("check", _write("a.txt"), "--format", "text", "-o", "pipe")
        assert os.read(reader, 10_000).startswith(b"a.txt:1:8: ")
        os.close(reader)
        assert result.exit_code == 0
        assert Path("pipe").is_fifo()

    def test_a_dash_is_standard_output(self, run: Run) -> None:
        assert run("check", _write("a.txt"), "--format", "text", "-o", "-").stdout.startswith("a.txt:1:8: ")
        assert [path.name for path in Path().iterdir()] == ["a.txt"]


class TestBaseline:
    """What is known, and what is new."""

    def test_only_what_is_new_is_reported_and_counts(self, run: Run) -> None:
        _write("desk/a.txt")
        done = run("baseline", "desk")
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr == "mtqa: mtqa-baseline.json: 1 findings in 1 stories are known now\n"
        options = ("--baseline", "mtqa-baseline.json", "--fail-on", "minor", "--format", "text")
        assert (run("check", "desk", *options).exit_code, run("check", "desk", *options).stdout) == (0, "")
        _write("desk/a.txt", f"They went to to the sea.\n\n{STORY}")
        new = run("check", "desk", *options)
        assert new.exit_code == 1
        assert new.stdout.startswith("desk/a.txt:1:11: ")
        assert new.stdout.count("\n") == 1
        assert new.stderr == ""

    def test_a_stale_entry_is_told_and_changes_no_status(self, run: Run) -> None:
        run("baseline", _write("a.txt"), "-o", "known.json")
        result = run("check", _write("a.txt", FINE), "--baseline", "known.json", "--format", "text")
        assert result.exit_code == 0
        assert result.stderr == "mtqa: known.json: 1 entry is stale; write it anew\n"

    def test_what_is_no_baseline_is_told(self, run: Run) -> None:
        _write("known.json", "[]")
        result = run("check", _write("a.txt"), "--baseline", "known.json", "-o", "out.txt")
        assert result.exit_code == 2
        assert result.stderr == "mtqa: known.json: no baseline of this mtqa; write one with `mtqa baseline`\n"
        assert not Path("out.txt").exists()

    def test_a_story_that_cannot_be_read_is_2_and_the_rest_is_known(self, run: Run) -> None:
        assert run("baseline", _write("a.txt"), "nope.txt").exit_code == 2
        assert "a.txt" in json.loads(Path("mtqa-baseline.json").read_text(encoding="utf-8"))["stories"]


class TestWhichStories:
    """Changed ones, and those that were checked before."""

    def test_outside_a_repository_changed_is_a_wrong_call(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
        result = run("check", _write("a.txt"), "--changed", "main")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("mtqa: --changed needs a git repository")

    def test_only_changed_stories_are_checked(self, run: Run) -> None:
        for command in (["init", "-q"], ["add", _write("a.txt")], ["commit", "-qm", "one"]):
            subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *command], check=True)
        assert run("check", ".", "--changed", "HEAD").stderr == "mtqa: no story changed since HEAD\n"
        _write("b.txt")
        assert run("check", ".", "--changed", "HEAD", "--format", "text").stdout.startswith("b.txt:1:8: ")

    def test_a_story_that_was_checked_before_gives_the_same_bytes(self, run: Run) -> None:
        _write("a.txt", f"{STORY}\n\nA line of its own. 😀\n")
        fresh, first, second = (
            run("check", "a.txt", "--format", "json", *more).stdout_bytes for more in (["--no-cache"], [], [])
        )
        assert fresh == first == second

    def test_a_comment_with_an_unknown_rule_is_told(self, run: Run) -> None:
        result = run("check", _write("a.md", f"{STORY}\n<!-- mtqa: ignore repetitoin -->\n\n{STORY}"), "--quiet")
        assert result.stderr == "mtqa: a.md:3: there is no rule or pack repetitoin; did you mean repetition?\n"
        assert result.stdout.count("\n") == 2


class TestStatistics:
    """How often each rule spoke."""

    def test_rules_are_counted_the_most_frequent_first(self, run: Run) -> None:
        _write("a.txt", f"{STORY}\n\nHe said “that the the end is near.\n\n{STORY}")
        lines = run("check", "a.txt", "--statistics", "--checks", "patterns").stdout.splitlines()
        assert lines[0].split() == ["3", "minor", "repetition/doubled-word"]
        assert lines[-1].endswith(" stories")
        counts = [int(line.split()[0]) for line in lines[:-1]]
        assert counts == sorted(counts, reverse=True)


class TestFix:
    """Safe suggestions taken."""

    @pytest.fixture
    def sure(self, run: Run) -> Run:
        pack(Path("packs"), rule_text(suggest="[bar]", confidence="0.9"))
        _write("mtqa.toml", "packs = ['packs']\nselect = ['mine']")
        _write("a.txt", b"A foo and a foo are here on Monday.\r\n")
        return run

    def test_without_write_nothing_is_changed(self, sure: Run) -> None:
        before = Path("a.txt").read_bytes()
        result = sure("fix", "a.txt")
        assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "a.txt:1:3: “foo” → “bar” (mine/foo)")
        assert result.stderr == "mtqa: 2 suggestions to take; --write takes them\n"
        assert "+A bar and a bar are here on Monday." in sure("fix", "a.txt", "--diff").stdout
        assert Path("a.txt").read_bytes() == before

    def test_with_write_the_story_is_replaced_and_its_line_ends_kept(self, sure: Run) -> None:
        assert sure("fix", "a.txt", "--write").stderr == "mtqa: 2 suggestions taken\n"
        assert Path("a.txt").read_bytes() == b"A bar and a bar are here on Monday.\r\n"
        assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "mtqa.toml", "packs"]

    def test_standard_input_cannot_be_written_to(self, sure: Run) -> None:
        result = sure("fix", "-", "--write", stdin=b"A foo is here on Monday.")
        assert result.exit_code == 2
        assert result.stderr == "mtqa: -: standard input cannot be written to\nmtqa: 0 suggestions taken\n"

    def test_what_cannot_be_written_back_is_2(self, sure: Run) -> None:
        _write("b.txt", ("A foo here. " + "The café of Genève is Zoë’s. " * 5).encode("cp1252"))
        before = Path("b.txt").read_bytes()
        result = sure("fix", "b.txt", "nope.txt", "--write")
        assert result.exit_code == 2
        assert "mtqa: b.txt: not UTF-8, or changed since it was read; it is left as it is" in result.stderr
        assert "mtqa: nope.txt: no such file or directory" in result.stderr
        assert Path("b.txt").read_bytes() == before


class TestSettings:
    """Settings files and packs."""

    def test_an_unknown_key_is_told_with_file_and_line(self, run: Run) -> None:
        _write("mtqa.toml", "# mine\nfial-on = 'major'\n")
        result = run("check", _write("a.txt"))
        assert result.exit_code == 2
        assert result.stderr == f"mtqa: {Path.cwd()}/mtqa.toml:2: unknown key fial-on; did you mean fail-on?\n"
        assert run("check", "a.txt", "--isolated").exit_code == 0

    def test_a_broken_pack_is_told_with_file_and_line(self, run: Run) -> None:
        pack(Path("packs"), rule_text(tokens="['(']"))
        _write("mtqa.toml", "packs = ['packs']")
        result = run("check", _write("a.txt"))
        assert result.exit_code == 2
        assert "mine.yaml:7: bad pattern: missing )" in result.stderr
        assert result.stderr.count("\n") == 1

    def test_a_pack_of_the_users_own_is_used(self, run: Run) -> None:
        pack(Path("packs"))
        _write("mtqa.toml", "packs = ['packs']\nselect = ['mine']")
        result = run("check", _write("a.txt", "A foo is here on Monday."), "--format", "text")
        assert result.stdout == "a.txt:1:3: minor mine/foo foo is wrong.\n"
        assert run("explain", "mine/foo").stdout.startswith("mine/foo\n")

    def test_a_settings_file_can_be_named(self, run: Run) -> None:
        _write("my.toml", "fail-on = 'minor'")
        assert run("check", _write("a.txt"), "--config", "my.toml").exit_code == 1
        assert run("check", "a.txt", "--config", "my.toml", "--fail-on", "major").exit_code == 0


class TestScan:
    """Many texts in one file."""

    def test_a_bad_line_is_told_and_the_order_kept(self, run: Run) -> None:
        rows = [json.dumps({"id": number, "text": STORY}) for number in range(3)]
        _write("in.jsonl", "\n".join([rows[0], "nope", *rows[1:]]))
        result = run("scan", "in.jsonl", "--isolated")
        assert result.exit_code == 2
        assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [0, 1, 2]
        assert result.stderr.startswith("mtqa: in.jsonl:2: not JSON: ")

    def test_it_can_write_over_its_own_input(self, run: Run) -> None:
        _write("in.jsonl", json.dumps({"id": 7, "text": STORY}))
        assert run("scan", "in.jsonl", "-o", "in.jsonl").exit_code == 0
        assert json.loads(Path("in.jsonl").read_text(encoding="utf-8"))["words"] == 10

    def test_standard_input_is_read_and_the_options_kept_to(self, elsewhere: Path) -> None:
        lines = json.dumps({"id": "ü", "text": STORY}).encode() + b"\nnope\n"
        done = _real("scan", "-", "--isolated", "--ignore", "repetition", stdin=lines)
        assert json.loads(done.stdout)["findings"] == []
        assert done.stderr.startswith(b"mtqa: <stdin>:2: not JSON: ")
        assert done.returncode == 2


class TestRules:
    """Rules listed, explained and proved."""

    def test_a_rule_is_explained(self, run: Run) -> None:
        result = run("explain", "repetition/doubled-word")
        assert result.exit_code == 0
        assert "Why: " in result.stdout
        assert "✗" in result.stdout

    def test_a_rule_of_names_is_explained_with_an_entry_and_its_evidence(self, run: Run) -> None:
        result = run("explain", "entities/wrong-country")
        assert result.exit_code == 0
        assert "Entry: Korean Central News Agency (KCNA), news agency of KP" in result.stdout
        assert "% sure." in result.stdout

    def test_an_encoder_that_cannot_be_had_is_told_in_one_line(self, run: Run) -> None:
        Path("mtqa.toml").write_text('encoder = "nowhere/to-be-found"\n', encoding="utf-8")
        Path("a.txt").write_text(
            "The report was sent to the World Trade Bureau in May, officials said.\n", encoding="utf-8"
        )
        result = run("check", "a.txt", "--checks", "entities")
        assert result.exit_code == 2
        assert result.stderr.startswith("mtqa: the encoder nowhere/to-be-found ")
        assert result.stderr.count("\n") == 1

    def test_a_rule_that_is_not_there_is_told_with_the_one_that_was_meant(self, run: Run) -> None:
        result = run("explain", "repetition/doubled-wrd")
        assert result.stderr == (
            "mtqa: there is no rule repetition/doubled-wrd; did you mean repetition/doubled-word?\n"
        )

    def test_rules_are_listed_and_filtered(self, run: Run) -> None:
        everything = run("rules").stdout
        some = run("rules", "--pack", "repetition").stdout
        assert "repetition/doubled-word" in everything
        assert some.splitlines()[1:-1] == [line for line in some.splitlines() if line.startswith("repetition/")]
        assert len(some) < len(everything)
        assert "critical" not in run("rules", "--severity", "minor").stdout
        assert "patterns" not in run("rules", "--checker", "language").stdout

    def test_a_pack_is_proved(self, run: Run) -> None:
        pack(Path("good"))
        result = run("rules", "test", "good")
        assert (result.exit_code, result.stdout) == (0, "1 rules, 0 failed examples\n")

    def test_a_pack_that_fails_is_1_with_file_and_line(self, run: Run) -> None:
        pack(Path("bad"), rule_text(good='["A foo.", "bar"]'))
        result = run("rules", "test", "bad")
        assert result.exit_code == 1
        assert result.stdout.startswith("bad/mine.yaml:1: mine/foo: reports 'foo' in the good example: 'A foo.'\n")

    def test_a_folder_without_packs_or_with_a_broken_one_is_2(self, run: Run) -> None:
        Path("empty").mkdir()
        assert run("rules", "test", "empty").exit_code == 2
        pack(Path("broken"), rule_text(why=None))
        result = run("rules", "test", "broken")
        assert (result.exit_code, result.stderr) == (2, "mtqa: broken/mine.yaml:1: why is missing\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_completion_for_each_shell(run: Run, shell: str) -> None:
    assert "_MTQA_COMPLETE" in run("completion", shell).stdout


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout == f"mtqa {__version__}\n"


def test_a_real_run_checks_a_story_with_settings_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_text("fail-on = 'minor'", encoding="utf-8")
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    done = _real("check", "a.txt", "nope.txt", "--format", "json", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == b"mtqa: nope.txt: no such file or directory\n"
    assert json.loads(done.stdout)["articles"][0]["findings"][0]["text"] == "the the"
    assert _real("check", "-", "--format", "text", stdin=STORY.encode(), cwd=tmp_path).returncode == 1


def test_a_real_run_survives_names_and_a_terminal_that_are_not_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.txt")
    (tmp_path / name).write_text("He saw the the “mayor” 東京.", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONIOENCODING", "ascii")
        done = _real("check", name, "--isolated", cwd=tmp_path)
    assert done.returncode in {0, 1}
    assert b"Traceback" not in done.stderr
    assert b"the the" in done.stdout
