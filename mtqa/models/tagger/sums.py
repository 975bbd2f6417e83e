"""The sha256 of each packaged file; written by ``python -m mtqa.training.tagger.shipping``, never by hand."""

from collections.abc import Mapping

SUMS: Mapping[str, str] = {
    "layers.json": "acc53a90e18262f6e2b5fed4aaad127b7ba3afd7561a77d663d910cbaf689976",
    "model.onnx": "34f74b86f11811e24859b487aced064ae4d0a1a32ec13f22fff087f41a0781d9",
    "ngrams.npz": "d3e443186900a99d7a172a55978913b8bf0e6cde19a2606f46f0b7a09d228199",
}
