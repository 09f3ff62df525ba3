"""Fits the bundled model to questions: `index/embedding/question_encoder.npz`.

    python -m eval.question_encoder --index DIR [--folds N [--keep DIR]] [--write]

`eval/questions/fitting.tsv` has a question in everyday words and the paragraph that answers it in each line. The
question's vector is moved towards the best passage of that paragraph and away from all other passages of the same
document, whose own vectors stay as they are: softmax over cosines (van den Oord et al. 2018, 'InfoNCE'). With
`--folds` it is fitted on some documents and measured on the others before; what is kept of that can be used with the
setting `question_encoder`. The index must hold the documents, and the extra `fit` must be installed; half an hour on
two cores.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from eval.encoder_file import write_encoder
from eval.fitting_examples import EXAMPLES, Example, read_examples
from eval.minilm import QuestionModel, padded
from index.embedding.local import FILE
from index.encoder.bundled import MODEL, TOKENIZER, verified
from index.settings import load_settings
from index.storage import open_index

__all__ = ["fit", "hits", "main", "tokens_of"]

RANK = 16
EPOCHS = 3
BATCH = 32
LEARNING_RATE = 1e-3
WARM_UP = 0.1
TEMPERATURE = 0.04
MAX_TOKENS = 64
CUTS = (1, 3, 10)
OFFSET = 0.12
"""How much lower cosines of fitted questions are: .117 over 814 questions of 13 sets, in two folds by document."""


def fit(examples: Sequence[Example], vectors: NDArray[np.float32], seed: int = 0) -> QuestionModel:
    """Fit the changes to examples; prints the mean loss of each epoch to stderr.

    Args:
        examples: what to learn from.
        vectors: of all passages of the index, `(n, 384)`.
        seed: of the order and of the beginning.
    """
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    model = QuestionModel(verified(*MODEL), RANK)
    fitted = [each for each in model.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(fitted, lr=LEARNING_RATE, weight_decay=0.0)
    tokens = tokens_of(example.text for example in examples)
    steps = math.ceil(len(examples) / BATCH)
    for epoch in range(EPOCHS):
        losses: list[float] = []
        for number, batch in enumerate(np.array_split(order.permutation(len(examples)), steps)):
            done = (epoch * steps + number) / (steps * EPOCHS)
            for group in optimizer.param_groups:
                group["lr"] = LEARNING_RATE * min(1.0, (done + 1 / (steps * EPOCHS)) / WARM_UP) * max(0.02, 1 - done)
            asked = model(*padded([tokens[row] for row in batch]))
            loss = torch.stack([_loss(examples[row], one, vectors) for row, one in zip(batch, asked, strict=True)])
            optimizer.zero_grad()
            loss.mean().backward()
            torch.nn.utils.clip_grad_norm_(fitted, 1.0)
            optimizer.step()
            losses.append(float(loss.mean().detach()))
        sys.stderr.write(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}\n")
    return model


def hits(model: QuestionModel, examples: Sequence[Example], vectors: NDArray[np.float32]) -> dict[int, float]:
    """Return the share of examples of which a passage that answers is among the first `k`, for each cut."""
    tokens = tokens_of(example.text for example in examples)
    found = dict.fromkeys(CUTS, 0)
    with torch.no_grad():
        for example, row in zip(examples, tokens, strict=True):
            cosines = vectors[example.passages] @ model(*padded([row]))[0].numpy()
            better = int((cosines > cosines[example.is_answer].max()).sum())
            for cut in CUTS:
                found[cut] += better < cut
    return {cut: count / len(examples) for cut, count in found.items()}


def _loss(example: Example, asked: torch.Tensor, vectors: NDArray[np.float32]) -> torch.Tensor:
    cosines = torch.from_numpy(vectors[example.passages]) @ asked
    is_answer = torch.from_numpy(example.is_answer)
    logits = torch.cat([cosines[is_answer].max()[None], cosines[~is_answer]]) / TEMPERATURE
    return -torch.log_softmax(logits, 0)[0]


def tokens_of(texts: Iterable[str]) -> list[list[int]]:
    """Return the token numbers of each text, at most `MAX_TOKENS`."""
    from tokenizers import Tokenizer

    tokenizer: Any = Tokenizer.from_str(verified(*TOKENIZER).decode("utf-8"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]


def _tell_hits(name: str, found: dict[int, float]) -> None:
    sys.stdout.write(f"{name}: " + ", ".join(f"among {cut} {share:.3f}" for cut, share in found.items()) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure by folds, fit, write; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.question_encoder", description=__doc__.split("\n")[0])
    parser.add_argument("--index", type=Path, required=True, help="an index of the documents of fitting.tsv")
    parser.add_argument("--folds", type=int, default=0, help="first measure on each of so many parts of the documents")
    parser.add_argument("--offset", type=float, default=OFFSET, help=f"by how much cosines are lower; default {OFFSET}")
    parser.add_argument("--keep", type=Path, help="write the fit of each part there, fold-1.npz and so on")
    parser.add_argument("--write", action="store_true", help=f"fit on all documents and write {FILE.name}")
    options = parser.parse_args(arguments)
    with open_index(load_settings(index=options.index)) as index:
        vectors = np.array(index.vectors.matrix)
        examples = read_examples(EXAMPLES, index)
    documents = sorted({example.document for example in examples})
    sys.stdout.write(f"{len(examples)} questions on {len(documents)} documents\n")
    if options.folds > 1:
        plain = QuestionModel(verified(*MODEL), RANK)
        _tell_hits("as it is", hits(plain, examples, vectors))
    for fold in range(options.folds):
        apart = set(documents[fold :: options.folds])
        model = fit([each for each in examples if each.document not in apart], vectors)
        if options.keep is not None:
            write_encoder(options.keep / f"fold-{fold + 1}.npz", model, {}, numbers={"offset": options.offset})
        _tell_hits(f"fold {fold + 1}", hits(model, [each for each in examples if each.document in apart], vectors))
    if options.write:
        write_encoder(FILE, fit(examples, vectors), {}, numbers={"offset": options.offset})
        sys.stdout.write(f"written: {FILE}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
