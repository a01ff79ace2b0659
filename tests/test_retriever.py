from __future__ import annotations

import copy
import os
import pickle
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from index import HybridRetriever, retrieve
from index.errors import IndexMissing, QuestionError
from index.question import MAX_QUESTION, clean_question
from index.reader import Generation, IndexReader
from index.retriever import as_document, find, search

METADATA = {
    "id", "source", "title", "authors", "publisher", "date", "url", "language", "page", "locator", "headings",
    "start", "end", "notes", "score", "summary_of",
}  # fmt: skip


@pytest.mark.parametrize(
    ("question", "source", "held"),
    [
        ("하늘다리는 언제 개통되었나?", "다리.md", "2014년 9월 3일"),
        ("When was the Sky Bridge opened?", "다리.md", "2014년"),
        ("Who founded the lighthouse museum?", "museum/lighthouse.md", "Edmund Farrow"),
        ("등대 박물관은 누가 설립했나?", "museum/lighthouse.md", "Edmund Farrow"),
        ("Кто основал музей маяка?", "museum/lighthouse.md", "Edmund Farrow"),
        ("Сколько холодильников выпустил завод в 2020 году?", "zavod.html", "96 тысяч"),
        ("How many refrigerators did the factory make?", "zavod.html", "96 тысяч"),
    ],
)
def test_questions_of_each_language_find_their_passage(
    generation: Generation, question: str, source: str, held: str
) -> None:
    hits = search(generation, question, k=3)
    assert any(hit.document.source == source and held in hit.chunk.text for hit in hits)


def test_hits_come_best_first_with_what_they_were_measured_by(generation: Generation) -> None:
    hits = search(generation, "How much did the repair of the tower cost?", k=5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert 0 <= hit.score <= 1
        assert 0 <= hit.lexical <= 1 + 1e-6
        assert -1 <= hit.dense <= 1 + 1e-3
        assert len(hit.sentence_scores) == len(hit.chunk.sentences)
        assert sum(hit.terms.values()) <= 1 + 1e-6
        assert hit.chunk.text == hit.document.text[hit.chunk.start : hit.chunk.end]


def test_fewer_hits_are_the_first_of_more(generation: Generation) -> None:
    few, many = (search(generation, "завод", k=k) for k in (2, 6))
    assert [hit.chunk.id for hit in few] == [hit.chunk.id for hit in many[:2]]


def test_a_decomposed_question_is_the_same_question(generation: Generation) -> None:
    question = "하늘다리의 길이는?"
    one, other = (search(generation, unicodedata.normalize(form, question)) for form in ("NFC", "NFD"))
    assert [hit.chunk.id for hit in one] == [hit.chunk.id for hit in other]


@pytest.mark.parametrize("question", ["", "   ", "?!…", "—\n\t", "\u200b"])
def test_a_question_without_words_is_refused_in_one_line(generation: Generation, question: str) -> None:
    with pytest.raises(QuestionError, match="no words"):
        search(generation, question)


def test_a_question_of_100_000_characters_is_refused_in_one_line(generation: Generation) -> None:
    with pytest.raises(QuestionError, match="100,000") as caught:
        search(generation, "가" * 100_000)
    assert len(str(caught.value)) < 200


def test_the_longest_question_that_is_taken_is_answered(generation: Generation) -> None:
    assert search(generation, ("museum " * 1000)[:MAX_QUESTION])


@pytest.mark.parametrize(
    "question", ["what is the", "1987", "%_'\"; DROP TABLE chunk", "🙂 museum", "中国", "museum \udcff\x00"]
)
def test_odd_questions_are_searched_like_any_other(generation: Generation, question: str) -> None:
    assert search(generation, question, k=3)


def test_a_clean_question_is_one_composed_line() -> None:
    assert clean_question(" When \n was\u00a0it?\t") == "When was it?"
    assert clean_question(unicodedata.normalize("NFD", "등대")) == "등대"


def test_a_passage_in_a_fourth_language_is_found_by_its_words(docs: Path, tmp_path: Path) -> None:
    from index.builder import build

    (docs / "kk.txt").write_text("Қазақстандағы Көкшетау зауыты 1999 жылы ашылды.", encoding="utf-8")
    (docs / "ja.txt").write_text("灯台博物館は一九八七年に設立されました。", encoding="utf-8")
    build([docs], index_dir=tmp_path / "index")
    generation = IndexReader(tmp_path / "index").current()
    assert search(generation, "Көкшетау зауыты қашан ашылды?")[0].document.source == "kk.txt"
    assert search(generation, "灯台博物館はいつ設立されましたか")[0].document.source == "ja.txt"


def test_from_python_it_gives_langchain_documents(built: tuple[Path, Path]) -> None:
    found = retrieve("Who founded the museum?", k=2, where={"language": "en"}, index_dir=built[1])
    assert len(found) == 2
    first = found[0]
    assert set(first.metadata) >= METADATA
    assert first.id == first.metadata["id"]
    assert first.metadata["authors"] == ["Ada Thornbury"]
    assert first.metadata["url"] == "https://example.org/lighthouse"
    assert first.metadata["page"] is None
    assert {document.metadata["language"] for document in found} == {"en"}


def test_without_an_index_it_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="python -m bot build"):
        retrieve("anything", index_dir=tmp_path)


@pytest.mark.parametrize("k", [0, -1, "3", None, 2.0, True])
def test_what_is_no_number_of_passages_cannot_be_asked_for(built: tuple[Path, Path], k: Any) -> None:
    with pytest.raises(QuestionError, match="k is how many passages"):
        retrieve("museum", k=k, index_dir=built[1])


def test_it_drops_into_a_langchain_chain(built: tuple[Path, Path]) -> None:
    from langchain_core.runnables import RunnableLambda

    retriever = HybridRetriever(reader=IndexReader(built[1]), k=2, where={"language": "ru"})
    chain = retriever | RunnableLambda(lambda documents: [d.metadata["source"] for d in documents])
    assert set(chain.invoke("Сколько людей работает на заводе?")) == {"zavod.html"}


def test_a_hit_and_its_document_say_the_same(generation: Generation) -> None:
    hit = search(generation, "музей")[0]
    document = as_document(hit)
    assert document.page_content == hit.chunk.text
    assert (document.metadata["start"], document.metadata["end"]) == (hit.chunk.start, hit.chunk.end)


def test_synonyms_of_the_glossary_find_each_other_in_one_language(tmp_path: Path) -> None:
    from index.builder import build

    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("새 청사 건립 계획이 발표되었다. 예산은 백억 원이다.", encoding="utf-8")
    (docs / "b.txt").write_text("공원의 나무를 새로 심었다. 산책로도 고쳤다.", encoding="utf-8")
    build([docs], index_dir=tmp_path / "index")
    generation = IndexReader(tmp_path / "index").current()
    without = {hit.document.source: hit.lexical for hit in search(generation, "관공서 짓는 비용")}
    (docs / "glossary.tsv").write_text("관공서 | 청사\tgovernment office\n", encoding="utf-8")
    found = search(generation, "관공서 짓는 비용")[0]
    assert found.document.source == "a.txt"
    assert found.lexical > without["a.txt"]
    assert "관공서" in found.terms


def test_the_environment_says_where_the_index_is(built: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCENT_INDEX_DIR", str(built[1]))
    assert retrieve("завод", k=1)[0].metadata["source"] == HybridRetriever(k=1).invoke("завод")[0].metadata["source"]


def test_the_retriever_takes_a_folder_and_no_unknown_name(built: Any) -> None:
    assert HybridRetriever(index_dir=built[1], k=2).invoke("завод")
    with pytest.raises(ValueError, match="folder"):
        HybridRetriever(folder=built[1])


@pytest.mark.parametrize("question", [None, 5, ["завод"]])
def test_what_is_no_text_is_no_question(built: Any, question: Any) -> None:
    with pytest.raises(QuestionError, match="a question is text"):
        retrieve(question, index_dir=built[1])


def test_a_filter_takes_numbers_and_refuses_a_bare_word(built: Any) -> None:
    assert retrieve("завод", where={"year": 1066}, index_dir=built[1]) == []
    with pytest.raises(QuestionError, match="no field and value"):
        retrieve("завод", where="ko", index_dir=built[1])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ({"language": []}, "leave it out"),
        ({"year": None}, "leave it out"),
        ({"language": {"$in": ["ko"]}}, "leave it out"),
        ({"source": [b"a"]}, "text or whole numbers"),
        ({"language": "korean"}, "no language is called 'korean'"),
        ({"colour": "red"}, "unknown field"),
    ],
)
def test_a_filter_that_lets_nothing_through_by_mistake_is_never_taken_for_everything(
    built: Any, where: Any, says: str
) -> None:
    with pytest.raises(QuestionError, match=says):
        retrieve("завод", where=where, index_dir=built[1])


def test_a_call_narrows_a_retriever_further_and_never_undoes_its_filter(built: Any) -> None:
    retriever = HybridRetriever(index_dir=built[1], k=4)
    assert {d.metadata["language"] for d in retriever.invoke("museum", where={"language": "ko"})} == {"ko"}
    assert len(retriever.invoke("museum", k=1)) == 1
    russian = HybridRetriever(index_dir=built[1], where={"language": "ru"})
    with pytest.raises(QuestionError, match="set by the retriever itself"):
        russian.invoke("museum", where={"language": "ko"})
    with pytest.raises(TypeError, match="folder"):
        retriever.invoke("museum", folder="x")


def test_a_retriever_can_be_copied_changed_and_sent_to_another_process(built: Any, tmp_path: Path) -> None:
    retriever = HybridRetriever(index_dir=built[1], k=2)
    wanted = [document.id for document in retriever.invoke("завод")]
    for same in (pickle.loads(pickle.dumps(retriever)), copy.deepcopy(retriever)):  # noqa: S301 - our own
        assert [document.id for document in same.invoke("завод")] == wanted
    with pytest.raises(IndexMissing):
        retriever.model_copy(update={"index_dir": tmp_path}).invoke("завод")


def test_the_index_is_looked_for_where_the_env_file_says(
    built: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DOCENT_INDEX_DIR", raising=False)
    (tmp_path / ".env").write_text(f"DOCENT_INDEX_DIR={built[1]}\n", encoding="utf-8")
    assert retrieve("завод", k=1)
    (tmp_path / ".env").write_text(f"DOCENT_INDEX_DIR={tmp_path / '.env'}\n", encoding="utf-8")
    with pytest.raises(IndexMissing, match="is a file"):
        retrieve("завод", k=1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
def test_a_forked_process_finds_the_same_as_its_parent(built: Any) -> None:
    wanted = _sources(built[1])
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as forked:
        assert forked.submit(_sources, built[1]).result(timeout=30) == wanted


def _sources(index: Path) -> list[str]:
    return [document.metadata["source"] for document in retrieve("Who founded the museum?", k=3, index_dir=index)]


@pytest.mark.parametrize("question", ["What is 2+2?", "Сколько?", "무엇인가요?", "Who is he?"])
def test_a_question_of_grammar_alone_has_no_answer(generation: Generation, question: str) -> None:
    found = find(generation, question, k=3)
    assert not found.confidence.answerable
    assert found.confidence.probability == 0
