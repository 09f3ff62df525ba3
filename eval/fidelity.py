"""Measures how faithfully PDFs are read: words, characters, numbering, boxes and speed.

Run as `python -m eval.fidelity DIR [DIR ...]`. The yardstick is each page's own text as PDFium gives it.
"""

from __future__ import annotations

import argparse
import difflib
import multiprocessing
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from corpus.blocks import Block
from corpus.errors import ReadError
from corpus.model import Role
from corpus.readers.pdf import read_pdf

__all__ = ["Fidelity", "Miss", "box_misses", "measure", "measure_all", "numbering_breaks", "pages_per_second", "report"]

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_HYPHEN_AT_LINE_END = re.compile("[\ufffe\x02]\\s*")
# The page's text glues the mark of a footnote to its word ('area2'); the reader takes it away.
_MARKED = re.compile(r"^([^\W\d_]{3,})\d{1,2}$")
_PRINTED_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Miss:
    """Words that one side has and the other has not, on one page."""

    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What was measured on one PDF.

    `words` counts the words of all pages, `missed` holds those not read in order, `foreign` those read
    that their pages have not. `bad_characters` counts control, private-use and replacement characters in
    what was read. `breaks` are the numbers at which printed numbering does not run on. `boxes` counts
    words of blocks by page, `outside` those not inside the block's boxes, `intruders` words inside them
    that are not the block's.
    """

    path: Path
    pages: int
    words: int
    missed: tuple[Miss, ...]
    foreign: tuple[Miss, ...]
    bad_characters: int
    numbers: int
    breaks: tuple[str, ...]
    boxes: int
    outside: tuple[Miss, ...]
    intruders: tuple[Miss, ...]
    seconds: float


def measure(path: Path) -> Fidelity:
    """Read a PDF and compare what was read with its pages' own text.

    Raises:
        ReadError: the PDF cannot be read.
    """
    start = time.perf_counter()
    extraction = read_pdf(path)
    seconds = time.perf_counter() - start
    with pdfium.PdfDocument(path) as document:
        texts = [_page_text(page) for page in _pages(document)]
        boxes, outside, intruders = box_misses(document, extraction.blocks)
    missed, foreign = _word_misses(texts, extraction.blocks)
    numbers = [block.number for block in extraction.blocks if block.number and _counts(block)]
    return Fidelity(
        path=path,
        pages=len(texts),
        words=sum(len(_words(text)) for text in texts),
        missed=missed,
        foreign=foreign,
        bad_characters=sum(_bad_characters(block.text) for block in extraction.blocks),
        numbers=len(numbers),
        breaks=numbering_breaks(numbers),
        boxes=boxes,
        outside=outside,
        intruders=intruders,
        seconds=seconds,
    )


def _counts(block: Block) -> bool:
    return block.role in (Role.BODY, Role.LIST_ITEM)


def numbering_breaks(numbers: Sequence[str]) -> tuple[str, ...]:
    """Return the printed numbers that do not follow the one before; a new start at 1 is no break."""
    breaks: list[str] = []
    last = 0
    for number in numbers:
        if not _PRINTED_NUMBER.fullmatch(number):
            continue
        if int(number) not in (last + 1, 1):
            breaks.append(f"{last}->{number}")
        last = int(number)
    return tuple(breaks)


def _pages(document: pdfium.PdfDocument) -> Iterator[pdfium.PdfPage]:
    for index in range(len(document)):
        page = document[index]
        try:
            yield page
        finally:
            page.close()


def _page_text(page: pdfium.PdfPage) -> str:
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_range())
    finally:
        text_page.close()


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", _HYPHEN_AT_LINE_END.sub("-", text)).lower()
    parts = [part for word in _WORD.findall(folded) for part in re.split("[-_]", word) if part]
    return [_MARKED.sub(r"\1", part) for part in parts]


def _word_misses(texts: Sequence[str], blocks: Sequence[Block]) -> tuple[tuple[Miss, ...], tuple[Miss, ...]]:
    missed: list[Miss] = []
    foreign: list[Miss] = []
    read_on: list[list[str]] = [[] for _ in texts]
    known = [set(_words(text)) | set(_glued(text)) for text in texts]
    for block in blocks:
        first, last = block.page_first or 1, block.page_last or 1
        words = _words(f"{block.number or ''} {block.text}")
        for page in range(first, last + 1):
            read_on[page - 1].extend(words)
        around = set().union(*known[first - 1 : last])
        if strange := [word for word in words if word not in around]:
            foreign.append(Miss(first, " ".join(strange)))
    for number, text in enumerate(texts, start=1):
        missed.extend(_not_in_order(number, _words(text), read_on[number - 1]))
    return tuple(missed), tuple(foreign)


def _glued(text: str) -> list[str]:
    """Return the words of a text whose hyphens at line ends belong to no word."""
    return _words(_HYPHEN_AT_LINE_END.sub("", text))


def _not_in_order(page: int, expected: list[str], read: list[str]) -> Iterator[Miss]:
    matcher = difflib.SequenceMatcher(None, expected, read, autojunk=False)
    for operation, start, end, read_start, read_end in matcher.get_opcodes():
        lost = expected[start:end]
        if operation in ("delete", "replace") and "".join(lost) != "".join(read[read_start:read_end]):
            yield Miss(page, " ".join(lost))


def _bad_characters(text: str) -> int:
    return sum(unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs", "Cf") or char == "\ufffd" for char in text)


def box_misses(document: pdfium.PdfDocument, blocks: Iterable[Block]) -> tuple[int, tuple[Miss, ...], tuple[Miss, ...]]:
    """Return the number of words in boxes, the words of blocks outside their boxes, and others' words inside."""
    pages = [document[index].get_textpage() for index in range(len(document))]
    outside: list[Miss] = []
    intruders: list[Miss] = []
    count = 0
    for block in blocks:
        found = Counter[str]()
        for box in block.boxes:
            found.update(_words(pages[box.page - 1].get_text_bounded(box.x0, box.y0, box.x1, box.y1)))
        own = Counter(_words(f"{block.number or ''} {block.text}"))
        count += own.total()
        if lost := own - found:
            outside.append(Miss(block.page_first or 0, " ".join(lost.elements())))
        if strange := found - own:
            intruders.append(Miss(block.page_first or 0, " ".join(strange.elements())))
    return count, tuple(outside), tuple(intruders)


def report(results: Sequence[Fidelity], *, details: bool = False) -> str:
    """Return the measured figures as lines of text, with every difference if `details`."""
    words = sum(result.words for result in results)
    lines = []
    for result in results:
        name = f"{result.path.parent.name}/{result.path.name}"
        lines.append(
            f"{name}: {result.pages} pages, {result.words} words, missed {_size(result.missed)}, "
            f"foreign {_size(result.foreign)}, bad characters {result.bad_characters}, "
            f"numbers {result.numbers}, breaks {' '.join(result.breaks) or 'none'}, "
            f"outside boxes {_size(result.outside)}, intruders {_size(result.intruders)}"
        )
        if details:
            for label in ("missed", "foreign", "outside", "intruders"):
                lines.extend(f"    {label} p{miss.page}: {miss.words}" for miss in getattr(result, label))
    boxes = sum(result.boxes for result in results)
    seconds = sum(result.seconds for result in results)
    lines.append(
        f"{len(results)} documents, {sum(result.pages for result in results)} pages, {words} words: "
        f"read in order {_share(words, sum(_size(result.missed) for result in results))}, "
        f"on their page {_share(words, sum(_size(result.foreign) for result in results))}, "
        f"bad characters {sum(result.bad_characters for result in results)}, "
        f"numbering unbroken in {sum(not result.breaks for result in results)}, "
        f"words in boxes {_share(boxes, sum(_size(result.outside) for result in results))}, "
        f"others' words in boxes {sum(_size(result.intruders) for result in results)}, "
        f"{sum(result.pages for result in results) / max(seconds, 1e-9):.0f} pages/s on one process"
    )
    return "\n".join(lines)


def _size(misses: Iterable[Miss]) -> int:
    return sum(len(miss.words.split()) for miss in misses)


def _share(total: int, lost: int) -> str:
    return f"{100 * (1 - lost / total):.3f}%" if total else "no words"


def measure_all(folders: Iterable[Path]) -> tuple[list[Fidelity], list[str]]:
    """Return the figures of all PDFs under folders, and the message of each that cannot be read."""
    results: list[Fidelity] = []
    refused: list[str] = []
    for path in _pdfs(folders):
        try:
            results.append(measure(path))
        except ReadError as error:
            refused.append(str(error))
    return results, refused


def pages_per_second(folders: Iterable[Path], processes: int = 2) -> float:
    """Return how many pages of text, structure and boxes are read each second, starting the processes left out."""
    paths = _pdfs(folders)
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_page_count, paths[:1] * processes))
        start = time.perf_counter()
        pages = sum(pool.map(_page_count, paths))
        return pages / max(time.perf_counter() - start, 1e-9)


def _page_count(path: Path) -> int:
    try:
        return read_pdf(path).page_count or 0
    except ReadError:
        return 0


def _pdfs(folders: Iterable[Path]) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.pdf"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure all PDFs under the given folders and print the figures; 1 if one cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.fidelity", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--details", action="store_true", help="print every difference")
    parser.add_argument("--processes", type=int, default=2, help="processes with which speed is measured, 0 for none")
    options = parser.parse_args(arguments)
    results, refused = measure_all(options.folders)
    lines = [report(results, details=options.details), *refused]
    if options.processes > 0:
        speed = pages_per_second(options.folders, options.processes)
        lines.append(f"{speed:.0f} pages/s with {options.processes} processes")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if refused else 0


if __name__ == "__main__":
    raise SystemExit(main())
