from dataclasses import replace
from pathlib import Path

import pytest
from test_eval_run import PATH, Assistant

from corpus.errors import QuestionFileError
from eval.new_question import Dialogue, write_questions
from eval.question_set import GoldParagraph, load_questions
from index.answer import SearchResult


class Finder(Assistant):
    """Finds each paragraph that there is."""

    def search(self, words: str, k: int = 10) -> list[SearchResult]:
        right = super().search(words)[0]
        return [right, *(replace(right, paragraph=one) for one in self.corpus.paragraphs if one != right.paragraph)]


def talk(path: Path, *answers: str, assistant: Assistant | None = None) -> tuple[int, list[str]]:
    typed, told = iter(answers), list[str]()
    written = write_questions(path, assistant or Assistant(), Dialogue(lambda _: next(typed), told.append))
    return written, told


def test_new_questions_are_written_as_they_are_made_and_load(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    written, told = talk(path, "money", "1", "", "How much money?", "£3 million; ", "")
    assert written == 1
    (question,) = load_questions(path)
    assert (question.id, question.question, question.facts) == ("mine-001", "How much money?", (("£3 million",),))
    wanted = Assistant().corpus.numbered("3")
    assert question.gold == ((GoldParagraph(PATH, paragraph_id=wanted.id),),)
    assert told[0] == f"1. {PATH}, 3: The council spent £3 million."
    assert told[-1] == "It cites your paragraph."


def test_new_questions_go_on_where_the_file_ends(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    talk(path, "money", "1", "How much money?", "", "")
    written, told = talk(path, "cases", "0", "cases", "nonsense", "cases", "1", "What about money?", "27", "")
    assert written == 1
    assert [question.id for question in load_questions(path)] == ["mine-001", "mine-002"]
    assert told[-2:] == ["It does not cite your paragraph.", "It does not state: 27"]


def test_new_questions_may_need_several_paragraphs_or_have_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    typed = ("money", "2, 1,99", "How much money?", "", "moon", "n", "Who walked on the moon?", "")
    written, told = talk(path, *typed, assistant=Finder())
    assert written == 2
    several, none = load_questions(path)
    assert [len(several.gold), several.answerable] == [2, True]
    assert (none.gold, none.facts, none.answerable) == ((), (), False)
    assert "It cites 1 of your 2 paragraphs." in told
    assert told[-1] == "It says so, as it should."


def test_new_questions_refuse_a_file_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir", encoding="utf-8")
    with pytest.raises(QuestionFileError, match="expected a JSON object"):
        talk(path, "")
    assert path.read_text(encoding="utf-8") == "Dear Sir"
