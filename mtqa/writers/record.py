"""A report as plain values, by the contract mtqa-report/1; see .github/docs/ci.md on the JSON report."""

import json
import re
from dataclasses import asdict
from typing import Any

from mtqa.finding import Finding
from mtqa.report import Report

SCHEMA = "mtqa-report/1"
_SURROGATE = re.compile("[\ud800-\udfff]")


def article(report: Report) -> dict[str, Any]:
    """Return what is said of one article."""
    return {
        "path": report.document.path,
        **({"item": report.document.item} if report.document.item else {}),
        "format": report.document.format,
        "language": report.language,
        "words": report.words,
        "score": report.score,
        "verdict": report.verdict,
        "story": story(report),
        "findings": findings(report),
        **reference(report),
    }


def reference(report: Report) -> dict[str, Any]:
    """Return how near the story comes to its reference, nothing where there is none."""
    near = report.reference
    if near is None:
        return {}
    sentences = (
        {
            "start": sentence.start,
            "end": sentence.end,
            "reference_start": sentence.reference_start,
            "reference_end": sentence.reference_end,
            **asdict(sentence.scores),
        }
        for sentence in near.sentences
    )
    said = {**asdict(near.scores), "signatures": dict(near.signatures), "sentences": list(sentences)}
    return {"reference": said}


def story(report: Report) -> dict[str, Any] | None:
    """Return what the story is as a whole, nothing where it was not judged."""
    if report.story is None:
        return None
    return {"translated": report.story.probability, "reasons": list(report.story.reasons)}


def findings(report: Report) -> list[dict[str, Any]]:
    """Return the findings of a report in order."""
    pairs = zip(report.findings, report.fingerprints, strict=True)
    return [_finding(report, finding, fingerprint) for finding, fingerprint in pairs]


def dumps(value: object) -> str:
    """Return *value* as one line of JSON that UTF-8 can carry, lone surrogates included."""
    text = json.dumps(value, ensure_ascii=False)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _finding(report: Report, finding: Finding, fingerprint: str) -> dict[str, Any]:
    line, column = report.lines.position(finding.span.start)
    origin = report.document.origin
    said = {
        "start": finding.span.start,
        "end": finding.span.end,
        "line": line,
        "column": column,
        "text": finding.span.of(report.document.text),
        "rule": finding.rule,
        "checker": finding.checker,
        "category": finding.category,
        "severity": finding.severity,
        "confidence": round(finding.confidence, 3),
        "message": finding.message,
        "why": finding.why,
        "suggestions": list(finding.suggestions),
        "evidence": [
            {"rule": other.rule, "confidence": round(other.confidence, 3), "message": other.message}
            for other in finding.evidence
        ],
        "fingerprint": fingerprint,
        **({"origin": dict(origin.place(finding.span))} if origin else {}),
    }
    for name, passage in (("source", finding.source), ("reference", finding.reference)):
        if passage is not None:
            said |= {
                f"{name}_text": passage.text,
                f"{name}_start": passage.span.start,
                f"{name}_end": passage.span.end,
            }
    return said
