"""Word documents: paragraphs, tables and text boxes as a reader sees them once every change is accepted."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mtqa.document import Document, Role
from mtqa.errors import ReadError
from mtqa.readers import assembly
from mtqa.readers.assembly import Paragraph, Source
from mtqa.readers.limits import MAX_MARKUP
from mtqa.readers.traced import Weaver, whole
from mtqa.readers.xml import Budget, guarded, local, parsed
from mtqa.span import Lines

MAIN = "word/document.xml"
_STYLES = "word/styles.xml"
_MAX_ENTRIES = 5_000
_ROLES: Mapping[str, Role] = {
    "title": Role.HEADLINE,
    "quote": Role.QUOTE,
    "intense quote": Role.QUOTE,
    "caption": Role.CAPTION,
}
#: What they hold was taken away, is said twice, or is no text of the story.
_LEFT_OUT = frozenset("del moveFrom Fallback instrText delText rPrChange pPrChange footnote comment".split())
_CHARACTERS = {"tab": "\t", "br": "\v", "cr": "\v", "noBreakHyphen": "\u2011"}


@dataclass(slots=True)
class _Words:
    """A paragraph in the making."""

    text: list[str] = field(default_factory=list)
    style: str = ""
    is_item: bool = False
    #: The mark at its end was deleted, so that the next paragraph goes on in it.
    runs_on: bool = False
    #: Where it stands: none of these, in a cell of a table, or in a text box.
    role: Role | None = None


def read(data: bytes, path: str) -> Document:
    """Return the story in a document; raises ``ReadError``."""
    with _opened(data, path) as archive:
        main = _part(archive, MAIN, path)
        styles = _style_names(_part(archive, _STYLES, path), path) if _STYLES in archive.namelist() else {}
    walk = _Walk(path)
    walk.over(main)
    # Word counts paragraphs and has no lines; its text, a paragraph a line, is what positions count in.
    texts = ["".join(words.text) for words in walk.found]
    source = whole("\n".join(texts))
    found = []
    at = 0
    weaver = Weaver()
    for words, text in zip(walk.found, texts, strict=True):
        for piece in re.finditer(r"[^\v]+|\v", text):
            start, end = at + piece.start(), at + piece.end()
            if piece[0] == "\v":
                weaver.put("\n", source, start, end)
            else:
                weaver.take(source, start, end)
        at += len(text) + 1
        if not words.runs_on:
            found.append(Paragraph(words=weaver.woven().stripped(), role=_role(words, styles)))
            weaver = Weaver()
    found.append(Paragraph(words=weaver.woven().stripped()))
    kept = Source(path=path, lines=Lines(source.text), format="docx", counts_paragraphs=True)
    return assembly.document(_one_headline(found), kept)


def _one_headline(found: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs; only the first with words can be a headline by its style."""
    first = next((at for at, paragraph in enumerate(found) if paragraph.words.text), 0)
    return [
        replace(paragraph, role=None) if paragraph.role is Role.HEADLINE and at != first else paragraph
        for at, paragraph in enumerate(found)
    ]


def _role(words: _Words, styles: Mapping[str, str]) -> Role | None:
    style = styles.get(words.style, words.style).casefold()
    if style in {"heading 1", "heading1"}:
        return Role.HEADLINE
    return words.role or _ROLES.get(style) or (Role.LIST if words.is_item else None)


def _opened(data: bytes, path: str) -> zipfile.ZipFile:
    if data.count(b"PK\x01\x02") > _MAX_ENTRIES:
        raise ReadError(path, f"more than {_MAX_ENTRIES:,} files packed in it; no Word document has so many")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ReadError(path, f"a damaged ZIP archive, so no Word document: {error}") from error


def _part(archive: zipfile.ZipFile, name: str, path: str) -> bytes:
    """Return one file of the archive; what it unpacks to is never trusted to be what it says."""
    try:
        with archive.open(name) as opened:
            part = opened.read(MAX_MARKUP + 1)
    except KeyError as error:
        raise ReadError(path, "a ZIP archive, but no Word document: word/document.xml is not in it") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise ReadError(path, f"a damaged Word document: {name}: {error}") from error
    except RuntimeError as error:  # how zipfile says that a password is needed
        raise ReadError(path, "the document is locked with a password") from error
    if len(part) > MAX_MARKUP:
        raise ReadError(path, f"{name} unpacks to more than {MAX_MARKUP / 1e6:.0f} MB, too long for a story")
    return part


def _style_names(data: bytes, path: str) -> dict[str, str]:
    """Return what styles are called, by identifier, which Word translates and a name it does not."""
    names: dict[str, str] = {}
    budget = Budget(path)
    current = [""]

    def opened(name: str, attributes: dict[str, str]) -> None:
        budget.opened()
        said = {local(key): value for key, value in attributes.items()}
        if local(name) == "style":
            current[0] = said.get("styleId", "")
        elif local(name) == "name" and current[0]:
            names.setdefault(current[0], said.get("val", ""))

    parser = guarded(path)
    parser.StartElementHandler = opened
    parser.EndElementHandler = lambda _name: budget.closed()
    parsed(parser, data, path)
    return names


def _known(qualified: str) -> str:
    """Return the name of an element of Word's own, and of what is kept for older programs; others have none."""
    name = local(qualified)
    return name if name == "Fallback" or "wordprocessingml" in qualified else ""


class _Walk:
    """Goes over the main part of a document once."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._budget = Budget(path)
        self.found: list[_Words] = []
        self._open: list[_Words] = []
        self._names: list[str] = []
        self._left_out = 0
        #: How deep the rows stand that were deleted.
        self._dead_rows: list[int] = []
        self._cells = 0
        self._boxes: list[_Words] = []
        self._hidden = False

    def over(self, data: bytes) -> None:
        """Take the whole part; raises ``ReadError``."""
        parser = guarded(self._path)
        parser.buffer_text = True
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.CharacterDataHandler = self._said
        parsed(parser, data, self._path)

    def _opened(self, qualified: str, attributes: dict[str, str]) -> None:
        self._budget.opened()
        name = _known(qualified)
        holder = self._names[-1] if self._names else ""
        self._names.append(name)
        if name == "del" and holder == "rPr" and "pPr" in self._names[-4:]:
            self._mark_deleted()
        elif name == "del" and holder == "trPr":
            self._dead_rows.append(len(self._names) - 2)
            self._left_out += 1
        if name in _LEFT_OUT:
            self._left_out += 1
        if self._left_out:
            return
        value = next((value for key, value in attributes.items() if local(key) == "val"), "")
        if name == "p":
            self._open.append(_Words(role=self._standing()))
        elif name == "tc":
            self._cells += 1
        elif name == "r":
            self._hidden = False
        elif self._open:
            self._detail(name, holder, value)

    def _detail(self, name: str, holder: str, value: str) -> None:
        words = self._open[-1]
        if name == "pStyle":
            words.style = value
        elif name == "numPr":
            words.is_item = True
        elif name == "vanish" and holder == "rPr" and value not in {"0", "false", "off"}:
            self._hidden = "pPr" not in self._names[-4:]
        elif name in _CHARACTERS and holder == "r" and not self._hidden:
            words.text.append(_CHARACTERS[name])

    def _closed(self, qualified: str) -> None:
        self._budget.closed()
        name = _known(qualified)
        self._names.pop()
        if name in _LEFT_OUT:
            self._left_out -= 1
        elif name == "tr" and self._dead_rows and self._dead_rows[-1] == len(self._names) + 1:
            self._dead_rows.pop()
            self._left_out -= 1
        elif self._left_out:
            return
        elif name == "tc":
            self._cells -= 1
        elif name == "p" and self._open:
            words = self._open.pop()
            if self._open:
                self._boxes.append(words)  # a text box, which comes behind the paragraph it hangs on
            else:
                self.found += [words, *self._boxes]
                self._boxes = []

    def _said(self, text: str) -> None:
        if self._open and not self._left_out and not self._hidden and self._names[-1] == "t":
            self._open[-1].text.append(text.replace("\n", " ").replace("\r", " "))

    def _standing(self) -> Role | None:
        if self._open:
            return Role.CAPTION
        return Role.LIST if self._cells else None

    def _mark_deleted(self) -> None:
        if self._open and not self._left_out:
            self._open[-1].runs_on = True
