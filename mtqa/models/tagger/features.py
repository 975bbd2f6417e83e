"""What the layers see: named numbers of a story, and of a passage of it."""

from collections.abc import Mapping, Sequence

import numpy as np

from mtqa.models.frequency import zipf
from mtqa.models.tagger.ngrams import Ngrams
from mtqa.models.tagger.passages import sigmoid
from mtqa.models.tagger.reading import ANY, MAJOR, TRANSLATED, Reading
from mtqa.span import Span

STORY_FEATURES = ("ngrams", "mean", "mean*sqrt", "q25", "q75", "std", "any", "major", "any95", "major95", "log tokens")
SPAN_FEATURES = ("any", "major", "translated", "story", "sentence any", "length", "rarity", "capital", "story*any")
#: A window of this many tokens has the scale 1; more tokens are more evidence, by the root of their number.
UNIT = 32.0
#: What stands around words and is none of them.
_MARKS = ".,;:!?\"'()[]"
#: Evidence grows no further than this.
_MOST_SCALE = 5.0
#: The mean of a sentence shorter than this says little.
_FEWEST_TOKENS = 6
#: A story's log odds weigh on its passages no more than this.
_MOST_STORY = 4.0


def story_features(readings: Sequence[Reading], ngrams: Ngrams) -> Mapping[str, float]:
    """Return the features of a story; all but the n-grams' are 0 where it has no tokens."""
    said = {"ngrams": ngrams.logit([reading.text for reading in readings])}
    if not any(len(reading.logits) for reading in readings):
        return {name: said.get(name, 0.0) for name in STORY_FEATURES}
    logits = np.concatenate([reading.logits for reading in readings])
    mean, any_, major = logits.mean(0).tolist()
    long = [reading.logits[:, TRANSLATED].mean() for reading in readings if len(reading.logits) >= _FEWEST_TOKENS]
    sentences = np.array(long or [mean])
    values = (
        said["ngrams"],
        mean,
        mean * min((len(logits) / UNIT) ** 0.5, _MOST_SCALE),
        np.quantile(sentences, 0.25),
        np.quantile(sentences, 0.75),
        sentences.std(),
        any_,
        major,
        np.quantile(sigmoid(logits[:, ANY]), 0.95),
        np.quantile(sigmoid(logits[:, MAJOR]), 0.95),
        np.log(len(logits)),
    )
    return dict(zip(STORY_FEATURES, map(float, values), strict=True))


def span_features(span: Span, reading: Reading, story: float) -> Mapping[str, float]:
    """Return the features of a passage that has tokens; *story* is the log odds of the story it stands in."""
    inside = [number for number, token in enumerate(reading.offsets) if token.overlaps(span)]
    rows = reading.logits[inside]
    text = span.of(reading.text)
    parts = text.split()
    story = max(-_MOST_STORY, min(_MOST_STORY, story))
    worst = float(rows[:, ANY].max())
    values = (
        worst,
        float(rows[:, MAJOR].max()),
        float(rows[:, TRANSLATED].mean()),
        story,
        float(reading.logits[:, ANY].mean()),
        float(np.log(len(parts) + 1)),
        min(zipf(part.strip(_MARKS)) for part in parts),
        float(text[0].isupper()),
        story * worst,
    )
    return dict(zip(SPAN_FEATURES, values, strict=True))
