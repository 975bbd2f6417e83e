"""How much of anything a story may be made of, so that no file takes the machine down."""

MAX_BYTES = 64_000_000
#: Markup, JSON and the text of a Word document; the longest live blogs stay under a tenth of it.
MAX_MARKUP = 16_000_000
#: No paragraph of a story comes near this; a longer one is data, not prose.
MAX_PARAGRAPH = 1_000_000
#: Each has to be remembered with its place.
MAX_ESCAPES = 500_000
MAX_PARAGRAPHS = 20_000
