"""Writes the graph that the packaged encoder runs with: the same int8 weights, multiplied as they are.

    python -m mtqa.training.encodergraph

The model as it comes unpacks its int8 weights to floats and multiplies those, which takes twice as long, and half a second
before the first sentence. Here the states are made whole numbers as well, and only those rows of the tables of embeddings are
unpacked that a text needs. The weights stay in the model's own file: this graph says where in it they are, which holds as long
as that file has the checksum that is asked for.
"""

from collections.abc import Iterator
from typing import Any

from mtqa.models.encoder import graph_file, packaged_model
from mtqa.training.integers import constants, product, rows, whole_states

#: What is shorter stays in the graph, in bytes.
_SHORT = 1024


def graph(model: bytes) -> bytes:
    """Return the graph for a model whose weights are int8 and unpacked before use."""
    import onnx

    made = onnx.load_model_from_string(model)
    nodes = _needed(list(_nodes(made.graph)), {output.name for output in made.graph.output})
    del made.graph.node[:]
    made.graph.node.extend(nodes)
    made.graph.initializer.extend(constants())
    for weights in made.graph.initializer:
        if len(weights.raw_data) >= _SHORT:
            _point_to(weights, model)
    contents: bytes = made.SerializeToString(deterministic=True)
    return contents


def _nodes(graph: Any) -> Iterator[Any]:
    """Yield the nodes of a graph, those that read unpacked weights made anew."""
    makers = {output: node for node in graph.node for output in node.output}
    done: set[str] = set()
    for node in graph.node:
        place = {"MatMul": 1, "Gather": 0}.get(node.op_type)
        packed = None if place is None else _packed(node.input[place], makers)
        if packed is None:
            yield node
        elif node.op_type == "Gather":
            yield from rows(*packed, node.input[1], node.output[0])
        else:
            states = node.input[0]
            if states not in done:
                done.add(states)
                yield from whole_states(states)
            yield from product(states, *packed, node.output[0], node.name)


def _packed(name: str, makers: dict[str, Any]) -> tuple[str, str] | None:
    """Return the names of the int8 weights and of the scales that a value is unpacked from, nothing where it is not."""
    unpacked = makers.get(name)
    cast = makers.get(unpacked.input[0]) if unpacked is not None and unpacked.op_type == "Mul" else None
    if unpacked is None or cast is None or cast.op_type != "Cast" or cast.input[0] in makers:
        return None
    return cast.input[0], unpacked.input[1]


def _needed(nodes: list[Any], outputs: set[str]) -> list[Any]:
    """Return the nodes, in their order, on which the outputs depend."""
    kept = []
    for node in reversed(nodes):
        if outputs.intersection(node.output):
            kept.append(node)
            outputs |= set(node.input)
    return kept[::-1]


def _point_to(weights: Any, model: bytes) -> None:
    """Let weights be read from the model's own file."""
    from onnx import TensorProto

    at, length = model.index(weights.raw_data), len(weights.raw_data)
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    for key, value in (("location", "model.onnx"), ("offset", str(at)), ("length", str(length))):
        entry = weights.external_data.add()
        entry.key, entry.value = key, value


def main() -> None:
    """Write the graph."""
    graph_file().write_bytes(graph(packaged_model()))


if __name__ == "__main__":
    main()
