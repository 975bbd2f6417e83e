"""Where in the story something belongs that it lacks."""

from mtqa.pairing import Pairing
from mtqa.span import Span


def place_for(pairing: Pairing, number: int) -> Span:
    """Return the last word before the gap that a pair without words of the story leaves, or the first word behind it."""
    before = next((pair for pair in reversed(pairing.pairs[:number]) if pair.story), None)
    text = pairing.story.document.text
    if before is not None:
        span = before.story_span
        words = span.of(text).split()
        return Span(span.end - len(words[-1]), span.end)
    behind = next(pair for pair in pairing.pairs[number:] if pair.story)
    start = behind.story_span.start
    return Span(start, start + len(behind.story_span.of(text).split()[0]))
