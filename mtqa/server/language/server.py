"""The language server itself: what the editor says, and what it is told."""

import asyncio
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from platformdirs import user_cache_path
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from mtqa import __version__, readers, wholefile
from mtqa.errors import MtqaError, ReadError, UsageError
from mtqa.models import Models
from mtqa.runner import Runner
from mtqa.server.language import house
from mtqa.server.language.actions import ACCEPT, FIX_ALL, KNOWN, actions
from mtqa.server.language.checked import Checked, placed
from mtqa.server.language.diagnostics import Link, diagnostics, hover
from mtqa.server.language.positions import Positions
from mtqa.span import Span
from mtqa.writers import rulebook
from mtqa.writers.visible import visible

#: Seconds without a keystroke before a text is checked.
_PAUSE = 0.4
_SETTINGS = ("mtqa.toml", "pyproject.toml", house.BASELINE)
#: Makes what checks, anew when settings were changed; it is told what to say.
MakeRunner = Callable[[Callable[[str], None], Models], Runner]


class Desk:
    """The texts that are open, and what was found in them; one text is checked at a time, in a thread of its own."""

    def __init__(self, server: LanguageServer, make: MakeRunner) -> None:
        self.server = server
        self.checked: dict[str, Checked] = {}
        self._make, self._models = make, Models()
        self._worker = ThreadPoolExecutor(1)
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._runner = self._new_runner()
        self._told: str | None = None

    def forget(self) -> None:
        """Read settings, rules and baselines anew before the next check."""
        self._runner = self._new_runner()

    async def is_outdated(self) -> bool:
        """Tell whether what was saved, a list of the house or a pack, changes what is reported of an open text."""
        fresh, paths = self._new_runner(), [_path(uri) for uri in self.server.workspace.text_documents]

        def differs() -> bool:
            return any(_ruling(fresh, path) != _ruling(self._runner, path) for path in paths)

        return await asyncio.get_running_loop().run_in_executor(self._worker, differs)

    def check_soon(self, uri: str, pause: float = _PAUSE) -> None:
        """Check a text when nothing more is written for a while."""
        self.drop(uri)
        waiting = asyncio.get_running_loop().create_task(self._check_after(uri, pause))
        waiting.add_done_callback(self._blame)
        self._waiting[uri] = waiting

    def check_all(self) -> None:
        """Check everything that is open."""
        for uri in list(self.server.workspace.text_documents):
            self.check_soon(uri, 0)

    def drop(self, uri: str) -> None:
        """Let the check of a text that was to come be."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()

    def close(self, uri: str) -> None:
        """Forget a text, and take its findings out of the editor."""
        self.drop(uri)
        self.checked.pop(uri, None)
        self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def current(self, uri: str) -> Checked | None:
        """Return what was found in a text as it stands now; nothing where it was changed since."""
        checked = self.checked.get(uri)
        if checked is None or self.server.workspace.get_text_document(uri).source != checked.text:
            return None
        return checked

    def positions(self, text: str) -> Positions:
        """Return the way between offsets and positions as the editor counts."""
        return Positions(text, self.server.workspace.position_encoding or types.PositionEncodingKind.Utf16)

    def accept(self, uri: str, words: str) -> Path:
        """Accept a name in the settings for a text; raises ``MtqaError``."""
        return house.accept(words, self._runner.config(_path(uri)), self._folder(uri))

    def ignore(self, uri: str, fingerprint: str) -> Path:
        """Put a finding in the baseline; raises ``UsageError``."""
        checked = self.checked.get(uri)
        for found in checked.found if checked else ():
            if found.fingerprint == fingerprint:
                return house.ignore(found, self._folder(uri))
        raise UsageError("this finding is no longer there")

    async def _check_after(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document = self.server.workspace.get_text_document(uri)
        check = partial(self._check, uri, document.source, document.version)
        checked = await asyncio.get_running_loop().run_in_executor(self._worker, check)
        if self.server.workspace.text_documents.get(uri) is None or document.version != checked.version:
            return
        self.checked[uri] = checked
        self._tell(checked.problem)
        found = list(diagnostics(checked, self.positions(checked.text), self._link(uri)))
        self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, checked.version))

    def _blame(self, check: "asyncio.Task[None]") -> None:
        """Let a check that broke be seen: it is a fault of mtqa, and no clean text."""
        broken = None if check.cancelled() else check.exception()
        if broken is not None:
            said = "".join(traceback.format_exception(broken))
            self.server.window_log_message(types.LogMessageParams(types.MessageType.Error, said))
            message = types.ShowMessageParams(
                types.MessageType.Error, f"mtqa broke: {type(broken).__name__}; see its log"
            )
            self.server.window_show_message(message)

    def _tell(self, problem: MtqaError | None) -> None:
        """Say what is wrong with the settings, once until it is something else."""
        told = str(problem) if problem is not None and not isinstance(problem, ReadError) else None
        if told is not None and told != self._told:
            message = types.ShowMessageParams(types.MessageType.Error, visible(told))
            self.server.window_show_message(message)
        self._told = told

    def _check(self, uri: str, text: str, version: int | None) -> Checked:
        runner, path = self._runner, _path(uri)
        try:
            desk = runner.desk(path)
            known = house.read(self._folder(uri))
            articles = (
                readers.articles(text.encode("utf-8", "surrogatepass"), path, runner.note) if text.strip() else ()
            )
            reports = [known.new(runner.report(article, desk), runner.config(path)) for article in articles]
        except MtqaError as error:
            return Checked(text=text, version=version, problem=error)
        return Checked(text=text, version=version, found=tuple(placed(reports, text)))

    def _folder(self, uri: str) -> Path:
        """Return where settings and baseline of a text belong: the folder of its settings, or of the workspace, or its own."""
        config = self._runner.config(_path(uri))
        if config.file is not None:
            return config.file.parent
        root = to_fs_path(self.server.workspace.root_uri or "")
        path = Path(_path(uri)).absolute()
        return Path(root) if root and path.is_relative_to(root) else path.parent

    def _link(self, uri: str) -> Link:
        """Return where rules are explained: on a page in the user's cache folder, written when it is not there."""
        try:
            desk = self._runner.desk(_path(uri))
            page = user_cache_path("mtqa") / f"rules-{desk.signature.rules}-{__version__}.md"
            if not page.exists():
                page.parent.mkdir(parents=True, exist_ok=True)
                with wholefile.opened(page) as whole:
                    whole.write(rulebook.write(desk.rules.values()).encode())
        except (MtqaError, OSError):
            return lambda _: None
        return lambda rule: f"{page.as_uri()}#{rulebook.anchor(rule)}"

    def _new_runner(self) -> Runner:
        return self._make(self._note, self._models)

    def _note(self, words: str) -> None:
        self.server.window_log_message(types.LogMessageParams(types.MessageType.Info, visible(words)))


def _ruling(runner: Runner, path: str) -> object:
    """Return all that a report on a text follows from beside the text, or why there is none."""
    try:
        desk = runner.desk(path)
    except MtqaError as error:
        return str(error)
    return desk.config, desk.signature


def serve(make: MakeRunner) -> None:
    """Speak the protocol on standard input and output until the editor says that it is enough."""
    server = LanguageServer("mtqa", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    desk = Desk(server, make)
    _texts(server, desk)
    _questions(server, desk)
    _commands(server, desk)
    # Standard output is the protocol's alone; what a library prints goes where the editor keeps its log.
    spoken, sys.stdout = sys.stdout.buffer, sys.stderr
    server.start_io(stdout=spoken)


def _texts(server: LanguageServer, desk: Desk) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        desk.check_soon(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: types.DidChangeTextDocumentParams) -> None:
        desk.check_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: types.DidSaveTextDocumentParams) -> None:
        if params.text_document.uri.endswith(_SETTINGS) or await desk.is_outdated():
            desk.forget()
            desk.check_all()
        else:
            desk.check_soon(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: types.DidCloseTextDocumentParams) -> None:
        desk.close(params.text_document.uri)

    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(f"**/{name}") for name in _SETTINGS]
            asked = types.Registration(
                "settings",
                types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                types.DidChangeWatchedFilesRegistrationOptions(watchers),
            )
            server.client_register_capability(types.RegistrationParams([asked]))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_watched_files(params: types.DidChangeWatchedFilesParams) -> None:
        if any(change.uri.endswith(_SETTINGS) for change in params.changes):
            desk.forget()
            desk.check_all()


def _questions(server: LanguageServer, desk: Desk) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(params: types.HoverParams) -> types.Hover | None:
        checked = desk.current(params.text_document.uri)
        if checked is None:
            return None
        positions = desk.positions(checked.text)
        at = positions.offset(params.position)
        return hover(checked.touching(Span(at, at)), positions)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL]),
    )
    def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        checked = desk.current(params.text_document.uri)
        if checked is None:
            return []
        positions = desk.positions(checked.text)
        made = actions(params.text_document.uri, checked, positions.span(params.range), positions)
        return [action for action in made if _wanted(action, params.context.only)]


def _commands(server: LanguageServer, desk: Desk) -> None:
    def decided(decide: Callable[[str, str], Path], uri: Any, what: Any) -> None:
        try:
            file = decide(str(uri), str(what))
        except MtqaError as error:
            message = types.ShowMessageParams(types.MessageType.Error, visible(str(error)))
            server.window_show_message(message)
            return
        message = types.ShowMessageParams(types.MessageType.Info, visible(f"Noted in {file}"))
        server.window_show_message(message)
        desk.forget()
        desk.check_all()

    @server.command(ACCEPT)
    async def accept(uri: str, words: str) -> None:
        decided(desk.accept, uri, words)

    @server.command(KNOWN)
    async def known(uri: str, fingerprint: str) -> None:
        decided(desk.ignore, uri, fingerprint)


def _wanted(action: types.CodeAction, only: Any) -> bool:
    kind = str(getattr(action.kind, "value", action.kind))
    kinds = [str(getattr(each, "value", each)) for each in only or ()]
    # What changes the whole text is only done when it is asked for, as on saving.
    return any(kind == each or kind.startswith(f"{each}.") for each in kinds) if kinds else True


def _path(uri: str) -> str:
    """Return the path of a text; one without a file has its address as its name."""
    return to_fs_path(uri) or uri
