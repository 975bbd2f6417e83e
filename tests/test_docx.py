"""Word documents."""

import io
import zipfile

from mtqa import readers
from mtqa.document import Document, Role
from mtqa.span import Span

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BODY = "The council voted on Tuesday to close the old bridge over the river."


def word(body: str, styles: dict[str, str] | None = None) -> bytes:
    """Return a document with this body, and styles by identifier."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        archive.writestr(
            "word/document.xml",
            f'{head}<w:document xmlns:w="{W}" xmlns:mc="{MC}" xmlns:a="urn:a"><w:body>{body}</w:body></w:document>',
        )
        if styles is not None:
            said = "".join(
                f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in styles.items()
            )
            archive.writestr("word/styles.xml", f'{head}<w:styles xmlns:w="{W}">{said}</w:styles>')
    return packed.getvalue()


def _p(*runs: str, style: str = "", more: str = "") -> str:
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{told}{more}</w:pPr>{''.join(runs)}</w:p>"


def _r(text: str, more: str = "") -> str:
    return f'<w:r><w:rPr>{more}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _read(body: str, styles: dict[str, str] | None = None) -> Document:
    return readers.articles(word(body, styles), "s.docx", print)[0].document


def _told(body: str, styles: dict[str, str] | None = None) -> list[tuple[Role, str]]:
    document = _read(body, styles)
    return [(block.role, block.span.of(document.text)) for block in document.blocks]


def test_styles_tell_roles_in_whatever_language_word_speaks() -> None:
    styles = {"Titel": "Title", "berschrift1": "heading 1", "Zitat": "Quote", "Beschriftung": "caption"}
    body = (
        _p(_r("Town closes bridge for good."), style="Titel")
        + _p(_r(BODY))
        + _p(_r("A crosshead"), style="berschrift1")
        + _p(_r("So he said."), style="Zitat")
        + _p(_r("The bridge in May"), style="Beschriftung")
        + _p(_r("one"), more="<w:numPr/>")
    )
    assert _told(body, styles) == [
        (Role.HEADLINE, "Town closes bridge for good."),
        (Role.BODY, BODY),
        (Role.BODY, "A crosshead"),
        (Role.QUOTE, "So he said."),
        (Role.CAPTION, "The bridge in May"),
        (Role.LIST, "one"),
    ]


def test_what_was_inserted_counts_and_what_was_deleted_does_not() -> None:
    body = _p(
        _r("The "),
        f"<w:del>{_r('old ')}<w:r><w:delText>older </w:delText></w:r></w:del>",
        f"<w:ins>{_r('new ')}</w:ins>",
        f"<w:moveFrom>{_r('gone ')}</w:moveFrom><w:moveTo>{_r('moved ')}</w:moveTo>",
        _r("bridge."),
    )
    assert _read(body).text == "The new moved bridge."


def test_paragraphs_run_on_where_the_mark_between_them_was_deleted() -> None:
    body = _p(_r("The council "), more="<w:rPr><w:del/></w:rPr>") + _p(_r("voted.")) + _p(_r("It closed."))
    assert _read(body).text == "The council voted.\n\nIt closed."


def test_deleted_rows_hidden_words_and_fields_are_left_out() -> None:
    table = (
        "<w:tbl><w:tr><w:tc>" + _p(_r("Kept")) + "</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + _p(_r("Gone"))
        + "</w:tc></w:tr><w:tr><w:tc>" + _p(_r("Last")) + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    hidden = _p(_r("Seen"), _r(" unseen", "<w:vanish/>"), "<w:r><w:instrText> PAGE </w:instrText></w:r>", _r(" again"))
    assert _told(_p(_r(BODY)) + table + hidden) == [
        (Role.BODY, BODY),
        (Role.LIST, "Kept"),
        (Role.LIST, "Last"),
        (Role.BODY, "Seen again"),
    ]


def test_links_tabs_and_line_breaks_are_text() -> None:
    body = _p(
        _r("See "),
        f"<w:hyperlink>{_r('the bridge')}</w:hyperlink>",
        "<w:r><w:tab/><w:t>now</w:t><w:br/><w:t>here</w:t></w:r>",
    )
    document = _read(body)
    assert document.text == "See the bridge\tnow\nhere"
    assert document.origin
    assert document.origin.position(document.text.index("here")) == (1, 20)


def test_a_text_box_comes_once_and_behind_its_paragraph() -> None:
    box = "<w:txbxContent>" + _p(_r("In a box")) + "</w:txbxContent>"
    both = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    assert _told(_p(_r("Head")) + _p(_r("The council "), both, _r("voted on Tuesday."))) == [
        (Role.HEADLINE, "Head"),
        (Role.BODY, "The council voted on Tuesday."),
        (Role.CAPTION, "In a box"),
    ]


def test_what_other_programs_put_into_a_document_is_no_text_of_it() -> None:
    assert _read(_p(_r("The council voted."), "<a:p><a:r><a:t>Chart</a:t></a:r></a:p>")).text == "The council voted."


def test_a_finding_is_told_by_paragraph_and_column_empty_ones_counted() -> None:
    document = _read(_p(_r("Head")) + _p() + _p(_r("  The \U0001f600 council.")))
    assert document.origin
    at = document.text.index("council")
    place = {"paragraph": 3, "column": 9, "end_paragraph": 3, "end_column": 16}
    assert document.origin.place(Span(at, at + 7)) == place
