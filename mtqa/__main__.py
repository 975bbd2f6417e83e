"""python -m mtqa."""

from mtqa.cli import main

main(prog_name="mtqa")
