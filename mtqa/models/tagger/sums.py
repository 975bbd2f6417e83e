"""The sha256 of each packaged file; written by ``python -m mtqa.training.tagger.shipping``, never by hand."""

from collections.abc import Mapping

SUMS: Mapping[str, str] = {
    "layers.json": "2f746c8d01d6b2cd34aee14a2db84a5b00e2af4cdf9273f560a5b8b4a231eb7b",
    "model.onnx": "34f74b86f11811e24859b487aced064ae4d0a1a32ec13f22fff087f41a0781d9",
    "ngrams.npz": "d3e443186900a99d7a172a55978913b8bf0e6cde19a2606f46f0b7a09d228199",
}
