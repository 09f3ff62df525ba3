"""Writes small PDFs by hand, tagged or not, with every line placed and tagged as a test wants it."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

Path = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Line:
    """A line of text with its lower left corner; `path` are its elements below Document, () an artifact."""

    text: str
    x: float
    y: float
    path: Path = ()
    size: float = 12
    bold: bool = False
    rise: float = 0


def prose(texts: Sequence[str], top: float, path: Path = (), x: float = 72, **look: float) -> list[Line]:
    """Lines of one paragraph, 14 points apart."""
    return [Line(text, x, top - 14 * index, path, **look) for index, text in enumerate(texts)]  # type: ignore[arg-type]


def made_pdf(pages: Sequence[Sequence[Line]], *, tagged: bool = True, rotate: int = 0) -> bytes:
    """The bytes of a PDF of A4 pages."""
    elements: dict[Path, list[object]] = {(): []}
    parents: list[list[Path]] = []
    contents = [_content(index, lines, elements, parents, tagged) for index, lines in enumerate(pages)]
    first_page, first_element = 5, 5 + 2 * len(pages)
    numbers = {path: first_element + index for index, path in enumerate(elements)}
    tree = first_element + len(elements)
    marked = b"/MarkInfo << /Marked true >> /StructTreeRoot %d 0 R" % tree if tagged else b""
    kids = b" ".join(b"%d 0 R" % (first_page + 2 * index) for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % marked,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for index, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /StructParents %d /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (rotate, index, first_page + 2 * index + 1)
        )
        objects.append(stream(content))
    for path, children in elements.items():
        tag = path[-1][0] if path else "Document"
        parent = numbers[path[:-1]] if path else tree
        refs = b" ".join(_reference(child, numbers, first_page) for child in children)
        objects.append(b"<< /Type /StructElem /S /%s /P %d 0 R /K [%s] >>" % (tag.encode(), parent, refs))
    owners = b" ".join(
        b"%d [%s]" % (page, b" ".join(b"%d 0 R" % numbers[path] for path in paths))
        for page, paths in enumerate(parents)
    )
    objects.append(b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree << /Nums [%s] >> >>" % (numbers[()], owners))
    return pdf_of(objects)


def stream(content: bytes, more: bytes = b"") -> bytes:
    """An object that is a packed stream."""
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream" % (len(packed), more, packed)


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """The bytes of a PDF of objects, the first of which is its catalogue."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(out),
    )


def _content(
    page: int, lines: Sequence[Line], elements: dict[Path, list[object]], parents: list[list[Path]], tagged: bool
) -> bytes:
    owners: list[Path] = []
    drawn = b""
    last: Path | None = None
    for line in lines:
        if tagged and line.path != last:
            drawn += b"EMC\n" if last is not None else b""
            drawn += _begin(line.path, len(owners))
            if line.path:
                _place(line.path, elements, (page, len(owners)))
                owners.append(line.path)
            last = line.path
        text = b"".join(b"\\%03o" % code for code in line.text.encode("cp1252"))
        font = b"F2" if line.bold else b"F1"
        drawn += b"BT /%s %.1f Tf %.1f %.1f Td (%s) Tj ET\n" % (font, line.size, line.x, line.y + line.rise, text)
    parents.append(owners)
    return drawn + (b"EMC\n" if last is not None else b"")


def _begin(path: Path, mark: int) -> bytes:
    return b"/%s << /MCID %d >> BDC\n" % (path[-1][0].encode(), mark) if path else b"/Artifact BMC\n"


def _place(path: Path, elements: dict[Path, list[object]], mark: tuple[int, int]) -> None:
    for depth in range(1, len(path) + 1):
        if path[:depth] not in elements:
            elements[path[:depth]] = []
            elements[path[: depth - 1]].append(path[:depth])
    elements[path].append(mark)


def _reference(child: object, numbers: dict[Path, int], first_page: int) -> bytes:
    if child in numbers:
        return b"%d 0 R" % numbers[child]  # type: ignore[index]
    page, mark = child  # type: ignore[misc]
    return b"<< /Type /MCR /Pg %d 0 R /MCID %d >>" % (first_page + 2 * page, mark)
