"""The review of stories, but for the browser: steps, what is kept, what is saved, who is let in."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("starlette", reason="the review is an extra")
pytest.importorskip("httpx2", reason="starlette's test client needs it")

from starlette.testclient import TestClient

from mtqa import cli, readers
from mtqa.document import Article, Role
from mtqa.errors import UsageError
from mtqa.models import Models
from mtqa.report import Report
from mtqa.runner import Runner
from mtqa.server import address, journal, page, saving
from mtqa.server.actions import Change, Dismissal, Reason, Saved, Undo, action, plain
from mtqa.server.app import app
from mtqa.server.guard import Address
from mtqa.server.opening import opened
from mtqa.server.retelling import retold
from mtqa.server.review import Review
from mtqa.server.session import Refused, Session
from mtqa.server.state import state
from tests.standins import article

TEXT = "A mayor resigns\n\nHe saw the the mayor 😀 and went to to the sea.\n\nThey left the the town.\n"
ADDRESS = Address(port=4321, token="t" * 43)
BASELINE = Path("mtqa-baseline.json")
#: What a step needs to count, and does not differ from test to test.
_NAMES = (f"step-{number:04}" for number in range(10_000))

Open = Callable[..., Review]


def _change(text: str, before: str, after: str, **more: Any) -> Change:
    return Change(id=next(_NAMES), start=text.index(before), before=before, after=after, **more)


def _dismissal(report: Report, nth: int = 0, **more: Any) -> Dismissal:
    finding = report.findings[nth]
    words = finding.span.of(report.document.text)
    given = {"reason": Reason.NAME, **more}
    return Dismissal(id=next(_NAMES), rule=finding.rule, start=finding.span.start, words=words, **given)


def _done(text: str, *steps: Any) -> Session:
    session = Session.of(text)
    for step in steps:
        session = session.after(session.settled(step))
    return session


@pytest.fixture
def open_(elsewhere: Path, light: Models, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a review of a story in the folder where the test stands."""
    monkeypatch.setenv("XDG_STATE_HOME", str(elsewhere / "state"))
    reviews: list[Review] = []

    def made(*paths: str, text: str | bytes | None = TEXT, notes: list[str] | None = None, **more: Any) -> Review:
        for path in paths or ("a.txt",):
            if text is not None and not Path(path).exists():
                Path(path).write_bytes(text.encode() if isinstance(text, str) else text)
        note = notes.append if notes is not None else lambda _: None
        runner = Runner(note=note, models=light, overrides={"checks": ("patterns",)})
        reviews.append(opened(runner, paths or ("a.txt",), BASELINE, **more))
        return reviews[-1]

    yield made
    for review in reviews:
        review.close()


def _only(review: Review) -> str:
    (key,) = review.stories
    return key


class TestSteps:
    """What a step does to a story."""

    def test_a_suggestion_and_an_edit_each_in_its_place(self) -> None:
        session = _done(TEXT, _change(TEXT, "the the mayor", "the mayor", rule="repetition/doubled-word"))
        edit = _change(session.text, "They left the the town.", "They left the town, all of them.")
        session = session.after(session.settled(edit))
        assert session.text == TEXT.replace("the the mayor", "the mayor").replace(
            "the the town.", "the town, all of them."
        )

    def test_an_edit_is_no_longer_than_what_changed_and_ends_at_words(self) -> None:
        session = _done(TEXT, _change(TEXT, "They left the the town.", "They left the old town."))
        (standing,) = session.changes
        assert (standing.action.before, standing.action.after) == ("the", "old")

    def test_a_step_counts_once(self) -> None:
        step = _change(TEXT, "the the mayor", "the mayor", rule="a/b")
        session = _done(TEXT, step)
        assert session.after(step) is session

    def test_a_change_taken_back_after_others_leaves_them(self) -> None:
        first = _change(TEXT, "A mayor", "The mayor", rule="a/b")
        session = _done(TEXT, first)
        second = _change(session.text, "to to", "to", rule="a/b")
        session = session.after(second).after(Undo(id=next(_NAMES), of=first.id))
        assert session.text == TEXT.replace("to to", "to")
        assert [each.action.id for each in session.changes] == [second.id]
        session = session.after(Undo(id=next(_NAMES), of=second.id))
        assert session.text == TEXT
        assert session.is_saved

    def test_what_was_edited_again_is_not_taken_back(self) -> None:
        first = _change(TEXT, "the the mayor", "the mayor", rule="a/b")
        session = _done(TEXT, first)
        session = session.after(_change(session.text, "saw the mayor", "met her", rule="a/b"))
        with pytest.raises(Refused, match="edited again"):
            session.after(Undo(id=next(_NAMES), of=first.id))

    def test_words_that_are_elsewhere_now_are_found_and_those_that_are_gone_refused(self) -> None:
        session = _done(TEXT, _change(TEXT, "A mayor resigns", "The mayor of the town resigns"))
        late = _change(TEXT, TEXT.splitlines()[2], "Gone.")
        assert session.after(session.settled(late)).text.splitlines()[2] == "Gone."
        with pytest.raises(Refused, match="changed meanwhile"):
            session.settled(_change(TEXT, "A mayor", "Some mayor"))

    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
    def test_lines_end_as_in_the_story(self, ending: str) -> None:
        text = TEXT.replace("\n", ending)
        session = _done(text, _change(text, "They left the the town.", "They left.\n\nAll of them."))
        assert session.text == text.replace("They left the the town.", f"They left.{ending * 2}All of them.")
        assert _done(text, *session.history).text == session.text

    def test_a_dismissal_goes_with_its_words_and_back_to_the_first_text(
        self, light_report: Callable[..., Report]
    ) -> None:
        first = light_report(TEXT)
        session = _done(TEXT, _change(TEXT, "the the mayor", "the mayor", rule="a/b"))
        now = light_report(session.text)
        session = session.after(_dismissal(now, -1))
        session = session.after(session.settled(_change(session.text, "A mayor", "At last the mayor")))
        later = light_report(session.text)
        # The second "the the" of the first text is the only one now: another name for the same words.
        assert list(session.dismissed(later)) == [later.fingerprints[-1]]
        assert list(session.dismissed_at_first(first)) == [first.fingerprints[-1]]
        assert later.fingerprints[-1] != first.fingerprints[-1]

    def test_words_between_the_changed_ones_of_a_paragraph_stay(self, light_report: Callable[..., Report]) -> None:
        session = _done(TEXT, _dismissal(light_report(TEXT), 0))
        before = TEXT.splitlines()[2]
        after = before.replace("He saw", "She met").replace("sea", "lake")
        session = session.after(session.settled(_change(TEXT, before, after)))
        assert len(session.dismissed(light_report(session.text))) == 1
        assert len(session.dismissed_at_first(light_report(TEXT))) == 1

    def test_a_dismissal_lapses_with_its_words_and_is_taken_back(self, light_report: Callable[..., Report]) -> None:
        report = light_report(TEXT)
        step = _dismissal(report, note="of Lindrum")
        session = _done(TEXT, step)
        assert [each.why for each in session.dismissed(report).values()] == ["It is a name or a term: of Lindrum"]
        assert not session.is_saved
        assert session.after(Undo(id=next(_NAMES), of=step.id)).is_saved
        edited = session.after(_change(TEXT, "the the mayor", "him", rule="a/b"))
        assert edited.dismissed(light_report(edited.text)) == {}

    @given(st.data())
    def test_any_changes_can_be_taken_back_in_any_order(self, data: st.DataObject) -> None:
        session = Session.of(TEXT)
        for _ in range(data.draw(st.integers(1, 4))):
            start = data.draw(st.integers(0, len(session.text)))
            end = data.draw(st.integers(start, len(session.text)))
            after = data.draw(st.text(max_size=5))
            session = session.after(
                Change(id=next(_NAMES), start=start, before=session.text[start:end], after=after, rule="a/b")
            )
        while open_changes := [each for each in session.changes if each.span is not None]:
            undone = data.draw(st.sampled_from(open_changes))
            session = session.after(Undo(id=next(_NAMES), of=undone.action.id))
        assert session.text == TEXT or any(each.span is None for each in session.changes)
        assert _done(TEXT, *session.history).text == session.text or "\r" in session.text

    @pytest.mark.parametrize(
        "step",
        [
            Change(id="step-a", start=3, before="\ud800", after="\r\n", rule="a/b"),
            Dismissal(id="step-b", rule="a/b", start=0, words="", reason=Reason.OTHER, note="“so”"),
            Undo(id="step-c", of="step-b"),
            Saved(id="step-d", file="a.edited.txt", entries={"a.txt": ("0123",)}),
        ],
    )
    def test_a_step_is_read_as_it_was_written(self, step: Any) -> None:
        assert action(json.loads(json.dumps(plain(step)))) == step

    @pytest.mark.parametrize(
        "value",
        [
            [],
            {},
            {"kind": "nope"},
            {"kind": "undo"},
            {"kind": "undo", "id": "a", "of": "b", "more": 1},
            {"kind": "undo", "id": 1, "of": "b"},
            {"kind": "change", "id": "a", "start": True, "before": "", "after": ""},
            {"kind": "change", "id": "a", "start": -1, "before": "", "after": ""},
            {"kind": "change", "id": "a", "start": 0, "before": "", "after": "\0"},
            {"kind": "dismiss", "id": "a", "rule": "a/b", "start": 0, "words": "", "reason": "nope"},
            {"kind": "saved", "id": "a", "entries": [1]},
        ],
        ids=str,
    )
    def test_what_is_no_step_is_refused(self, value: object) -> None:
        with pytest.raises(ValueError):  # noqa: PT011
            action(value)


class TestRetelling:
    """A story after changes."""

    DOCX_LIKE = "Mayor resigns\n\nOSLO (AP) - He left.\n\nShare this"

    def _article(self) -> Article:
        document = readers.document(self.DOCX_LIKE, "a.docx")
        return Article(document=replace(document, format="docx"))

    def test_other_formats_keep_their_blocks(self) -> None:
        session = _done(
            self.DOCX_LIKE, _change(self.DOCX_LIKE, "OSLO (AP) - He left.", "BERGEN (AP) - He left at noon.")
        )
        document = retold(self._article(), session.history).document
        said = [(block.role, block.span.of(document.text)) for block in document.blocks]
        assert said == [
            (Role.HEADLINE, "Mayor resigns"),
            (Role.DATELINE, "BERGEN (AP) - "),
            (Role.BODY, "He left at noon."),
            (Role.FURNITURE, "Share this"),
        ]

    def test_a_paragraph_that_came_back_is_checked(self) -> None:
        change = _change(self.DOCX_LIKE, "Mayor resigns", "", rule="a/b")
        session = _done(self.DOCX_LIKE, change, Undo(id=next(_NAMES), of=change.id))
        document = retold(self._article(), session.history).document
        assert document.blocks[0].span.of(document.text) == "Mayor resigns"

    @given(st.data())
    def test_blocks_stay_apart_and_hold_all_words(self, data: st.DataObject) -> None:
        text, changes = self.DOCX_LIKE, []
        for _ in range(data.draw(st.integers(1, 3))):
            start = data.draw(st.integers(0, len(text)))
            end = data.draw(st.integers(start, len(text)))
            after = data.draw(st.sampled_from(["", "x", " more words ", "\n\nA line.\n\n"]))
            changes.append(Change(id="step", start=start, before=text[start:end], after=after))
            text = changes[-1].on(text)
        document = retold(self._article(), changes).document
        assert document.text == text
        ends = [0]
        for block in document.blocks:
            assert block.span.start >= ends[-1]
            assert not text[ends[-1] : block.span.start].strip()
            ends.append(block.span.end)
        assert not text[ends[-1] :].strip()

    def test_markdown_is_read_again(self) -> None:
        text = "# A mayor\n\nHe left.\n"
        change = _change(text, "He left.", "- He left.")
        document = retold(article(text, "a.md", "markdown"), [change]).document
        assert document.blocks[-1].role is Role.LIST


@pytest.fixture
def light_report(light: Models) -> Callable[..., Report]:
    runner = Runner(note=lambda _: None, models=light, isolated=True, overrides={"checks": ("patterns",)})
    return lambda text, path="a.txt": runner.report(article(text, path), runner.desk(path))


class TestJournal:
    """What is kept is there again."""

    def test_a_review_is_taken_up_where_it_was_left(self, open_: Open) -> None:
        review = open_()
        key = _only(review)
        review.do(key, _change(TEXT, "the the mayor", "the mayor", rule="a/b"))
        review.do(key, _dismissal(review.report(key)[1]))
        # The process is gone without a word.
        review.close()
        notes: list[str] = []
        again = open_(notes=notes)
        assert again.stories[key].session == review.stories[key].session
        assert notes == ["a.txt: taken up where the review was left; --fresh begins anew"]

    def test_a_line_that_was_cut_off_does_not_count(self, open_: Open) -> None:
        review = open_()
        review.do(_only(review), _change(TEXT, "to to", "to", rule="a/b"))
        file = review.stories[_only(review)].journal.file
        review.close()
        whole = file.read_bytes()
        file.write_bytes(whole + b'{"kind": "undo", "id": "step-')
        again = open_()
        assert again.stories[_only(again)].session.text == TEXT.replace("to to", "to")
        assert file.read_bytes() == whole
        again.do(_only(again), _change(again.stories[_only(again)].session.text, "A mayor", "Some mayor"))
        again.close()
        assert open_().report(_only(again))[1].document.text.startswith("Some mayor")

    @pytest.mark.parametrize(
        "line", [b"nope", b"{}", b'{"kind": "change", "id": "a", "start": 9, "before": "Q", "after": ""}']
    )
    def test_damage_is_told_and_set_aside(self, open_: Open, line: bytes) -> None:
        review = open_()
        file = review.stories[_only(review)].journal.file
        review.close()
        file.write_bytes(file.read_bytes() + line + b"\n")
        with pytest.raises(UsageError, match=r":2: what was kept .* is damaged"):
            open_()
        notes: list[str] = []
        assert open_(anew=True, notes=notes).report(_only(review))[1].document.text == TEXT
        assert file.with_suffix(".1.old").read_bytes().endswith(line + b"\n")
        assert ".1.old" in notes[0]

    def test_begun_anew_nothing_is_lost(self, open_: Open) -> None:
        review = open_()
        review.do(_only(review), _change(TEXT, "to to", "to", rule="a/b"))
        file = review.stories[_only(review)].journal.file
        review.close()
        again = open_(anew=True)
        assert again.stories[_only(again)].session.is_saved
        assert b'"to to"' in file.with_suffix(".1.old").read_bytes()

    def test_two_reviews_of_a_story_at_once_are_refused(self, open_: Open) -> None:
        open_()
        with pytest.raises(UsageError, match=r"a\.txt is being reviewed already"):
            open_()

    def test_a_story_that_changed_begins_anew_and_the_old_review_is_named(self, open_: Open) -> None:
        review = open_()
        review.do(_only(review), _change(TEXT, "to to", "to", rule="a/b"))
        file = review.stories[_only(review)].journal.file
        review.close()
        Path("a.txt").write_text("He saw the the mayor.\n", encoding="utf-8")
        notes: list[str] = []
        again = open_(notes=notes)
        assert again.stories[_only(again)].session.is_saved
        assert notes == [f"a.txt: another text was reviewed under this name and not saved; that is kept in {file}"]
        # All of it: the text that the steps belong to is there too.
        assert json.loads(file.read_bytes().splitlines()[0])["text"] == TEXT

    def test_what_cannot_be_kept_does_not_count(self, open_: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        review = open_()
        file = review.stories[_only(review)].journal.file
        before = file.read_bytes()

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            review.do(_only(review), _change(TEXT, "to to", "to", rule="a/b"))
        assert review.stories[_only(review)].session.text == TEXT
        assert file.read_bytes() == before

    @pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
    def test_it_is_for_its_owner_alone(self, open_: Open) -> None:
        review = open_()
        assert review.stories[_only(review)].journal.file.stat().st_mode & 0o077 == 0

    def test_what_was_saved_long_ago_is_dropped_and_nothing_else(self, open_: Open) -> None:
        review = open_()
        review.do(_only(review), _change(TEXT, "to to", "to", rule="a/b"))
        file = review.stories[_only(review)].journal.file
        os.utime(file, (0, 0))
        open_("b.txt").close()
        assert file.exists()
        saving.save(review, next(_NAMES))
        os.utime(file, (0, 0))
        # While it is open it stays, whatever its age.
        open_("b.txt").close()
        assert file.exists()
        review.close()
        open_("b.txt").close()
        assert not file.exists()

    def test_nothing_would_be_left(self, open_: Open) -> None:
        review = open_()
        with pytest.raises(Refused, match="nothing would be left"):
            review.do(_only(review), _change(TEXT, TEXT, " \n"))

    def test_no_story_and_standard_input_are_told(self, open_: Open) -> None:
        with pytest.raises(UsageError, match="no story"):
            open_("nope.txt", text=None)
        with pytest.raises(UsageError, match="needs files"):
            open_("-", text=None)


class TestSaving:
    """What is in files afterwards."""

    def _save(self, review: Review) -> list[saving.Outcome]:
        return saving.save(review, next(_NAMES))

    def test_the_edited_text_is_beside_the_story_which_stays(self, open_: Open) -> None:
        Path("a.edited.txt").write_text("another's", encoding="utf-8")
        review = open_()
        review.do(_only(review), _change(TEXT, "to to", "to", rule="a/b"))
        (outcome,) = self._save(review)
        assert (outcome.file, outcome.note, outcome.problem) == ("a.edited-2.txt", "", "")
        assert Path("a.edited-2.txt").read_text(encoding="utf-8") == TEXT.replace("to to", "to")
        assert Path("a.txt").read_text(encoding="utf-8") == TEXT
        assert Path("a.edited.txt").read_text(encoding="utf-8") == "another's"
        assert not BASELINE.exists()

    def test_saved_again_only_what_is_new(self, open_: Open) -> None:
        review = open_()
        key = _only(review)
        review.do(key, _change(TEXT, "to to", "to", rule="a/b"))
        self._save(review)
        assert self._save(review) == []
        review.do(key, _dismissal(review.report(key)[1]))
        assert self._save(review)[0].file == "a.edited.txt"
        review.do(key, _change(review.stories[key].session.text, "A mayor", "Some mayor"))
        assert self._save(review)[0].file == "a.edited-2.txt"
        review.close()
        assert self._save(open_()) == []

    def test_an_edited_story_that_is_edited_again_is_numbered_on(self, open_: Open) -> None:
        review = open_("a.edited.txt")
        review.do(_only(review), _change(TEXT, "to to", "to", rule="a/b"))
        assert self._save(review)[0].file == "a.edited-2.txt"

    @pytest.mark.parametrize(
        ("mark", "encoding"), [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"", "cp1252")]
    )
    def test_encoding_mark_and_line_ends_stay(self, open_: Open, mark: bytes, encoding: str) -> None:
        text = "The café reopens\r\n\r\nHe saw the the mayor — “née” Müller — at the façade café.\r\n" * 3
        review = open_(text=mark + text.encode(encoding))
        read = review.stories[_only(review)].article.document.text
        review.do(_only(review), _change(read, "the the", "the", rule="a/b"))
        assert self._save(review)[0].note == ""
        saved = Path("a.edited.txt").read_bytes()
        assert saved == mark + text.replace("the the", "the", 1).encode(encoding)

    def test_what_the_encoding_has_not_makes_it_utf8(self, open_: Open) -> None:
        text = "The café reopens\n\nHe saw the the mayor “née” Müller at the façade café.\n" * 3
        review = open_(text=text.encode("cp1252"))
        read = review.stories[_only(review)].article.document.text
        review.do(_only(review), _change(read, "the the", "Ж", rule="a/b"))
        assert self._save(review)[0].note == "saved as UTF-8"
        assert Path("a.edited.txt").read_text(encoding="utf-8") == text.replace("the the", "Ж", 1)

    def test_other_formats_become_plain_text(self, open_: Open) -> None:
        html = (
            b"<html><body><article><h1>A mayor resigns</h1><p>He saw the the mayor in town.</p></article></body></html>"
        )
        pytest.importorskip("resiliparse", reason="HTML is an extra")
        review = open_("a.html", text=html)
        read = review.stories[_only(review)].article.document.text
        review.do(_only(review), _change(read, "the the", "the", rule="a/b"))
        (outcome,) = self._save(review)
        assert (outcome.file, outcome.note) == (
            "a.edited.txt",
            "saved as plain text, since the layout of html cannot be written",
        )
        assert Path("a.edited.txt").read_text(encoding="utf-8") == read.replace("the the", "the")

    def test_dismissals_are_known_from_now_on_with_their_reason(self, open_: Open) -> None:
        Path("desk").mkdir()
        review = open_("desk/a.txt")
        key = _only(review)
        review.do(key, _dismissal(review.report(key)[1], 0, reason=Reason.QUOTED, note="on the radio"))
        review.do(key, _dismissal(review.report(key)[1], 1))
        review.do(key, _dismissal(review.report(key)[1], 2, reason=Reason.OTHER, note="I know it"))
        review.do(key, _change(TEXT, "A mayor", "The mayor"))
        assert self._save(review)[0].dismissed == 3
        value = json.loads(BASELINE.read_bytes())
        assert set(value["stories"]) == set(value["reasons"]) == {"desk/a.txt", "desk/a.edited.txt"}
        assert sorted(value["reasons"]["desk/a.txt"].values()) == [
            "I know it",
            "It is a name or a term",
            "Somebody said it so: on the radio",
        ]
        options = ["--checks", "patterns", "--baseline", str(BASELINE), "--fail-on", "minor", "--format", "text"]
        for path in ("desk/a.txt", "desk/a.edited.txt"):
            result = CliRunner().invoke(cli.main, ["check", path, *options])
            assert (result.exit_code, result.stdout) == (0, "")
        assert CliRunner().invoke(cli.main, ["check", "desk/a.txt", *options[:2], *options[4:]]).exit_code == 1

    def test_after_an_edit_the_edited_file_is_quiet_by_its_own_names(self, open_: Open) -> None:
        review = open_()
        key = _only(review)
        review.do(key, _change(TEXT, "the the mayor", "the mayor", rule="a/b"))
        review.do(key, _change(TEXT.replace("the the mayor", "the mayor"), "to to", "to", rule="a/b"))
        review.do(key, _dismissal(review.report(key)[1]))
        self._save(review)
        options = ["--checks", "patterns", "--baseline", str(BASELINE), "--fail-on", "minor", "--format", "text"]
        assert CliRunner().invoke(cli.main, ["check", "a.edited.txt", *options]).stdout == ""
        assert CliRunner().invoke(cli.main, ["check", "a.txt", *options]).stdout.count("\n") == 2

    def test_entries_of_others_stay_and_what_is_taken_back_goes(self, open_: Open) -> None:
        others = {
            "schema": "mtqa-baseline/1",
            "stories": {"b.txt": {"0": "a/b: words"}},
            "reasons": {"b.txt": {"0": "So."}},
        }
        BASELINE.write_text(json.dumps(others), encoding="ascii")
        review = open_()
        key = _only(review)
        step = _dismissal(review.report(key)[1])
        review.do(key, step)
        self._save(review)
        assert set(json.loads(BASELINE.read_bytes())["stories"]) == {"a.txt", "b.txt"}
        review.close()
        again = open_()
        # Its own dismissals are shown as such, and not hidden as known.
        session, report = again.report(key)
        assert list(session.dismissed(report)) == [report.fingerprints[0]]
        assert report.known == ()
        again.do(key, Undo(id=next(_NAMES), of=step.id))
        self._save(again)
        assert json.loads(BASELINE.read_bytes()) == others

    def test_what_others_know_is_not_shown(self, open_: Open) -> None:
        assert CliRunner().invoke(cli.main, ["baseline", "a.txt", "--checks", "patterns"]).exit_code == 2
        review = open_()
        review.close()
        CliRunner().invoke(cli.main, ["baseline", "a.txt", "--checks", "patterns"])
        again = open_()
        assert again.report(_only(again))[1].findings == ()

    def test_dismissed_findings_cost_nothing(self, open_: Open) -> None:
        review = open_()
        key = _only(review)
        assert review.report(key)[1].score < 100
        for nth in range(3):
            review.do(key, _dismissal(review.report(key)[1], nth))
        assert review.report(key)[1].score == 100

    def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_lost(
        self, open_: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        review = open_()
        review.do(_only(review), _change(TEXT, "to to", "to", rule="a/b"))

        def refused(*_: object) -> Path:
            raise PermissionError(13, "Permission denied", "a.edited.txt")

        with monkeypatch.context() as patched:
            patched.setattr("mtqa.wholefile.written_new", refused)
            (outcome,) = self._save(review)
        assert outcome.problem == "a.edited.txt: cannot be written: permission denied"
        assert self._save(review)[0].file == "a.edited.txt"

    def test_a_baseline_that_is_none_is_told_and_stays(self, open_: Open) -> None:
        review = open_()
        key = _only(review)
        review.do(key, _dismissal(review.report(key)[1]))
        BASELINE.write_text("nope", encoding="ascii")
        (outcome,) = self._save(review)
        assert "no baseline: not JSON" in outcome.problem
        assert BASELINE.read_text(encoding="ascii") == "nope"
        BASELINE.unlink()
        assert self._save(review)[0].dismissed == 1


Call = Callable[..., Any]


@pytest.fixture
def client(open_: Open) -> TestClient:
    """A browser that has the page, and a story behind it."""
    served = app(open_(), ADDRESS, render=page.render, policy=page.policy())
    headers = {"origin": ADDRESS.url.removesuffix(f"/{ADDRESS.token}/")}
    return TestClient(served, base_url=ADDRESS.url, headers=headers)


def _key() -> str:
    return journal.key(article(TEXT, "a.txt").document)


def _step(step: Any) -> dict[str, Any]:
    return plain(step)


class TestServer:
    """Who may ask what."""

    def test_the_page_and_what_can_be_done_with_it(self, client: TestClient) -> None:
        answer = client.get("")
        assert answer.status_code == 200
        assert "A mayor resigns" in answer.text
        view = client.get("view").json()
        assert view["html"] == answer.text
        (story,) = view["stories"]
        assert (story["key"], story["text"], story["saved"]) == (_key(), TEXT, True)
        first = story["findings"][0]
        assert first["choices"] == [{"start": TEXT.index("the the"), "before": "the the", "after": "the"}]
        assert {reason["name"] for reason in view["reasons"]} == set(Reason)

    def test_every_answer_is_strict(self, client: TestClient) -> None:
        for answer in (client.get(""), client.get("view"), client.get("/nope/"), client.post("saved")):
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert not [name for name in answer.headers if name.startswith("access-control")]

    def test_the_page_runs_nothing_but_its_own_code(self, client: TestClient) -> None:
        policy = client.get("").headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy

    @pytest.mark.parametrize("path", ["/", "/view", "/t/", f"/{'t' * 42}/", f"/{'t' * 44}/view", "/é/", "//"])
    def test_without_the_token_there_is_nothing(self, client: TestClient, path: str) -> None:
        answer = client.get(f"http://127.0.0.1:4321{path}")
        assert (answer.status_code, answer.text) == (404, "nothing here\n")

    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "evil.example", "evil.example:4321", "127.0.0.1:4322", "127.0.0.1:4321.evil.example", ""]
    )
    def test_under_another_name_there_is_nothing(self, client: TestClient, host: str) -> None:
        assert client.get("", headers={"host": host}).status_code == 421

    def test_localhost_is_this_machine_too(self, client: TestClient) -> None:
        assert client.get("", headers={"host": "LocalHost:4321"}).status_code == 200

    @pytest.mark.parametrize(
        "origin", ["http://evil.example", "http://127.0.0.1:4322", "null", "https://127.0.0.1:4321", ""]
    )
    def test_only_the_page_itself_writes(self, client: TestClient, origin: str) -> None:
        step = _step(_change(TEXT, "to to", "to", rule="a/b"))
        answer = client.post(f"stories/{_key()}/steps", json=step, headers={"origin": origin})
        assert answer.status_code == 403
        assert client.get("view").json()["stories"][0]["text"] == TEXT

    def test_a_form_does_not_write(self, client: TestClient) -> None:
        answer = client.post(f"stories/{_key()}/steps", content="{}", headers={"content-type": "text/plain"})
        assert answer.status_code == 415

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
    def test_other_methods_are_refused(self, client: TestClient, method: str) -> None:
        assert client.request(method, "view").status_code == 405

    def test_a_long_body_is_refused_whether_it_says_so_or_not(self, client: TestClient) -> None:
        def pieces() -> Iterator[bytes]:
            for _ in range(50):
                yield b" " * 100_000

        where, kind = f"stories/{_key()}/steps", {"content-type": "application/json"}
        assert client.post(where, content=b" " * 5_000_000, headers=kind).status_code == 413
        assert client.post(where, content=pieces(), headers=kind).status_code == 413

    def test_a_step_is_kept_before_it_is_answered_and_counts_once(self, client: TestClient) -> None:
        step = _step(_change(TEXT, "the the mayor", "the mayor", rule="a/b"))
        for _ in range(2):
            answer = client.post(f"stories/{_key()}/steps", json=step)
            assert (answer.status_code, answer.json()) == (200, {"saved": False})
        (file,) = journal.folder().glob("*.jsonl")
        assert len(file.read_bytes().splitlines()) == 2
        (story,) = client.get("view").json()["stories"]
        assert story["text"] == TEXT.replace("the the mayor", "the mayor")
        assert [change["before"] for change in story["changes"]] == ["the the mayor"]
        assert client.get("alive").json() == {"seen": 1}

    @pytest.mark.parametrize(
        ("step", "status"),
        [
            ({"kind": "change", "id": "step-aaaa", "start": 0, "before": "Nope", "after": ""}, 409),
            ({"kind": "change", "id": "step-aaaa", "start": 10**9, "before": "", "after": "x"}, 409),
            ({"kind": "change", "id": "step-aaaa", "start": 0, "before": TEXT, "after": ""}, 409),
            ({"kind": "change", "id": "a", "start": 0, "before": "A", "after": "B"}, 400),
            ({"kind": "saved", "id": "step-aaaa"}, 400),
            ({"kind": "nope"}, 400),
            ([], 400),
        ],
        ids=str,
    )
    def test_what_does_not_fit_is_told(self, client: TestClient, step: object, status: int) -> None:
        answer = client.post(f"stories/{_key()}/steps", json=step)
        assert answer.status_code == status
        assert answer.json()["problem"]

    def test_what_is_no_json_or_no_story_is_told(self, client: TestClient) -> None:
        kind = {"content-type": "application/json"}
        assert client.post(f"stories/{_key()}/steps", content=b"[" * 100_000, headers=kind).status_code == 400
        assert client.post(f"stories/{_key()}/steps", content=b"\xff", headers=kind).status_code == 400
        answer = client.post("stories/nope/steps", json=_step(_change(TEXT, "to to", "to")))
        assert (answer.status_code, answer.json()) == (404, {"problem": "no such story is under review"})

    def test_a_full_disk_is_told(self, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        answer = client.post(f"stories/{_key()}/steps", json=_step(_change(TEXT, "to to", "to", rule="a/b")))
        assert (answer.status_code, answer.json()["problem"]) == (507, "could not be kept: no space left on device")

    def test_saving_says_what_became_of_each_story(self, client: TestClient) -> None:
        client.post(f"stories/{_key()}/steps", json=_step(_change(TEXT, "to to", "to", rule="a/b")))
        answer = client.post("saved", json={"kind": "saved", "id": "step-save"})
        assert answer.json() == {
            "outcomes": [{"story": "a.txt", "file": "a.edited.txt", "dismissed": 0, "note": "", "problem": ""}],
            "baseline": "mtqa-baseline.json",
        }
        assert client.post("saved", json={"kind": "saved", "id": "step-save"}).json()["outcomes"] == []
        assert client.post("saved", json={"kind": "undo", "id": "step-save", "of": "x"}).status_code == 400

    def test_what_cannot_be_read_stands_on_the_page(self, open_: Open) -> None:
        Path("b.txt").touch()
        notes: list[str] = []
        served = app(open_("a.txt", "b.txt", notes=notes), ADDRESS, render=page.render, policy=page.policy())
        assert "b.txt</b>: nothing to check" in TestClient(served, base_url=ADDRESS.url).get("").text
        assert notes == ["b.txt: nothing to check: the file is empty"]

    HOSTILE = (
        "</script><script>alert(1)</script> \"'&lt;<!--\u2028\u202e <img src=x onerror=alert(1)> the the man went."
    )

    def test_hostile_words_stay_words(self, open_: Open) -> None:
        served = app(open_(text=self.HOSTILE), ADDRESS, render=page.render, policy=page.policy())
        client = TestClient(served, base_url=ADDRESS.url)
        html = client.get("").text
        assert "<script>alert" not in html
        assert "<img" not in html
        assert client.get("view").json()["stories"][0]["text"] == self.HOSTILE

    def test_half_a_character_is_told_as_it_is(self, open_: Open) -> None:
        story = {
            "headline": "A mayor \ud800 resigns",
            "body_text": "He saw the the mayor in town on Monday.",
            "uri": "a",
        }
        story |= {"type": "text", "version": "1"}
        served = app(open_("a.json", text=json.dumps(story)), ADDRESS, render=page.render, policy=page.policy())
        assert "\ud800" in TestClient(served, base_url=ADDRESS.url).get("view").json()["stories"][0]["text"]


class TestState:
    """What the page is told."""

    def test_what_is_left_out_takes_its_space_along(self, light_report: Callable[..., Report]) -> None:
        report = light_report(TEXT)
        better = replace(report, findings=(replace(report.findings[0], suggestions=("", "one")),))
        choices = state(Session.of(TEXT), better)["findings"][0]["choices"]
        assert [choice["before"] for choice in choices] == [" the the", "the the"]


class TestAddress:
    """The address stays, so that an open page finds its server again."""

    @pytest.fixture(autouse=True)
    def _state(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def test_it_is_of_this_machine_alone_and_stays(self) -> None:
        bound, first = address.listening(["a.txt", "b.txt"], None)
        with bound:
            assert bound.getsockname() == ("127.0.0.1", first.port)
        bound, again = address.listening(["b.txt", "a.txt"], None)
        with bound:
            assert again == first
        bound, other = address.listening(["a.txt"], None)
        with bound:
            assert other.token != first.token

    def test_a_port_that_is_taken(self) -> None:
        bound, first = address.listening(["a.txt"], None)
        with bound:
            bound.listen()
            other, second = address.listening(["a.txt"], None)
            with other:
                assert (second.token, second.port != first.port) == (first.token, True)
            with pytest.raises(UsageError, match=f"port {first.port}: "):
                address.listening(["a.txt"], first.port)

    @pytest.mark.parametrize(
        "text", ["", "nope", "[]", '{"port": 80}', '{"port": 80, "token": "short"}', '{"port": 0}']
    )
    def test_a_damaged_note_of_it_is_made_anew(self, text: str) -> None:
        bound, first = address.listening(["a.txt"], None)
        bound.close()
        (file,) = journal.folder().glob("address-*.json")
        file.write_text(text, encoding="ascii")
        bound, second = address.listening(["a.txt"], None)
        bound.close()
        assert second.token != first.token


class TestCommand:
    """The command in a process of its own."""

    def _begun(self, folder: Path, *options: str) -> tuple["subprocess.Popen[str]", str]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(Path(cli.__file__).parents[2]),
            "XDG_STATE_HOME": str(folder / "state"),
        }
        command = [sys.executable, "-m", "mtqa", "review", "a.txt", "--no-browser", "--checks", "patterns", *options]
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        return process, process.stdout.readline().strip()

    def _ended(self, process: "subprocess.Popen[str]", how: signal.Signals) -> tuple[int, str]:
        process.send_signal(how)
        _, said = process.communicate(timeout=30)
        return process.returncode, said

    @pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX")
    def test_it_serves_until_it_is_ended_and_is_found_again(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
        process, url = self._begun(tmp_path)
        with urllib.request.urlopen(url, timeout=30) as answer:
            assert "A mayor resigns" in answer.read().decode()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(url.replace(url.split("/")[3], "nope"), timeout=30)
        assert refused.value.code == 404
        refused.value.close()
        step = json.dumps(_step(_change(TEXT, "to to", "to", rule="a/b"))).encode()
        headers = {"content-type": "application/json", "origin": url.rpartition("/")[0].rpartition("/")[0]}
        view = json.loads(urllib.request.urlopen(f"{url}view", timeout=30).read())
        where = f"{url}stories/{view['stories'][0]['key']}/steps"
        with urllib.request.urlopen(urllib.request.Request(where, step, headers), timeout=30) as answer:
            assert answer.status == 200
        assert self._ended(process, signal.SIGKILL)[0] == -signal.SIGKILL
        process, again = self._begun(tmp_path)
        assert again == url
        view = json.loads(urllib.request.urlopen(f"{url}view", timeout=30).read())
        assert view["stories"][0]["text"] == TEXT.replace("to to", "to")
        status, said = self._ended(process, signal.SIGINT)
        assert status == 0
        assert "Traceback" not in said
        assert "taken up where the review was left" in said

    def test_without_the_extra_it_says_what_to_install(self, elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (elsewhere / "a.txt").write_text(TEXT, encoding="utf-8")
        for name in [*sys.modules]:
            if name.startswith("mtqa.server"):
                monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "uvicorn", None)
        result = CliRunner().invoke(cli.main, ["review", "a.txt"])
        assert (result.exit_code, result.stdout) == (2, "")
        assert "pip install 'mtqa[review]'" in result.stderr
