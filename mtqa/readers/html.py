"""HTML: the story on a web page, and what stands right around it as page furniture."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from mtqa.document import Document, Role
from mtqa.errors import ReadError
from mtqa.readers import assembly
from mtqa.readers.assembly import Paragraph, Source
from mtqa.readers.traced import whole
from mtqa.readers.vocabulary import HTML, XHTML, Vocabulary
from mtqa.readers.walking import paragraphs
from mtqa.span import Lines

#: The frame of a site, which is the same around every story.
_SITE = frozenset("nav aside navigation contentinfo complementary banner dialog".split())
#: These belong to the story where they stand in it.
_ENDS = frozenset("header footer".split())
_STORY = frozenset({"article", "main"})
_TITLE = frozenset({"title"})
_HEADING = frozenset({"h1"})
_PARTS = frozenset("h2 h3 td th".split())
_FORM = frozenset("form button fieldset".split())
_AROUND = re.compile(
    r"respond|comment|reply|share|sharing|social|source|tags|subscribe|newsletter|related|promo|\bad\b|advert"
)
_READERS_COMMENTS = re.compile(r"comment-?(?:list|body|content|text|author)")
_BYLINE = re.compile(r"byline|author")
#: What follows a story: more of it is another page's business.
_MOST_AROUND = 30
_LONG = 40
_PROSE_WORDS = 25
_TITLE_PARTS = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb-]\s+")


def read(text: str, path: str, note: Callable[[str], None], *, whole_page: bool = False) -> Document:
    """Return the story on a page, or all of the page; raises ``ReadError``."""
    vocabulary = _written_in(text)
    found = [paragraph for paragraph in paragraphs(whole(text), path, vocabulary) if paragraph.words.text.strip()]
    title = next((paragraph for paragraph in found if _in(paragraph, _TITLE)), None)
    found = [paragraph for paragraph in found if not _in(paragraph, _TITLE)]
    kept = found if whole_page else _story(found, title, text, path, note)
    kept = [*_headline(kept, title), *kept] if kept else []
    if whole_page:
        kept = [replace(paragraph, role=Role.FURNITURE) if _is_site(paragraph) else paragraph for paragraph in kept]
    return assembly.document(_first_heading(kept), Source(path=path, lines=Lines(text), format="html"))


def _written_in(text: str) -> Vocabulary:
    return XHTML if text.lstrip("\ufeff \t\r\n").startswith("<?xml") else HTML


def _story(
    found: Sequence[Paragraph], title: Paragraph | None, text: str, path: str, note: Callable[[str], None]
) -> list[Paragraph]:
    """Return what the extractor takes for the story, and what stands around it as furniture."""
    chosen = _chosen(found, text, path)
    if not chosen:
        note(f"{path}: no main text made out; read without what is marked as navigation, footer or sidebar")
        return [paragraph for paragraph in found if not _is_site(paragraph)]
    heading = _heading(found, title, chosen)
    first = min(chosen) if heading is None or heading > min(chosen) else heading
    story = [_judged(found[at], kept=at in chosen or at == heading) for at in range(first, max(chosen) + 1)]
    return [paragraph for paragraph in story if paragraph is not None] + _around(found, max(chosen))


def _chosen(found: Sequence[Paragraph], text: str, path: str) -> set[int]:
    lines = _main_lines(text, path)
    if not lines:
        return set()
    joined = "\n".join(lines)
    return {
        at
        for at, paragraph in enumerate(found)
        if not _is_site(paragraph) and _is_among(paragraph.words.text, lines, joined)
    }


def _is_among(words: str, lines: frozenset[str], joined: str) -> bool:
    """Tell whether each line of a paragraph is one that was extracted; a long one may be part of one."""
    own = [" ".join(line.split()) for line in words.split("\n")]
    return all(line in lines or (len(line) >= _LONG and line in joined) for line in own)


def _main_lines(text: str, path: str) -> frozenset[str]:
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ModuleNotFoundError as error:
        problem = "finding the story on a web page needs pip install 'mtqa[formats]'; --whole-page does without"
        raise ReadError(path, problem) from error
    main = extract_plain_text(text, main_content=True, alt_texts=False, list_bullets=False, comments=False)
    return frozenset(" ".join(line.split()) for line in main.splitlines() if line.strip())


def _heading(found: Sequence[Paragraph], title: Paragraph | None, chosen: set[int]) -> int | None:
    """Return which first-level heading is the story's: the one the page's title repeats, or the first that was chosen."""
    headings = [at for at, paragraph in enumerate(found) if _in(paragraph, _HEADING) and not _is_site(paragraph)]
    named = [at for at in headings if title is not None and found[at].words.text in title.words.text]
    return next(iter([*named, *(at for at in headings if at in chosen)]), None)


def _judged(paragraph: Paragraph, *, kept: bool) -> Paragraph | None:
    """Return a paragraph of the story's stretch as what it is; the site's own frame is dropped.

    Extractors pass over captions, bylines, crossheads, tables and short lists, which are part of the story.
    """
    if _is_site(paragraph):
        return None
    words = paragraph.words.text
    is_sentence = words.rstrip("\"'\u201d\u2019) ").endswith((".", "!", "?"))
    is_prose = is_sentence and (paragraph.role is Role.LIST or len(words.split()) >= _PROSE_WORDS)
    is_told = paragraph.role is Role.CAPTION or _in(paragraph, _PARTS) or _marked(paragraph, _BYLINE)
    if kept or ((is_prose or is_told) and not _in(paragraph, _FORM) and not _marked(paragraph, _AROUND)):
        return paragraph
    return replace(paragraph, role=Role.FURNITURE)


def _around(found: Sequence[Paragraph], last: int) -> list[Paragraph]:
    """Return what follows the story in its own article or main part, and the comment form and buttons after it."""
    home = _home(found[last])
    around = [
        replace(paragraph, role=Role.FURNITURE)
        for paragraph in found[last + 1 :]
        if not _is_site(paragraph)
        and not _marked(paragraph, _READERS_COMMENTS)
        and (
            (
                home is not None
                and paragraph.within is not None
                and any(each is home for each in paragraph.within.outward())
            )
            or _in(paragraph, _FORM)
            or _marked(paragraph, _AROUND)
        )
    ]
    return around[:_MOST_AROUND]


def _home(paragraph: Paragraph) -> assembly.Within | None:
    homes = [element for element in (paragraph.within.outward() if paragraph.within else ()) if element.marks & _STORY]
    return homes[-1] if homes else None


def _headline(kept: Sequence[Paragraph], title: Paragraph | None) -> list[Paragraph]:
    """Return the page's title, without the site's name, for a story that has no heading."""
    if title is None or any(_in(paragraph, _HEADING) for paragraph in kept):
        return []
    words = title.words.text
    parts = list(_TITLE_PARTS.finditer(words))
    end = parts[-1].start() if parts else len(words)
    named = title.words.part(0, end) if len(words[:end].split()) >= 4 else title.words
    if any(named.text == paragraph.words.text for paragraph in kept[:3]):
        return []
    return [replace(title, words=named, role=Role.HEADLINE)]


def _first_heading(kept: Sequence[Paragraph]) -> list[Paragraph]:
    at = next((at for at, paragraph in enumerate(kept) if _in(paragraph, _HEADING) and not _is_site(paragraph)), None)
    return [
        replace(paragraph, role=Role.HEADLINE) if number == at and paragraph.role is None else paragraph
        for number, paragraph in enumerate(kept)
    ]


def _in(paragraph: Paragraph, names: frozenset[str]) -> bool:
    return paragraph.within is not None and paragraph.within.any_of(names)


def _is_site(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph belongs to the frame of the site; headers and footers do unless they are the story's own."""
    ends = False
    for element in paragraph.within.outward() if paragraph.within else ():
        if element.marks & _STORY:
            return False
        if element.marks & _SITE:
            return True
        ends = ends or bool(element.marks & _ENDS)
    return ends


def _marked(paragraph: Paragraph, pattern: re.Pattern[str]) -> bool:
    """Tell whether one of the innermost elements has a mark like this; a page as a whole may have any."""
    for element in paragraph.within.outward() if paragraph.within else ():
        if element.marks & _STORY or "body" in element.marks:
            return False
        if any(pattern.search(mark) for mark in element.marks):
            return True
    return False
