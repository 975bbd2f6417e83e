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
        "двест[аи]|двухсот": 200, "триста|тр[её]хсот": 300, "четыреста|четыр[её]хсот": 400, "пятьсот|пятисот": 500, "шестьсот|шестисот": 600, "семьсот|семисот": 700,
        "восемьсот|восьмисот": 800, "девятьсот|девятисот": 900,
    },
    "uk": {
        "дв(?:а|і|ох|ом|ома)|обидва|обидві|двоє|двічі": 2, "тр(?:и|ьох|ьом|ьома)|троє": 3, "чотир(?:и|ьох|ьом|ма)|четверо": 4,
        "п['’‘ʼ]ят(?:ь|и|ьох)": 5, "ш(?:ість|ести|істьох)": 6, "с(?:ім|еми|імох)": 7, "в(?:ісім|осьми)": 8, "дев['’‘ʼ]ят(?:ь|и)": 9,
        "десят(?:ь|и|ьох)": 10, "одинадцят(?:ь|и)": 11, "дванадцят(?:ь|и)": 12, "тринадцят(?:ь|и)": 13, "чотирнадцят(?:ь|и)": 14,
        "п['’‘ʼ]ятнадцят(?:ь|и)": 15, "шістнадцят(?:ь|и)": 16, "сімнадцят(?:ь|и)": 17, "вісімнадцят(?:ь|и)": 18,
        "дев['’‘ʼ]ятнадцят(?:ь|и)": 19, "двадцят(?:ь|и)": 20, "тридцят(?:ь|и)": 30, "сорока?": 40, "п['’‘ʼ]ятдесяти?": 50,
        "шістдесяти?": 60, "сімдесяти?": 70, "вісімдесяти?": 80, "дев['’‘ʼ]яност[оа]": 90,
        "двісті|двохсот": 200, "триста|трьохсот": 300, "чотириста|чотирьохсот": 400, "п['’‘ʼ]ятсот|п['’‘ʼ]ятисот": 500, "шістсот|шестисот": 600,
        "сімсот|семисот": 700, "вісімсот|восьмисот": 800, "дев['’‘ʼ]ятсот|дев['’‘ʼ]ятисот": 900,
    },
    "cs": {
        "dv(?:a|ě|ou|ěma)|ob(?:a|ě|ou|ěma)|dvoj(?:e|ice|ici)|dvakrát": 2, "tř(?:i|í|em|ech|emi)|troj(?:e|ice|ici)|třikrát": 3, "čtyř(?:i|em|ech|mi)?|čtveř(?:ice|ici)": 4,
        "pěti?": 5, "šesti?": 6, "sedmi?": 7, "osmi?": 8, "dev(?:ět|íti)": 9, "des(?:et|eti|íti)": 10, "jedenácti?": 11, "dvanácti?": 12,
        "třinácti?": 13, "čtrnácti?": 14, "patnácti?": 15, "šestnácti?": 16, "sedmnácti?": 17, "osmnácti?": 18, "devatenácti?": 19,
        "dvaceti?": 20, "třiceti?": 30, "čtyřiceti?": 40, "padesáti?": 50, "šedesáti?": 60, "sedmdesáti?": 70, "osmdesáti?": 80, "devadesáti?": 90,
    },
    "is": {
        "tv(?:eir|ær|ö|o|eimur|eggja)|b(?:áðir|áðar|áða|áðum|æði|eggja)|tvisvar": 2, "þr(?:ír|já|jár|jú|emur|iggja)|þrisvar": 3, "fj(?:órir|óra|órar|ögur|órum|ögurra|ögra)": 4,
        "fimm": 5, "sex": 6, "sjö": 7, "átta": 8, "níu": 9, "tíu": 10, "ellefu": 11, "tólf": 12, "þrettán": 13, "fjórtán": 14, "fimmtán": 15,
        "sextán": 16, "sautján": 17, "átján": 18, "nítján": 19, "tuttugu": 20, "þrjátíu": 30, "fjörutíu": 40, "fimmtíu": 50, "sextíu": 60,
        "sjötíu": 70, "áttatíu": 80, "níutíu": 90,
    },
    "ha": {
        "biyu|biyun": 2, "uku|ukun": 3, "hu[dɗ]u": 4, "biyar": 5, "shida": 6, "bakwai": 7, "takwas": 8, "tara": 9, "goma": 10, "ashirin": 20,
        "talatin": 30, "arba['’ʼ]in": 40, "hamsin": 50, "sittin": 60, "saba['’ʼ]in": 70, "tamanin": 80, "casa['’ʼ]in": 90,
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
#: What may stand between hundreds, tens and units; in Hausa, between ten and units.
_AND, _TEENS = frozenset({"", "og", "da"}), "sha"
#: Languages that write words together, so that a word border says nothing.
_TOGETHER = frozenset({"ko", "ja"})
#: The languages of which number words beyond "both" are known here.
KNOWN = frozenset({"ru", "uk", "pl", "cs", "is", "ha", "tr", "ar", "ko"})


def number_words(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Yield where a number starts and ends in a text of a language, and its value; hundreds, tens and units make one."""
    found = sorted((*match.span(), value) for pattern, value in _patterns(language) for match in pattern.finditer(text))
    numbers: list[list[tuple[int, int, int]]] = []
    for word in found:
        if numbers and _goes_on(text, numbers[-1][-1], word):
            numbers[-1].append(word)
        else:
            numbers.append([word])
    for number in numbers:
        yield number[0][0], number[-1][1], sum(value for _, _, value in number)


def _goes_on(text: str, before: tuple[int, int, int], word: tuple[int, int, int]) -> bool:
    """Tell whether a number word belongs to the one before: thirty two, ten and two."""
    between, value = text[before[1] : word[0]].strip().lower(), before[2]
    if value == 10:
        return between == _TEENS and word[2] < 10
    place = 100 if value % 100 == 0 else 10 if value % 10 == 0 else 1
    return between in _AND and word[2] < place


@lru_cache(maxsize=32)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    border = "" if language in _TOGETHER else r"\b"
    words = _WORDS.get(language, {}).items()
    return tuple((re.compile(rf"{border}(?:{pattern}){border}", re.IGNORECASE), value) for pattern, value in words)
