"""Reads mutated PDFs in a process that may die: `python pdf_fuzz.py COUNT SEED FILE ...`.

Exits 0 if every mutation was read or refused with a ReadError; crashes, other errors, reads of more than
20 seconds and more than 2 GB of memory end it otherwise. Prints how many were read and how many refused.
"""

import faulthandler
import random
import re
import resource
import sys
import tempfile
from pathlib import Path

from corpus.errors import ReadError
from corpus.readers.pdf import read_pdf

SECONDS = 20
BYTES = 2_000_000_000
_NUMBER = re.compile(rb"\d+")
_NAME = re.compile(rb"/[A-Z]\w+")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes of a file with a few faults of different kinds."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(changed))
        kind = chance.randrange(7)
        if kind == 0:
            changed[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del changed[place : place + chance.randrange(1, 400)]
        elif kind == 2:
            changed[place:place] = changed[place : place + chance.randrange(1, 400)]
        elif kind == 3:
            changed[place : place + 8] = chance.randbytes(8)
        elif kind == 4:
            _replaced(changed, _NUMBER, place, [b"0", b"-1", b"2147483648", b"99999999999", b"1"], chance)
        elif kind == 5:
            _replaced(
                changed, _NAME, place, [b"/K", b"/Parent", b"/Kids", b"/Page", b"/P", b"/Contents", b"/Font"], chance
            )
        elif chance.random() < 0.1:
            del changed[place:]
        if not changed:
            changed = bytearray(b"%PDF-")
    return bytes(changed)


def _replaced(
    changed: bytearray, pattern: re.Pattern[bytes], place: int, by: list[bytes], chance: random.Random
) -> None:
    if match := pattern.search(changed, place):
        changed[match.start() : match.end()] = chance.choice(by)


def main(count: int, seed: int, files: list[str]) -> None:
    """Read `count` mutations of the files in turn."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    originals = [Path(file).read_bytes() for file in files]
    chance = random.Random(seed)
    outcomes = {"read": 0, "refused": 0}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutated.pdf"
        for number in range(count):
            path.write_bytes(mutated(originals[number % len(originals)], chance))
            faulthandler.dump_traceback_later(SECONDS, exit=True)
            try:
                read_pdf(path)
                outcomes["read"] += 1
            except ReadError:
                outcomes["refused"] += 1
            faulthandler.cancel_dump_traceback_later()
    sys.stdout.write(f"{outcomes['read']} read, {outcomes['refused']} refused\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
