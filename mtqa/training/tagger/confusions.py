"""Words that translators and systems put for one another, found without an annotator: a table to plant faults from.

Two versions of one segment that agree on the words to the left and right of a place but not on the word, or two words, in it
make a pair. Its weight is its association: how often it is seen, over the root of the product of how often each side is
replaced by anything. Much in the table is a good synonym: it says what may be confused, not what is wrong.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from mtqa.models.frequency import zipf
from mtqa.models.tagger.words import words
from mtqa.training.tagger.agreement import stem
from mtqa.training.tagger.corpora import TRAIN_PAIRS, Corpora
from mtqa.training.tagger.planting import Near
from mtqa.training.tagger.splits import held_system
from mtqa.training.tagger.thesaurus import Thesaurus

#: What stands in good copy, and what may be put in its place, with weights, the heaviest first; two words have a space between.
Table = Mapping[str, Sequence[tuple[str, float]]]
Pairs = Counter[tuple[str, str]]
Weights = dict[tuple[str, str], float]

_START, _END = "<", ">"
_MOST = 24
#: A pair is seen in so many segments, of two words twice as many, and its association is so strong, of two words four times.
_LEAST_SEGMENTS, _LEAST_EDITS, _LEAST_WEIGHT = 3, 2, 0.015
#: Keeps pairs of rare words by chance down.
_SMOOTHING = 5
#: What near words and synonyms weigh at most.
_NEAR_WEIGHT, _SENSE_WEIGHT = 0.02, 0.06
#: Words more common than this have too many senses.
_COMMON = 6.2


def lowered(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [word.of(text).lower() for word in words(text)]


def versions(corpora: Corpora) -> Iterator[tuple[list[list[str]], list[list[str]]]]:
    """Yield the words of each training segment: of its references, and of the systems that may be trained on."""
    for pair in TRAIN_PAIRS:
        for _, segment in corpora.training_segments(pair):
            systems = {text for name, text in segment.systems.items() if not held_system(name)}
            yield list(map(lowered, segment.references.values())), list(map(lowered, sorted(systems)))


def in_segments(segments: Iterable[tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]]) -> Pairs:
    """Return pairs of (in one version, in a system's); a system's word for one that references alone have counts twice."""
    pairs: Pairs = Counter()
    for references, systems in segments:
        human, machine = _frames(references), _frames(systems)
        seen: Pairs = Counter()
        for frame, theirs in machine.items():
            ours = human.get(frame, set())
            for new in theirs:
                for old in ours | theirs:
                    if old != new and differ(old, new):
                        seen[old, new] = max(seen[old, new], 2 if old in ours and new not in ours else 1)
        pairs.update(seen)
    return pairs


def in_post_edits(rows: Iterable[tuple[str, str]]) -> Pairs:
    """Return pairs of (what an editor wrote, what the machine had)."""
    pairs: Pairs = Counter()
    for machine, edited in rows:
        before, after = _frames([lowered(machine)]), _frames([lowered(edited)])
        pairs.update(
            {
                (old, new)
                for frame, theirs in before.items()
                for new in theirs
                for old in after.get(frame, ())
                if old != new and differ(old, new)
            }
        )
    return pairs


def _frames(texts: Iterable[Sequence[str]]) -> dict[tuple[str, str], set[str]]:
    """Return what stands between each left and right neighbour: a word or two."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for text in texts:
        framed = [_START, *text, _END]
        for at in range(1, len(framed) - 1):
            found[framed[at - 1], framed[at + 1]].add(framed[at])
            if at + 2 < len(framed):
                found[framed[at - 1], framed[at + 2]].add(f"{framed[at]} {framed[at + 1]}")
    return found


def differ(one: str, other: str) -> bool:
    """Tell whether two words or pairs of words are really two: letters only, no stem in common, not begun alike."""
    left, right = one.split(), other.split()
    if not all(word.replace("-", "").replace("'", "").isalpha() for word in (*left, *right)):
        return False
    if set(map(stem, left)) & set(map(stem, right)):
        return False
    return one.replace(" ", "").replace("-", "")[:4] != other.replace(" ", "").replace("-", "")[:4]


def associated(pairs: Pairs, least: int) -> Weights:
    """Return the association of each pair that is seen often enough and is no chance."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (old, new), count in pairs.items():
        first[old] += count
        second[new] += count
    found: Weights = {}
    for (old, new), count in pairs.items():
        weight = count / ((first[old] + _SMOOTHING) * (second[new] + _SMOOTHING)) ** 0.5
        is_long = " " in old + new
        if count >= least * (1 + is_long) and weight >= _LEAST_WEIGHT * (1 + 3 * is_long):
            found[old, new] = weight
    return found


def synonyms(near: Near) -> Weights:
    """Return the trunk's near words, with a small weight that falls with their rank."""
    return {
        (old, new): _NEAR_WEIGHT / (1 + rank)
        for old, others in near.items()
        for rank, new in enumerate(others)
        if differ(old, new)
    }


def senses(thesaurus: Thesaurus, texts: Iterable[str]) -> Weights:
    """Return the thesaurus's synonyms, in every sense, for the words of texts that are not too common."""
    known = {word for text in texts for word in lowered(text) if zipf(word) < _COMMON and len(word) > 2}
    return {
        (old, new): _SENSE_WEIGHT * weight
        for old, others in thesaurus.synonyms(known).items()
        for new, weight in others.items()
        if differ(old, new)
    }


def merged(parts: Iterable[Weights]) -> Table:
    """Return one table; weights of a pair that several have add up."""
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for part in parts:
        for (old, new), weight in part.items():
            weights[old][new] += weight  # type: ignore[assignment]
    return {
        old: [
            (new, round(weight, 4)) for new, weight in sorted(found.items(), key=lambda row: (-row[1], row[0]))[:_MOST]
        ]
        for old, found in sorted(weights.items())
    }


def confusions(corpora: Corpora, near: Near, thesaurus: Thesaurus | None) -> tuple[Table, dict[str, float]]:
    """Return the table of all sources that are there, and how many pairs each gave."""
    texts = (text for story in corpora.stories() if not story.is_held for text in story.sentences)
    parts = {
        "pairs of WMT versions": associated(in_segments(versions(corpora)), _LEAST_SEGMENTS),
        "pairs of post-edits": associated(in_post_edits(corpora.post_edits()), _LEAST_EDITS),
        "near words": synonyms(near),
        "synonyms": senses(thesaurus, texts) if thesaurus else {},
    }
    table = merged(parts.values())
    figures = {name: float(len(part)) for name, part in parts.items()}
    return table, {**figures, "keys": float(len(table)), "entries": float(sum(map(len, table.values())))}


def read_table(path: Path) -> Table:
    """Return a table that was kept as JSON."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {old: [(new, float(weight)) for new, weight in found] for old, found in rows.items()}
