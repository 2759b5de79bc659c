"""The tagger: a MiniLM encoder with case features, two levels of tags and pointers."""

from __future__ import annotations

import torch
from torch import nn
from transformers import BertConfig, BertModel

from training.windows import LEVELS, RELATIONS

N_TAGS = 7
POINTER = 96


class Tagger(nn.Module):
    """Word pieces in; tag scores (b, levels, n, 7) and pointer scores (b, levels, rel, n, n) out."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.case = nn.Embedding(4, config.hidden_size)
        nn.init.zeros_(self.case.weight)
        self.dropout = nn.Dropout(0.15)
        self.tags = nn.Linear(config.hidden_size, LEVELS * N_TAGS)
        heads = LEVELS * len(RELATIONS)
        self.query = nn.Linear(config.hidden_size, heads * POINTER)
        self.key = nn.Linear(config.hidden_size, heads * POINTER)

    def forward(
        self, ids: torch.Tensor, case: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        words = self.encoder.embeddings.word_embeddings(ids) + self.case(case)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        b, n, _ = hidden.shape
        tags = self.tags(hidden).view(b, n, LEVELS, N_TAGS).transpose(1, 2)
        heads = LEVELS * len(RELATIONS)
        query = self.query(hidden).view(b, n, heads, POINTER).transpose(1, 2)
        key = self.key(hidden).view(b, n, heads, POINTER).transpose(1, 2)
        scores = query @ key.transpose(2, 3) / POINTER**0.5
        scores = scores.masked_fill(mask[:, None, None, :] == 0, -1e4)
        return tags, scores.view(b, LEVELS, len(RELATIONS), n, n)
