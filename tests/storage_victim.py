"""A process to be killed: builds the index of a folder again and again, each time with other letters.

Two of three builds of so few letters share Chroma's store with the version before, as those of many documents do.
Arguments: the folder, a step, and for an index on a server its local folder, the address and the name there.
"""

import sys
from pathlib import Path

from storage_examples import HashEmbedder, build_index, letter

from index.settings import Settings
from index.storage import growing
from index.storage.build import build

if __name__ == "__main__":
    root, step, *server = Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
    letters = root / "letters"
    (letters / f"letter-{step % 5:03}.txt").write_text(letter(1000 + step), encoding="utf-8")
    (letters / f"new-{step % 3}.txt").write_text(letter(2000 + step), encoding="utf-8")
    (letters / f"new-{(step + 1) % 3}.txt").unlink(missing_ok=True)
    if step % 3:
        growing.MAX_WAITING = 1.0
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    if server:
        folder, url, name = server
        settings = Settings(index=Path(folder), processes=1, chroma_url=url, chroma_index=name)
        build(settings, [letters], embedder=HashEmbedder())
    else:
        build_index(root, from_nothing=step % 4 == 0)
