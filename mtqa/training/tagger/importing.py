"""From int8 ONNX back to weights, so that who has only what ships can go on training it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from mtqa.errors import ModelError

if TYPE_CHECKING:
    from onnx import GraphProto

Array = np.ndarray[Any, np.dtype[Any]]

#: The inputs of a node that are parameters, and what they are called in the module that the node's name tells.
_PARAMETERS = {
    "MatMulInteger": {1: "weight"},
    "Add": {0: "bias", 1: "bias"},
    "LayerNormalization": {1: "weight", 2: "bias"},
}
#: What the names of int8 weights and of their scales end with.
QUANTIZED, SCALE = "_quantized", "_scale"


def weights_of(model: bytes) -> dict[str, Tensor]:
    """Return the weights of a graph that ``exporting`` wrote, exact to its eight bits; raises ``ModelError``."""
    import onnx

    try:
        graph = onnx.load_model_from_string(model).graph
        tensors = {tensor.name: np.array(onnx.numpy_helper.to_array(tensor)) for tensor in graph.initializer}
        return {name: torch.from_numpy(values) for name, values in _named(graph, tensors)}
    except (ValueError, KeyError) as error:
        raise ModelError(f"these are not the weights of a tagger: {error}") from error


def _named(graph: "GraphProto", tensors: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    for name, values in tensors.items():
        if name.endswith(f".weight{QUANTIZED}"):
            yield name.removesuffix(QUANTIZED), _whole(name, values, tensors)
    for node in graph.node:
        module = ".".join(node.name.strip("/").split("/")[:-1])
        for place, parameter in _PARAMETERS.get(node.op_type, {}).items():
            name = node.input[place]
            if name in tensors and module:
                values = tensors[name]
                yield f"{module}.{parameter}", _whole(name, values, tensors).T if name.endswith(QUANTIZED) else values


def _whole(name: str, values: Array, tensors: Mapping[str, Array]) -> Array:
    """Return float values for whole numbers, by the scale of their column or row."""
    return values.astype(np.float32) * tensors[name.removesuffix(QUANTIZED) + SCALE]
