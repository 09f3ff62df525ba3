"""A process to be killed: builds the index of a folder again and again, each time with other letters."""

import sys
from pathlib import Path

from storage_examples import build_index, letter

if __name__ == "__main__":
    root, step = Path(sys.argv[1]), int(sys.argv[2])
    letters = root / "letters"
    (letters / f"letter-{step % 5:03}.txt").write_text(letter(1000 + step), encoding="utf-8")
    (letters / f"new-{step % 3}.txt").write_text(letter(2000 + step), encoding="utf-8")
    (letters / f"new-{(step + 1) % 3}.txt").unlink(missing_ok=True)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    build_index(root, from_nothing=step % 4 == 0)
