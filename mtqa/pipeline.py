"""The one place where the stages are put together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from importlib import import_module
from importlib.resources.abc import Traversable

from mtqa import __version__, suppression
from mtqa.accepting import Accepted
from mtqa.analysis import Analysis
from mtqa.checkers import CHECKERS, Checker
from mtqa.config import LEAST_CONFIDENCE, Config
from mtqa.counterpart import Counterpart, counterpart
from mtqa.document import Article
from mtqa.errors import UsageError
from mtqa.finding import Finding
from mtqa.knowledge import Knowledge, every_file
from mtqa.merge import TAGGER, merged
from mtqa.models import Models
from mtqa.report import Report
from mtqa.rule import Rules
from mtqa.rulepack import builtin_packs, digest_of, read_packs
from mtqa.score import count_words, score, verdict
from mtqa.signature import Signature
from mtqa.story import FEWEST_WORDS, doubtful, judge


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything that stays the same from story to story: settings, rules, models."""

    config: Config = field(default_factory=Config)
    models: Models = field(default_factory=Models)

    @cached_property
    def rules(self) -> Rules:
        """Every rule there is, with the severities that the settings give; raises ``RuleError`` and ``UsageError``."""
        rules = read_packs(self._packs)
        known = rules.keys() | {rule.pack for rule in rules.values()}
        ignored = (name for part in self.config.per_path for name in part.ignore)
        self._all_known(
            "rule or pack", (*self.config.select, *self.config.ignore, *self.config.severity, *ignored), known
        )
        return {
            name: replace(
                rule, severity=self.config.severity.get(name, self.config.severity.get(rule.pack, rule.severity))
            )
            for name, rule in rules.items()
        }

    @cached_property
    def checks(self) -> tuple[str, ...]:
        """The names of the checkers that run, in the order of the table; raises ``UsageError``."""
        self._all_known("check", self.config.checks, CHECKERS)
        return tuple(name for name in CHECKERS if not self.config.checks or name in self.config.checks)

    def checks_of(self, article: Article) -> tuple[str, ...]:
        """Return the names of the checkers that run on an article: those that have what they need.

        Raises ``UsageError`` when one was asked for by name that lacks it.
        """
        lacking = [name for name in self.checks if (need := CHECKERS[name].needs) and getattr(article, need) is None]
        if self.config.checks and lacking:
            need = CHECKERS[lacking[0]].needs
            raise UsageError(f"the check {lacking[0]} needs a {need}: see --{need}")
        return tuple(name for name in self.checks if name not in lacking)

    @cached_property
    def signature(self) -> Signature:
        """How the reports of this desk are made on stories without source and reference."""
        return self._signature(tuple(name for name in self.checks if CHECKERS[name].needs is None))

    def signature_of(self, article: Article) -> Signature:
        """Return how the report on an article is made."""
        if article.source is None and article.reference is None:
            return self.signature
        return self._signature(self.checks_of(article), is_sourced=article.source is not None)

    def _signature(self, checks: tuple[str, ...], *, is_sourced: bool = False) -> Signature:
        kinds = {model for name in checks for model in CHECKERS[name].models}
        if is_sourced and TAGGER in checks:
            kinds |= {"cross-lingual"} if self.config.source_model is None else {"cross-lingual", "source-model"}
        return Signature(
            mtqa=__version__,
            rules=self._digest,
            models=Models.names(
                kinds,
                self.config.encoder,
                self.config.tagger,
                self.config.cross_lingual_encoder,
                self.config.source_model,
            ),
            checks=checks,
            operating_point=self.config.operating_point,
        )

    @cached_property
    def _digest(self) -> str:
        return digest_of(file for folder in self._packs for file in every_file(folder))

    @cached_property
    def knowledge(self) -> Knowledge:
        """The names and phrases that ship with mtqa and those in the user's packs."""
        return Knowledge(self._packs)

    @cached_property
    def _packs(self) -> Sequence[Traversable]:
        return (builtin_packs(), *self.config.packs)

    def _all_known(self, what: str, names: Iterable[str], known: Iterable[str]) -> None:
        known = sorted(known)
        for name in names:
            if name not in known:
                close = get_close_matches(name, known, 1)
                listed = "mtqa rules" if what != "check" else "mtqa check --help"
                hint = f"did you mean {close[0]}?" if close else f"see `{listed}`"
                raise self.config.blame(name, f"there is no {what} {name}; {hint}")


def check(article: Article, desk: Desk) -> Report:
    """Return the report on one article; reads and writes nothing but what the models load."""
    document = article.document
    config = desk.config.for_path(document.path)
    least = LEAST_CONFIDENCE[config.operating_point]
    checks = desk.checks_of(article)
    kinds = {kind for name in checks for kind in CHECKERS[name].models}
    desk.models.begin(kinds, desk.config.encoder, desk.config.tagger)
    analysis = Analysis(
        article=article,
        rules=desk.rules,
        models=desk.models,
        knowledge=desk.knowledge,
        encoder_name=desk.config.encoder,
        tagger_folder=desk.config.tagger,
        cross_lingual_name=desk.config.cross_lingual_encoder,
        source_model_name=desk.config.source_model,
    )
    accepted = Accepted((*config.accept, *config.accept_file))

    def findings_of(*, compared: bool) -> list[Finding]:
        names = (name for name in checks if (CHECKERS[name].needs is not None) is compared)
        found = [
            finding
            for name in names
            for finding in _checker(name)(analysis)
            if config.wants(finding.rule) and not accepted.passes(finding.span.of(document.text))
        ]
        return suppression.kept(found, document)

    found = findings_of(compared=False)
    words = count_words(document.text)
    judged = None
    judges = TAGGER in checks and not suppression.silent(document)
    if judges and analysis.language == "en" and words >= FEWEST_WORDS:
        judged = judge(analysis.judgement, found, words)
    # How a story reads is judged without what it is held against.
    found += findings_of(compared=True)
    findings = tuple(finding for finding in merged(found) if finding.confidence >= least)
    points = score(findings, words)
    return Report(
        document=document,
        language=analysis.language,
        words=words,
        findings=findings,
        score=points,
        verdict=verdict(
            points,
            passing=config.pass_score,
            failing=config.fail_score,
            doubtful=doubtful(judged),
        ),
        story=judged,
        signature=desk.signature_of(article),
        reference=analysis.nearness if "reference" in checks else None,
        counterparts=tuple(_counterparts(analysis, checks)),
    )


def _counterparts(analysis: Analysis, checks: Sequence[str]) -> Iterator[Counterpart]:
    if "adequacy" in checks and analysis.sourced:
        yield counterpart("source", analysis.sourced, analysis.source_language)
    if "reference" in checks and analysis.referenced:
        yield counterpart("reference", analysis.referenced, "en")


def _checker(name: str) -> Checker:
    module, _, function = CHECKERS[name].function.partition(":")
    checker: Checker = getattr(import_module(module), function)
    return checker
