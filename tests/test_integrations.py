"""What other people's CI calls: every call is one that mtqa understands."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from mtqa import cli

TOP = Path(__file__).parents[1]
HOOKS, ACTION, TEMPLATE = TOP / ".pre-commit-hooks.yaml", TOP / "action.yml", TOP / ".gitlab" / "mtqa.gitlab-ci.yml"
pytestmark = pytest.mark.skipif(not ACTION.is_file(), reason="the files are not beside the tests")


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _understood(arguments: list[str]) -> dict[str, Any]:
    """Return what mtqa makes of a call, which it must understand."""
    command = cli.main.get_command(click.Context(cli.main), arguments[0])
    assert command is not None, arguments
    return command.make_context(arguments[0], arguments[1:]).params


def test_hooks_are_calls_of_mtqa_with_files_behind_them(elsewhere: Path) -> None:
    Path("a.txt").touch()
    hooks = _read(HOOKS)
    assert [hook["id"] for hook in hooks] == ["mtqa", "mtqa-fix"]
    for hook in hooks:
        program, *arguments = shlex.split(hook["entry"])
        assert program == "mtqa"
        assert _understood([*arguments, "a.txt"])["paths"] == ("a.txt",)
        assert hook["require_serial"]


def test_the_gitlab_template_is_calls_of_mtqa_and_keeps_what_they_write() -> None:
    job = _read(TEMPLATE)["mtqa"]
    written = []
    for line in job["script"]:
        program, *arguments = shlex.split(line.replace("$MTQA_PATHS", job["variables"]["MTQA_PATHS"]))
        assert program == "mtqa"
        written.append(_understood(arguments)["output"])
    assert sorted(str(path) for path in written if path) == sorted(job["artifacts"]["reports"].values())


class TestAction:
    """The script of the action, run with a program in mtqa's place that writes down its calls."""

    @staticmethod
    def _run(folder: Path, status: int = 0, **inputs: str) -> tuple[int, list[list[str]]]:
        action = _read(ACTION)
        step = action["runs"]["steps"][-1]
        given = {name: value.get("default", "") for name, value in action["inputs"].items()} | inputs
        named = {key: re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value) for key, value in step["env"].items()}
        environment = {key: given[match[1]] for key, match in named.items() if match}
        assert environment.keys() == step["env"].keys()
        stand_in = folder / "bin" / "mtqa"
        stand_in.parent.mkdir()
        log = 'printf "%s\\0" "$@" >> calls; printf "\\n" >> calls'
        stand_in.write_text(f"#!/bin/bash\n{log}\necho said\nexit {status}\n", encoding="utf-8")
        stand_in.chmod(0o755)
        environment |= {"PATH": f"{stand_in.parent}:/usr/bin:/bin", "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, env=environment, capture_output=True, check=False, cwd=folder)
        calls = (folder / "calls").read_text(encoding="utf-8").split("\0\n")
        return done.returncode, [call.split("\0") for call in calls if call]

    def test_no_input_reaches_a_script_but_as_data(self) -> None:
        for step in _read(ACTION)["runs"]["steps"]:
            assert "${{" not in step.get("run", "")

    @pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
    def test_without_inputs_it_checks_all_and_sums_up(self, elsewhere: Path) -> None:
        status, calls = self._run(elsewhere)
        assert status == 0
        assert [_understood(call)["form"] for call in calls] == ["github", "markdown"]
        assert all(_understood(call)["paths"] == (".",) for call in calls)
        assert (elsewhere / "summary.md").read_text(encoding="utf-8") == "said\n"

    @pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
    def test_every_input_reaches_mtqa_as_it_is(self, elsewhere: Path) -> None:
        (elsewhere / "a b.json").write_text(json.dumps({}), encoding="utf-8")
        status, calls = self._run(
            elsewhere,
            status=1,
            paths="desk/*.md\n--a story's $(touch x).txt\n",
            baseline="a b.json",
            changed="origin/main",
            sarif="out.sarif",
            **{"fail-on": "minor"},
        )
        assert status == 1
        first, *_ = understood = [_understood(call) for call in calls]
        assert [each["form"] for each in understood] == ["github", "markdown", "sarif"]
        assert first["fail_on"].value == "minor"
        for each in understood:
            assert each["paths"] == ("desk/*.md", "--a story's $(touch x).txt")
            assert (str(each["baseline"]), each["changed"]) == ("a b.json", "origin/main")
        assert str(understood[-1]["output"]) == "out.sarif"
        assert not (elsewhere / "x").exists()
