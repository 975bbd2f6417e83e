"""How common words are, held against wordfreq itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfreq import top_n_list, zipf_frequency

from mtqa.models.frequency import zipf


@pytest.mark.parametrize(
    "word",
    [
        *top_n_list("en", 30_000)[::500],
        "Qwzxy",
        "well-known",
        "Jong-un",
        "O'Neill",
        "Gerhardt",
        "x",
        "",
        "naïve",
        "中国",
    ],
)
def test_a_word_is_as_common_as_wordfreq_says(word: str) -> None:
    assert zipf(word) == pytest.approx(zipf_frequency(word, "en"), abs=0.011)


@given(st.text(max_size=12))
def test_any_text_has_a_figure(word: str) -> None:
    assert zipf(word) >= 0
