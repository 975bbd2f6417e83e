"""Sentences that are not in English, and engines that got stuck and said the same again and again."""

import re
from collections.abc import Iterator, Mapping

from mtqa.analysis import Analysis, Word
from mtqa.document import Role, Sentence
from mtqa.finding import Finding
from mtqa.functionwords import english_share
from mtqa.models.language import Identifier
from mtqa.span import Span

_RUNNING = (Role.BODY, Role.LIST, Role.CAPTION)
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_NOT_LATIN = re.compile(r"[\u0370-\u1cff\u2e80-\ud7af\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufeff]")
#: So few English function words in a sentence of running text call for a second look.
_SUSPICIOUS = 0.12
_FEWEST_WORDS = 5
_LONG = 10
_SURE = 0.9
#: How much commoner, in orders of magnitude, the words have to be in the other language (wordfreq's Zipf scale).
_COMMONER = 1.0
_LONGEST_LOOP = 8
_MOST_WORDS_SAID = 3
_SAID_AGAIN_WORDS = 8


def check(analysis: Analysis) -> Iterator[Finding]:
    """Yield the story if it is not in English, else its foreign sentences; and every loop."""
    if analysis.language == "en":
        yield from _foreign_sentences(analysis)
    elif analysis.sentences:
        span = Span(analysis.sentences[0].span.start, analysis.sentences[-1].span.end)
        yield analysis.rules["language/foreign-story"].finding(span, language=_named(analysis.language))
    yield from _loops(analysis)
    yield from _sentences_said_again(analysis)


def _foreign_sentences(analysis: Analysis) -> Iterator[Finding]:
    for sentence in analysis.of_role(*_RUNNING):
        words = sentence.span.of(analysis.plain)
        if not _suspicious(words) or analysis.is_quoted(sentence.span):
            continue
        language = _language(words, analysis.models.identifier)
        if language:
            yield analysis.rules["language/foreign-sentence"].finding(sentence.span, language=_named(language))


def _suspicious(words: str) -> bool:
    letters = _LETTERS.findall(words)
    if len(_NOT_LATIN.findall(words)) > sum(map(len, letters)) / 2:
        return True
    # Names, scores and lists of things have few function words too, but they have capitals or digits.
    plain = [word for word in letters if word.islower()]
    return len(plain) >= max(_FEWEST_WORDS, len(letters) // 2) and english_share(words) < _SUSPICIOUS


def _language(words: str, identifier: Identifier) -> str | None:
    """Return the language if it is surely not English; a short sentence needs its words to agree."""
    likely: Mapping[str, float] = identifier.languages(words)
    language = next(iter(likely), "en")
    if language == "en" or likely[language] < _SURE:
        return None
    letters = [word.lower() for word in _LETTERS.findall(words)]
    if _NOT_LATIN.search(words) or (len(letters) >= _LONG and english_share(words) < _SUSPICIOUS / 2):
        return language
    return language if _commoner_there(letters, language) else None


def _commoner_there(words: list[str], language: str) -> bool:
    from wordfreq import available_languages, zipf_frequency

    if language not in available_languages():
        return False
    gap = sum(zipf_frequency(word, language) - zipf_frequency(word, "en") for word in words)
    return gap / len(words) >= _COMMONER


def _named(code: str) -> str:
    return _NAMES.get(code.partition("-")[0], code)


def _loops(analysis: Analysis) -> Iterator[Finding]:
    rule = analysis.rules["language/loop"]
    words = analysis.words
    at = 0
    while at < len(words):
        length, times = _loop(words, at)
        if length and not all(word.lower.isdigit() for word in words[at : at + length]):
            span = Span(words[at].start, words[at + length * times - 1].end)
            if "\n" not in span.of(analysis.plain) and not analysis.is_quoted(span):
                once = analysis.text[words[at].start : words[at + length - 1].end]
                yield rule.finding(span, suggestions=(once,), times=times, once=once)
        at += max(1, length * times)


def _loop(words: tuple[Word, ...], at: int) -> tuple[int, int]:
    """Return how many words from *at* on are said how many times over; (0, 0) for a loop too short to be one."""
    for length in range(1, _LONGEST_LOOP + 1):
        same = at
        while same + length < len(words) and words[same].lower == words[same + length].lower:
            same += 1
        times = (same - at) // length + 1
        # “Location, location, location” is English; four times, or a phrase three times, is an engine that is stuck.
        if times > _MOST_WORDS_SAID or (times == _MOST_WORDS_SAID and length > 1):
            return length, times
    return 0, 0


def _sentences_said_again(analysis: Analysis) -> Iterator[Finding]:
    rule = analysis.rules["language/said-again"]
    seen: dict[str, Sentence] = {}
    for sentence in analysis.of_role(Role.BODY):
        words = " ".join(_WORD.findall(sentence.span.of(analysis.plain).lower()))
        if words.count(" ") + 1 < _SAID_AGAIN_WORDS:
            continue
        if words in seen and not analysis.is_quoted(sentence.span):
            yield rule.finding(sentence.span, suggestions=("",))
        seen.setdefault(words, sentence)


_NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "kn": "Kannada", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mr": "Marathi", "ne": "Nepali",
    "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
