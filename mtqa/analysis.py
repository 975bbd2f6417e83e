"""What several checkers need to know about a story, each made once and only when asked for."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from mtqa import sentences
from mtqa.document import Article, Block, Document, Role, Sentence
from mtqa.errors import ReadError
from mtqa.folding import MASK, folded_document
from mtqa.functionwords import PLAINLY_ENGLISH, english_share
from mtqa.knowledge import Knowledge
from mtqa.models import Models, lexicon
from mtqa.models.crosslingual import CrossLingualEncoder
from mtqa.models.encoder import Encoder
from mtqa.models.language import identified
from mtqa.models.meanings import Meanings
from mtqa.models.parser import Parse
from mtqa.models.tagger import Judgement
from mtqa.quotations import quotations
from mtqa.rule import Rules
from mtqa.span import Span, first_overlap

if TYPE_CHECKING:
    # Few stories come with another to be held against.
    from mtqa.nearness import Nearness
    from mtqa.pairing import Pairing, Side
    from mtqa.surprise import Surprise

_PROSE = (Role.HEADLINE, Role.BODY, Role.QUOTE, Role.LIST, Role.CAPTION)
_LANGUAGE_SAMPLE = 5_000
#: Less than this says nothing of a language.
_FEWEST_LETTERS = 40
_WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")


class Word(NamedTuple):
    """A word, where it stands, and its letters in lower case."""

    start: int
    end: int
    lower: str


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """An article and what is known about it."""

    article: Article
    rules: Rules
    models: Models
    knowledge: Knowledge = field(default_factory=Knowledge)
    encoder_name: str | None = None
    tagger_folder: str | None = None
    cross_lingual_name: str | None = None
    source_model_name: str | None = None
    _parses: dict[Span, Parse] = field(default_factory=dict, repr=False)

    @property
    def document(self) -> Document:
        """The story."""
        return self.article.document

    @property
    def text(self) -> str:
        """The text of the story, in which every span counts."""
        return self.document.text

    @cached_property
    def plain(self) -> str:
        """The text with plain typography, one character for one; a line end in it means a new block."""
        return folded_document(self.document)

    @property
    def encoder(self) -> Encoder:
        """The sentence encoder that the settings name, or the packaged one."""
        return self.models.encoder(self.encoder_name)

    @property
    def packaged_encoder(self) -> Encoder:
        """The packaged encoder, whatever the settings name: what was fitted on its vectors fits no others."""
        return self.models.encoder(None)

    def meanings(self, kind: str, digest: str) -> Meanings:
        """Return vectors of short texts, those of our own data, a kind and its hash, kept from run to run."""
        return self.models.meanings(self.encoder_name, kind, digest)

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """The sentences that somebody wrote for readers: no byline, dateline or page furniture."""
        return self.of_role(*_PROSE)

    @property
    def tagger_points(self) -> Mapping[str, float]:
        """The least confidence of the tagger's findings by operating point."""
        return self.models.tagger(self.tagger_folder).points

    @cached_property
    def judgement(self) -> Judgement:
        """What the tagger says of the story; its sentences are those of ``prose``."""
        tagger = self.models.tagger(self.tagger_folder)
        return tagger.judge([sentence.span.of(self.plain) for sentence in self.prose])

    @property
    def cross_lingual_encoder(self) -> CrossLingualEncoder:
        """The cross-lingual encoder that the settings name, or the packaged one."""
        return self.models.cross_lingual(self.cross_lingual_name)

    @cached_property
    def source_language(self) -> str:
        """The language of the source, as given or as it looks; raises ``ReadError`` when nothing here knows it."""
        source = self.article.source
        assert source is not None
        known = self.cross_lingual_encoder.languages
        if known is not None:
            known |= lexicon.LANGUAGES
        given = self.article.source_language
        language = given.lower().replace("_", "-").partition("-")[0] if given else None
        language = language or identified(source.text, self.models.identifier)
        if language is None:
            raise ReadError(source.path, "no telling which language this is; say it with --source-language")
        if known is not None and language not in known:
            raise ReadError(
                source.path,
                f"the language {language} is not one of those that sources are compared in: {', '.join(sorted(known))}",
            )
        return language

    @cached_property
    def sourced(self) -> "Pairing | None":
        """The story beside its source, sentence by sentence, if there is one."""
        source = self.article.source
        if source is None:
            return None
        from mtqa.pairing import paired

        return paired(
            self._other(source, self.source_language),
            self._this,
            self.cross_lingual_encoder,
            self.article.units,
            self._lexicon,
        )

    @property
    def _lexicon(self) -> lexicon.Lexicon | None:
        """The lexicon of the source's language, where the encoder does not know that."""
        known = self.cross_lingual_encoder.languages
        return None if known is None or self.source_language in known else self.models.lexicon(self.source_language)

    def cosine_with_source(self, span: Span) -> float | None:
        """Return how near in meaning what stands at a span is to its source, where the packaged encoder can say."""
        if self.cross_lingual_name is not None or self.sourced is None or self._lexicon is not None:
            return None
        number = self.sourced.pair_of(span)
        return None if number is None else self.sourced.pairs[number].likeness

    @cached_property
    def surprise(self) -> "Surprise | None":
        """What a language model that the settings name makes of the story beside its source, if there are both."""
        if self.source_model_name is None or self.sourced is None:
            return None
        from babel import Locale

        from mtqa.surprise import Surprise

        language = Locale.parse(self.source_language).english_name
        model = self.models.source_model(self.source_model_name)
        return Surprise(pairing=self.sourced, model=model, language=language or self.source_language)

    @cached_property
    def referenced(self) -> "Pairing | None":
        """The story beside its reference, sentence by sentence, if there is one."""
        reference = self.article.reference
        if reference is None:
            return None
        from mtqa.pairing import paired

        return paired(self._other(reference, "en"), self._this, self.cross_lingual_encoder)

    @cached_property
    def nearness(self) -> "Nearness | None":
        """How near the story comes to its reference, if there is one."""
        from mtqa.nearness import nearness

        return nearness(self.referenced) if self.referenced else None

    @cached_property
    def _this(self) -> "Side":
        from mtqa.pairing import Side

        return Side(document=self.document, plain=self.plain, sentences=self.prose)

    @staticmethod
    def _other(document: Document, language: str) -> "Side":
        from mtqa.pairing import Side

        plain = folded_document(document)
        return Side(document=document, plain=plain, sentences=sentences.split(document, plain, language))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the whole text in order."""
        return tuple(Word(*match.span(), match.group().lower()) for match in _WORD.finditer(self.plain))

    @cached_property
    def language(self) -> str:
        """The language of the story as a whole, by ISO 639-1 code."""
        prose = [span.of(self.plain) for span in (block.span for block in self.document.blocks)]
        sample = "\n".join(prose)[:_LANGUAGE_SAMPLE]
        letters = sum(character.isalpha() for character in sample)
        if letters < _FEWEST_LETTERS or english_share(sample) >= PLAINLY_ENGLISH:
            return "en"
        return next(iter(self.models.identifier.languages(sample)), "en")

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order."""
        return sentences.split(self.document, self.plain)

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """The quoted passages in order, marks included."""
        return quotations(self.document)

    def is_quoted(self, span: Span) -> bool:
        """Tell whether the span touches a quotation."""
        return first_overlap(self.quotations, span) is not None

    def block_of(self, span: Span) -> Block | None:
        """Return the block that holds the whole span."""
        blocks = self.document.blocks
        at = bisect_right(self._block_starts, span.start) - 1
        return blocks[at] if at >= 0 and blocks[at].span.covers(span) else None

    def of_role(self, *roles: Role) -> tuple[Sentence, ...]:
        """Return the sentences that stand in blocks of these roles."""
        return tuple(sentence for sentence in self.sentences if sentence.role in roles)

    def parses(self, wanted: Sequence[Sentence]) -> list[Parse]:
        """Return the parse of each sentence, its spans counting in the sentence; nothing is parsed twice.

        A sentence that is too long or holds markup has an empty parse.
        """
        missing = [sentence.span for sentence in wanted if sentence.span not in self._parses]
        if missing:
            prose = (span.of(self.plain) for span in missing)
            parsed = self.models.parser.parse(["" if MASK in words else words for words in prose])
            self._parses.update(zip(missing, parsed, strict=True))
        return [self._parses[sentence.span] for sentence in wanted]

    def sentences_touching(self, spans: Iterable[Span]) -> list[Sentence]:
        """Return the sentences that share a character with any of the spans, in order."""
        starts = [sentence.span.start for sentence in self.sentences]
        found = set()
        for span in spans:
            at = max(0, bisect_right(starts, span.start) - 1)
            while at < len(starts) and starts[at] < span.end:
                if self.sentences[at].span.overlaps(span):
                    found.add(at)
                at += 1
        return [self.sentences[at] for at in sorted(found)]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.document.blocks]
