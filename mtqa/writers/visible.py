"""Text from outside, made harmless for a terminal."""

#: Control characters as pictures, so that no story moves the cursor; what turns the direction of writing, as U+FFFD.
_VISIBLE: dict[int, int | str] = {
    **{code: 0x2400 + code for code in range(0x20)},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C], 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
    ord("\t"): " ",
    ord("\n"): " ",
    ord("\r"): " ",
}


def visible(text: str) -> str:
    """Return *text* on one line and as long as before, with nothing in it that a terminal obeys."""
    return text.translate(_VISIBLE)
