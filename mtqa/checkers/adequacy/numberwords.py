"""Number words of languages that text2num does not know, by their stems, and words for two things known to the reader."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

#: Patterns of whole words, with their values; ordinals are left out.
_WORDS: Mapping[str, Mapping[str, int]] = {
    "ru": {
        "дв(?:а|е|ух|ум|умя)|двух[а-яё]+|об(?:а|е|оих|еих|оим|еим)|двое|двоих|дважды": 2, "тр(?:и|[её]х|[её]м|емя)|тр[её]х[а-яё]+|трое|троих|трижды": 3,
        "четыр(?:е|[её]х|[её]м|ьмя)|четвер(?:о|ых)|четыр[её]х[а-яё]+": 4, "пят(?:ь|и|ью)|пятеро|пятерых": 5, "шест(?:ь|и|ью)": 6,
        "сем(?:ь|и|ью)": 7, "вос(?:емь|ьми|емью)": 8, "девят(?:ь|и|ью)": 9, "десят(?:ь|и|ью)": 10, "одиннадцат(?:ь|и)": 11,
        "двенадцат(?:ь|и)": 12, "тринадцат(?:ь|и)": 13, "четырнадцат(?:ь|и)": 14, "пятнадцат(?:ь|и)": 15, "шестнадцат(?:ь|и)": 16,
        "семнадцат(?:ь|и)": 17, "восемнадцат(?:ь|и)": 18, "девятнадцат(?:ь|и)": 19, "двадцат(?:ь|и)": 20, "тридцат(?:ь|и)": 30,
        "сорока?": 40, "пят(?:ьдесят|идесяти)": 50, "шест(?:ьдесят|идесяти)": 60, "сем(?:ьдесят|идесяти)": 70,
        "вос(?:емьдесят|ьмидесяти)": 80, "девяност[оа]": 90,
    },
    "uk": {
        "дв(?:а|і|ох|ом|ома)|обидва|обидві": 2, "тр(?:и|ьох|ьом|ьома)|троє": 3, "чотир(?:и|ьох)": 4, "п['’]ят(?:ь|и|ьох)": 5,
        "ш(?:ість|ести)": 6, "с(?:ім|еми)": 7, "в(?:ісім|осьми)": 8, "дев['’]ят(?:ь|и)": 9, "десят(?:ь|и)": 10, "двадцят(?:ь|и)": 20,
        "тридцят(?:ь|и)": 30,
    },
    "pl": {
        "dw(?:a|ie|aj|óch|u|om|oma)|ob(?:a|ie|aj|u)|dwoje": 2, "trz(?:y|ej|ech|em|ema)|troje": 3, "czter(?:y|ej|ech|em|ema)": 4,
        "pię(?:ć|ciu)": 5, "sześ(?:ć|ciu)": 6, "siedem|siedmiu": 7, "osiem|ośmiu": 8, "dziewię(?:ć|ciu)": 9, "dziesię(?:ć|ciu)": 10,
        "jedena(?:ście|stu)": 11, "dwana(?:ście|stu)|dwunastu": 12, "piętna(?:ście|stu)": 15, "dwadzieścia|dwudziestu": 20,
        "trzydzie(?:ści|stu)": 30, "czterdzie(?:ści|stu)": 40, "pięćdziesi(?:ąt|ęciu)": 50,
    },
    "tr": {
        "iki": 2, "üç": 3, "dört": 4, "beş": 5, "altı": 6, "yedi": 7, "sekiz": 8, "dokuz": 9, "yirmi": 20, "otuz": 30, "kırk": 40, "elli": 50,
    },
    "ar": {
        "اثن(?:ان|ين|تان|تين)": 2, "ثلاث[ةه]?": 3, "[أا]ربع[ةه]?": 4, "خمس[ةه]?": 5, "ست[ةه]": 6, "سبع[ةه]?": 7, "ثماني[ةه]?": 8, "تسع[ةه]?": 9,
        "عشر[ةه]?": 10, "عشر(?:ون|ين)": 20, "ثلاث(?:ون|ين)": 30,
    },
    "ko": {
        "두(?= ?(?:명|개|번|차례|가지|살|곳|사람|나라|달|배))": 2, "세(?= ?(?:명|개|번|차례|가지|살|곳|사람|나라|달|배))": 3,
        "네(?= ?(?:명|개|번|차례|가지|살|곳|사람|나라|달|배))": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
    },
    "en": {"both": 2, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90},
    "de": {"beide[nrsm]?": 2}, "nl": {"beide[n]?": 2}, "it": {"entramb[ie]": 2}, "es": {"amb[oa]s": 2}, "pt": {"amb[oa]s": 2},
    "ja": {"両(?=[国者社氏軍党])": 2},
}  # fmt: skip
#: Languages that write words together, so that a word border says nothing.
_TOGETHER = frozenset({"ko", "ja"})
#: The languages of which number words beyond "both" are known here.
KNOWN = frozenset({"ru", "uk", "pl", "tr", "ar", "ko"})


def number_words(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Yield where a number word starts and ends in a text of a language, and its value."""
    for pattern, value in _patterns(language):
        for match in pattern.finditer(text):
            yield *match.span(), value


@lru_cache(maxsize=32)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    border = "" if language in _TOGETHER else r"\b"
    words = _WORDS.get(language, {}).items()
    return tuple((re.compile(rf"{border}(?:{pattern}){border}", re.IGNORECASE), value) for pattern, value in words)
