"""Countries and cities that texts of other languages name, and words that only look like them."""

import pytest

pytest.importorskip("babel", reason="the extra source is not installed")

from mtqa.checkers.adequacy import cities, countries
from mtqa.checkers.adequacy.figures import figures


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("Die argentinische Regierung und Argentinien", "de", {"AR": 2}),
        ("Die spannende Partie", "de", {}),
        ("в новой Зеландии и Саудовской Аравии", "ru", {"NZ": 1, "SA": 1}),
        ("вместо того чтобы ехать", "ru", {}),
        ("发展中国家的代表", "zh", {}),
        ("中国和沙特的代表谈中国", "zh", {"CN": 2, "SA": 1}),
        ("阿曼达说", "zh", {}),
        ("ロシアのアルバイト", "ja", {"RU": 1}),
        ("인도적 지원", "ko", {}),
        ("وزير الخارجية المصري في الصين", "ar", {"EG": 1, "CN": 1}),
        ("ينظر المصرف في الطلب", "ar", {}),
    ],
)
def test_countries_are_named_by_whole_words_whatever_their_ending(
    text: str, language: str, codes: dict[str, int]
) -> None:
    assert countries.named(text, language) == codes


def test_a_sign_stands_for_a_country_beside_another_or_before_what_a_country_has() -> None:
    assert countries.signed("中法关系") == {"CN", "FR"}
    assert countries.signed("法媒报道") == {"FR"}
    assert countries.signed("依据网络安全法") == frozenset()


def test_a_word_that_is_also_a_sign_speaks_for_no_country() -> None:
    assert "FR" not in countries.possible("依据网络安全法", "zh")
    assert "FR" in countries.possible("总理访法", "zh")
    assert "BR" in countries.possible("巴研究人员说", "zh")


@pytest.mark.parametrize(
    ("text", "city", "times"),
    [("北京市说，北京", "beijing", 2), ("東京都は", "tokyo", 1), ("アバターの", "aba", 0), ("в Москве", "moscow", 1)],
)
def test_cities_are_counted_once_a_mention_and_not_inside_other_words(text: str, city: str, times: int) -> None:
    assert sum(count for names, count in cities.cities_in(text).items() if city in names) == times


@pytest.mark.parametrize(("text", "value"), [("像１・５５㍍", 1.55), ("３・４８に", 48.0), ("2021.6.11に", 11.0)])
def test_a_dot_in_the_middle_is_a_decimal_or_a_time(text: str, value: float) -> None:
    assert any(value in figure.readings for figure in figures(text, "ja"))
