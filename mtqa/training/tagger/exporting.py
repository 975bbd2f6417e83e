"""From weights to ONNX with int8 weights, and how far apart the two are."""

import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from onnx.numpy_helper import from_array, to_array

from mtqa.models.tagger.network import network as onnx_network
from mtqa.models.tagger.reading import CHANNELS
from mtqa.training.integers import constants, product, rows, whole_states
from mtqa.training.tagger.files import whole
from mtqa.training.tagger.importing import QUANTIZED, SCALE, Array
from mtqa.training.tagger.network import TaggerNetwork, runner

_OPSET = 17
_LEVELS = 127
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
    """Write a graph with its weights as int8: a scale for each column of a product's, for each row of a table's."""
    import onnx

    made = onnx.load_model(str(exact))
    tensors = {tensor.name: to_array(tensor) for tensor in made.graph.initializer}
    small: dict[str, list[Any]] = {}
    nodes = list(_nodes(made.graph, tensors, small))
    kept = [tensor for tensor in made.graph.initializer if tensor.name not in small]
    del made.graph.node[:]
    made.graph.node.extend(nodes)
    del made.graph.initializer[:]
    made.graph.initializer.extend([*kept, *(tensor for both in small.values() for tensor in both), *constants()])
    path.write_bytes(made.SerializeToString(deterministic=True))


def _nodes(graph: Any, tensors: Mapping[str, Array], small: dict[str, list[Any]]) -> Iterator[Any]:
    """Yield the nodes of a graph, those that read float weights made anew, and note the int8 weights that these read."""
    done: set[str] = set()
    for node in graph.node:
        place = {"MatMul": 1, "Gather": 0}.get(node.op_type)
        weights = None if place is None else tensors.get(node.input[place])
        if place is None or weights is None or weights.ndim != 2 or weights.dtype != np.float32:
            yield node
            continue
        name = node.input[place]
        names = f"{name}{QUANTIZED}", f"{name}{SCALE}"
        # The scales of a product's columns lie in a row, those of a table's rows in a column.
        small[name] = [
            from_array(values, at) for at, values in zip(names, _whole(weights, axis=place - 1), strict=True)
        ]
        if node.op_type == "Gather":
            yield from rows(*names, node.input[1], node.output[0])
            continue
        states = node.input[0]
        if states not in done:
            done.add(states)
            yield from whole_states(states)
        yield from product(states, *names, node.output[0], node.name)


def _whole(weights: Array, axis: int) -> tuple[Array, Array]:
    """Return weights as int8, and the scales along the other axis."""
    scale = np.maximum(np.abs(weights).max(axis, keepdims=True) / _LEVELS, np.finfo(np.float32).tiny)
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)
