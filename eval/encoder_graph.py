"""Writes the graph of fitted encoders, without its weights: `index/encoder/encoder.onnx`.

    python -m eval.encoder_graph

The layers of a BERT encoder (Devlin et al. 2019) after its embeddings, as the bundled model has them, with products in
8 bits: states are brought to 8 bits anew in each product ('dynamic quantization'), which takes a third of the time.
The weights are not in the file: `index/encoder` takes them from the bundled model and from what was fitted. Needs
the extra `fit` (onnx).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from onnx import ModelProto, NodeProto, TensorProto, helper

from index.encoder.weights import GRAPH, HEADS, LAYERS, LINEARS, NORMS, WIDTH, shapes

__all__ = ["main", "make_graph"]

OPSET, IR_VERSION = 17, 10
LAYER_NORM_EPS = 1e-12


class _Nodes:
    """The nodes of a graph as they are added."""

    def __init__(self) -> None:
        self.made: list[NodeProto] = []

    def add(self, kind: str, inputs: Sequence[str], name: str, **attributes: object) -> str:
        """Add a node with one output of that name; return the name."""
        self.made.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def linear(self, states: str, name: str) -> str:
        """Multiply states, brought to 8 bits, with weights of 8 bits, and add the bias."""
        parts = [f"{name}.{part}" for part in ("in8", "in_scale", "in_zero")]
        self.made.append(helper.make_node("DynamicQuantizeLinear", [states], parts))
        product = self.add("MatMulInteger", [parts[0], f"{name}.weights", parts[2]], f"{name}.sum")
        scale = self.add("Mul", [parts[1], f"{name}.scales"], f"{name}.scale")
        scaled = self.add(
            "Mul", [self.add("Cast", [product], f"{name}.float", to=TensorProto.FLOAT), scale], name + ".x"
        )
        return self.add("Add", [scaled, f"{name}.bias"], f"{name}.out")

    def norm(self, states: str, name: str) -> str:
        """Bring states to mean 0 and variance 1, scaled and moved."""
        inputs = [states, f"{name}.weight", f"{name}.bias"]
        return self.add("LayerNormalization", inputs, f"{name}.out", axis=-1, epsilon=LAYER_NORM_EPS)

    def attention(self, states: str, own: str) -> str:
        """Let each token look at all others, in several heads."""
        asked = self.linear(states, f"{own}.{LINEARS[0]}")
        parts = [f"{own}.{part}" for part in ("query", "key", "value")]
        self.made.append(helper.make_node("Split", [asked, "thirds"], parts, axis=-1))
        query, key, value = (self.add("Reshape", [part, "to_heads"], f"{part}.heads") for part in parts)
        query, value = (self.add("Transpose", [one], f"{one}.first", perm=[0, 2, 1, 3]) for one in (query, value))
        key = self.add("Transpose", [key], f"{key}.first", perm=[0, 2, 3, 1])
        likeness = self.add("Mul", [self.add("MatMul", [query, key], f"{own}.alike"), "root"], f"{own}.scaled")
        seen = self.add("Softmax", [likeness], f"{own}.share", axis=-1)
        taken = self.add(
            "Transpose", [self.add("MatMul", [seen, value], f"{own}.taken")], f"{own}.back", perm=[0, 2, 1, 3]
        )
        return self.linear(self.add("Reshape", [taken, "to_states"], f"{own}.joined"), f"{own}.{LINEARS[1]}")

    def layer(self, states: str, own: str) -> str:
        """Add one layer of the encoder."""
        attended = self.add("Add", [states, self.attention(states, own)], f"{own}.attended")
        states = self.norm(attended, f"{own}.{NORMS[0]}")
        wide = self.linear(states, f"{own}.{LINEARS[2]}")
        curve = self.add("Erf", [self.add("Div", [wide, "root_of_two"], f"{own}.per_root")], f"{own}.erf")
        gate = self.add("Mul", [wide, self.add("Add", [curve, "one"], f"{own}.above")], f"{own}.twice")
        narrow = self.linear(self.add("Mul", [gate, "half"], f"{own}.gelu"), f"{own}.{LINEARS[3]}")
        return self.norm(self.add("Add", [states, narrow], f"{own}.sum"), f"{own}.{NORMS[1]}")


def make_graph() -> ModelProto:
    """Return the graph: states `(texts, tokens, 384)`, none of them padding, to states as they leave."""
    nodes = _Nodes()
    states = "states"
    for number in range(LAYERS):
        states = nodes.layer(states, f"layer{number}")
    nodes.add("Identity", [states], "encoded")
    wide = ["texts", "tokens", WIDTH]
    graph = helper.make_graph(
        nodes.made,
        "encoder",
        [
            helper.make_tensor_value_info("states", TensorProto.FLOAT, wide),
        ],
        [helper.make_tensor_value_info("encoded", TensorProto.FLOAT, wide)],
        [*_constants(), *(_absent(name, shape) for name, shape in shapes().items())],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)


def _constants() -> list[TensorProto]:
    def floats(name: str, value: float) -> TensorProto:
        return helper.make_tensor(name, TensorProto.FLOAT, [], [value])

    def numbers(name: str, values: Sequence[int]) -> TensorProto:
        return helper.make_tensor(name, TensorProto.INT64, [len(values)], values)

    return [
        floats("root", (WIDTH // HEADS) ** -0.5),
        floats("root_of_two", 2**0.5),
        floats("one", 1.0),
        floats("half", 0.5),
        numbers("thirds", [WIDTH, WIDTH, WIDTH]),
        numbers("to_heads", [0, 0, HEADS, WIDTH // HEADS]),
        numbers("to_states", [0, 0, WIDTH]),
    ]


def _absent(name: str, shape: tuple[int, ...]) -> TensorProto:
    """Return an array that is given when the model is loaded."""
    kind = TensorProto.INT8 if name.endswith(".weights") else TensorProto.FLOAT
    tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="given-when-loaded")
    return tensor


def main() -> int:
    """Write the graph; return the exit code."""
    GRAPH.write_bytes(make_graph().SerializeToString())
    sys.stdout.write(f"written: {GRAPH} ({GRAPH.stat().st_size} bytes)\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
