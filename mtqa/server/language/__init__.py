"""The language server: what is found, in the editor that a story is written in, as it is written."""
