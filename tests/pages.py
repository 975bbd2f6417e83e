"""Reports with everything that a page has to show: all roles, overlapping findings, a source, other scripts."""

from dataclasses import replace
from typing import Any

from mtqa.counterpart import Counterpart
from mtqa.document import Block, Document, Role
from mtqa.finding import Category, Evidence, Finding, Passage, Severity
from mtqa.report import Report
from mtqa.score import Verdict, count_words, score
from mtqa.signature import Signature
from mtqa.span import Span
from mtqa.story import Story

_SIGNATURE = Signature(
    mtqa="1.2.3", rules="9f2c1a07", models={"parser": "p-1"}, checks=("patterns",), operating_point="precision"
)

BLOCKS = (
    (Role.HEADLINE, "Harbour of Lindrum reopens after the big water"),
    (Role.BYLINE, "By Ines Karlow"),
    (Role.DATELINE, "LINDRUM (LPA) — "),
    (
        Role.BODY,
        (
            "The harbour of Lindrum opened again on Monday, two weeks after high water overflowed the quay walls. "
            "Five workers were hurt in the works for cleaning up."
        ),
    ),
    (Role.QUOTE, "“We have the worst behind us,” said the harbour master, Tomas Wedel. “The ships they can come.”"),
    (
        Role.BODY,
        (
            "The Federal Office for Water Economy counts the damage at 3.2 million euros. The ministry wants to "
            "make the money available until the summer."
        ),
    ),
    (Role.LIST, "- The north quay stays shut until June."),
    (Role.LIST, "- Ferries to Østerholm 🚢 go every two hours."),
    (Role.CAPTION, "Photo: The flooded quay of Lindrum. (Ines Karlow/LPA)"),
    (Role.FURNITURE, "Read more: All articles on the topic"),
)
SOURCE = (
    "Hafen von Lindrum nach dem Hochwasser wieder offen",
    (
        "Der Hafen von Lindrum ist am Montag wieder geöffnet worden, zwei Wochen nachdem das Hochwasser die Kaimauern "
        "überspült hatte. Drei Arbeiter wurden bei den Aufräumarbeiten verletzt."
    ),
    "„Das Schlimmste haben wir hinter uns“, sagte Hafenmeister Tomas Wedel. „Die Schiffe können kommen.“",
    (
        "Das Bundesamt für Wasserwirtschaft beziffert den Schaden auf 3,2 Millionen Euro. Versichert war davon nichts. "
        "Das Ministerium will das Geld bis zum Sommer bereitstellen."
    ),
    "Der Nordkai bleibt bis Juni gesperrt.",
    "Die Fähren nach Østerholm fahren alle zwei Stunden.",
)
_ENDS = {Role.DATELINE: "", Role.LIST: "\n"}


def _laid(blocks: tuple[tuple[Role, str], ...]) -> tuple[str, tuple[Block, ...]]:
    text, found = "", []
    for role, words in blocks:
        found.append(Block(Span(len(text), len(text) + len(words)), role))
        text += words + _ENDS.get(role, "\n\n")
    return text, tuple(found)


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _found(text: str, words: str, category: Category, severity: Severity, message: str, **more: Any) -> Finding:
    plain = Finding(
        span=_span(text, words),
        rule=f"{category.partition('/')[2]}/rule",
        checker="patterns",
        category=category,
        severity=severity,
        confidence=0.8,
        message=message,
        why="Engines put words of the dictionary where the language has a word of its own.",
    )
    return replace(plain, **more)


def _report(document: Document, findings: list[Finding], *, translated: float, reasons: tuple[str, ...]) -> Report:
    in_order = tuple(sorted(findings, key=lambda finding: finding.span))
    words = count_words(document.text)
    points = score(in_order, words)
    return Report(
        document=document,
        language="en",
        words=words,
        findings=in_order,
        score=points,
        verdict=Verdict.FAIL if points < 95 else Verdict.PASS,
        signature=_SIGNATURE,
        story=Story(probability=translated, reasons=reasons),
    )


def sourced() -> Report:
    """Return the report on a story of all roles beside its source, with findings that overlap and lie in one another."""
    text, blocks = _laid(BLOCKS)
    source, source_blocks = _laid(tuple((Role.BODY, words) for words in SOURCE))
    by_role = [block.span for block in blocks if block.role not in {Role.BYLINE, Role.DATELINE}]
    pairs = tuple(zip((block.span for block in source_blocks), by_role, strict=False))
    three, nothing = "Drei Arbeiter", "Versichert war davon nichts."
    findings = [
        _found(
            text,
            "the big water",
            Category.CALQUE,
            Severity.MAJOR,
            "“the big water” is a flood.",
            suggestions=("flood",),
        ),
        _found(
            text,
            "Five",
            Category.NUMBER,
            Severity.CRITICAL,
            "“Five” here, and three in the source.",
            checker="adequacy",
            confidence=0.93,
            suggestions=("Three",),
            source=Passage(span=_span(source, three), text=three),
        ),
        _found(
            text,
            "in the works for cleaning up",
            Category.AWKWARD,
            Severity.MINOR,
            "“works for cleaning up” is nothing that English says.",
            suggestions=("in the clean-up", ""),
            evidence=(Evidence(rule="tagger/awkward", confidence=0.62, message="It reads like a translation."),),
        ),
        _found(
            text, "cleaning up", Category.WRONG_TERM, Severity.MAJOR, "“cleaning up” is a clean-up.", confidence=0.6
        ),
        _found(
            text,
            "The ships they",
            Category.GRAMMAR,
            Severity.MAJOR,
            "The subject is said twice.",
            suggestions=("The ships",),
        ),
        _found(
            text, "they can come", Category.MISTRANSLATION, Severity.MINOR, "Who may come is not said.", confidence=0.55
        ),
        _found(
            text,
            "euros.",
            Category.OMISSION,
            Severity.MAJOR,
            "The source has a sentence here that the story lacks.",
            checker="adequacy",
            confidence=0.7,
            source=Passage(span=_span(source, nothing), text=nothing),
        ),
        _found(
            text,
            "until the summer",
            Category.WRONG_TERM,
            Severity.MINOR,
            "By then, not until then.",
            suggestions=("by the summer",),
        ),
        _found(
            text,
            "Read more: All articles",
            Category.BOILERPLATE,
            Severity.MINOR,
            "A line of the page, not of the story.",
        ),
    ]
    document = Document(path="desk/harbour.txt", text=text, blocks=blocks)
    other = Document(path="desk/harbour.de.txt", text=source, blocks=source_blocks)
    report = _report(document, findings, translated=0.97, reasons=("it is worded as machine translation is",))
    return replace(report, counterparts=(Counterpart(name="source", document=other, language="de", pairs=pairs),))


def other_scripts() -> Report:
    """Return the report on a story in which Arabic, combining marks, emoji and markup stand."""
    text, blocks = _laid(
        (
            (Role.HEADLINE, "مهرجان مسقط يفتتح بفيلم <script>alert('هنا')</script>"),
            (Role.BODY, "He said “نعم” twice\x1b[31m, the cafe\u0301 👩‍👩‍👧 & the “قهوة” 東京\u202e closed."),
        )
    )
    findings = [
        _found(
            text, "“نعم”", Category.UNTRANSLATED, Severity.MAJOR, "“نعم” was left untranslated.", suggestions=("“yes”",)
        ),
        _found(text, "<script>", Category.PLACEHOLDER, Severity.CRITICAL, "“<script>” is markup."),
        _found(text, "cafe\u0301 👩‍👩‍👧", Category.SPELLING, Severity.MINOR, "Odd."),
    ]
    document = Document(path="desk/<b>مسقط</b>.txt", text=text, blocks=blocks)
    return _report(document, findings, translated=0.4, reasons=())


def sound() -> Report:
    """Return the report on a story without findings."""
    text, blocks = _laid(
        ((Role.HEADLINE, "Ferry runs again"), (Role.BODY, "The ferry to Østerholm ran again on Friday."))
    )
    document = Document(path="desk/ferry.txt", text=text, blocks=blocks)
    return _report(document, [], translated=0.03, reasons=("it is worded as people write",))
