"""Train the models of bodies: one command from the pages to the files that ship.

python -m training.bodies --data ../shared/data --out src/onrecord/resources/bodies --folds evaluation/folds

Blocks are labelled by aligning the page's words with the benchmark's body (longest common
subsequence): a block is body where half of its words or more are in it. For bare lines the same
pages are read as text, a line a block, and once more with nothing but title and body, as clean
articles come. Pages are parted into five folds by name; each fold's models have not seen its pages.

What a model is trained on that another one gives it (the words' weights, the first look's log odds) comes from
models that have not seen the page either: of four parts of the training pages each is read by models of the other three
(stacked generalization; Wolpert 1992). Of half of the pages there is a second sample without the words' weights, as
pages in languages are read that the list does not know.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import lightgbm
import numpy as np
import onnx
from evaluation.pages import FOLDS, BenchmarkPage, aeb_pages, fold_of, number_of, wcxb_pages
from onnx import TensorProto, helper
from rapidfuzz.distance import LCSseq
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from onrecord.articles.blocks import Block, cut_lines
from onrecord.articles.bodies import FEATURES, FIRST, SECOND, WORDING, Kind
from onrecord.articles.extract import rows_of_lines, rows_of_markup
from onrecord.articles.features import with_first_look, with_wording
from onrecord.articles.html import cut_html
from onrecord.articles.metadata import Head
from onrecord.articles.wording import UNKNOWN, Wording, terms_in_lower_case, terms_of
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
    "num_threads": 2,
    "deterministic": True,
    "seed": 20161108,
    "verbose": -1,
}


PARTS = 4
"""Parts of the training pages, each read by models of the others."""
N_TERMS = 16_000
"""Words and pairs of words that are kept, those with the largest weights."""
MIN_PAGES, MIN_LOWER = 5, 3
"""Pages that a term is on, and of them those that print it in lower case."""


class Sample(NamedTuple):
    """A page as it is read one way."""

    page: str
    texts: list[str]
    rows: np.ndarray
    """By `articles/features.py`; what other models give is added for each of them."""
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


class Seen(NamedTuple):
    """A sample as a model reads it."""

    rows: np.ndarray
    is_body: np.ndarray
    weights: np.ndarray


class Trees(NamedTuple):
    """The first and the second look."""

    first: lightgbm.Booster
    second: lightgbm.Booster

    def chances(self, rows: np.ndarray) -> np.ndarray:
        return self.second.predict(with_first_look(rows, log_odds_of(self.first, rows)))


def part_of(page: str) -> int:
    return number_of(f"part {page}") % PARTS


def is_read_without_words(page: str) -> bool:
    return number_of(f"words {page}") % 2 == 0


def sample(page: BenchmarkPage, blocks: tuple[Block, ...], rows: np.ndarray) -> Sample:
    totals, hits = body_blocks(blocks, page.body)
    weights = np.log1p(totals) + 1e-3
    weights /= np.sqrt(weights.sum())  # a long page tells more than a short one, not as much more
    texts = [block.text for block in blocks]
    return Sample(page.name, texts, rows, hits >= np.maximum(totals, 1) / 2, weights)


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


def fit_words(samples: Sequence[Sample]) -> Wording:
    """Fit the words' weights: a logistic regression over which terms a block has, its row of length one."""
    terms = [[terms_of(text) for text in one.texts] for one in samples]
    n_pages = Counter(term for blocks in terms for term in set().union(*blocks))
    n_lower = Counter(
        term
        for one in samples
        for term in set().union(*(terms_in_lower_case(text) for text in one.texts))
    )
    known = sorted(
        term for term, n in n_pages.items() if n >= MIN_PAGES and n_lower[term] >= MIN_LOWER
    )
    blocks = [block for of_page in terms for block in of_page]
    is_body = np.concatenate([one.is_body for one in samples])
    weights = np.concatenate([one.weights for one in samples])
    values = np.zeros(0)
    intercept = 0.0
    for _ in range(2):  # once to choose the terms, once with those alone
        numbers = {term: number for number, term in enumerate(known)}
        model = LogisticRegression(solver="liblinear", max_iter=30, random_state=0)
        model.fit(_as_matrix(blocks, numbers), is_body, sample_weight=weights * _SCALE)
        values, intercept = model.coef_[0], float(model.intercept_[0])
        if len(known) > N_TERMS:
            known = sorted(known[at] for at in np.argsort(-np.abs(values), kind="stable")[:N_TERMS])
    return Wording(dict(zip(known, np.round(values, 3).tolist(), strict=True)), round(intercept, 3))


_SCALE = 20
"""How much the labels weigh beside the regression's penalty."""


def _as_matrix(blocks: Sequence[set[str]], numbers: dict[str, int]) -> sparse.csr_matrix:
    at, ends, values = [], [0], []
    for block in blocks:
        found = sorted(numbers[term] for term in block if term in numbers)
        at += found
        values += [1 / np.sqrt(len(found) or 1)] * len(found)
        ends.append(len(at))
    return sparse.csr_matrix((values, at, ends), shape=(len(blocks), len(numbers)))


def fit(seen: Sequence[Seen]) -> lightgbm.Booster:
    data = lightgbm.Dataset(
        np.vstack([one.rows for one in seen]),
        np.concatenate([one.is_body for one in seen]),
        weight=np.concatenate([one.weights for one in seen]),
    )
    return lightgbm.train(SETTINGS, data, ROUNDS)


def log_odds_of(model: lightgbm.Booster, rows: np.ndarray) -> np.ndarray:
    return model.predict(rows, raw_score=True).astype(np.float32)


def fit_looks(samples: Sequence[Sample], words: Sequence[Wording]) -> Trees:
    """Fit both looks; `words` are those of each part's others."""
    seen = [[] for _ in range(PARTS)]
    for one in samples:
        part = part_of(one.page)
        columns = [words[part].of(one.texts)]
        if is_read_without_words(one.page):
            columns.append(np.full(len(one.rows), UNKNOWN, dtype=np.float32))
        seen[part] += [
            Seen(with_wording(one.rows, column), one.is_body, one.weights) for column in columns
        ]
    again = []
    for part, unseen in enumerate(seen):
        model = fit([one for other in range(PARTS) if other != part for one in seen[other]])
        again += [
            one._replace(rows=with_first_look(one.rows, log_odds_of(model, one.rows)))
            for one in unseen
        ]
    return Trees(fit([one for of_part in seen for one in of_part]), fit(again))


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
    read: dict[Kind, Callable[[list[BenchmarkPage]], Iterator[Sample]]] = {
        "markup": samples_of_markup,
        "lines": samples_of_lines,
    }
    samples = {kind: list(of_pages(pages)) for kind, of_pages in read.items()}
    for kind, of_kind in samples.items():
        n_rows = sum(len(one.rows) for one in of_kind)
        print(f"{kind}: {len(of_kind)} samples, {n_rows} blocks, {time.monotonic() - start:.0f} s")
    for fold in (*range(FOLDS), None):
        folder = arguments.out if fold is None else arguments.folds / str(fold)
        folder.mkdir(parents=True, exist_ok=True)
        whole = [one for one in samples["markup"] if fold_of(one.page) != fold]
        words = fit_words(whole)
        words.write(folder / WORDING)
        of_parts = [
            fit_words([one for one in whole if part_of(one.page) != part]) for part in range(PARTS)
        ]
        for kind, of_kind in samples.items():
            trees = fit_looks([one for one in of_kind if fold_of(one.page) != fold], of_parts)
            for name, model in zip((FIRST, SECOND), trees, strict=True):
                file = name.format(kind)
                onnx.save(as_onnx(model, FEATURES[file]), str(folder / file))
            right = [
                (
                    (trees.chances(with_wording(one.rows, words.of(one.texts))) >= 0.5)
                    == one.is_body
                ).mean()
                for one in of_kind
                if fold_of(one.page) == fold
            ]
            told = f"{np.mean(right):.4f} of the blocks of unseen pages" if right else "whole"
            print(f"{kind} fold {fold}: {told}, {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
