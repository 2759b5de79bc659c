"""Train a tagger anew on the corpus and on what another tagger says of articles without labels.

python -m training.distil --data ../shared/data --teacher src/onrecord/resources/tagger/tagger.onnx --out build/student

The student begins as the base, not as the teacher (born-again networks, Furlanello and others 2018); of
articles without labels it learns the teacher's best path (CRF) and its shares of tags and pointers (Hinton,
Vinyals and Dean 2015).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from onrecord.statements.pieces import CLS_ID, SEP_ID, WINDOW, plan_windows
from onrecord.statements.tagger import best_paths
from training.network import Tagger, crf_loss, loss_of
from training.train import (
    POINTER_WEIGHT,
    collate,
    count_windows,
    fit,
    in_batches,
    load_base,
    pieces_of,
    read_by_name,
    windows_of,
)
from training.windows import IGNORE, straighten

SEED = 20311112
_SHORTEST, _LONGEST = 200, 40_000
"""Characters of a text without labels that is taken."""
_LEAST = 12
"""Word pieces of a window without labels that is taken."""


def unlabelled(data: Path) -> Iterator[str]:
    """Yield the texts of articles without labels: a summit's day, ECB+, BASIL, saved pages, Reuters."""
    csv.field_size_limit(10_000_000)
    with (data / "helsinki" / "articles_2018-07-15.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["text"].replace("###", "\n")
    for path in sorted((data / "ecbplus").glob("*/*.xml")):
        sentences: dict[str, list[str]] = defaultdict(list)
        for number, word in re.findall(
            r'<token [^>]*sentence="(\d+)"[^>]*>([^<]*)<', path.read_text()
        ):
            sentences[number].append(word)
        text = "\n".join(" ".join(words) for words in sentences.values())
        yield re.sub(r" (?=[.,;:!?%)])|(?<=\() ", "", text)
    for path in sorted((data / "basil" / "articles").rglob("*.json")):
        yield "\n".join(map(" ".join, json.loads(path.read_text())["body-paragraphs"]))
    for path in sorted((data / "pages").rglob("ground-truth.json")):
        yield from (one["articleBody"] for one in json.loads(path.read_text()).values())
    for path in sorted((data / "reuters").glob("*.sgm.gz"))[:4]:
        text = gzip.decompress(path.read_bytes()).decode("latin-1")
        for body in re.findall(r"<BODY>(.*?)</BODY>", text, re.DOTALL)[:250]:
            yield re.sub(r"\n(?!    )", " ", body).replace("&lt;", "<").replace("&amp;", "&")


def soft_windows(text: str, tokenizer: Tokenizer, teachers: list, rng: random.Random) -> list[dict]:
    """Cut a text into windows with what the teachers say of them."""
    pieces = pieces_of(tokenizer, straighten(text, rng, 0.3))
    out = []
    for start, end in plan_windows(pieces.ids, first=rng.randint(80, WINDOW)):
        if end - start < _LEAST:
            continue
        ids = [CLS_ID, *pieces.ids[start:end], SEP_ID]
        surface = [0, *pieces.surface[start:end], 0]
        tags, pointers, follow = 0.0, 0.0, 0.0
        for teacher in teachers:
            t, p, f = teacher.run(None, {"ids": np.array([ids]), "surface": np.array([surface])})
            tags, pointers, follow = tags + t[0], pointers + p[0], follow + f
        tags, pointers, follow = (one / len(teachers) for one in (tags, pointers, follow))
        path = best_paths(np, tags[None, 1:-1], [len(ids) - 2], follow)[0]
        out.append(
            {
                "ids": ids,
                "surface": surface,
                "tags": np.pad(np.array(path), 1, constant_values=IGNORE),
                "targets": np.full((3, len(ids)), IGNORE),
                "soft": tags.astype(np.float16),
                "pointers": pointers.astype(np.float16),
            }
        )
    return out


def soft_loss(model: Tagger, rows: list[dict]) -> torch.Tensor:
    batch = collate(rows)
    n = batch["ids"].shape[1]
    soft = torch.tensor(
        np.stack([np.pad(r["soft"], ((0, n - len(r["ids"])), (0, 0))) for r in rows])
    ).float()
    wide = [((0, 0), (0, n - len(r["ids"])), (0, n - len(r["ids"]))) for r in rows]
    pointed = torch.tensor(
        np.stack(
            [
                np.pad(r["pointers"], w, constant_values=-1e4)
                for r, w in zip(rows, wide, strict=True)
            ]
        )
    ).float()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, scores, follow = model(batch["ids"], batch["surface"], batch["mask"])
    real = batch["tags"] != IGNORE
    tag_loss = functional.kl_div(
        torch.log_softmax(tags.float()[real], 1),
        torch.softmax(soft[real], 1),
        reduction="batchmean",
    )
    # from the pieces of contents and cues alone, as in the corpus
    content, cue = (
        (batch["tags"] == 5) | (batch["tags"] == 6),
        (batch["tags"] == 3) | (batch["tags"] == 4),
    )
    losses = [
        functional.kl_div(
            torch.log_softmax(scores[:, number].float()[chosen], 1),
            torch.softmax(pointed[:, number][chosen], 1),
            reduction="sum",
        )
        for number, chosen in enumerate((content, content, cue))
    ]
    pointer_loss = sum(losses) / max(1, int(2 * content.sum() + cue.sum()))
    return crf_loss(tags, batch["tags"], follow) + 0.5 * tag_loss + POINTER_WEIGHT * pointer_loss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument(
        "--soft", type=float, default=0.5, help="windows without labels for one with"
    )
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    # without dropout of attention a processor's fused attention is used: a step takes half the time
    model, tokenizer = load_base(attention_probs_dropout_prob=0.0, attn_implementation="sdpa")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    teachers = [onnxruntime.InferenceSession(str(t), options) for t in arguments.teacher]
    articles = read_by_name(arguments.data / "polnear" / "train", arguments.limit)
    texts = [text for text in unlabelled(arguments.data) if _SHORTEST < len(text) < _LONGEST]
    texts = texts[: arguments.limit]
    soft = [row for text in texts for row in soft_windows(text, tokenizer, teachers, rng)]
    print(len(texts), "texts,", len(soft), "windows without labels", flush=True)
    hard = count_windows(articles, tokenizer)
    share = min(len(soft), int(hard * arguments.soft))
    total = max(1, int((hard * 1.02 + share) / arguments.batch * arguments.epochs))

    def epochs() -> Iterator[list[list[dict]]]:
        queue: list[dict] = []
        for _ in range(arguments.epochs):
            rows = windows_of(articles, tokenizer, rng)
            while len(queue) < share:
                queue += rng.sample(soft, len(soft))
            own, queue = queue[:share], queue[share:]
            batches = [
                batch for some in (rows, own) for batch in in_batches(some, arguments.batch, rng)
            ]
            rng.shuffle(batches)
            yield batches

    def loss(batch: list[dict]) -> torch.Tensor:
        if "soft" in batch[0]:
            return soft_loss(model, batch)
        return loss_of(model, collate(batch), POINTER_WEIGHT)

    fit(model, epochs(), loss, total, arguments.rate, arguments.out)


if __name__ == "__main__":
    main()
