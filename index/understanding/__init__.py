"""What a question asks for: authorities, times, kinds, publishers, people, sections, form of answer, words."""

from index.understanding.abbreviations import Abbreviations
from index.understanding.knowledge import Knowledge
from index.understanding.question import FORMS, AuthorityMention, Order, SectionWish, TimeMention, Understanding
from index.understanding.reading import read_question
from index.understanding.understand import knowledge_of, understand

__all__ = [
    "FORMS",
    "Abbreviations",
    "AuthorityMention",
    "Knowledge",
    "Order",
    "SectionWish",
    "TimeMention",
    "Understanding",
    "knowledge_of",
    "read_question",
    "understand",
]
