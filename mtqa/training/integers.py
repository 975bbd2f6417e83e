"""Products of int8 weights, with states made whole numbers by the token: what encoder and tagger are built of.

A scale for each token, rather than for all that is read together, keeps outliers of one token from blurring the others, and
what comes out for a text does not depend on what is read beside it. States have seven bits, -63 to 63 around 64, since
processors without VNNI add pairs of products in 16 bits, where eight bits overflow; so all processors agree.
"""

from collections.abc import Iterator
from typing import Any

_LEVELS, _ZERO = 63, 64
#: A token whose states are all smaller than this is all zeros.
_TINY = 1e-12
_SHARED = "whole numbers/"
_LEVEL, _LEAST, _ONE, _MIDDLE = (_SHARED + name for name in ("level", "least", "one", "middle"))
#: ONNX's number for 32-bit floats.
_FLOAT = 1


def constants() -> Iterator[Any]:
    """Yield the constants that a graph with such products needs once."""
    import numpy as np
    from onnx.numpy_helper import from_array

    yield from_array(np.array(1 / _LEVELS, np.float32), _LEVEL)
    yield from_array(np.array(_TINY, np.float32), _LEAST)
    yield from_array(np.array(1, np.float32), _ONE)
    yield from_array(np.array(_ZERO, np.uint8), _MIDDLE)


def whole_states(states: str) -> Iterator[Any]:
    """Yield the nodes that make float states, [texts, tokens, width], whole numbers and a scale for each token."""
    from onnx.helper import make_node

    yield make_node("Abs", [states], [f"{states}/size"])
    yield make_node("ReduceMax", [f"{states}/size"], [f"{states}/largest"], axes=[-1], keepdims=1)
    yield make_node("Mul", [f"{states}/largest", _LEVEL], [f"{states}/step"])
    yield make_node("Max", [f"{states}/step", _LEAST], [f"{states}/scale"])
    yield make_node("Reciprocal", [f"{states}/scale"], [f"{states}/levels"])
    yield make_node("Mul", [states, f"{states}/levels"], [f"{states}/scaled"])
    yield make_node("QuantizeLinear", [f"{states}/scaled", _ONE, _MIDDLE], [f"{states}/whole"])


def product(states: str, weights: str, scales: str, out: str, name: str) -> Iterator[Any]:
    """Yield the nodes that multiply such states with int8 weights, [width, columns], that have a scale for each column."""
    from onnx.helper import make_node

    yield make_node("MatMulInteger", [f"{states}/whole", weights, _MIDDLE], [f"{out}/whole"], name=name)
    yield make_node("Cast", [f"{out}/whole"], [f"{out}/floats"], to=_FLOAT)
    yield make_node("Mul", [f"{out}/floats", f"{states}/scale"], [f"{out}/scaled"])
    yield make_node("Mul", [f"{out}/scaled", scales], [out])


def rows(weights: str, scales: str, places: str, out: str) -> Iterator[Any]:
    """Yield the nodes that unpack some rows of an int8 table, [rows, width], that has a scale for each row."""
    from onnx.helper import make_node

    yield make_node("Gather", [weights, places], [f"{out}/whole"])
    yield make_node("Cast", [f"{out}/whole"], [f"{out}/floats"], to=_FLOAT)
    yield make_node("Gather", [scales, places], [f"{out}/scales"])
    yield make_node("Mul", [f"{out}/floats", f"{out}/scales"], [out])
