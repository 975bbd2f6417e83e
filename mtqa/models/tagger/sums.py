"""The sha256 of each packaged file; written by ``python -m mtqa.training.tagger.shipping``, never by hand."""

from collections.abc import Mapping

SUMS: Mapping[str, str] = {
    "layers.json": "319524c05db84e307e1c4d0993c5ebda280487c0dea34c92a1f46c1936ccdf91",
    "model.onnx": "7c0dcf680c148ff58e45fff148d735dea667260ba3b4459e74fbac52b55792b1",
    "ngrams.npz": "570d7b03fcc2e56b597f310f8c0be3b4cd3c03715c8fd4c76b14ad4464de98fd",
}
