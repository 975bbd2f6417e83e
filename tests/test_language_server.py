"""The language server: positions as editors count them, and a client that drives it as an editor does."""

import ast
import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="the language server is an extra")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from mtqa import pipeline, readers
from mtqa.config import Config, read_config
from mtqa.finding import Category, Finding, Severity
from mtqa.pipeline import Desk
from mtqa.server.language import house
from mtqa.server.language.actions import actions
from mtqa.server.language.checked import Checked, placed
from mtqa.server.language.diagnostics import diagnostics, hover
from mtqa.server.language.positions import Positions
from mtqa.span import Span

T = TypeVar("T")
QUICK = Desk(config=Config(checks=("patterns",)))
TEXT = st.text(st.sampled_from("ab é́😀𝒳\r\n\u2028\u0085\t"), max_size=60)
SETTINGS = 'checks = ["patterns"] # quick\naccept = ["Lindrum"]\n'
STORY = "😀😀 He saw the the mayor.\n\nThey voted in a distrust vote 😀 today.\n"


@given(text=TEXT, data=st.data())
def test_positions_count_utf16_and_come_back(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    positions = Positions(text)
    found = positions.position(offset)
    before = text[:offset]
    line = before.replace("\r\n", "\n").replace("\r", "\n")
    if text[offset - 1 : offset + 1] == "\r\n" and offset:
        return  # between the two characters that end a line there is no position
    assert found.line == line.count("\n")
    assert found.character == len(line.rsplit("\n", 1)[-1].encode("utf-16-le")) // 2
    assert positions.offset(found) == offset


@given(text=TEXT, data=st.data())
def test_other_encodings_count_their_own_units(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if any(text[at - 1 : at + 1] == "\r\n" and at for at in (start, end)):
        return
    for encoding in (types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf32):
        positions = Positions(text, encoding)
        assert positions.span(positions.range(Span(start, end))) == Span(start, end)
    assert Positions("é😀x", types.PositionEncodingKind.Utf8).position(2).character == 6
    assert Positions("é😀x", types.PositionEncodingKind.Utf32).position(2).character == 2


@pytest.mark.parametrize(("line", "character", "offset"), [(0, 1, 0), (0, 99, 2), (1, 0, 3), (7, 0, 4), (1, 5, 4)])
def test_a_position_that_is_not_there_is_moved_back(line: int, character: int, offset: int) -> None:
    assert Positions("😀a\nb").offset(types.Position(line, character)) == offset


class Editor(LanguageClient):
    """An editor: it keeps what it is told."""

    def __init__(self) -> None:
        super().__init__("test", "1")
        self.published: dict[str, types.PublishDiagnosticsParams] = {}
        self.said: list[str] = []
        self.versions: list[int | None] = []
        self.told = asyncio.Event()

        # pygls names what it registers, and a bound method cannot be named.
        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._publish(params))  # noqa: PLW0108
        self.feature(types.WINDOW_SHOW_MESSAGE)(lambda params: self._show(params))  # noqa: PLW0108
        self.feature(types.WINDOW_LOG_MESSAGE)(lambda _: None)

    def _publish(self, params: types.PublishDiagnosticsParams) -> None:
        self.published[params.uri] = params
        self.versions.append(params.version)
        self.told.set()

    def _show(self, params: types.ShowMessageParams) -> None:
        self.said.append(params.message)

    async def until(self, uri: str, fits: Callable[[list[types.Diagnostic]], bool]) -> list[types.Diagnostic]:
        """Wait for diagnostics that fit."""
        async with asyncio.timeout(60):
            while uri not in self.published or not fits(list(self.published[uri].diagnostics)):
                self.told.clear()
                await self.told.wait()
        return list(self.published[uri].diagnostics)

    def open(self, file: Path, text: str) -> str:
        """Open a text."""
        kind = "markdown" if file.suffix == ".md" else "plaintext"
        self.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(file.as_uri(), kind, 1, text))
        )
        return file.as_uri()

    def change(self, uri: str, version: int, text: str) -> None:
        """Write another text."""
        self.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version=version, uri=uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def actions(self, uri: str, asked: types.Range) -> dict[str, types.CodeAction]:
        """Return what can be done at a place, by title."""
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), asked, types.CodeActionContext([]))
        found = await self.text_document_code_action_async(params)
        return {action.title: _whole(action) for action in found or ()}


def _whole(action: types.CodeAction | types.Command) -> types.CodeAction:
    """Return an action; one with a command is taken for a command by the client's converter, its insides for a name."""
    if isinstance(action, types.CodeAction):
        return action
    return types.CodeAction(action.title, command=types.Command(**ast.literal_eval(action.command)))


def drive(
    folder: Path, work: Callable[[Editor], Awaitable[T]], *, encodings: Any = None, settings: str = SETTINGS
) -> T:
    """Let an editor start the server in a folder, work, and end it; returns what the work does."""
    (folder / "mtqa.toml").write_text(settings, encoding="utf-8")

    async def session() -> T:
        editor = Editor()
        await editor.start_io(sys.executable, "-m", "mtqa", "lsp", cwd=folder)
        general = types.GeneralClientCapabilities(position_encodings=encodings)
        await editor.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(general=general), root_uri=folder.as_uri(), process_id=None
            )
        )
        editor.initialized(types.InitializedParams())
        done = await work(editor)
        await editor.shutdown_async(None)
        server = editor._server
        assert server is not None
        editor.exit(None)
        assert await asyncio.wait_for(server.wait(), 30) == 0
        stop: Callable[[], Awaitable[None]] = editor.stop
        await stop()
        return done

    return asyncio.run(session())


def applied(text: str, action: types.CodeAction, uri: str) -> str:
    """Return the text with an action done to it."""
    assert action.edit is not None
    assert action.edit.changes is not None
    positions = Positions(text)
    for edit in sorted(action.edit.changes[uri], key=lambda edit: positions.offset(edit.range.start), reverse=True):
        span = positions.span(edit.range)
        text = text[: span.start] + edit.new_text + text[span.end :]
    return text


def test_findings_stand_where_they_are_and_go_when_they_are_mended(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(tmp_path / "story.txt", STORY)
        found = await editor.until(uri, lambda each: len(each) == 2)
        words = [Positions(STORY).span(each.range).of(STORY) for each in found]
        assert words == ["the the", "distrust vote"]
        assert [each.source for each in found] == ["mtqa", "mtqa"]
        assert found[1].code == "set-phrases/no-confidence"
        assert found[1].code_description is not None
        assert found[1].code_description.href.endswith(".md#set-phrases-no-confidence")
        data: Any = found[1].data
        assert data["suggestions"] == ["no-confidence vote"]
        text = STORY
        for each in reversed(found):
            actions = await editor.actions(uri, each.range)
            title = next(title for title in actions if title.startswith("Put "))
            text = applied(text, actions[title], uri)
        editor.change(uri, 2, text)
        assert await editor.until(uri, lambda each: not each) == []
        editor.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    drive(tmp_path, work)


def test_what_is_written_over_is_not_told(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(tmp_path / "story.txt", STORY)
        await editor.until(uri, lambda each: len(each) == 2)
        for version, text in ((2, "It was late.\n"), (3, "A distrust vote.\n"), (4, f"\n{STORY}")):
            editor.change(uri, version, text)
        found = await editor.until(uri, lambda _: editor.published[uri].version == 4)
        assert [each.range.start.line for each in found] == [1, 3]
        assert editor.versions == [1, 4]

    drive(tmp_path, work)


def test_every_safe_suggestion_at_once(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(tmp_path / "story.txt", STORY)
        await editor.until(uri, lambda each: len(each) == 2)
        actions = await editor.actions(uri, types.Range(types.Position(0, 0), types.Position(0, 0)))
        assert list(actions) == ["Take every safe suggestion"]
        assert applied(STORY, actions["Take every safe suggestion"], uri) != STORY

    drive(tmp_path, work)


def test_the_pointer_is_told_why(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(tmp_path / "story.txt", "He saw <b> the the mayor in a distrust vote.\n")
        found = await editor.until(uri, bool)
        place = found[-1].range.start
        hover = await editor.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(place.line, place.character + 2))
        )
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert "<code>no&#45;confidence vote</code>" in hover.contents.value
        assert "set-phrases/no-confidence" in hover.contents.value
        nowhere = await editor.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(0, 1))
        )
        assert nowhere is None

    drive(tmp_path, work)


def test_a_comment_silences_a_line_of_markdown(tmp_path: Path) -> None:
    text = "# A story\r\n\r\nThey lost a distrust vote.\r\nIt was late.\r\n"

    async def work(editor: Editor) -> None:
        uri = editor.open(tmp_path / "story.md", text)
        found = await editor.until(uri, bool)
        actions = await editor.actions(uri, found[0].range)
        silenced = applied(text, actions["Ignore set-phrases/no-confidence on this line"], uri)
        assert "distrust vote. <!-- mtqa: ignore set-phrases/no-confidence -->\r\nIt" in silenced
        editor.change(uri, 2, silenced)
        await editor.until(uri, lambda each: not each)

    drive(tmp_path, work)


def test_names_are_accepted_in_the_settings_and_findings_ignored_in_the_baseline(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(tmp_path / "story.txt", STORY)
        found = await editor.until(uri, lambda each: len(each) == 2)
        accepting = (await editor.actions(uri, found[1].range))["Accept “distrust vote” everywhere"].command
        ignoring = next(
            action.command
            for title, action in (await editor.actions(uri, found[0].range)).items()
            if title.startswith("Ignore this ")
        )
        for command, left in ((accepting, 1), (ignoring, 0)):
            assert command is not None
            await editor.workspace_execute_command_async(types.ExecuteCommandParams(command.command, command.arguments))
            await editor.until(uri, lambda each, left=left: len(each) == left)  # type: ignore[misc]
        assert len(editor.said) == 2

    drive(tmp_path, work)
    settings = (tmp_path / "mtqa.toml").read_text(encoding="utf-8")
    assert settings.startswith('checks = ["patterns"] # quick\n')
    assert read_config(tmp_path / "mtqa.toml").accept == ("Lindrum", "distrust vote")
    assert list(house.read(tmp_path).stories) == ["story.txt"]


def test_settings_that_are_wrong_are_told_and_mended_ones_are_read(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(tmp_path / "story.txt", STORY)
        (problem,) = await editor.until(uri, bool)
        editor.change(uri, 2, f"{STORY}More.\n")
        await editor.until(uri, lambda _: editor.published[uri].version == 2)
        assert len(editor.said) == 1
        assert "chekcs" in editor.said[0]
        assert problem.severity is types.DiagnosticSeverity.Error
        assert "mtqa.toml:1" in problem.message
        (tmp_path / "mtqa.toml").write_text(SETTINGS, encoding="utf-8")
        settings = types.TextDocumentIdentifier((tmp_path / "mtqa.toml").as_uri())
        editor.text_document_did_save(types.DidSaveTextDocumentParams(settings))
        await editor.until(uri, lambda each: len(each) == 2)

    drive(tmp_path, work, settings='chekcs = ["patterns"]\n')


def test_a_list_of_the_house_counts_when_it_is_saved(tmp_path: Path) -> None:
    house_list = tmp_path / "house.txt"
    house_list.write_text("Lindrum\n", encoding="utf-8")

    async def work(editor: Editor) -> None:
        uri = editor.open(tmp_path / "story.txt", STORY)
        await editor.until(uri, lambda each: len(each) == 2)
        house_list.write_text("Lindrum\ndistrust vote\n", encoding="utf-8")
        saved = types.TextDocumentIdentifier(house_list.as_uri())
        editor.text_document_did_save(types.DidSaveTextDocumentParams(saved))
        await editor.until(uri, lambda each: len(each) == 1)

    drive(tmp_path, work, settings='checks = ["patterns"]\naccept-file = "house.txt"\n')


def test_front_matter_gets_no_comment(tmp_path: Path) -> None:
    text = "---\ntitle: Mayor loses distrust vote\n---\n\nIt was late.\n"

    async def work(editor: Editor) -> None:
        uri = editor.open(tmp_path / "story.md", text)
        (found,) = await editor.until(uri, bool)
        actions = await editor.actions(uri, found.range)
        (ignoring,) = (action for title, action in actions.items() if title.startswith("Ignore "))
        assert ignoring.edit is None
        assert ignoring.command is not None

    drive(tmp_path, work)


def invented(span: Span, *suggestions: str) -> Finding:
    """Return a finding at a span."""
    return Finding(
        span=span,
        rule="a/b",
        checker="patterns",
        category=Category.GRAMMAR,
        severity=Severity.MINOR,
        confidence=0.9,
        message="No.",
        why="So.",
        suggestions=suggestions,
    )


def test_what_overlaps_is_said_of_what_it_shares() -> None:
    text = "He saw the the mayor."
    findings = (invented(Span(0, 10)), invented(Span(7, 14)))
    report = replace(pipeline.check(readers.read(text.encode(), "s.txt", print), QUICK), findings=findings)
    checked = Checked(text=text, version=1, found=tuple(placed([report], text)))
    positions = Positions(text)
    said = hover(checked.found, positions)
    assert said is not None
    assert said.range is not None
    assert positions.span(said.range).of(text) == "the"
    assert [each.code_description for each in diagnostics(checked, positions, lambda _: None)] == [None, None]


def test_words_left_out_take_a_space_along() -> None:
    text = "\ufeffHe saw again the mayor."
    article = readers.read(text.encode(), "s.txt", print)
    found = invented(Span(7, 12), "")
    report = replace(pipeline.check(article, QUICK), findings=(found,))
    checked = Checked(text=text, version=1, found=tuple(placed([report], text)))
    action = next(actions("file:///s.txt", checked, Span(8, 9), Positions(text)))
    assert action.title == "Leave it out"
    assert applied(text, action, "file:///s.txt") == "\ufeffHe saw the mayor."


def test_without_the_extra_it_says_how_to_get_it() -> None:
    code = "import sys; sys.modules['pygls'] = None; from mtqa.cli import main; main(['lsp'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'mtqa[lsp]'" in done.stderr
    assert done.stdout == ""


def test_help_does_not_load_the_server() -> None:
    code = "import sys; import mtqa.cli; print(sorted({'pygls', 'lsprotocol', 'tomlkit', 'mtqa.server'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_an_editor_may_count_in_another_way(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open(tmp_path / "story.txt", STORY)
        found = await editor.until(uri, lambda each: len(each) == 2)
        assert found[0].range.start == types.Position(0, STORY.index("the the"))

    drive(tmp_path, work, encodings=[types.PositionEncodingKind.Utf32])


def test_an_accepted_name_goes_to_the_file_of_names_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("# ours\nLindrum", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.mtqa]\naccept-file = "names.txt"\n', encoding="utf-8")
    config = read_config(tmp_path / "pyproject.toml")
    assert house.accept("Halvorsted", config, tmp_path) == tmp_path / "names.txt"
    house.accept("Halvorsted", config, tmp_path)
    assert (tmp_path / "names.txt").read_text(encoding="utf-8") == "# ours\nLindrum\nHalvorsted\n"


def test_without_settings_the_folder_gets_some(tmp_path: Path) -> None:
    assert house.accept("Halvorsted", Config(), tmp_path) == tmp_path / "mtqa.toml"
    assert read_config(tmp_path / "mtqa.toml").accept == ("Halvorsted",)


def test_a_check_that_breaks_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtqa.server.language import server as language

    said: list[str] = []

    class Quiet:
        def window_log_message(self, params: types.LogMessageParams) -> None:
            said.append(params.message)

        def window_show_message(self, params: types.ShowMessageParams) -> None:
            said.append(params.message)

    async def broken() -> None:
        raise ValueError("a fault of ours")

    async def work() -> None:
        desk = language.Desk(Quiet(), lambda _note, _models: None)  # type: ignore[arg-type, return-value]
        task = asyncio.get_running_loop().create_task(broken())
        task.add_done_callback(desk._blame)
        with pytest.raises(ValueError, match="a fault of ours"):
            await task

    asyncio.run(work())
    assert "a fault of ours" in said[0]
    assert said[1] == "mtqa broke: ValueError; see its log"
