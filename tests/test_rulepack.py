"""Reading rule packs."""

from pathlib import Path

import pytest

from mtqa.errors import RuleError
from mtqa.rule import Consistency, Existence, Repetition, Rule, Scope, Sequence, Substitution
from mtqa.rulepack import builtin_packs, digest, read_packs
from tests.packs import pack, rule_text


def _only(folder: Path) -> Rule:
    (rule,) = read_packs([folder]).values()
    return rule


def _error(folder: Path) -> str:
    with pytest.raises(RuleError) as caught:
        read_packs([folder])
    return str(caught.value).removeprefix(str(folder) + "/")


def test_a_rule_is_read_with_all_it_says(tmp_path: Path) -> None:
    rule = _only(pack(tmp_path, rule_text(confidence="0.9", source="A book", scope="[headline, quote]")))
    assert (rule.id, rule.pack, rule.checker, rule.severity, rule.category) == (
        "mine/foo",
        "mine",
        "patterns",
        "minor",
        "fluency/grammar",
    )
    assert rule.confidence == 0.9
    assert rule.scope == {Scope.HEADLINE, Scope.QUOTE}
    assert rule.source == "A book"
    assert rule.line == 1
    assert isinstance(rule.looks, Existence)


def test_a_rule_that_does_not_say_looks_everywhere_but_in_datelines_bylines_and_furniture(tmp_path: Path) -> None:
    left_out = set(Scope) - _only(pack(tmp_path)).scope
    assert left_out == {Scope.DATELINE, Scope.BYLINE, Scope.FURNITURE}


@pytest.mark.parametrize(
    ("changes", "looks"),
    [
        ({"kind": "substitution", "tokens": None, "swap": "{foo: bar}"}, Substitution),
        ({"kind": "sequence", "tokens": "[{word: foo}, {pos: NOUN, optional: true}]"}, Sequence),
        ({"kind": "repetition", "tokens": None, "longest": "3"}, Repetition),
        ({"kind": "consistency", "tokens": None, "either": "{foo: bar}"}, Consistency),
    ],
)
def test_each_kind_of_rule_is_read(tmp_path: Path, changes: dict[str, str | None], looks: type) -> None:
    assert isinstance(_only(pack(tmp_path, rule_text(**changes))).looks, looks)


MISTAKES: list[tuple[str, dict[str, str | None], str]] = [
    ("unknown-key", {"mesage": "x"}, "mine.yaml:10: unknown key mesage; did you mean message?"),
    ("missing-key", {"why": None}, "mine.yaml:1: why is missing"),
    ("missing-needed-key", {"tokens": None}, "mine.yaml:1: tokens is missing"),
    ("unknown-kind", {"kind": "existance"}, "mine.yaml:2: unknown kind existance; did you mean existence?"),
    ("unknown-severity", {"severity": "fatal"}, "mine.yaml:3: unknown severity fatal"),
    ("unknown-category", {"category": "fluency/x"}, "mine.yaml:4: unknown category fluency/x"),
    ("unknown-scope", {"scope": "[hedline]"}, "mine.yaml:10: unknown scope hedline; did you mean headline?"),
    ("unknown-case", {"case": "upper"}, "mine.yaml:10: unknown case upper"),
    ("other-pack", {"id": "yours/foo"}, "mine.yaml:1: the id of a rule in this file is mine/a-name-like-this"),
    ("bad-id", {"id": "mine/Foo"}, "mine.yaml:1: the id of a rule in this file is"),
    ("bad-pattern", {"tokens": "['(foo']"}, "mine.yaml:7: bad pattern: missing )"),
    ("lookahead", {"tokens": "['foo(?=x)']"}, "mine.yaml:7: bad pattern: "),
    ("backreference", {"tokens": r"['(f)\1']"}, "mine.yaml:7: bad pattern: "),
    ("bomb", {"tokens": "['((a{1,900}){1,900}){1,900}']"}, "mine.yaml:7: bad pattern: "),
    ("bad-unless", {"unless": "['[']"}, "mine.yaml:10: bad pattern: "),
    ("unmarked", {"bad": '["foo", "[[foo]]"]'}, "mine.yaml:8: a bad example marks each fault with [[ and ]]"),
    ("empty-mark", {"bad": '["[[]]", "[[foo]]"]'}, "mine.yaml:8: a bad example marks each fault"),
    ("half-mark", {"bad": '["[[foo", "[[foo]]"]'}, "mine.yaml:8: a bad example marks each fault"),
    ("certain", {"confidence": "1"}, "mine.yaml:10: confidence is a probability"),
    ("zero", {"confidence": "0.0"}, "mine.yaml:10: confidence is a probability"),
    ("not-a-number", {"confidence": "nan"}, "mine.yaml:10: confidence is a probability"),
    ("open-brace", {"message": "'a { b'"}, "mine.yaml:5: a message may name a value in braces"),
    ("attribute", {"message": "'{found.__class__}'"}, "mine.yaml:5: a message may name a value in braces"),
    ("format", {"message": "'{found!r:>99999999}'"}, "mine.yaml:5: a message may name a value in braces"),
    ("unknown-value", {"message": "'{better}'"}, "mine.yaml:5: the message of a rule of this kind may name found, not"),
    ("no-list", {"tokens": "['<names>']"}, "mine.yaml:7: no word list names.txt beside the pack"),
    ("no-token", {"tokens": "[]"}, "mine.yaml:7: at least one pattern is needed"),
    ("empty-token", {"tokens": "['']"}, "mine.yaml:7: expected some text"),
    ("flag", {"nonword": "maybe"}, "mine.yaml:10: unknown truth value maybe"),
    (
        "no-word",
        {"kind": "sequence", "tokens": "[{pos: NOUN}]"},
        "mine.yaml:7: a sequence needs at least one token with",
    ),
    (
        "mark",
        {"kind": "sequence", "tokens": "[{word: a}]", "mark": "[0, 1]"},
        "mine.yaml:10: mark names tokens from 0 to 0",
    ),
    ("mark-word", {"kind": "sequence", "tokens": "[{word: a}]", "mark": "['²', 0]"}, "mine.yaml:10: mark is two token"),
    ("group", {"kind": "substitution", "tokens": None, "swap": r"{foo: '\2'}"}, "mine.yaml:9: \\2 stands for a group"),
    ("length", {"kind": "repetition", "tokens": None, "longest": "99"}, "mine.yaml:9: unknown length 99"),
]


@pytest.mark.parametrize(("changes", "said"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_a_mistake_stops_the_run_with_file_and_line(tmp_path: Path, changes: dict[str, str | None], said: str) -> None:
    assert _error(pack(tmp_path, rule_text(**changes))).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "mine.yaml:1: the file is empty"),
        ("a: b", "mine.yaml:1: a pack is a list of rules"),
        ("- x", "mine.yaml:1: expected “key: value” lines"),
        ("[" * 10_000, "mine.yaml:1: nested too deeply"),
        (rule_text() + rule_text(), "mine.yaml:10: mine/foo exists already, at "),
        ("#" * 1_000_001, "mine.yaml:1: a pack has at most 1,000,000 bytes"),
    ],
    ids=["empty", "mapping", "scalar", "deep", "twice", "long"],
)
def test_what_is_no_pack_is_refused(tmp_path: Path, text: str, said: str) -> None:
    assert _error(pack(tmp_path, text)).startswith(said)


def test_a_folder_called_like_a_pack_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").mkdir()
    assert _error(tmp_path) == "mine.yaml:1: cannot be read: is a directory"


def test_one_id_in_two_folders_is_told_with_both_places(tmp_path: Path) -> None:
    folders = [pack(tmp_path / name) for name in ("one", "two")]
    with pytest.raises(RuleError, match=r"two/mine.yaml:1: mine/foo exists already, at .*one/mine.yaml:1"):
        read_packs(folders)


def test_a_word_list_stands_for_its_words(tmp_path: Path) -> None:
    rule = _only(pack(tmp_path, rule_text(tokens="['<names>']"), names="# names\nfoo\n\n foobar \nf.o\n"))
    assert isinstance(rule.looks, Existence)
    found = [match.group() for match in rule.looks.pattern.finditer("foobar foo fxo f.o names")]
    assert found == ["foobar", "foo", "f.o"]


@pytest.mark.parametrize("words", ["", "# none yet\n", "\n \n"])
def test_a_word_list_without_words_is_told(tmp_path: Path, words: str) -> None:
    folder = pack(tmp_path, rule_text(tokens="['<names>']"), names=words)
    assert _error(folder) == "mine.yaml:7: the word list names.txt is empty"


def test_a_word_list_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    folder = pack(tmp_path, rule_text(tokens="['<names>']"))
    (folder / "names.txt").write_bytes(b"caf\xe9\n")
    assert _error(folder).startswith("mine.yaml:7: the word list names.txt is not UTF-8")


def test_the_digest_changes_with_every_byte_of_packs_and_word_lists(tmp_path: Path) -> None:
    folder = pack(tmp_path, names="foo\n")
    digests = {digest([folder])}
    (folder / "names.txt").write_text("fop\n", encoding="utf-8")
    digests.add(digest([folder]))
    (folder / "mine.yaml").write_text(rule_text(confidence="0.8"), encoding="utf-8")
    digests.add(digest([folder]))
    assert len(digests) == 3
    assert digest([folder]) in digests
    assert all(len(value) == 8 for value in digests)


def test_a_changed_pack_is_read_anew(tmp_path: Path) -> None:
    assert _only(pack(tmp_path)).confidence != 0.31
    assert _only(pack(tmp_path, rule_text(confidence="0.31"))).confidence == 0.31


def test_the_packs_that_ship_are_there() -> None:
    assert {"repetition.yaml", "grammar.yaml"} <= {file.name for file in builtin_packs().iterdir()}
