"""The one place where the stages are put together."""

from importlib import import_module

from mtqa.analysis import Analysis
from mtqa.checkers import CHECKERS
from mtqa.document import Article
from mtqa.finding import Finding
from mtqa.models import Models
from mtqa.rule import Rules


def findings(article: Article, rules: Rules, models: Models, checks=tuple(CHECKERS)) -> list[Finding]:
    analysis = Analysis(article=article, rules=rules, models=models)
    found = []
    for name in checks:
        module, _, function = CHECKERS[name].partition(":")
        found.extend(getattr(import_module(module), function)(analysis))
    return sorted(found, key=lambda finding: (finding.span, finding.rule))
