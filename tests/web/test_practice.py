"""What changed in practice, through the browser: at the end, later, and by a link from a mail."""

import pytest

from learning import followups
from learning.accounts import Person
from tests.browser import Browser
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.web.opened import quotes

END = "/practice/answers/end"
THREE = "/practice/answers/3"
STORY = "Two people found work, and a copper heron came."
SENT = {"practice.used": "often", "practice.changed": "me", "practice.story": STORY}
PROMISE = "When the list is out, I will read it"


def main(browser: Browser, path: str = "/practice") -> str:
    return browser.get(path).text("main")


def test_three_questions_wait_at_the_end_can_be_answered_changed_and_deleted(
    browse: Browse, finished: Person
) -> None:
    ada = browse(finished)
    assert "Three questions about your practice" in main(ada, "/home")
    assert "Answer three questions" in main(ada)
    form = ada.get(END)
    assert form.html.count("<fieldset") == 3, "two questions, and whether the third may be quoted"
    assert "What happened?" not in form.html
    assert form.fields()["practice.naming"] == "no", "nothing may be quoted unless one says so"
    for _ in range(2):
        ada.post(END, form.fields() | SENT)

    shown = main(ada, "/practice?changed=answered")
    for said in ("Your answers are kept.", "Yes, more than once", "Yes, by me", STORY):
        assert said in shown
    assert "Your answers, and whether you are asked later" in main(ada, "/home")
    again = ada.get(END).fields()
    assert again.items() >= (SENT | {"practice.version": "1"}).items()
    ada.post(END, again | {"practice.used": "once"})
    assert "Yes, once" in main(ada)

    for _ in range(2):
        ada.post(f"{END}/removal")
    assert "heron" not in ada.get("/practice").html
    assert "Answer three questions" in main(ada)


def test_before_the_end_nothing_is_asked(browse: Browse, cast: Cast) -> None:
    cleo = browse(cast.cleo)
    assert "Once every page is done" in main(cleo)
    assert "/practice" not in cleo.get("/home").html
    for path, sent in ((END, SENT), ("/practice/consent", {"agree": "y"})):
        assert "wait until every page" in cleo.post(path, sent, expect=409).text("main")
    cleo.get(END, expect=409)
    for path in (THREE, "/practice/answers/6"):
        assert "not been asked" in cleo.get(path, expect=404).text("main")
        cleo.post(path, SENT, expect=404)
    cleo.post("/practice/consent/withdrawal")
    cleo.post(f"{END}/removal")


def test_consent_is_never_ticked_is_asked_for_and_can_be_withdrawn(
    browse: Browse, finished: Person
) -> None:
    ada = browse(finished)
    assert "checked" not in ada.get("/practice").html
    assert "Tick the box if you agree" in ada.post("/practice/consent", {}, expect=422).text("main")
    assert ada.get("/practice/consent").text("h1") == "What changed in practice"
    for _ in range(2):
        ada.post("/practice/consent", {"agree": "y"})
    said = main(ada, "/practice?changed=agreed")
    assert "You will be asked. Below is when." in said
    assert "At present this site sends no mail at all." in said
    assert said.index("sends no mail") < said.index("wait here from")
    assert "After three months: the questions wait here from 2 June 2026." in said
    assert "After six months: the questions wait here from 2 September 2026." in said
    assert "a mail comes" not in said
    assert f"You agreed to this on 2 March 2026: “{followups.CONSENT}”" in said
    for _ in range(2):
        ada.post("/practice/consent/withdrawal")
    assert "wait here from" not in main(ada)
    assert "checked" not in ada.get("/practice").html


def test_without_mail_the_questions_wait_from_their_day_on(
    browse: Browse, finished: Person, stopped: StoppedClock
) -> None:
    ada = browse(finished)
    ada.post("/practice/consent", {"agree": "y"})
    ada.get(THREE, expect=404)
    stopped.move(days=92)
    ada = browse(finished)
    assert "What became of what you meant to do? Asked on 2 June 2026" in main(ada, "/home")
    assert "Asked on 2 June 2026" in main(ada)
    ada.post(THREE, ada.get(THREE).fields() | SENT)
    assert STORY in main(ada)
    ada.post(f"{THREE}/removal")
    assert "Asked on 2 June 2026" in main(ada)


def test_who_agrees_anew_is_told_what_is_still_to_come(
    browse: Browse, finished: Person, asked_link: str
) -> None:
    ada = browse(finished)
    ada.post("/practice/consent/withdrawal")
    ada.post("/practice/consent", {"agree": "y"})
    said = main(ada, "/practice?changed=agreed")
    assert "You will be asked. Below is when." in said
    assert "After three months: the" not in said
    assert "After six months: the questions wait here from" in said


def test_what_may_be_quoted_is_named_where_answers_are_called_private(
    browse: Browse, finished: Person, asked_link: str
) -> None:
    for page in (browse(finished).get(END), browse().get(asked_link)):
        assert "except what you let be quoted" in page.text("main")


@pytest.mark.parametrize(
    ("sent", "mend"),
    [
        ({"practice.story": "ß" * 2_001}, "Shorten this to 2,000 characters"),
        ({"practice.used": "moon"}, "Choose one of the answers shown here"),
        ({"practice.helped": "moon"}, "Choose one of the answers shown here"),
        ({"practice.naming": "crowned"}, "Choose one of the answers shown here"),
        ({"practice.naming": "named", "practice.story": " "}, "Write above what may be quoted"),
        ({"practice.naming": "described"}, "Describe yourself in a few words"),
        (
            {"practice.naming": "described", "practice.described": "x" * 81},
            "Describe yourself in at most 80 characters",
        ),
        (
            {"practice.used": "", "practice.changed": "", "practice.story": " \n"},
            "Answer at least one question",
        ),
        (
            {"practice.promises.e1-x-1.what": "a", "practice.promises.e1-x-1.outcome": "moon"},
            "mend",
        ),
        (
            {"practice.promises.a1.what": "a", "practice.promises.a1.why": "w" * 1_001},
            "Shorten this to 1,000 characters",
        ),
        ({"practice.promises.a1.what": "a" * 5_001}, "Shorten this to 5,000 characters"),
    ],
)
def test_what_has_to_be_mended_is_said_and_what_was_typed_stays(
    browse: Browse, finished: Person, asked_link: str, sent: dict[str, str], mend: str
) -> None:
    ada, guest = browse(finished), browse()
    for browser, path in ((ada, THREE), (guest, asked_link)):
        page = browser.post(path, SENT | sent, expect=422)
        assert mend in page.text("main")
        assert page.fields()["practice.story"].strip() == (SENT | sent)["practice.story"].strip()
    assert "Asked on" in main(ada)


def test_strange_signs_and_made_up_fields_do_no_harm(browse: Browse, finished: Person) -> None:
    ada = browse(finished)
    story = "a\x00\ud800b\u202e <script>alert(1)</script> مرحبا"
    made_up = {"practice.promises.a1.what": "x", "practice.moon": "1", "practice.version": "ⅷ"}
    ada.post(END, SENT | made_up | {"practice.story": story.encode("utf-8", "surrogatepass")})
    page = ada.get("/practice")
    assert "<script>alert" not in page.html
    assert "<script>alert(1)</script> مرحبا" in page.text("main")


def test_signed_out_or_somebody_else_the_words_are_shown_and_not_kept(
    browse: Browse, finished: Person, cast: Cast
) -> None:
    ada = browse(finished)
    sent = ada.get(END).fields(also="writer") | SENT
    for other in (browse(), browse(cast.ben)):
        assert STORY in other.post(END, sent, expect=401).html
    assert "Answer three questions" in main(ada)


def test_a_story_is_listed_for_admins_until_it_is_withdrawn_and_nothing_else_is(
    browse: Browse, finished: Person, cast: Cast
) -> None:
    ada, dana = browse(finished), browse(cast.dana)
    ada.post(END, SENT)
    assert "Nothing may be quoted yet" in quotes(dana).text("main")
    fields = ada.get(END).fields()
    ada.post(END, fields | {"practice.naming": "unnamed"})
    listed = quotes(dana)
    assert f"What changed in practice {STORY} A learner March 2026" in listed.text("main")
    for told in ("Ada", "Yes, more than once", "ada@", END):
        assert told not in listed.html
    assert f"“{followups.QUOTING}”" in main(ada)
    for _ in range(2):
        ada.post(f"{END}/quotation/withdrawal")
        assert "Nothing may be quoted yet" in quotes(dana).text("main")
    assert STORY in main(ada)
