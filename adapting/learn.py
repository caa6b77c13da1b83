"""Learns the changes: `python learn.py LESSONS ENCODER_FOLDER ADAPTER` (needs requirements.txt)."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from bert import add_changes, read_encoder, write_changes
from tokenizers import Tokenizer
from torch.nn import functional

RANK = 16
ROUNDS = 3.5
"""How often the lessons are gone through."""
BATCH = 32
QUICK, SLOW = 5e-3, 6e-4
"""Learning rates of the heads and of the changes."""
SHARPNESS = 12.0
"""By how much unit vectors are stretched before a head reads them."""
LONGEST = 96
ROUGH, JOINED = 0.35, 0.15
"""How often a message is learnt as its rough copy, and how often with another one after it."""
WEIGHTS = {"danger": 1.0, "needs": 0.7, "intent": 0.7}
ALIKE = 20
"""Batches that are sorted by length together, so that little is padded."""

Message = dict[str, Any]


class Pupil(torch.nn.Module):
    """The encoder with one head a task."""

    def __init__(self, folder: Path, labels: dict[str, list[str]]) -> None:
        super().__init__()
        self.encoder = read_encoder(folder)
        self.changes = add_changes(self.encoder, RANK)
        self.heads = torch.nn.ModuleDict(
            {
                task: torch.nn.Linear(self.encoder.config.hidden_size, len(names))
                for task, names in labels.items()
            }
        )

    def vectors(self, pieces: list[list[int]]) -> torch.Tensor:
        """Unit rows, one a text."""
        width = max(map(len, pieces))
        ids = torch.tensor([each + [0] * (width - len(each)) for each in pieces])
        mask = torch.tensor([[1] * len(each) + [0] * (width - len(each)) for each in pieces])
        states = self.encoder(ids, attention_mask=mask).last_hidden_state
        return functional.normalize(states[:, 0], dim=-1)


def batches(messages: list[Message]) -> Iterator[list[Message]]:
    """Endless batches of messages of about one length, as they are heard this time."""
    while True:
        shuffled = [as_heard(each, messages) for each in random.sample(messages, len(messages))]
        made = []
        for start in range(0, len(shuffled), BATCH * ALIKE):
            near = sorted(shuffled[start : start + BATCH * ALIKE], key=lambda each: len(each["text"]))
            made += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        random.shuffle(made)
        yield from made


def as_heard(message: Message, others: list[Message]) -> Message:
    """The message as it is, roughly typed, or with another after it; joined ones hold the labels of both."""
    text = message["rough" if random.random() < ROUGH else "text"]
    if random.random() >= JOINED:
        return message | {"text": text}
    other = random.choice(others)
    joined: Message = {"text": f"{text}{random.choice(['. ', ' ', ', '])}{other['text']}"}
    for task in ("danger", "needs"):
        if task in message and task in other:
            joined[task] = sorted({*message[task], *other[task]})
    return joined


def loss_of(
    pupil: Pupil, rows: torch.Tensor, batch: list[Message], columns: dict[str, dict[str, int]]
) -> Any:
    """The losses of the tasks together; a message counts for the tasks that know it."""
    total = torch.zeros(())
    for task, column in columns.items():
        known = [at for at, each in enumerate(batch) if task in each]
        if not known:
            continue
        odds = pupil.heads[task](rows[known])
        if task == "intent":
            right = torch.tensor([column[batch[at][task][0]] for at in known])
            loss = functional.cross_entropy(odds, right, label_smoothing=0.02, reduction="sum")
        else:
            wanted = torch.zeros(len(known), len(column))
            for row, at in enumerate(known):
                wanted[row, [column[each] for each in batch[at][task]]] = 1
            loss = functional.binary_cross_entropy_with_logits(odds, wanted, reduction="sum")
        total = total + WEIGHTS[task] * loss / len(batch)
    return total


def learn(lessons: dict[str, Any], folder: Path) -> Pupil:
    """Learns from nothing, each time in another order."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    messages = lessons["messages"]
    columns = {task: {name: at for at, name in enumerate(names)} for task, names in lessons["labels"].items()}
    pupil = Pupil(folder, lessons["labels"])
    learner = torch.optim.AdamW(
        [
            {"params": pupil.changes, "lr": SLOW, "weight_decay": 0.01},
            {"params": pupil.heads.parameters(), "lr": QUICK, "weight_decay": 0.0},
        ]
    )
    steps = int(ROUNDS * len(messages) / BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        learner, lambda step: min(1.0, step / (0.06 * steps)) * max(0.02, 1 - step / steps)
    )
    supply, begun, sum_of_losses = batches(messages), time.monotonic(), 0.0
    pupil.train()
    for step in range(1, steps + 1):
        batch = next(supply)
        rows = pupil.vectors([tokenizer.encode(each["text"]).ids for each in batch]) * SHARPNESS
        loss = loss_of(pupil, rows, batch, columns)
        learner.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(pupil.changes, 1.0)
        learner.step()
        pace.step()
        sum_of_losses += float(loss.detach())
        if step % 100 == 0:
            took = time.monotonic() - begun
            print(f"step {step} of {steps}, loss {sum_of_losses / 100:.3f}, {took:.0f} seconds", flush=True)
            sum_of_losses = 0.0
    return pupil.eval()


def main() -> None:
    """Reads the lessons, learns, and writes the adapter."""
    lessons, folder, target = (Path(each) for each in sys.argv[1:4])
    pupil = learn(json.loads(lessons.read_text(encoding="utf-8")), folder)
    write_changes(pupil.encoder, folder, target)


if __name__ == "__main__":
    main()
