"""What the page is told of a review, as plain values."""

from collections.abc import Iterator
from typing import Any

from mtqa import fixing
from mtqa.report import Report
from mtqa.server.actions import REASONS, Dismissal
from mtqa.server.session import Session


def state(session: Session, report: Report) -> dict[str, Any]:
    """Return what an editor can do with a story and has done; offsets count code points of ``text``."""
    return {
        "path": report.document.path,
        "text": session.text,
        "seen": len(session.seen),
        "saved": session.is_saved,
        "score": report.score,
        "verdict": report.verdict,
        "findings": list(_findings(session, report)),
        "changes": [
            {
                "id": standing.action.id,
                "before": standing.action.before,
                "after": standing.action.after,
                "rule": standing.action.rule,
                "start": standing.span.start if standing.span is not None else None,
            }
            for standing in session.changes
        ],
    }


def reasons() -> list[dict[str, str]]:
    """Return the reasons that an editor chooses from."""
    return [{"name": reason, "words": words} for reason, words in REASONS.items()]


def _findings(session: Session, report: Report) -> Iterator[dict[str, Any]]:
    dismissed = session.dismissed(report)
    for finding, fingerprint in zip(report.findings, report.fingerprints, strict=True):
        edits = (fixing.taken(finding, better, report.document) for better in finding.suggestions)
        yield {
            "fingerprint": fingerprint,
            "rule": finding.rule,
            "start": finding.span.start,
            "words": finding.span.of(session.text),
            "choices": [
                {"start": edit.span.start, "before": edit.span.of(session.text), "after": edit.better}
                for edit in edits
                if edit is not None
            ],
            "dismissed": _dismissal(dismissed[fingerprint]) if fingerprint in dismissed else None,
        }


def _dismissal(dismissal: Dismissal) -> dict[str, str]:
    return {"id": dismissal.id, "why": dismissal.why}
