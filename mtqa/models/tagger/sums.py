"""The sha256 of each packaged file; written by ``python -m mtqa.training.tagger.shipping``, never by hand."""

from collections.abc import Mapping

SUMS: Mapping[str, str] = {
    "layers.json": "8bf1c445ee1cd7e70364d2537d3aa777b5c1115fc12c4184066748e9f75697cf",
    "model.onnx": "7c0dcf680c148ff58e45fff148d735dea667260ba3b4459e74fbac52b55792b1",
    "ngrams.npz": "570d7b03fcc2e56b597f310f8c0be3b4cd3c03715c8fd4c76b14ad4464de98fd",
}
