"""Knowledge of an invented corpus, for tests that understand questions."""

import re
from datetime import date

from corpus.framework import load_frameworks
from corpus.model import Document, Person, Publisher
from corpus.register import load_register
from index.understanding import Abbreviations, Knowledge
from index.understanding.spelling import Vocabulary

WORDS = """children safeguard care leaver social worker council adoption supervision help early staff school thresholds
multi agency hub risk plan visit foster carer health inspector improve manager neglect exploitation"""


def document(name: str, authority: str, **fields: object) -> Document:
    values = {"kind": "full inspection", "publisher": Publisher.INSPECTORATE, "published": date(2019, 6, 3)} | fields
    return Document(id=name, path=f"{name}.txt", sha256="", title=name, authorities=(authority,), **values)


DOCUMENTS = (
    document("a", "Leeds", region="Yorkshire and the Humber", people=(Person("Ada Moorcroft", "lead inspector"),)),
    document("b", "South Tyneside", published=date(2022, 2, 1), kind="focused visit"),
    document("c", "Telford and Wrekin", published=date(2016, 5, 5), people=(Person("Tom Leeds", "author"),)),
    document("d", "Reading", published=date(2018, 9, 9), publisher=Publisher.COUNCIL, kind="council paper"),
    document("e", "Aldermere", published=date(2023, 3, 3), publisher=Publisher.PRESS, kind="press article"),
    document("f", "North Northamptonshire", published=date(2022, 10, 3)),
)
TEXTS = (
    ("a", "The multi-agency safeguarding hub (MASH) is slow. Personal advisers (PAs) are busy."),
    ("b", "Each child has a principal allocated (PA) worker."),
)


def stems(text: str) -> list[str]:
    return [word.removesuffix("s") for word in re.findall(r"[a-z0-9]+", text.lower())]


def knowledge() -> Knowledge:
    counts = dict.fromkeys(stems(WORDS), 9)
    return Knowledge.of(
        DOCUMENTS,
        load_register(),
        load_frameworks(),
        vocabulary=Vocabulary(counts, stems),
        abbreviations=Abbreviations.learn(TEXTS),
    )
