"""Makes the sample documents that are not plain text: `python -m corpus.sample_sources.make_samples`.

The same sources give the same bytes on every run; only how tightly a Word file is packed depends on zlib.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from corpus.sample_sources.source import Kind, Part, read_source
from corpus.sample_sources.tagged_pdf import tagged_pdf

__all__ = ["FORMATS", "make_sample", "write_samples"]

SOURCES = Path(__file__).parent
SAMPLES = SOURCES.parent / "sample"
FORMATS = {
    "aldermere-full-inspection-2019": "pdf",
    "aldermere-full-inspection-2023": "pdf",
    "thornwick-full-inspection-2024": "pdf",
    "kestrelmoor-inspection-2017": "docx",
    "westhaven-vale-monitoring-visit-2024": "docx",
    "marlstead-focused-visit-2023": "docx",
}
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
FIXED_DATE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def make_sample(name: str) -> bytes:
    """Return the bytes of the sample document whose source is called `name`."""
    parts = read_source((SOURCES / f"{name}.md").read_text(encoding="utf-8"))
    title = next(part.lines[0] for part in parts if part.kind is Kind.TITLE)
    return tagged_pdf(parts, title) if FORMATS[name] == "pdf" else _docx(parts, title)


def write_samples(folder: Path = SAMPLES) -> list[Path]:
    """Write all of them into a folder and return their paths."""
    paths = []
    for name, suffix in FORMATS.items():
        path = folder / f"{name}.{suffix}"
        path.write_bytes(make_sample(name))
        paths.append(path)
    return paths


def _docx(parts: tuple[Part, ...], title: str) -> bytes:
    import docx  # python-docx; heavy, and only needed here

    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = "Invented sample document"
    for part in parts:
        if part.kind is Kind.TABLE:
            rows = [line.split(" | ") for line in part.lines]
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif part.kind in {Kind.TITLE, Kind.HEADING}:
            document.add_heading(part.lines[0], level=1 if part.kind is Kind.TITLE else 2)
        else:
            style = "List Bullet" if part.kind is Kind.BULLETS else None
            for line in part.lines:
                document.add_paragraph(line, style=style)
    made = io.BytesIO()
    document.save(made)
    return _without_times(made.getvalue())


def _without_times(archive: bytes) -> bytes:
    """Pack a zip archive anew without the clock: fixed file times and dates, files in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = FIXED_DATE.sub(rb"\g<1>2024-01-01T00:00:00Z", old.read(name))
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.create_system = 3
            new.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    write_samples()
