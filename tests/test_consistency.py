"""The story against itself: planted faults are found, near misses are not, and no text is too strange."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa import readers
from mtqa.analysis import Analysis
from mtqa.checkers.consistency import check
from mtqa.document import Article
from mtqa.finding import Finding
from mtqa.models import Models
from mtqa.models.parser import Parse, Token
from mtqa.rule import Rules
from mtqa.rulepack import builtin_packs, read_packs
from mtqa.span import Span


class Persons:
    """Stands in for a parser: every capitalised word is a person."""

    def parse(self, sentences: Sequence[str]) -> Iterator[Parse]:
        for sentence in sentences:
            at, tokens = 0, []
            for word in sentence.split():
                at = sentence.index(word, at)
                letters = word.strip("\"'.,?!")
                start = at + word.find(letters)
                tokens.append(_token(letters, Span(start, start + len(letters))))
                at += len(word)
            yield tuple(tokens)


def _token(word: str, span: Span) -> Token:
    entity = "PERSON" if word[:1].isupper() else ""
    return Token(span=span, text=word, lemma=word, pos="", tag="", dep="", head=0, entity=entity, morph="")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return read_packs([builtin_packs()])


def findings(text: str, rules: Rules) -> list[Finding]:
    document = readers.document(text, "story.txt")
    return list(check(Analysis(article=Article(document=document), rules=rules, models=Models(make_parser=Persons))))


def reported(text: str, rules: Rules, rule: str) -> list[str]:
    found = (finding for finding in findings(text, rules) if finding.rule == f"consistency/{rule}")
    return [finding.span.of(text) for finding in sorted(found, key=lambda finding: finding.span)]


def story(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


LONG = (
    "The governor told reporters on the steps of the town hall that work would begin before winter, whatever the weather "
    "might bring to the valley. Nobody in the crowd seemed to mind the rain, and a band played until it was dark."
)


@pytest.mark.parametrize(
    ("usual", "rarer"),
    [
        ("Kim Jong-un", "Kim Jong Un"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Mohammed Salahi", "Muhammad Salahi"),
        ("Sergei Kovalenko", "Sergey Kovalenko"),
        ("Sara Lindqvist", "Sarah Lindqvist"),
        ("Ana Peña", "Ana Pena"),
        ("Pavel Horvath", "Pavel Horvat"),
        ("Jan Brankovic", "Jan Brancovic"),
    ],
)
def test_the_rarer_spelling_of_a_full_name_is_reported(usual: str, rarer: str, rules: Rules) -> None:
    text = story(f"On Monday {usual} arrived.", f"On Tuesday {usual} left.", f"On Friday {rarer} came back.")
    found = [finding for finding in findings(text, rules) if finding.rule == "consistency/name-spelling"]
    assert len(found) == 1
    mended = text[: found[0].span.start] + found[0].suggestions[0] + text[found[0].span.end :]
    assert f"{rarer} " not in mended
    assert not reported(mended, rules, "name-spelling")


@pytest.mark.parametrize(
    ("usual", "rarer"),
    [("Halvorsted", "Harvorsted"), ("Nasiriya", "Nasiriyah"), ("Marchadier", "Marchandier"), ("Behrendt", "Berent")],
)
def test_a_name_alone_is_known_by_its_letters(usual: str, rarer: str, rules: Rules) -> None:
    text = story(f"Officials in {usual} said so.", f"In {usual} it rained.", f"In {rarer} it snowed.")
    assert reported(text, rules, "name-spelling") == [rarer]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Smith sings. Anne Smith dances. The Smiths are sisters.",
        "Ivan Petrov met Elena Petrova. Petrov said so.",
        "Iraq and Iran talked. Iraqi and Iranian ministers came. Austria beat Australia. Slovenia met Slovakia.",
        "Shanxi and Shaanxi are provinces, as are Hunan and Henan. Shaanxi is the western one.",
        "John Miller and James Millar spoke. Miller said no. Millar said yes.",
        "LONDON is where London is.",
        'Boris Kowalchuk came. "Kovalchuk is my name," he said. Boris Kowalchuk left.',
        "See chinanews.com and China News. The Lao-Vietnamese and Lao Vietnamese borders.",
        "Li Guoqiang and Li Guoqing are brothers. Li Guoqiang is the elder.",
        "Christian Berg married Christine Berg. Louis Roy married Louise Roy.",
    ],
)
def test_names_that_are_merely_near_are_left_alone(text: str, rules: Rules) -> None:
    assert not reported(story(text, LONG), rules, "name-spelling")


@pytest.mark.parametrize(
    ("headline", "body", "marked"),
    [
        ("Mill to cut 410 jobs", "The mill said it would cut 140 jobs at its site in the valley by June.", ["410"]),
        ("Profits up 31% at mill", "Profits at the mill rose 13% in the year to June, it said.", ["31%"]),
        ("Mill sold for $90m", "The mill was sold for $19m to a group of farmers, it said.", ["$90m"]),
        ("Town votes 8-3 for levy", "The council voted 5-2 to put the levy on the ballot in May.", ["8-3"]),
        ("Mill to cut 140 jobs", "The mill will cut 90 jobs in Ghent and 50 in Leipzig by June.", []),
        ("Mill to cut two jobs", "The mill will lose a pair of clerks. It has 140 jobs at both sites.", []),
        ("Profits up a third to $1.2bn", "Profits at the mill rose to $1.17bn, it said, from $880m.", []),
        ("Storm of 1987 remembered at mill", "A storm felled 15 million trees in October that year, people said.", []),
        ("Mill sold for nearly $20m", "The mill was sold for $19.4m to a group of farmers, it said.", []),
        ("Rovers win 3-1 at last", "Rovers beat Town 1-3 away on a wet night, and 2-0 in spring.", []),
        ("Mill owner, 84, dies", "Its owner was in his 85th year and had 12 children by three wives.", []),
    ],
)
def test_a_number_of_the_headline_is_borne_out(headline: str, body: str, marked: list[str], rules: Rules) -> None:
    assert reported(story(headline, body, LONG), rules, "headline-number") == marked


@pytest.mark.parametrize(
    ("headline", "body", "marked"),
    [
        (
            "Swiss farmers block road",
            "Swedish farmers blocked a road on Monday. Sweden has high taxes on milk.",
            ["Swiss"],
        ),
        (
            "Geneva farmers block road",
            "Swiss farmers blocked a road on Monday. Sweden did not mind, nor Sweden's king.",
            [],
        ),
        ("Washington warns ally", "The US warned Sweden on Monday. Swedish officials were surprised to hear it.", []),
        ("Swiss farmers block road", "Farmers blocked a road on Monday to protest against the price of milk.", []),
    ],
)
def test_a_country_of_the_headline_is_in_the_story(headline: str, body: str, marked: list[str], rules: Rules) -> None:
    assert reported(story(headline, body, LONG), rules, "headline-party") == marked


@pytest.mark.parametrize(
    ("headline", "body", "marked"),
    [
        ("Tornado hits three villages", "The hurricane tore roofs off barns on Monday night.", ["hurricane"]),
        ("Tornado hits three villages", "The tornado, weaker than a hurricane, tore roofs off barns.", []),
        ("Driver cleared of murder", "A jury found the driver guilty of manslaughter, not murder.", []),
    ],
)
def test_a_term_of_the_headline_is_not_its_near_synonym(
    headline: str, body: str, marked: list[str], rules: Rules
) -> None:
    assert reported(story(headline, body, LONG), rules, "headline-noun") == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("It opened on Tuesday, 5 March 2025, at noon.", ["Tuesday, 5 March 2025"]),
        ("It opened on Wednesday (March 5, 2025) at noon.", []),
        ("It opened on March 5, 2025, a Monday, at noon.", ["March 5, 2025, a Monday"]),
        ("It opens on Friday, May 2, and closes on Friday, May 9.", []),
        ("It opens on Friday, May 2, and closes on Monday, May 9.", ["Monday, May 9"]),
        ("It opened on Friday, May 2. In 2011 the town was flooded.", []),
        ('"Come on Tuesday, 5 March 2025," she said.', []),
        ("On Monday March 2025 figures came out.", []),
    ],
)
def test_a_weekday_fits_its_date(text: str, marked: list[str], rules: Rules) -> None:
    assert reported(story("Mill opens to visitors", text, LONG), rules, "weekday") == marked


def test_the_year_comes_from_the_dateline(rules: Rules) -> None:
    text = story(
        "Mill opens",
        "LONDON, March 4, 2025 (Reuters) - The mill opened on Thursday (March 6), and again on Monday (March 3).",
    )
    assert not reported(text, rules, "weekday")
    assert reported(text.replace("Thursday", "Friday"), rules, "weekday") == ["Friday (March 6)"]


def test_a_date_exists(rules: Rules) -> None:
    assert reported(story("It closed on 31 June 2020.", LONG), rules, "impossible-date") == ["31 June 2020"]
    assert reported(story("It closed on Feb. 29, 2023.", LONG), rules, "impossible-date") == ["Feb. 29, 2023"]
    assert not reported(story("It closed on Feb. 29, 2024.", LONG), rules, "impossible-date")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Clara Berg, 52, won. The 57-year-old Clara Berg sings.", ["57"]),
        ("Clara Berg (52) won. Her son Tom Berg (25) lost.", []),
        ("Clara Berg, 52, won. Berg, 52, sings. In 1990, 31 people came.", []),
        (
            "Clara Berg was born in 1950. In 1980, at the age of 30, she left. In 1990, at the age of 44, she died.",
            ["44"],
        ),
        ("Clara Berg (1950-1931) sang.", ["1931"]),
    ],
)
def test_a_person_has_one_age(text: str, marked: list[str], rules: Rules) -> None:
    assert reported(story("Berg wins", text, LONG), rules, "age") == marked


def test_the_age_at_death_is_that_of_the_headline(rules: Rules) -> None:
    text = story(
        "Clara Berg, singer, dies at 88", "Clara Berg died on Monday at her home, her son said. She was 83.", LONG
    )
    assert reported(text, rules, "age") == ["83"]
    assert not reported(text.replace("83", "88"), rules, "age")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("He leaves three sons, Adam and Bert.", ["three"]),
        ("He leaves two sons, Adam and Bert, and a dog.", []),
        ("He leaves two sons, Adam, 12, and Bert, 9, and a dog.", []),
        ("It borders four countries: France, Italy and Spain.", ["four"]),
        ("It borders three countries: France, Italy and Spain.", []),
        ("He named two men, both of whom had left, and two women, all three of whom stayed.", ["three"]),
        ("They caught 40 birds (21 males and 17 females).", ["40"]),
        ("They caught 38 birds (21 males and 17 females).", []),
        ("There were 50 in all: 20 men and 30 women.", []),
        ("There were 51 people in all: 20 men and 30 women.", ["51"]),
        (
            "At least 17 died. Eleven of the dead were children and eight were adults.",
            ["Eleven of the dead were children and eight were adults"],
        ),
        ("Some 19 died. Eleven of the dead were children and eight were adults.", []),
        ("It showed 86 films. The program included 48 features and 34 shorts.", ["48 features and 34 shorts"]),
        ("It showed 82 films. The program included 48 features and 34 shorts.", []),
    ],
)
def test_numbers_announced_are_kept(text: str, marked: list[str], rules: Rules) -> None:
    assert reported(story("Mill opens", text, LONG), rules, "count") == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (story("“She only corrected our maps, he added.", LONG, LONG), ["maps,"]),
        (story("“She never boasted.", LONG, LONG), ["boasted."]),
        (story("She never boasted.” He left.", LONG), ["boasted.”"]),
        (story("“She never boasted.", "“She never lied,” he said.", LONG), []),
        (story("“She never boasted.", "She never lied,” he said.", LONG), []),
        (story('The 19" shelf and the 6\'2" clerk.', LONG), []),
        (story("»So ist es«, he said, and „gut“, and «oui».", LONG), []),
        (story('He said: " so it is " and left.', LONG), []),
        (story("’Tis the players’ ball of the ’90s, rock ’n’ roll.", LONG), []),
        (story('"It\'s \'Whoever shouts "Fire!" must bring water\'," he said.', LONG), []),
        (story("", "“An excerpt that breaks off"), []),
    ],
)
def test_quotation_marks_come_in_pairs(text: str, marked: list[str], rules: Rules) -> None:
    assert reported(text, rules, "unbalanced-quotes") == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The mill (built in 1900 is old.", ["(built"]),
        ("The mill built in 1900) is old.", ["1900)"]),
        ("The mill (built [sic] in 1900) is old :-) and ;) and :( so a) b) 3) c).", []),
    ],
)
def test_brackets_come_in_pairs(text: str, marked: list[str], rules: Rules) -> None:
    assert reported(story(text, LONG), rules, "unbalanced-brackets") == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('"It is old," said Hallworthy.', ["Hallworthy"]),
        ('"It is old," said Hallworthy, who owns it.', []),
        ('"It is old," said Dr Hallworthy.', []),
        ('"It is old," said miller Hallworthy. "Very old," Hallworthy said.', []),
        ('"It is old," said Putin.', []),
        ('"It is old," said Beijing.', []),
    ],
)
def test_a_speaker_is_introduced(text: str, marked: list[str], rules: Rules) -> None:
    assert reported(story(LONG, text, LONG), rules, "quoted-stranger") == marked


def test_the_full_name_comes_first(rules: Rules) -> None:
    early, full = '"It is old," said Hallworthy.', "Peter Hallworthy owns the mill."
    assert reported(story(LONG, early, full), rules, "surname-first") == ["Hallworthy"]
    assert not reported(story(LONG, full, early), rules, "surname-first")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "\ud800",
        "\U0001f600" * 9,
        '"',
        "(",
        "“",
        "1",
        "$",
        "Mr.",
        "(" * 500,
        "A'" * 500,
        "31 February",
        "Ab-" * 15,
    ],
)
def test_no_text_is_too_strange(text: str, rules: Rules) -> None:
    for finding in findings(f"{text}\n\n{text} said {text}.", rules):
        assert finding.span.of(f"{text}\n\n{text} said {text}.")


_PIECES = """Kim Jong-un Jong Un Zelensky Zelenskyy Mr said " “ ” ' ( ) [ ] Monday, March 31 2025 30 February two sons, three
and : , . 43% $5m born in 1950 at the age of 12 died aged dead killed Iraq war victims ceasefire 2-1 won \0 \ud800 é
of the dead were children eight adults -year-old included 48 features 34 shorts"""
_WORDS = st.sampled_from([*_PIECES.split(), "\n\n", "\n", "\u2028"])


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS | st.text(max_size=8), max_size=80).map(" ".join))
def test_every_span_lies_in_the_text(rules: Rules, text: str) -> None:
    for finding in findings(text, rules):
        assert finding.span.end <= len(text)
        assert len(finding.span)
        assert 0 < finding.confidence <= 1
