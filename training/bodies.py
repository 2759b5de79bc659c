"""Train the models of bodies: one command from the pages to the files that ship.

python -m training.bodies --data ../shared/data --out src/onrecord/resources/bodies --folds evaluation/folds

Blocks are labelled by aligning the page's words with the benchmark's body (longest common
subsequence): a block is body where half of its words or more are in it. For bare lines the same
pages are read as text, a line a block, and once more with nothing but title and body, as clean
articles come. Pages are parted into five folds by name; each fold's models have not seen its pages.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import lightgbm
import numpy as np
import onnx
from evaluation.pages import FOLDS, BenchmarkPage, aeb_pages, fold_of, wcxb_pages
from onnx import TensorProto, helper
from rapidfuzz.distance import LCSseq

from onrecord.articles.blocks import Block, cut_lines
from onrecord.articles.extract import rows_of_lines, rows_of_markup
from onrecord.articles.features import FEATURES_OF_LINES, FEATURES_OF_MARKUP
from onrecord.articles.html import cut_html
from onrecord.articles.metadata import Head
from onrecord.text.tokens import words

ROUNDS = 300
SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "num_threads": 1,
    "deterministic": True,
    "seed": 20161108,
    "verbose": -1,
}


class Sample(NamedTuple):
    fold: int
    rows: np.ndarray
    is_body: np.ndarray
    weights: np.ndarray


def body_blocks(blocks: tuple[Block, ...], body: str) -> tuple[np.ndarray, np.ndarray]:
    """Return for each block how many words it has, and how many of them the body has in order."""
    codes: dict[str, int] = {}
    own: list[int] = []
    owner: list[int] = []
    for index, block in enumerate(blocks):
        for word in words(block.text):
            own.append(codes.setdefault(word.lower, len(codes)))
            owner.append(index)
    wanted = [codes.setdefault(word.lower, len(codes)) for word in words(body)]
    hits, totals = np.zeros(len(blocks)), np.zeros(len(blocks))
    np.add.at(totals, owner, 1)
    for step in LCSseq.opcodes(own, wanted):
        if step.tag == "equal":
            np.add.at(hits, owner[step.src_start : step.src_end], 1)
    return totals, hits


def sample(page: BenchmarkPage, blocks: tuple[Block, ...], rows: np.ndarray) -> Sample:
    totals, hits = body_blocks(blocks, page.body)
    weights = np.log1p(totals) + 1e-3
    weights /= np.sqrt(weights.sum())  # a long page tells more than a short one, not as much more
    return Sample(fold_of(page.name), rows, hits >= np.maximum(totals, 1) / 2, weights)


def samples_of_markup(pages: list[BenchmarkPage]) -> Iterator[Sample]:
    for page in pages:
        head = Head()
        cut = cut_html(page.text, head)
        if cut.blocks:
            yield sample(page, cut.blocks, rows_of_markup(page.text, head, cut.blocks))


def samples_of_lines(pages: list[BenchmarkPage]) -> Iterator[Sample]:
    for page in pages:
        cut = cut_lines(flattened(page.text))
        if not cut.blocks:
            continue
        whole = sample(page, cut.blocks, rows_of_lines(cut.blocks))
        yield whole
        clean = "\n".join(
            block.text for block, is_body in zip(cut.blocks, whole.is_body, strict=True) if is_body
        )
        if clean:
            blocks = cut_lines(f"{page.title}\n{clean}" if page.title else clean).blocks
            yield sample(page, blocks, rows_of_lines(blocks))


def flattened(page: str) -> str:
    """Return a page's text as crawls keep it: a line a block."""
    return "\n".join(block.text for block in cut_html(page).blocks)


def fit(samples: list[Sample]) -> lightgbm.Booster:
    data = lightgbm.Dataset(
        np.vstack([one.rows for one in samples]),
        np.concatenate([one.is_body for one in samples]),
        weight=np.concatenate([one.weights for one in samples]),
    )
    return lightgbm.train(SETTINGS, data, ROUNDS)


def as_onnx(model: lightgbm.Booster, features: tuple[str, ...]) -> onnx.ModelProto:
    """Return the trees as one ONNX node; its output is the log odds. The names it reads stand in it."""
    names = (
        "nodes_treeids nodes_nodeids nodes_featureids nodes_values nodes_modes "
        "nodes_truenodeids nodes_falsenodeids target_treeids target_nodeids target_ids target_weights"
    ).split()
    fields: dict[str, list] = {name: [] for name in names}
    for tree, info in enumerate(model.dump_model()["tree_info"]):
        n_nodes = 0

        def add(node: dict, tree: int = tree) -> int:
            nonlocal n_nodes
            number, n_nodes = n_nodes, n_nodes + 1
            is_leaf = "leaf_value" in node
            at = len(fields["nodes_treeids"])
            for name, value in zip(
                names[:7],
                (
                    tree,
                    number,
                    0 if is_leaf else node["split_feature"],
                    0.0 if is_leaf else float(node["threshold"]),
                    b"LEAF" if is_leaf else b"BRANCH_LEQ",
                    0,
                    0,
                ),
                strict=True,
            ):
                fields[name].append(value)
            if is_leaf:
                for name, value in zip(
                    names[7:], (tree, number, 0, float(node["leaf_value"])), strict=True
                ):
                    fields[name].append(value)
            else:
                fields["nodes_truenodeids"][at] = add(node["left_child"])
                fields["nodes_falsenodeids"][at] = add(node["right_child"])
            return number

        add(info["tree_structure"])
    node = helper.make_node(
        "TreeEnsembleRegressor",
        ["features"],
        ["log_odds"],
        domain="ai.onnx.ml",
        n_targets=1,
        **fields,
    )
    width = model.num_feature()
    graph = helper.make_graph(
        [node],
        "bodies",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", width])],
        [helper.make_tensor_value_info("log_odds", TensorProto.FLOAT, ["n", 1])],
    )
    opsets = [helper.make_opsetid("ai.onnx.ml", 3), helper.make_opsetid("", 17)]
    whole = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    helper.set_model_props(whole, {"features": ",".join(features)})
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=Path, required=True)
    arguments = parser.parse_args()
    pages = [
        *aeb_pages(arguments.data / "pages" / "article-extraction-benchmark"),
        *wcxb_pages(arguments.data / "pages" / "wcxb_dev_articles"),
    ]
    start = time.monotonic()
    for kind, read, features in (
        ("markup", samples_of_markup, FEATURES_OF_MARKUP),
        ("lines", samples_of_lines, FEATURES_OF_LINES),
    ):
        samples = list(read(pages))
        n_rows = sum(len(one.rows) for one in samples)
        print(f"{kind}: {len(samples)} pages, {n_rows} blocks, {time.monotonic() - start:.0f} s")
        for fold in (*range(FOLDS), None):
            model = fit([one for one in samples if one.fold != fold])
            folder = arguments.out if fold is None else arguments.folds / str(fold)
            folder.mkdir(parents=True, exist_ok=True)
            onnx.save(as_onnx(model, features), str(folder / f"{kind}.onnx"))
            unseen = [one for one in samples if one.fold == fold]
            if unseen:
                right = [((model.predict(one.rows) >= 0.5) == one.is_body).mean() for one in unseen]
                print(f"{kind} fold {fold}: {np.mean(right):.4f} of the blocks of unseen pages")
            else:
                print(f"{kind} whole: {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
