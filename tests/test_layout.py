"""The parts of a wire story."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.document import Role
from tests.standins import document

BODY = "The council of the town voted on Tuesday to close the old bridge over the river."


def _roles(text: str) -> list[tuple[Role, str]]:
    return [(block.role, block.span.of(text)) for block in document(text).blocks]


def test_a_wire_story_has_headline_byline_dateline_and_body() -> None:
    text = f"Town closes old bridge\n\nBy Ada Okoro\n\nGENEVA, May 3 (Reuters) - {BODY}\n\n{BODY}"
    assert _roles(text) == [
        (Role.HEADLINE, "Town closes old bridge"),
        (Role.BYLINE, "By Ada Okoro"),
        (Role.DATELINE, "GENEVA, May 3 (Reuters) - "),
        (Role.BODY, BODY),
        (Role.BODY, BODY),
    ]


@pytest.mark.parametrize(
    "dateline",
    [
        "SEOUL, South Korea (AP) — ",
        "LONDON, March 3 (Reuters) - ",
        "NAIROBI – ",
        "GENEVA, 3 May — ",
        "BERLIN (dpa) - ",
    ],
)
def test_a_dateline_is_a_block_of_its_own(dateline: str) -> None:
    text = f"Town closes old bridge\n\n{dateline}{BODY}"
    assert (Role.DATELINE, dateline) in _roles(text)


def test_a_story_without_headline_begins_with_its_body() -> None:
    assert _roles(f"{BODY}\n\n{BODY}") == [(Role.BODY, BODY), (Role.BODY, BODY)]


def test_a_single_paragraph_is_body() -> None:
    assert _roles("Town closes old bridge") == [(Role.BODY, "Town closes old bridge")]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("- one thing to know", Role.LIST),
        ("1. The first thing", Role.LIST),
        ("Photo: The bridge in May", Role.CAPTION),
        ("Read more: bridges of the region", Role.FURNITURE),
        ("© 2024 The Daily Ferry. All rights reserved.", Role.FURNITURE),
    ],
)
def test_a_line_that_is_no_running_text_is_told_by_its_shape(line: str, role: Role) -> None:
    assert _roles(f"{BODY}\n\n{line}\n\n{BODY}")[1] == (role, line)


def test_a_dateline_is_found_once() -> None:
    text = f"Head\n\nPARIS (AFP) - {BODY}\n\nROME (AFP) - {BODY}"
    assert [role for role, _ in _roles(text)].count(Role.DATELINE) == 1


@given(st.text(st.sampled_from('ABab. \n\r-()1:,–"')))
def test_blocks_are_in_order_and_do_not_overlap(text: str) -> None:
    at = 0
    for block in document(text).blocks:
        assert at <= block.span.start < block.span.end <= len(text)
        at = block.span.end


def test_a_long_story_takes_no_longer_for_each_paragraph() -> None:
    def took(paragraphs: int) -> float:
        start = time.process_time()
        document("Ab c d.\n\n" * paragraphs)
        return time.process_time() - start

    # The best of three: a sweep of the garbage collector is no work of ours.
    long, short = (min(took(paragraphs) for _ in range(3)) for paragraphs in (20_000, 2_000))
    assert long < max(40 * short, 1.0)
