"""Reports and letters made for tests, in wordings of our own."""

from collections.abc import Sequence

from corpus.blocks import Block, Extraction
from corpus.metadata import describe
from corpus.model import Document
from corpus.paragraphs import make_paragraphs

WANTED = "help and protection"
SIF = f"Inspection of services for children in need of {WANTED}, children looked after and care leavers"
BOARD = "Review of the effectiveness of the local safeguarding children board"
WORK = "social work practice"
LEADERS = f"The impact of leaders on {WORK} with children and families"
HELP = f"The experiences and progress of children who need {WANTED}"
BOTH = "The experiences and progress of children in care and care leavers"
CARE = "The experiences and progress of children in care"
LEAVERS = "The experiences and progress of care leavers"


def read(*texts: str | Block, path: str = "some.pdf") -> Document:
    blocks = tuple(text if isinstance(text, Block) else Block(text, page_first=1, page_last=1) for text in texts)
    extraction = Extraction(blocks, "application/pdf", 1)
    return describe(path=path, sha256="0", extraction=extraction, paragraphs=make_paragraphs("d", blocks))


def grades(document: Document) -> dict[str, str]:
    return {judgement.area: judgement.grade for judgement in document.judgements}


def letter(subject: str, *sentences: str, head: Sequence[str] = ()) -> Document:
    return read(
        "Ofsted",
        "Piccadilly Gate",
        "Manchester",
        "M1 2WD",
        *(head or ("3 June 2019", "Ms Ida Crane", "Director of Children's Services", "Civic Hall", "Dear Ms Crane")),
        subject,
        *sentences,
        "Yours sincerely",
        "Al Beck",
        "Her Majesty’s Inspector",
    )
