import json
from pathlib import Path
from typing import Any

import pytest

from eval.collection import SHARED
from eval.importers import FORMATS, import_from, read
from eval.question import Question
from eval.question_set import read as read_set
from index.load import load_all
from index.problem import Problem

SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "Port_of_Dunmere",
            "paragraphs": [
                {
                    "context": "Ships came in March.",
                    "qas": [
                        {"id": "s1", "question": "When?", "answers": [{"text": "March", "answer_start": 14}] * 2},
                        {"id": "s2", "question": "Who?", "answers": [], "is_impossible": True},
                    ],
                }
            ],
        }
    ],
}
CORPUS = [
    {"title": "Ships", "author": "A", "source": "Post", "published_at": "2023-11-01T10:00", "url": "https://x.org/1",
     "body": "Ships came in March.\n\nThey left in May."},
    {"title": "Dam", "author": None, "source": "News", "published_at": "2023-12-01", "url": "https://x.org/2",
     "body": "The dam held."},
]  # fmt: skip
HOPS = [
    {"query": "What came and what held?", "answer": "Ships and the dam", "question_type": "inference_query",
     "evidence_list": [{"title": "Ships", "url": "https://x.org/1", "fact": "They left  in May"},
                       {"title": "Dam", "url": "https://x.org/2", "fact": "The dam held."},
                       {"title": "Dam", "url": "https://x.org/2", "fact": "Never written"}]},
    {"query": "Who sank?", "answer": "Insufficient information.", "question_type": "null_query", "evidence_list": []},
]  # fmt: skip
CLAPNQ = [
    {"id": "1", "input": "when did ships come", "passages": [{"title": "Port", "text": "Ships came in March."}],
     "output": [{"answer": "In March.", "selected_sentences": []}]},
    {"id": "2", "input": "who sank", "passages": [{"title": "Port", "text": "Ships came in March."}],
     "output": [{"answer": ""}]},
]  # fmt: skip
YES, NO = {"relevant": {"a1": {"value": "yes"}}}, {"relevant": {"a1": {"value": "no"}}}
TALK = [
    {
        "messages": [
            {"speaker": "user", "text": "When did ships come?", "enrichment": {"Answerability": ["ANSWERABLE"]}},
            {"speaker": "agent", "text": "In March.", "contexts": [
                {"document_id": "d1", "text": "Ships came in March.", "title": "Port", "feedback": YES},
                {"document_id": "d2", "text": "The dam held.", "title": "Dam", "feedback": NO}]},
            {"speaker": "user", "text": "And who sank?", "enrichment": {"Answerability": ["UNANSWERABLE"]}},
            {"speaker": "agent", "text": "I do not know.", "contexts": []},
            {"speaker": "user", "text": "Thanks!", "enrichment": {"Answerability": ["CONVERSATIONAL"]}},
        ]
    }
]  # fmt: skip
TASK = {
    "conversation_id": "c9", "task_id": "c9-2", "Answerability": ["ANSWERABLE"], "targets": [{"text": "In May."}],
    "input": [{"speaker": "user", "text": "When did ships come?"}, {"speaker": "agent", "text": "In March."},
              {"speaker": "user", "text": "And left?"}],
    "contexts": [{"document_id": "d3", "text": "They left in May.", "title": "Port"}],
}  # fmt: skip


def lines(*rows: Any) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def files(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


BEIR = {
    "corpus_DOT_jsonl": lines({"_id": "d1", "title": "Port", "text": "Ships came."}, {"_id": "d2", "text": "Dam."}),
    "queries_DOT_jsonl": lines(
        {"_id": "q1", "text": "When?"}, {"_id": "q2", "text": "Who?"}, {"_id": "q3", "text": "-"}
    ),
    "qrels__test_DOT_tsv": "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq2\td2\t0\n",
}
TREC = {
    "topics_DOT_txt": "<top>\n<num> Number: 301\n<title> Port ships\n<desc> Description: x\n</top>\n",
    "qrels_DOT_txt": "301 0 D-1 1\n301 0 D-2 0\n",
    "docs_DOT_trec": "<DOC><DOCNO> D-1 </DOCNO><HEADLINE>Port</HEADLINE><TEXT>Ships <b>came</b>.</TEXT></DOC>",
}
CSV = {
    "questions_DOT_csv": "id,question,answerable,relevant,facts,tags\n"
    'c1,When?,yes,port:1|port:2,March / spring|ships,"sea|spring"\nc2,Who sank?,no,,,\n',
    "articles_DOT_csv": 'id,title,text\nport,Port,"Ships came in March.\n\nThey left."\n',
}


def placed(folder: Path, kind: str) -> Path:
    """Write a small set in a format and return where it is."""
    match kind:
        case "squad":
            return files(folder, squad_DOT_json=json.dumps(SQUAD)) / "squad.json"
        case "multihop":
            return files(folder, corpus_DOT_json=json.dumps(CORPUS), MultiHopRAG_DOT_json=json.dumps(HOPS))
        case "clapnq":
            return files(folder, dev_DOT_jsonl=lines(*CLAPNQ))
        case "mtrag":
            return files(folder, conversations_DOT_json=json.dumps(TALK), tasks_DOT_jsonl=lines(TASK))
        case _:
            return files(folder, **{"beir": BEIR, "trec": TREC, "csv": CSV}[kind])


@pytest.mark.parametrize("kind", FORMATS)
def test_an_imported_set_is_a_collection_readout_reads_and_questions_that_rest_on_it(kind: str, tmp_path: Path) -> None:
    told = import_from(kind, placed(tmp_path / "in", kind), tmp_path / "out")
    loaded = load_all([tmp_path / "out" / "articles.jsonl"])
    assert loaded.failures == ()
    known = {article.id: article for article in loaded.articles}
    questions = read_set(tmp_path / "out" / "questions.jsonl")
    assert f"{len(known)} articles and {len(questions)} questions" in told
    for question in questions:
        assert bool(question.relevant) == question.answerable
        assert all(known[article].paragraph(number).text for article, number in question.relevant)


def by_id(folder: Path, kind: str) -> dict[str, Question]:
    return {question.id: question for question in read(kind, placed(folder, kind)).questions}


def test_squad_keeps_answers_and_impossible_questions(tmp_path: Path) -> None:
    found = by_id(tmp_path, "squad")
    assert (found["s1"].answers, found["s1"].relevant) == (("March",), (("001-port-of-dunmere", 1),))
    assert not found["s2"].answerable


def test_beir_keeps_grades_and_leaves_out_what_was_not_judged(tmp_path: Path) -> None:
    found = by_id(tmp_path, "beir")
    assert (found["q1"].relevant, found["q1"].grades) == ((("d1", 1),), (2,))
    assert not found["q2"].answerable
    assert "q3" not in found
    assert read("beir", tmp_path).notes == ("1 queries without a judgement left out.",)


def test_trec_reads_topics_and_documents_with_or_without_tags(tmp_path: Path) -> None:
    (found,) = by_id(tmp_path / "a", "trec").values()
    assert (found.id, found.question, found.relevant) == ("301", "Port ships", (("D-1", 1),))
    assert read("trec", tmp_path / "a").articles[0].paragraphs[0].text == "Ships came ."
    plain = TREC | {"topics_DOT_txt": "301\tPort ships\n", "docs_DOT_jsonl": lines({"id": "D-1", "contents": "Ships."})}
    del plain["docs_DOT_trec"]
    assert read("trec", files(tmp_path / "b", **plain)).questions == (found,)


def test_trec_reads_topics_as_elements(tmp_path: Path) -> None:
    topics = (
        '<topics task="round 1">\n<topic number="301">\n<query>Port &amp; ships</query>\n<narrative>All.</narrative>'
    )
    imported = read("trec", files(tmp_path, **TREC | {"topics_DOT_txt": topics + "\n</topic>\n</topics>"}))
    assert [(q.id, q.question, q.relevant) for q in imported.questions] == [("301", "Port & ships", (("D-1", 1),))]


def test_multihop_finds_the_paragraph_of_each_fact_and_takes_null_queries_for_unanswerable(tmp_path: Path) -> None:
    found = by_id(tmp_path, "multihop")
    assert found["q0001"].relevant == (("a0001", 2), ("a0002", 1))
    assert found["q0001"].answers == ("Ships and the dam",)
    assert not found["q0002"].answerable
    assert found["q0002"].type == "null_query"
    imported = read("multihop", tmp_path)
    assert (imported.articles[0].source, imported.articles[0].published) == ("Post", "2023-11-01")
    assert "1 facts" in imported.notes[0]


def test_clapnq_keeps_a_passage_once_and_knows_the_unanswerable(tmp_path: Path) -> None:
    found = by_id(tmp_path, "clapnq")
    assert (found["1"].references, found["1"].answerable, found["2"].answerable) == (("In March.",), True, False)
    assert len(read("clapnq", tmp_path).articles) == 1


def test_mtrag_keeps_history_and_what_people_marked_relevant(tmp_path: Path) -> None:
    found = by_id(tmp_path, "mtrag")
    assert found["c1-1"].relevant == (("d1", 1),)
    assert found["c1-2"].history == (("When did ships come?", "In March."),)
    assert not found["c1-2"].answerable
    assert "c1-3" not in found
    assert (found["c9-2"].question, found["c9-2"].references) == ("And left?", ("In May.",))
    assert found["c9-2"].history == (("When did ships come?", "In March."),)
    assert found["c1-1"].cluster == found["c1-2"].cluster


def test_csv_parts_several_of_a_kind(tmp_path: Path) -> None:
    found = by_id(tmp_path, "csv")
    assert found["c1"].relevant == (("port", 1), ("port", 2))
    assert (found["c1"].facts, found["c1"].tags) == ((("March", "spring"), ("ships",)), ("sea", "spring"))
    assert not found["c2"].answerable


@pytest.mark.parametrize("between", [";", "\t"])
def test_csv_may_part_cells_as_spreadsheets_do(tmp_path: Path, between: str) -> None:
    rows = [("id", "question", "relevant"), ("c1", "Who came, and when?", "port:1|port:2")]
    path = files(tmp_path, q_DOT_csv="\n".join(between.join(row) for row in rows)) / "q.csv"
    (question,) = read("csv", path).questions
    assert (question.question, question.relevant) == ("Who came, and when?", (("port", 1), ("port", 2)))


@pytest.mark.parametrize(
    ("kind", "texts", "words"),
    [
        ("squad", {"a_DOT_json": "{}"}, "no 'data'"),
        ("squad", {"a_DOT_json": "{"}, "not JSON"),
        ("squad", {"a_DOT_json": '{"data": []}'}, "no question"),
        ("squad", {"a_DOT_json": '{"data": [{"paragraphs": [{"context": "x", "qas": [{"id": "1"}]}]}]}'}, "'answers'"),
        ("beir", {"corpus_DOT_jsonl": ""}, "no queries"),
        ("beir", BEIR | {"qrels__test_DOT_tsv": "q1\td1\n"}, "test.tsv, line 1"),
        ("beir", BEIR | {"qrels__test_DOT_tsv": "q1\td9\t1\n"}, "no document 'd9'"),
        ("trec", TREC | {"qrels_DOT_txt": "301 0 D-1\n"}, "line 1"),
        ("trec", TREC | {"qrels_DOT_txt": "999 0 D-1 1\n"}, "no topic '999'"),
        ("trec", TREC | {"topics_DOT_txt": "<top><num>1</top>"}, "no <num> or no <title>"),
        ("multihop", {"corpus_DOT_json": "[]"}, "no queries"),
        ("multihop", {"corpus_DOT_json": "[]", "queries_DOT_json": json.dumps(HOPS)}, "in no article"),
        ("clapnq", {"a_DOT_jsonl": '{"id": "1"}\n'}, "a.jsonl, line 1"),
        ("clapnq", {"a_DOT_jsonl": "[]\n"}, "not an object"),
        ("mtrag", {"a_DOT_json": "{}"}, "not a list of conversations"),
        ("mtrag", {"a_DOT_jsonl": '{"input": []}\n'}, "input is empty"),
        ("csv", {"questions_DOT_csv": "id\n1\n", "articles_DOT_csv": "id,text\na,b\n"}, "no column 'question'"),
        ("csv", CSV | {"questions_DOT_csv": "question,relevant\nWhen?,port\n"}, "line 2"),
        ("csv", CSV | {"questions_DOT_csv": "question,answerable\nWhen?,perhaps\n"}, "yes or no"),
        ("csv", CSV | {"questions_DOT_csv": "question,answerable\nWhen?\n"}, "number of cells"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_what_is_wrong(
    kind: str, texts: dict[str, str], words: str, tmp_path: Path
) -> None:
    folder = files(tmp_path, **texts)
    path = folder / "a.json" if kind == "squad" else folder
    with pytest.raises(Problem) as told:
        import_from(kind, path, tmp_path / "out")
    assert words in str(told.value)
    assert f"does not fit the format {kind}" in str(told.value)
    assert not (tmp_path / "out").exists()


def test_an_unknown_format_and_a_missing_file_are_problems(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="there are squad, beir"):
        read("arff", tmp_path)
    with pytest.raises(Problem, match="is not there"):
        read("squad", tmp_path / "none.json")


@pytest.mark.skipif(not SHARED.exists(), reason="the public sets lie beside the repository only")
@pytest.mark.parametrize("name", ["xquad", "clapnq"])
def test_the_public_sets_beside_the_repository_are_question_sets(name: str) -> None:
    questions = read_set(SHARED / name / "questions.jsonl")
    known = {article.id: article for article in load_all([SHARED / name / "articles.jsonl"]).articles}
    assert len(questions) > 100
    assert all(known[key].paragraph(number).text for question in questions for key, number in question.relevant)
