"""Fits the model that tells what a question or follow-up wants: `index/intent/intent.npz` and `wordings.tsv`.

    python -m eval.intent --index DIR [--without AUTHOR ...] [--write FOLDER]

`eval/questions/wordings.txt` and `follow_ups.txt` have plain wordings, which rules read over the documents of the
index, each with wordings of the same meaning; questions that want nothing of the sort are there and in the sets of
questions on what documents say. The model learns to tell the plain wording (softmax), and what stands in its places
that people say in words of their own. `--without` leaves out what authors wrote and measures on it. The extra `fit`
must be installed; ten minutes on one core.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from eval.encoder_file import write_encoder
from eval.fitting_examples import EXAMPLES
from eval.intent_examples import (
    NOTHING,
    Block,
    Example,
    Forms,
    History,
    examples_of,
    has_topic,
    read_blocks,
    read_query,
)
from eval.minilm import WIDTH, QuestionModel, in_low_precision, padded
from eval.relevance_examples import ANSWERED
from index.answering.conversation.resolve import resolve
from index.answering.session import Session
from index.embedding import make_embedder
from index.encoder import BEGIN, END, make_tokenizer, numbers_of
from index.encoder.bundled import MODEL, verified
from index.intent.mentions import Names
from index.intent.model import MAX_TOKENS, PLACES, values_of
from index.settings import load_settings, silence_telemetry

__all__ = ["IntentNetwork", "Task", "fit", "main"]

QUESTIONS = Path(__file__).parent / "questions"
FILES = {"catalogue": QUESTIONS / "wordings.txt", "turn": QUESTIONS / "follow_ups.txt"}
RANK = 8
BATCH = 48
ROUNDS = 6
LEARNING_RATE, WEIGHT_DECAY = 2e-3, 0.01
WARM_UP = 0.06
SMOOTHING = 0.05
DROPOUT = 0.1
OF_PLACES = 0.5
"""How much the values of a place count beside the form."""
OTHERS = 4000
"""Questions on what documents say that are shown as wanting nothing of the catalogue."""
LEAST_BLOCKS = 2
"""Blocks that a form of a follow-up needs to be learnt."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task with the forms that its wordings may have, and its examples."""

    name: str
    forms: tuple[str, ...]
    examples: tuple[Example, ...]


class IntentNetwork(nn.Module):
    """Token numbers to the log-odds of forms by task, and of values by place."""

    def __init__(self, content: bytes, classes: Mapping[str, int]) -> None:
        """Take the weights of the model's file; its changes begin as nothing, the layers at random."""
        super().__init__()
        self.encoder = QuestionModel(content, RANK)
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleDict({name: nn.Linear(WIDTH, count) for name, count in classes.items()})

    def in_low_precision(self) -> Self:
        """Keep the weights that do not change in 16 bits, which halves the time."""
        in_low_precision(self)
        return self

    def forward(self, token_ids: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Return by layer `(texts, classes)` of token numbers and their mask, `(texts, length)`."""
        states = self.encoder.states(token_ids, mask, self.encoder.first_type).float()
        mean = self.drop((states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True))
        return {name: layer(mean) for name, layer in self.layers.items()}


def fit(tasks: Sequence[Task], seed: int = 0) -> IntentNetwork:
    """Fit the model; prints the mean loss of each hundred steps to stderr."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    classes = {task.name: len(task.forms) + 1 for task in tasks} | {place: len(values_of(place)) for place in PLACES}
    model = IntentNetwork(verified(*MODEL), classes).in_low_precision()
    fitted = [each for each in model.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(fitted, lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    shown = [(task.name, example) for task in tasks for example in task.examples]
    tokens = _tokens([example.text for _, example in shown])
    batches = [
        batch
        for _ in range(ROUNDS)
        for batch in np.array_split(chance.permutation(len(shown)), max(1, len(shown) // BATCH))
    ]
    losses: list[float] = []
    for step, batch in enumerate(batches):
        done = step / len(batches)
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * min(1.0, (done + 1 / len(batches)) / WARM_UP) * max(0.02, 1 - done)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            told = model(*padded([tokens[at] for at in batch]))
        loss = _loss(told, [shown[at] for at in batch])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(fitted, 1.0)
        optimizer.step()
        losses.append(float(loss.detach()))
        if step % 100 == 99:
            sys.stderr.write(f"{step + 1} of {len(batches)}: {np.mean(losses[-100:]):.3f}\n")
    model.eval()
    return model


def _loss(told: Mapping[str, Tensor], shown: Sequence[tuple[str, Example]]) -> Tensor:
    total = torch.zeros(())
    for task in {name for name, _ in shown}:
        rows = [at for at, (name, _) in enumerate(shown) if name == task]
        wanted = torch.tensor([shown[at][1].form for at in rows])
        total = total + functional.cross_entropy(told[task][rows].float(), wanted, label_smoothing=SMOOTHING) * (
            len(rows) / len(shown)
        )
    for place in PLACES:
        rows = [at for at, (_, example) in enumerate(shown) if place in example.values]
        if rows:
            wanted = torch.tensor([values_of(place).index(shown[at][1].values[place]) for at in rows])
            total = total + OF_PLACES * functional.cross_entropy(told[place][rows].float(), wanted) * (
                len(rows) / len(shown)
            )
    return total


def _tokens(texts: Sequence[str]) -> list[list[int]]:
    return [[BEGIN, *each[:MAX_TOKENS], END] for each in numbers_of(make_tokenizer(), texts)]


def make_tasks(session: Session, files: Mapping[str, Path] = FILES, without: str | None = None) -> list[Task]:
    """Return the tasks, their forms those of all authors, their examples those of all but one."""
    words = session.words
    names = Names(words.inspectors, words.authorities, words.regions)
    known: dict[tuple[str, ...], str] = {}

    def resolved(plain: str, history: History) -> str:
        said = resolve(plain, history, session.knowledge, session.index.documents, words, known)
        return " ".join(re.findall(r"\w+", said.lower()))

    meanings = {"catalogue": lambda plain, _: read_query(plain, words), "turn": resolved}
    return [_task(name, list(read_blocks(file)), Forms(meanings[name], names), names) for name, file in files.items()]


def _task(name: str, blocks: Sequence[Block], forms: Forms, names: Names) -> Task:
    if name == "catalogue":
        blocks = [*blocks, Block(NOTHING, (), tuple(_others()), "")]
    examples = list(examples_of(blocks, forms, names))
    for plain in dict.fromkeys(forms.unread):
        sys.stderr.write(f"not read: {plain}\n")
    held = Counter(
        {at: len({id(one.block) for one in examples if one.form == at}) for at in range(1, len(forms.held) + 1)}
    )
    least = LEAST_BLOCKS if name == "turn" else 1
    kept = [at for at in range(1, len(forms.held) + 1) if held[at] >= least]
    if name == "turn":
        kept = [at for at in kept if not has_topic(forms.held[at - 1], [one for one in examples if one.form == at])]
    number = {at: place + 1 for place, at in enumerate(kept)}
    return Task(
        name,
        tuple(forms.held[at - 1].text for at in kept),
        tuple(
            replace(one, form=number.get(one.form, 0), values=_told(one.values) if one.form in number else {})
            for one in examples
        ),
    )


def _told(values: Mapping[str, str]) -> dict[str, str]:
    """Return the values that the model tells."""
    return {place: value for place, value in values.items() if place in PLACES}


def _others() -> list[str]:
    """Return questions on what documents say."""
    lines = [line for file in (EXAMPLES, ANSWERED) for line in file.read_text(encoding="utf-8").splitlines()]
    chosen = np.random.default_rng(0).permutation(len(lines))[:OTHERS]
    return [lines[at].split("\t")[-1] for at in chosen]


def _measured(model: IntentNetwork, task: Task) -> str:
    """Return how many examples are told right: form and values."""
    right, wanted, alarms, others = 0, 0, 0, 0
    tokens = _tokens([example.text for example in task.examples])
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for example, numbers in zip(task.examples, tokens, strict=True):
            told = model(*padded([numbers]))
            form = int(told[task.name].argmax())
            if example.form == 0:
                others, alarms = others + 1, alarms + (form != 0)
                continue
            wanted += 1
            right += form == example.form and all(
                values_of(place)[int(told[place].argmax())] == value for place, value in example.values.items()
            )
    return f"{task.name}: {right} of {wanted} wordings told right, {alarms} of {others} others taken for one\n"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--without", nargs="+", default=[], help="authors who are left out and measured on")
    parser.add_argument("--write", type=Path, help="folder that intent.npz and wordings.tsv go to")
    options = parser.parse_args()
    silence_telemetry()
    settings = load_settings(index=options.index)
    session = Session.open(settings, make_embedder(settings))
    tasks = make_tasks(session)
    session.close()
    shown = [
        replace(task, examples=tuple(one for one in task.examples if one.block.author not in options.without))
        for task in tasks
    ]
    model = fit(shown)
    if options.write is not None:
        layers = {name: (layer.weight.T, layer.bias) for name, layer in model.layers.items()}
        write_encoder(options.write / "intent.npz", model.encoder, layers)
        lines = [f"{task.name}\t{form}\n" for task in tasks for form in task.forms]
        (options.write / "wordings.tsv").write_text("".join(lines), encoding="utf-8")
    if options.without:
        for task in tasks:
            left = tuple(one for one in task.examples if one.block.author in options.without)
            sys.stdout.write(_measured(model, replace(task, examples=left)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
