"""Names of institutions that are nearly right.

Being unknown is no fault: a name is only reported when it is a distorted form of one that the gazetteer knows.
"""

import re
from collections.abc import Iterator, Sequence

from mtqa.analysis import Analysis
from mtqa.checkers.entities.evidence import Evidence, same_field
from mtqa.checkers.entities.judging import Context, Verdict, about, candidates, is_known, judge, suspected
from mtqa.checkers.entities.names import Piece, readings
from mtqa.finding import Finding, Severity
from mtqa.gazetteer import Gazetteer
from mtqa.gazetteer.wording import Words, codes, initials
from mtqa.models.frequency import zipf
from mtqa.span import Span

#: Less sure than this is not worth a word at any operating point.
_LEAST = 0.2
_MOST_PIECES = 2_000
#: A place, and a name of two words.
_SHORTEST_BRANCH = 3
#: A name that may well be real is not called a grave fault.
_SURE = 0.75
_CAPITAL = re.compile(r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)?")


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield names that are nearly those of institutions, and names in a foreign form."""
    if analysis.language != "en":
        return
    gazetteer = analysis.knowledge.gazetteer
    runs = list(readings(analysis, gazetteer))
    pieces = [ways[0] for ways in runs]
    named = frozenset(number for piece in pieces for number in gazetteer.known.get(piece.tokens, ()))
    context = None
    suspects: list[list[tuple[Piece, list[Evidence]]]] = []
    for ways in runs[:_MOST_PIECES]:
        likely: list[tuple[Piece, list[Evidence]]] = []
        for piece in ways:
            if _is_branch(piece, gazetteer):
                break
            if is_known(piece.tokens, gazetteer):
                yield from _abbreviation(analysis, gazetteer, piece)
                break
            if (finding := _foreign(analysis, gazetteer, piece)) is not None:
                yield finding
                break
            words = piece.span.of(analysis.plain)
            if len(piece.tokens) < 2 or not (alike := candidates(piece, words, gazetteer)):
                continue
            context = context or Context(
                gazetteer=gazetteer,
                meanings=analysis.meanings("names", analysis.knowledge.names_digest),
                named=named,
                countries=about(pieces),
            )
            if found := suspected(piece, words, alike, context, least=_LEAST):
                likely.append((piece, found))
        else:
            suspects.append(likely)
    if context is not None:
        yield from _judged(analysis, suspects, context)


def _judged(
    analysis: Analysis, suspects: Sequence[Sequence[tuple[Piece, list[Evidence]]]], context: Context
) -> Iterator[Finding]:
    """Yield the surest reading of each run that is sure enough."""
    context.meanings.add(text for likely in suspects for _, found in likely for each in found for text in each.texts)
    for likely in suspects:
        judged = [(piece, judge(piece, found, context)) for piece, found in likely]
        for piece, verdict in sorted(judged, key=lambda pair: -pair[1].sure)[:1]:
            if verdict.sure >= _LEAST and not _is_part(piece, verdict, analysis.plain):
                yield _finding(analysis, context, piece, verdict)
    context.meanings.ours.save()


def _is_part(piece: Piece, verdict: Verdict, plain: str) -> bool:
    """Tell whether a name with a comma in it stands there whole, of which the piece is what is behind the comma."""
    whole = verdict.likeness.form.text
    around = plain[max(0, piece.span.start - len(whole)) : piece.span.end + len(whole)]
    return "," in whole and whole in around


def _is_branch(piece: Piece, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a known one behind a proper name that is no country: that of a place, or of a person."""
    if len(piece.tokens) < _SHORTEST_BRANCH or not is_known(piece.tokens[1:], gazetteer):
        return False
    return not codes(piece.tokens[0]) and not zipf(piece.tokens[0])


def _finding(analysis: Analysis, context: Context, piece: Piece, verdict: Verdict) -> Finding:
    likeness = verdict.likeness
    better = [likeness.form.text, *([verdict.rival.form.text] if verdict.rival else [])]
    said = _said(context.gazetteer, verdict)
    if likeness.form.institution in context.named:
        said += "; the story names it elsewhere"
    if piece.short and piece.short in verdict.institution.short:
        said += f"; {piece.short} is its abbreviation"
    rule = analysis.rules[_kind(verdict)]
    return rule.finding(
        piece.span,
        severity=Severity.MINOR if verdict.sure < _SURE else None,
        confidence=round(verdict.sure, 3),
        suggestions=tuple(dict.fromkeys(better)),
        found=piece.span.of(analysis.text),
        better=likeness.form.text,
        said=said,
    )


def _kind(verdict: Verdict) -> str:
    likeness = verdict.likeness
    if any(codes(one) and codes(other) for one, other in likeness.swapped):
        return "entities/wrong-country"
    if any(same_field(one, other) for one, other in likeness.swapped):
        return "entities/wrong-kind"
    if likeness.swapped:
        return "entities/wrong-word"
    if likeness.missing:
        return "entities/lost-word"
    if likeness.added:
        return "entities/added-word"
    return "entities/wrong-form" if likeness.inflected else "entities/wrong-order"


def _said(gazetteer: Gazetteer, verdict: Verdict) -> str:
    """Return what is different, in words."""
    likeness = verdict.likeness
    parts = [
        f"it has “{_shown(gazetteer, one)}” for “{_shown(gazetteer, other)}”"
        for one, other in (*likeness.swapped, *likeness.inflected)
    ]
    parts += [f"“{_shown(gazetteer, word)}” is missing" for word in likeness.missing]
    parts += [f"“{_shown(gazetteer, word)}” is too much" for word in likeness.added]
    if likeness.moved and not parts:
        parts.append("its words stand in another order")
    return ", ".join(parts)


def _shown(gazetteer: Gazetteer, token: str) -> str:
    if not codes(token):
        return token
    peoples = (country.peoples or country.names for country in gazetteer.countries if country.code in codes(token))
    return next((names[0] for names in peoples), token)


def _foreign(analysis: Analysis, gazetteer: Gazetteer, piece: Piece) -> Finding | None:
    """Return what is wrong with a name that is known once its foreign words are put into English."""
    words = piece.span.of(analysis.plain)
    whole = gazetteer.foreign_forms.get(piece.tokens)
    if whole is not None and whole.alone and _CAPITAL.fullmatch(words) and (words.isupper() == whole.text.isupper()):
        better, languages = whole.english, whole.languages
    else:
        for part in _parts(piece.tokens):
            foreign = gazetteer.foreign_forms.get(piece.tokens[part])
            if foreign is None:
                continue
            english = (*piece.tokens[: part.start], *gazetteer.tokens(foreign.english), *piece.tokens[part.stop :])
            if english in gazetteer.known:
                institution = gazetteer.institutions[gazetteer.known[english][0]]
                better, languages = institution.name, foreign.languages
                break
        else:
            return None
    rule = analysis.rules["entities/foreign-name"]
    confidence = rule.confidence - 0.2 * piece.quoted
    return rule.finding(
        piece.span, confidence=confidence, suggestions=(better,), found=piece.span.of(analysis.text), better=better,
        languages=languages,
    )  # fmt: skip


def _parts(tokens: Words) -> Iterator[slice]:
    """Yield the parts of a name that are not all of it, the longest first."""
    for length in range(len(tokens) - 1, 0, -1):
        for at in range(len(tokens) - length + 1):
            yield slice(at, at + length)


def _abbreviation(analysis: Analysis, gazetteer: Gazetteer, piece: Piece) -> Iterator[Finding]:
    """Yield the abbreviation in brackets behind a name if it is that of another institution of much the same words."""
    own = gazetteer.known.get(piece.tokens, ())
    shorts = {short for number in own for short in gazetteer.institutions[number].short}
    if not piece.short or not shorts or piece.short in shorts or piece.short == initials(piece.tokens):
        return
    others = [gazetteer.institutions[number].name for number in gazetteer.shorts.get(piece.short, ())]
    alike = [name for name in others if len(set(gazetteer.tokens(name)) & set(piece.tokens)) >= 2]
    if alike:
        better = min(shorts, key=len)
        start = analysis.plain.index(piece.short, piece.span.end)
        rule = analysis.rules["entities/wrong-abbreviation"]
        yield rule.finding(
            Span(start, start + len(piece.short)), suggestions=(better,), found=piece.short, other=alike[0],
            name=piece.span.of(analysis.text),
        )  # fmt: skip
