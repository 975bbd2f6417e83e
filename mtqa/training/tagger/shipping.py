"""Makes a trained tagger the packaged one, and notes the checksums that it is loaded by.

python -m mtqa.training.tagger.shipping RUN/ready
python -m mtqa.training.tagger.shipping              # only the checksums, also in the card, of the files that are there
"""

import argparse
import hashlib
from pathlib import Path

from mtqa.models import tagger
from mtqa.models.tagger.weights import CARD, FILES, folder_files
from mtqa.training.tagger import card
from mtqa.training.tagger.files import whole

PACKAGED = Path(tagger.__file__).parents[1] / "weights" / "tagger"
SUMS = Path(tagger.__file__).parent / "sums.py"
_HEAD = '''"""The sha256 of each packaged file; written by ``python -m mtqa.training.tagger.shipping``, never by hand."""

from collections.abc import Mapping

SUMS: Mapping[str, str] = {
'''


def ship(folder: Path, packaged: Path = PACKAGED, sums: Path = SUMS) -> None:
    """Copy a folder that is ready for use into the package; raises ``ModelError`` if it is damaged."""
    papers = {file: (folder / file).read_bytes() for file in (CARD, card.PAGE)}
    for name, contents in {**folder_files(folder), **papers}.items():
        with whole(packaged / name) as file:
            file.write_bytes(contents)
    refresh(packaged, sums)


def refresh(packaged: Path = PACKAGED, sums: Path = SUMS) -> None:
    """Write the checksums of the packaged files into their card, and into the module that they are read from."""
    card.refresh(packaged)
    found = {file: hashlib.sha256((packaged / file).read_bytes()).hexdigest() for file in sorted(FILES)}
    lines = "".join(f'    "{file}": "{digest}",\n' for file, digest in found.items())
    with whole(sums) as file:
        file.write_text(f"{_HEAD}{lines}}}\n", encoding="utf-8")


def main() -> None:
    """Ship a folder, or note the checksums of what is shipped."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="RUN/ready")
    options = parser.parse_args()
    if options.folder:
        ship(options.folder)
    else:
        refresh()


if __name__ == "__main__":
    main()
