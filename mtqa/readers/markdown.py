"""Markdown: blocks by the CommonMark parser, the headline from front matter or the first heading."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mtqa import layout
from mtqa.document import Block, Document, Role
from mtqa.span import Lines, Span
from mtqa.strictyaml import YamlMistake, read_yaml

_FRONT_MATTER = re.compile(
    r"\ufeff?(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(.*?)(?:^|\n|\r)\1[ \t]*(?:\r\n|\r|\n|$)", re.DOTALL
)
_TITLE = re.compile(r"(?m)^(?:title|headline)[ \t]*[:=][ \t]*([\"']?)(.*?)\1[ \t]*\r?$")
#: What a line of a block begins with that is not prose.
_MARKER = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:#{1,6}[ \t]+|(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S))?")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
#: Bounded, so that no line of open brackets is read to its end from each of them.
#: Markup inside a line: images and links but for their words, code marks, emphasis, bare addresses, tags.
_INLINE = re.compile(
    r"!\[[^\]\n]{0,999}\]\([^)\s]{0,999}(?:\s{1,99}\"[^\"\n]{0,999}\")?\)"
    r"|(?P<open>\[)(?=[^\]\n]{1,999}\]\()"
    r"|\]\([^)\n]{0,999}\)"
    r"|`+"
    r"|(?<![\w*_])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w*_])"
    r"|<!--[^\n]{0,999}?-->"
    r"|<(?:https?://|mailto:)[^>\s]{1,999}>|</?[A-Za-z][^<>\n]{0,999}>"
)
_CONTAINERS = {"blockquote_open": Role.QUOTE, "list_item_open": Role.LIST}


def read(text: str, path: str) -> Document:
    """Return the document of a Markdown story; its text is the file's, markup and all."""
    front = _FRONT_MATTER.match(text)
    start = prose_start(text)
    headline = _title(front) if front else None
    found = [Block(headline, Role.HEADLINE)] if headline else []
    found += _blocks(text, start, titled=headline is not None)
    masked = tuple(
        Span(*match.span())
        for block in found
        if block.span != headline
        for match in _INLINE.finditer(text, *_ends(block))
    )
    return Document(path=path, text=text, blocks=tuple(found), format="markdown", masked=masked)


def prose_start(text: str) -> int:
    """Return where the front matter ends, 0 where there is none."""
    front = _FRONT_MATTER.match(text)
    return front.end() if front else 0


def _ends(block: Block) -> tuple[int, int]:
    return block.span.start, block.span.end


def _title(front: re.Match[str]) -> Span | None:
    title = _TITLE.search(front[2])
    if title is None or not title[2].strip():
        return None
    if front[1] == "---":
        try:
            value = read_yaml(front[2]).mapping.get("title") or read_yaml(front[2]).mapping.get("headline")
        except YamlMistake:
            return None
        if value is None or value.content != title[2]:
            return None
    return Span(*title.span(2)).shifted(front.start(2))


def _blocks(text: str, start: int, *, titled: bool) -> Iterator[Block]:
    body = text[start:]
    lines = Lines(body)
    plain_paragraphs: list[Span] = []
    roles: list[Role] = []
    for token in MarkdownIt("commonmark").parse(re.sub(r"\r\n?", "\n", body)):
        if token.type in _CONTAINERS:
            roles.append(_CONTAINERS[token.type])
        elif token.type.replace("_close", "_open") in _CONTAINERS and token.type.endswith("_close"):
            roles.pop()
        elif token.type == "inline" and token.map:
            span = _prose(body, lines, token).shifted(start)
            if roles:
                yield from layout.blocks(text, plain_paragraphs, titled=titled)
                titled = titled or bool(plain_paragraphs)
                plain_paragraphs = []
                yield Block(span, roles[-1])
            elif len(span):
                plain_paragraphs.append(span)
    yield from layout.blocks(text, plain_paragraphs, titled=titled)


def _prose(body: str, lines: Lines, token: Token) -> Span:
    """Return where the words of a block are: its lines without the marker that opens it."""
    first, last = token.map or (0, 0)
    start = lines.starts[first]
    end = lines.starts[last] if last < len(lines.starts) else len(body)
    marker = _MARKER.match(body, start, end)
    start = marker.end() if marker else start
    words = body[start:end].rstrip()
    if token.level == 1:
        words = _HEADING_END.sub("", words)
    return Span(start, start + len(words))
