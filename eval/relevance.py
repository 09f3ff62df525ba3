"""Fits the model that judges how well a sentence answers a question: `index/relevance/relevance.npz`.

    python -m eval.relevance --index DIR [--encoders FILE FILE] [--without N] --write FILE

`eval/questions/fitting.tsv` and `answered.tsv` have questions with the paragraph that answers each, and questions that
sound as natural and that nothing in the document answers. Of each the model is shown sentences that answer and that
come near: it learns to put the first before the others (softmax), and to tell whether a sentence answers at all
(logistic loss). `--encoders` are the fits of `python -m eval.question_encoder --folds 2 --keep DIR`; each question then
meets the sentences that the fit finds nearest which has not seen its document, as it will with new documents.
`--without N` leaves out the documents of fold N, to be asked of them. The extra `fit` must be installed; an hour on
one core.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from eval.relevance_examples import Asked, Sentences, read_questions, read_sentences, sorted_out
from eval.relevance_model import PairModel, padded_pairs, write_fitted
from index.embedding.local import FILE as QUESTION_ENCODER
from index.embedding.local import LocalEmbedder
from index.encoder import make_tokenizer
from index.encoder.bundled import MODEL, verified
from index.relevance.model import Pair, pair_tokens
from index.settings import load_settings
from index.storage import open_index

__all__ = ["Shown", "fit", "main"]

RANK = 16
BATCH, PARTS = 16, 3
LEARNING_RATE, WEIGHT_DECAY = 1e-3, 0.01
WARM_UP = 0.06
COUNTER_EXAMPLES, OF_UNANSWERED, AMONG = 4, 3, 6
FALL = 10
"""Places after which a sentence that comes near is shown e times less often."""
COSINE = 12
"""What a cosine of 1 adds to the rank that is fitted, so that it learns what the cosine does not say."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A question with the rows of sentences that may answer it, of others, nearest first, and its vector."""

    text: str
    answers: NDArray[np.int64]
    others: NDArray[np.int64]
    vector: NDArray[np.float32]


def fit(shown: Sequence[Shown], held: Sentences, seed: int = 0) -> PairModel:
    """Fit the model in one round; prints the mean loss of each hundred steps to stderr.

    Args:
        shown: questions with their sentences.
        held: all sentences.
        seed: of the order, of what is shown and of the beginning.
    """
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    tokenizer = make_tokenizer()
    model = PairModel(verified(*MODEL), RANK).in_low_precision()
    fitted = [each for each in model.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(fitted, lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    batches = np.array_split(chance.permutation(len(shown)), max(1, len(shown) // BATCH))
    losses: list[float] = []
    for step, batch in enumerate(batches):
        done = step / len(batches)
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * min(1.0, (done + 1 / len(batches)) / WARM_UP) * max(0.02, 1 - done)
        loss = _loss(model, [shown[at] for at in batch], held, tokenizer, chance)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(fitted, 1.0)
        optimizer.step()
        losses.append(float(loss.detach()))
        if step % 100 == 99:
            sys.stderr.write(f"{step + 1} of {len(batches)}: loss {np.mean(losses[-100:]):.3f}\n")
    return model


def _loss(
    model: PairModel, batch: Sequence[Shown], held: Sentences, tokenizer: object, chance: np.random.Generator
) -> Tensor:
    pairs: list[Pair] = []
    spans: list[tuple[int, int, Tensor]] = []
    for one in batch:
        rows = np.concatenate([one.answers, _counter_examples(one, chance)])
        spans.append((len(pairs), len(one.answers), torch.from_numpy(held.vectors[rows] @ one.vector)))
        pairs += pair_tokens(tokenizer, one.text, [held.texts[row] for row in rows])
    judged = _judged(model, pairs)
    losses = [_loss_of(judged[start : start + len(cosines)], answers, cosines) for start, answers, cosines in spans]
    return torch.stack(losses).mean()


def _counter_examples(one: Shown, chance: np.random.Generator) -> NDArray[np.int64]:
    """Choose sentences that do not answer, near ones more often."""
    if not len(one.answers):
        return chance.choice(one.others[:AMONG], min(OF_UNANSWERED, len(one.others)), replace=False)
    weights = np.exp(-np.arange(len(one.others)) / FALL)
    count = min(COUNTER_EXAMPLES, len(one.others))
    return chance.choice(one.others, count, replace=False, p=weights / weights.sum())


def _judged(model: PairModel, pairs: Sequence[Pair]) -> Tensor:
    """Run the model on pairs of like length together: `(len(pairs), 2)`."""
    order = np.argsort([len(tokens) for tokens, _ in pairs], kind="stable")
    parts = [part for part in np.array_split(order, PARTS) if len(part)]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = [model(*padded_pairs([pairs[at] for at in part])).float() for part in parts]
    return torch.cat(found)[torch.from_numpy(np.argsort(np.concatenate(parts)))]


def _loss_of(judged: Tensor, answers: int, cosines: Tensor) -> Tensor:
    """Return the loss of one question; the first `answers` of its sentences may answer it."""
    rank, log_odds = judged[:, 0] + COSINE * cosines, judged[:, 1]
    if not answers:
        return functional.softplus(log_odds).mean() + 0.5 * functional.softplus(log_odds.max())
    order = -torch.logsumexp(torch.log_softmax(rank, 0)[:answers], 0)
    best = (torch.logsumexp(2 * log_odds[:answers], 0) - math.log(answers)) / 2
    return order + (functional.softplus(-best) + functional.softplus(log_odds[answers:]).mean()) / 2


def _vectors(questions: Sequence[Asked], encoders: Sequence[Path]) -> Callable[[Asked], NDArray[np.float32]]:
    """Return what gives a question's vector, by the encoder of the fold in which its document was left out."""
    documents = sorted({one.document for one in questions})
    fold = {document: at % len(encoders) for at, document in enumerate(documents)}
    known: dict[tuple[int, str], NDArray[np.float32]] = {}
    for number, encoder in enumerate(encoders):
        texts = sorted({one.text for one in questions if fold[one.document] == number})
        vectors = LocalEmbedder(fit=encoder).embed_questions(texts)
        known |= {(number, text): vector for text, vector in zip(texts, vectors, strict=True)}
    return lambda one: known[fold[one.document], one.text]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and write; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.relevance", description=__doc__.split("\n")[0])
    parser.add_argument("--index", type=Path, required=True, help="an index of the documents of the questions")
    parser.add_argument("--encoders", type=Path, nargs="+", default=[QUESTION_ENCODER], help="fits of each fold")
    parser.add_argument("--without", type=int, help="leave out the documents of this fold, from 0")
    parser.add_argument("--write", type=Path, required=True, help="where to write what was fitted")
    options = parser.parse_args(arguments)
    with open_index(load_settings(index=options.index)) as index:
        questions, held = read_questions(index), read_sentences(index, LocalEmbedder())
    documents = sorted({one.document for one in questions})
    apart = set(documents[options.without :: len(options.encoders)]) if options.without is not None else set()
    vector = _vectors(questions, options.encoders)
    shown: list[Shown] = []
    for one in questions:
        answers, others = sorted_out(one, held, vector)
        if one.document not in apart and len(others):
            shown.append(Shown(one.text, answers, others, vector(one)))
    sys.stdout.write(f"{len(shown)} questions on {len(documents) - len(apart)} documents\n")
    write_fitted(options.write, fit(shown, held))
    sys.stdout.write(f"written: {options.write}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
