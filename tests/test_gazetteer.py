from collections import Counter
from pathlib import Path

import pytest

from mtqa import gazetteer
from mtqa.errors import RuleError
from mtqa.gazetteer.wording import same_stem, word, words
from mtqa.knowledge import Knowledge
from mtqa.rulepack import builtin_packs

FILES = gazetteer.files(builtin_packs())


@pytest.fixture(scope="module")
def known() -> gazetteer.Gazetteer:
    return Knowledge().gazetteer


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_list_of_names_is_sorted_and_has_nothing_twice(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    names = [line.partition(" |")[0].casefold() for line in lines]
    assert names == sorted(names)
    if file.name not in {"countries.txt", "foreign.txt", "sound.txt"}:
        keys = [(cells[0].strip().casefold(), cells[3].strip()) for cells in (line.split("|") for line in lines)]
        assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_there_are_institutions_of_all_the_world(known: gazetteer.Gazetteer) -> None:
    assert len(known.institutions) >= 1_200
    of_kind: dict[str, set[str]] = {}
    for institution in known.institutions:
        of_kind.setdefault(institution.kind, set()).add(institution.of)
    assert len(of_kind["news agency"] | of_kind["broadcaster"]) >= 120
    for kind in ("ministry", "parliament", "central bank", "court", "police", "intelligence"):
        assert len(of_kind[kind]) >= 40, kind
    assert of_kind.keys() == gazetteer.KINDS


def test_every_country_of_an_institution_is_known(known: gazetteer.Gazetteer) -> None:
    codes = {country.code for country in known.countries}
    strange = {item.of for item in known.institutions if len(item.of) == 2} - codes
    assert strange <= {"AX", "EH", "FO", "GL", "MO", "KN", "LC", "LI", "SM", "ST", "TO", "VU", "WS", "GI", "GD", "DM", "VC",
                       "KI", "TV", "NR", "PW", "MH", "FM", "PR", "BM", "UN", "CK", "NC", "PF", "GG", "JE", "IM"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("the World Health Organisation", "World Health Organization"),
        ("Ministry of Defence", "Ministry of Defense"),
        ("UN Security Council", "United Nations Security Council"),
        ("U.N. Security Council", "United Nations Security Council"),
        ("Médecins Sans Frontières", "Medecins Sans Frontieres"),
        ("Korea Central News Agency", "Korean Central News Agency"),
        ("People’s Bank of China", "People's Bank of China"),
    ],
)
def test_spellings_of_one_name_are_one(known: gazetteer.Gazetteer, name: str, same: str) -> None:
    assert known.tokens(name) == known.tokens(same)


def test_two_names_are_two(known: gazetteer.Gazetteer) -> None:
    assert known.tokens("Bank of China") != known.tokens("Bank of Japan")
    assert known.tokens("Un Ballo") == ("ballo",) or known.tokens("Un Ballo") == ("un", "ballo")


def test_words_are_compared_by_their_stem() -> None:
    assert same_stem("prohibition", "prohibit")
    assert same_stem("rights", "right")
    assert not same_stem("security", "safety")
    assert word("Women's") == "women"
    assert words("Organization for the Prohibition of Chemical Weapons") == (
        "organization",
        "prohibition",
        "chemical",
        "weapons",
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Some Bank | SB", "fields"),
        ("Some Bank | SB |  | XX | bakery |", "kind"),
        (" | SB |  | XX | company |", "name"),
    ],
)
def test_a_bad_line_is_told_with_its_place(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "own.txt").write_text(f"# a comment\n{line}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=rf"own\.txt:2: .*{problem}"):
        gazetteer.read([tmp_path])


def test_a_house_can_add_names_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "own.txt").write_text("Lindrum Ferry Board | LFB |  | NO | company |\n", encoding="utf-8")
    own = Knowledge((builtin_packs(), tmp_path)).gazetteer
    assert own.tokens("Lindrum Ferry Board") in own.known
