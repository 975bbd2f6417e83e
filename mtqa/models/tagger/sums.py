"""The sha256 of each packaged file; written by ``python -m mtqa.training.tagger.shipping``, never by hand."""

from collections.abc import Mapping

SUMS: Mapping[str, str] = {
    "layers.json": "517f501d7b2ca53b8c6df4919b52a5b310eeccb0226bc98b34023a61216be957",
    "model.onnx": "50d1fa43d2900c50be85e1b82af084ed867dd7abacb77314bfe53fa52b9a9ceb",
    "ngrams.npz": "570d7b03fcc2e56b597f310f8c0be3b4cd3c03715c8fd4c76b14ad4464de98fd",
}
