"""Findings on the same characters become one."""

from hypothesis import given
from hypothesis import strategies as st

from mtqa.finding import Category, Finding, Severity
from mtqa.merge import merged
from tests.standins import finding

findings = st.lists(
    st.builds(
        lambda start, length, category, severity, confidence, rule: finding(
            start, start + length, rule=rule, category=category, severity=severity, confidence=confidence
        ),
        st.integers(0, 40),
        st.integers(1, 12),
        st.sampled_from([Category.GRAMMAR, Category.CALQUE, Category.NUMBER]),
        st.sampled_from(Severity),
        st.floats(0.05, 0.95),
        st.sampled_from(["a/one", "a/two", "b/three"]),
    ),
    max_size=25,
)


@given(findings)
def test_what_is_left_is_sorted_and_those_of_one_category_do_not_overlap(found: list[Finding]) -> None:
    kept = merged(found)
    assert [one.span for one in kept] == sorted(one.span for one in kept)
    for at, one in enumerate(kept):
        for two in kept[at + 1 :]:
            assert one.category is not two.category or not one.span.overlaps(two.span)


@given(findings)
def test_nothing_is_lost_that_no_stronger_finding_speaks_for(found: list[Finding]) -> None:
    kept = merged(found)
    for one in found:
        assert any(one.category is other.category and one.span.overlaps(other.span) for other in kept)


@given(findings, st.randoms())
def test_the_order_of_the_checkers_does_not_matter(found: list[Finding], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert [(one.span, one.rule, one.severity) for one in merged(shuffled)] == [
        (one.span, one.rule, one.severity) for one in merged(found)
    ]


def test_the_gravest_finding_stays_and_the_others_are_its_evidence() -> None:
    minor = finding(0, 9, rule="a/minor", confidence=0.9)
    major = finding(4, 8, rule="a/major", severity=Severity.MAJOR, confidence=0.5)
    (kept,) = merged([minor, major])
    assert (kept.rule, kept.span) == ("a/major", major.span)
    assert [evidence.rule for evidence in kept.evidence] == ["a/minor"]
    assert kept.confidence == 1 - (1 - 0.9) * (1 - 0.5)


def test_a_chorus_makes_no_certainty() -> None:
    (kept,) = merged([finding(0, 5, rule=f"a/{number}", confidence=0.9) for number in range(9)])
    assert kept.confidence == 0.97


def test_findings_that_only_touch_stay_apart() -> None:
    assert len(merged([finding(0, 4), finding(4, 8)])) == 2


def test_findings_of_two_categories_stay_apart() -> None:
    assert len(merged([finding(0, 4), finding(0, 4, category=Category.CALQUE)])) == 2


def test_a_suggestion_is_taken_from_the_evidence_where_the_strongest_has_none() -> None:
    (kept,) = merged([finding(0, 4, severity=Severity.MAJOR), finding(0, 4, rule="a/b", suggestions=("x",))])
    assert kept.suggestions == ("x",)
