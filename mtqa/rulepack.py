"""Reading rule packs: YAML, read strictly, every mistake told with its file and line."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from mtqa import __version__
from mtqa.cache import remembered
from mtqa.errors import RuleError
from mtqa.rule import (
    Rule,
    Rules,
)
from mtqa.wordlist import entries

_MAX_BYTES = 1_000_000
#: The modules that make rules.
_CODE = ("rule", "rulepack", "rulefile", "wordlist", "regex", "literals", "finding")


def builtin_packs() -> Traversable:
    """Return the packs that ship with mtqa: in the wheel, or beside the package in a checkout."""
    packaged = resources.files("mtqa") / "rules"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "rules"


def read_packs(folders: Iterable[Traversable]) -> Rules:
    """Return the rules of every pack in the folders, by id, in order of folder, file and line."""
    rules: dict[str, Rule] = {}
    for folder in folders:
        name = f"rules-{hashlib.sha256(str(folder).encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"
        for rule in remembered(name, f"{digest([folder])}-{code_version(_CODE)}", partial(_read_folder, folder)):
            if rule.id in rules:
                raise _twice(rule, rules[rule.id])
            rules[rule.id] = rule
    return rules


def _read_folder(folder: Traversable) -> list[Rule]:
    rules: dict[str, Rule] = {}
    for file in files(folder, ".yaml", ".yml"):
        for rule in _read_pack(file, folder):
            if rule.id in rules:
                raise _twice(rule, rules[rule.id])
            rules[rule.id] = rule
            if (pattern := rule.searched) is not None:
                _ = pattern.needs
    return list(rules.values())


def code_version(modules: Iterable[str]) -> str:
    """Return a name for the code that makes something, which changes with it."""
    here = Path(__file__).parent
    times = [(here / f"{module}.py").stat().st_mtime_ns for module in modules]
    return hashlib.sha256(f"{__version__}{times}".encode()).hexdigest()[:8]


def _twice(rule: Rule, first: Rule) -> RuleError:
    return RuleError(rule.path, rule.line, f"{rule.id} exists already, at {first.path}:{first.line}")


def word_list(name: str) -> frozenset[str]:
    """Return the words of a list that ships with the built-in packs."""
    return frozenset(entries(builtin_packs() / f"{name}.txt"))


def digest(folders: Iterable[Traversable]) -> str:
    """Return a hash over every pack and word list in the folders, eight hex digits."""
    return digest_of(file for folder in folders for file in files(folder, ".yaml", ".yml", ".txt"))


def digest_of(files: Iterable[Traversable]) -> str:
    """Return a hash over the names and contents of files, eight hex digits."""
    sha = hashlib.sha256()
    for file in files:
        sha.update(file.name.encode("utf-8", "surrogateescape") + b"\0" + _bytes(file) + b"\0")
    return sha.hexdigest()[:8]


def _bytes(file: Traversable) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise RuleError(str(file), 1, f"cannot be read: {(error.strerror or str(error)).lower()}") from error


def files(folder: Traversable, *suffixes: str) -> list[Traversable]:
    """Return the files in a folder whose names end so, in order of name."""
    return sorted((file for file in folder.iterdir() if file.name.endswith(suffixes)), key=lambda file: file.name)


def _read_pack(file: Traversable, folder: Traversable) -> Iterator[Rule]:
    # Packs are read seldom and kept; what reads them takes time to import.
    from mtqa.rulefile import RuleFile
    from mtqa.strictyaml import YamlMistake, read_yaml

    try:
        data = _bytes(file)
        if len(data) > _MAX_BYTES:
            raise YamlMistake(1, f"a pack has at most {_MAX_BYTES:,} bytes, this one has {len(data):,}")
        root = read_yaml(data)
        if not isinstance(root.content, tuple):
            root.fail("a pack is a list of rules, each beginning with “- id: …”")
        name = file.name.rpartition(".")[0]
        pack = RuleFile(path=str(file), name=name, folder=folder, proven=folder == builtin_packs())
        for value in root.content:
            yield pack.rule(value)
    except YamlMistake as mistake:
        raise RuleError(str(file), mistake.line, mistake.problem) from mistake
