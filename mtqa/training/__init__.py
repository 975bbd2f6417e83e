"""How what mtqa has learned was learned, so that anybody can learn it again from data of their own."""
