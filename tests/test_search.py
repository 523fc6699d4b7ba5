"""The rules by which words are found."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from learning.content import Exercise, Programme, load_programme
from learning.journal import EntryView
from learning.search import MOST, Document, Results, Searches, find
from learning.search.documents import entry_document
from learning.search.finding import Excerpt
from learning.search.index import Index
from learning.search.words import MOST_WORDS, is_match, plain, query_of, stem
from tests.cast import answers_for
from tests.conftest import NOON
from tests.rewriting import EVERY_KIND

EVERY = load_programme(EVERY_KIND, today=NOON.date())


def page(title: str, text: str = "") -> Document:
    return Document("Page", title, f"/{title}", "", text)


def titles(results: Results) -> list[str]:
    return [finding.document.title for finding in results.findings]


def text_of(excerpt: Excerpt) -> str:
    return "".join(f"[{words}]" if found else words for words, found in excerpt)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("supplier", "suppliers"), ("policy", "policies"), ("house", "housing"),
        ("plan", "planning"), ("plan", "planned"), ("measure", "measured"), ("value", "valuing"),
        ("body", "bodies"), ("church", "churches"), ("local", "locally"), ("anchor", "anchored"),
        ("fair", "fairness"), ("CAFÉ", "cafes"), ("Ångström", "angstrom"),
        ("anchor’s", "anchors"), ("organise", "organised"), ("employ", "employer"),
    ],
)  # fmt: skip
def test_relatives_are_one_word(one: str, other: str) -> None:
    assert is_match(plain(one), plain(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("anchor", "angler"), ("business", "bus"), ("of", "off"), ("staff", "stand"), ("ab", "abc")],
)
def test_strangers_are_not(one: str, other: str) -> None:
    assert not is_match(plain(one), plain(other))


def test_stems_of_short_words_are_the_words() -> None:
    assert [stem(word) for word in ("is", "bed", "red", "less", "king")] == [
        "is", "bed", "red", "less", "king",
    ]  # fmt: skip


def test_all_words_come_before_any(programme: Programme) -> None:
    index = Index([page("A", "red boats"), page("B", "red"), page("C", "boats and red sails")])

    both = find(index, "red boat")
    assert sorted(titles(both)) == ["A", "C"]
    assert both.has_all
    some = find(index, "red whale")
    assert sorted(titles(some)) == ["A", "B", "C"]
    assert not some.has_all


def test_a_title_counts_more_than_a_text_and_the_very_name_most() -> None:
    index = Index(
        [
            page("Buying boats well, and boats again", "boats boats boats"),
            page("Elsewhere", "A boat."),
            page("Boat"),
            page("Boats", "What a boat is."),
        ]
    )

    assert titles(find(index, "what is a boat?"))[0] == "Boat"
    assert titles(find(index, "boat"))[-1] == "Elsewhere"


def test_beginnings_are_enough_from_three_letters() -> None:
    index = Index([page("Procurement")])

    assert titles(find(index, "pro")) == ["Procurement"]
    assert titles(find(index, "pr")) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("procurment", "procurement"), ("procuremnet", "procurement"),
        ("prokurement", "procurement"), ("xyz procurment", "xyz procurement"),
        ("procuurement", "procurement"), ("caffé", "café"), ("xyzzy", None), ("procurement", None),
        ("local procurment", "local procurement"),
    ],
)  # fmt: skip
def test_a_slip_of_the_finger_is_helped(typed: str, meant: str | None) -> None:
    index = Index([page("Procurement", "Local procurement, everywhere. Café.")])

    assert find(index, typed).suggestion == meant


@pytest.mark.parametrize("sign", ["x", "é", "漢", "\ufdfa"])
def test_a_word_without_end_is_not_respelled(sign: str) -> None:
    # Every slip of it would be made, each as long: \ufdfa is eighteen letters by itself.
    tracemalloc.start()
    find(Index([page("Procurement")]), sign * 200)

    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_the_commonest_word_is_suggested() -> None:
    index = Index([page("Sales and tales", "tales tales tales")])

    assert find(index, "vales").suggestion == "tales"


def test_the_excerpt_is_where_most_of_the_words_are() -> None:
    filler = "Nothing here is worth a word. " * 30
    index = Index([page("A", f"A boat. {filler}The red boats sail. {filler}")])

    (finding,) = find(index, "red boat").findings
    text = text_of(finding.excerpt)
    assert "The [red] [boats] sail." in text
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < 300


def test_an_excerpt_of_one_endless_word_is_cut() -> None:
    index = Index([page("A", "boat" + "x" * 5_000), page("B", ("é" * 500 + " ") * 9)])

    for query in ("boatxxx", "ééé"):
        (finding,) = find(index, query).findings
        assert len(text_of(finding.excerpt)) < 300


def test_a_title_is_marked_too() -> None:
    (finding,) = find(Index([page("The red boats")]), "boat").findings

    assert text_of(finding.title) == "The red [boats]"
    assert finding.excerpt == ()


def test_no_more_is_shown_than_can_be_read() -> None:
    found = find(Index(page(f"Boat {n}") for n in range(MOST + 5)), "boat")

    assert (len(found.findings), found.total) == (MOST, MOST + 5)


def test_a_query_is_cut_to_its_first_words() -> None:
    query = query_of(" ".join(f"w{n}" for n in range(40)))

    assert len(query.words) == MOST_WORDS
    assert query.was_cut
    assert query_of("the of and").words == ("the", "of", "and")
    assert query_of("the boat").words == ("boat",)


def test_an_edition_is_indexed_once_however_many_ask(programme: Programme) -> None:
    searches = Searches()
    with ThreadPoolExecutor(16) as pool:
        indexes = list(pool.map(lambda _: searches.index_of(programme), range(64)))
        assert len(set(map(id, indexes))) == 1
        found = list(pool.map(lambda _: titles(find(indexes[0], "listening")), range(200)))
    assert all(f == found[0] != [] for f in found)


def test_a_new_edition_has_an_index_of_its_own(programme: Programme) -> None:
    searches = Searches()
    first = searches.index_of(programme)
    module = replace(programme.modules[0], title="Zebras")
    edition = replace(programme, modules=(module, *programme.modules[1:]))

    assert titles(find(searches.index_of(edition), "zebra"))[0] == "Zebras"
    assert titles(find(first, "zebra")) == [], "whoever still holds the old one can go on"


def test_an_index_cannot_be_written_to(programme: Programme) -> None:
    index = Searches().index_of(programme)

    with pytest.raises(Exception, match="readonly"):
        index._db.execute("INSERT INTO found(rowid, title) VALUES (9999, 'x')")


@pytest.mark.parametrize(
    ("exercise_id", "text"),
    [
        ("start", ""),
        ("quiz", "The left one."),
        ("measures", "Input. Input. We lend the hall to the choir."),
        ("first-two", "We lend the hall to the choir."),
        ("hold", "We lend the hall to the choir. We lend the hall to the choir. Every day."),
    ],
)
def test_of_an_entry_the_words_are_found_as_the_journal_shows_them(
    exercise_id: str, text: str
) -> None:
    found = entry_document(entry_to(EVERY.exercise(exercise_id)), EVERY).text

    assert found.startswith(text)
    assert bool(found) == bool(text)


def test_levels_evidence_and_days_are_found_in_words() -> None:
    grid = entry_document(entry_to(EVERY.exercise("stand")), EVERY).text
    plan = entry_document(entry_to(EVERY.exercise("plan")), EVERY).text

    assert "Starting: We advertise. We lend the hall" in grid
    assert "1 March 2026" in plan
    assert "starting" not in grid


def entry_to(exercise: Exercise) -> EntryView:
    answers = answers_for(exercise)
    asked = {p.id: p.asked(answers[p.id]) for p in exercise.prompts if answers[p.id] is not None}
    return EntryView(
        id=1, exercise_id=exercise.id, version=1, title=exercise.title, firsts={}, edition="1",
        answers={key: answers[key] for key in asked}, wording=asked,
        sitting_at=NOON, saved_at=NOON, has_aside=False,
    )  # fmt: skip
