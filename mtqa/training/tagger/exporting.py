"""From weights to ONNX with int8 weights, and how far apart the two are."""

import logging
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from mtqa.models.tagger.network import network as onnx_network
from mtqa.models.tagger.reading import CHANNELS
from mtqa.training.tagger.files import whole
from mtqa.training.tagger.network import TaggerNetwork, runner

_OPSET = 17
#: Windows and tokens of the noise that both are compared on.
_SHAPE = (8, 64)


def export(network: TaggerNetwork, path: Path) -> dict[str, float]:
    """Write a network as ONNX with int8 weights, and return how near the float and the int8 graph come to its logits."""
    network.eval()
    with TemporaryDirectory() as folder, whole(path) as file:
        exact = Path(folder) / "exact.onnx"
        write_float(network, exact)
        _write_int8(exact, file)
        size = min(_SHAPE[1], network.trunk.config.max_position_embeddings)
        ids = np.random.default_rng(0).integers(0, network.trunk.config.vocab_size, (_SHAPE[0], size))
        mask = np.ones_like(ids)
        truth = runner(network)(ids, mask)
        near = onnx_network(exact.read_bytes())(ids, mask)
        small = onnx_network(file.read_bytes())(ids, mask)
    figures = {"largest difference of the float graph": float(np.abs(truth - near).max())}
    for number, channel in enumerate(CHANNELS):
        both = np.corrcoef(truth[..., number].ravel(), small[..., number].ravel())
        figures[f"correlation of int8, {channel}"] = round(float(both[0, 1]), 4)
    return figures


def write_float(network: TaggerNetwork, path: Path) -> None:
    """Write a network as ONNX as it is: ``ids`` and ``mask``, int64 [windows, tokens], to ``logits``, [windows, tokens, 3]."""
    ids = torch.ones(2, 16, dtype=torch.long)
    axes = {name: {0: "windows", 1: "tokens"} for name in ("ids", "mask", "logits")}
    with warnings.catch_warnings():
        # The exporter without onnxscript is the old one, and says so; torch is pinned to releases that have it.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (ids, torch.ones_like(ids)),
            str(path),
            input_names=["ids", "mask"],
            output_names=["logits"],
            opset_version=_OPSET,
            dynamic_axes=axes,
            dynamo=False,
        )


def _write_int8(exact: Path, path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # It recommends a pass that changes nothing here, on the root logger.
    logging.disable(logging.WARNING)
    try:
        # Seven bits of eight, since processors without VNNI add pairs of products in 16 bits.
        quantize_dynamic(
            str(exact),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    finally:
        logging.disable(logging.NOTSET)
