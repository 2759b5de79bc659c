"""The tagger: a MiniLM encoder with surface features, tags through a CRF, and pointers."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from onrecord.statements.pieces import N_SURFACE
from training.windows import IGNORE, RELATIONS

N_TAGS = 7
POINTER = 96
FORBIDDEN = -1e4


def forbidden() -> tuple[torch.Tensor, torch.Tensor]:
    """Return what BIO forbids: (7, 7) from a tag to the next, (7,) to begin with."""
    follow, begin = torch.zeros(N_TAGS, N_TAGS), torch.zeros(N_TAGS)
    for inside in (2, 4, 6):
        follow[:, inside] = FORBIDDEN
        follow[inside - 1, inside] = follow[inside, inside] = 0.0
        begin[inside] = FORBIDDEN
    return follow, begin


class Tagger(nn.Module):
    """Word pieces in; tag scores (b, n, 7), pointer scores (b, rel, n, n), transitions (7, 7) out."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.surface = nn.Embedding(N_SURFACE, config.hidden_size)
        nn.init.zeros_(self.surface.weight)
        self.dropout = nn.Dropout(0.15)
        self.tags = nn.Linear(config.hidden_size, N_TAGS)
        self.transitions = nn.Parameter(torch.zeros(N_TAGS, N_TAGS))
        self.query = nn.Linear(config.hidden_size, len(RELATIONS) * POINTER)
        self.key = nn.Linear(config.hidden_size, len(RELATIONS) * POINTER)

    def forward(
        self, ids: torch.Tensor, surface: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        words = self.encoder.embeddings.word_embeddings(ids) + self.surface(surface)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        b, n, _ = hidden.shape
        query = self.query(hidden).view(b, n, len(RELATIONS), POINTER).transpose(1, 2)
        key = self.key(hidden).view(b, n, len(RELATIONS), POINTER).transpose(1, 2)
        scores = query @ key.transpose(2, 3) / POINTER**0.5
        scores = scores.masked_fill(mask[:, None, None, :] == 0, -1e4)
        return self.tags(hidden), scores, self.transitions + 0.0


def crf_loss(scores: torch.Tensor, gold: torch.Tensor, transitions: torch.Tensor) -> torch.Tensor:
    """Return the negative log likelihood a word piece of the gold tags under a linear-chain CRF.

    Lafferty, McCallum and Pereira 2001. `scores` (b, n, 7), `gold` (b, n) with `IGNORE` at the
    first place ([CLS]) and after the last piece.
    """
    scores, gold = scores[:, 1:].float(), gold[:, 1:]
    real = gold != IGNORE
    gold = gold.clamp(min=0)
    follow, begin = forbidden()
    step = transitions.float() + follow
    alpha = scores[:, 0] + begin
    for at in range(1, scores.shape[1]):
        following = torch.logsumexp(alpha[:, :, None] + step, dim=1) + scores[:, at]
        alpha = torch.where(real[:, at, None], following, alpha)
    chosen = scores.gather(2, gold[:, :, None]).squeeze(2) * real
    moves = step[gold[:, :-1], gold[:, 1:]] * real[:, 1:]
    total = torch.logsumexp(alpha, dim=1) - chosen.sum(1) - moves.sum(1)
    return total.sum() / real.sum()


def loss_of(model: Tagger, batch: dict[str, torch.Tensor], pointer_weight: float) -> torch.Tensor:
    """Return the loss of a batch: CRF, tags one by one (they give the confidence), pointers."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, scores, transitions = model(batch["ids"], batch["surface"], batch["mask"])
    tag_loss = functional.cross_entropy(
        tags.float().reshape(-1, N_TAGS), batch["tags"].reshape(-1), ignore_index=IGNORE
    )
    chosen = batch["targets"] != IGNORE
    pointer_loss = functional.cross_entropy(scores[chosen].float(), batch["targets"][chosen])
    return (
        crf_loss(tags, batch["tags"], transitions) + 0.5 * tag_loss + pointer_weight * pointer_loss
    )
