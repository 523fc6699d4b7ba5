"""What came of it, asked by a mail: its link needs no sign-in, and shows no answer."""

from dataclasses import replace

from sqlalchemy import delete, select

from learning import mail
from learning.accounts import Person, User
from learning.config import Settings
from learning.db import Database
from learning.recount import Recount
from tests.browser import Browser, Page
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.followups.asked import mails, plan, sent

END = "/practice/answers/end"
THREE = "/practice/answers/3"
STORY = "Two people found work, and a copper heron came."
SENT = {"practice.used": "often", "practice.changed": "me", "practice.story": STORY}
PROMISE = "When the list is out, I will read it"


def key_of(page: Page) -> str:
    """Return how the fields of the only promise begin."""
    (name,) = (name for name in page.fields() if name.endswith(".what"))
    return name.removesuffix(".what")


def main(browser: Browser, path: str = "/practice") -> str:
    return browser.get(path).text("main")


def test_the_link_shows_ones_promises_without_a_sign_in_and_takes_the_answers(
    browse: Browse, finished: Person, asked_link: str, queries: list[str], cast: Cast
) -> None:
    guest = browse()
    queries.clear()
    page = guest.get(asked_link)
    assert len(queries) <= 6
    assert not [query for query in queries if not query.lstrip().upper().startswith("SELECT")]
    assert PROMISE in page.text("main")
    assert guest.client.get(asked_link).headers["Cache-Control"] == "no-store"
    key = key_of(page)
    told = {f"{key}.outcome": "trying", f"{key}.why": "The list is late."}
    sent: dict[str, object] = {**page.fields(), **SENT, **told}
    sent["practice.helped"] = ["time", "partners"]
    for _ in range(2):
        guest.post(asked_link, sent)

    thanks = guest.get(asked_link)
    assert "Your answers are kept" in thanks.text("main")
    for hidden in (PROMISE, STORY, "The list is late."):
        assert hidden not in thanks.html
    assert guest.client.get("/home").status_code == 302, "a link signs nobody in"

    shown = main(browse(finished))
    helped = "Time to work on it; People outside my organisation"
    for said in (PROMISE, "Still trying", "The list is late.", helped, STORY):
        assert said in shown
    refused = guest.post(
        asked_link, page.fields() | {"practice.story": "Another heron"}, expect=409
    )
    assert "Another heron" in refused.html
    assert "To read and change what is kept, sign in" in refused.text("main")
    assert STORY not in refused.html
    browse(cast.ben).get(THREE, expect=404)


def test_what_waits_stands_on_the_home_page_and_can_be_answered_signed_in(
    browse: Browse, finished: Person, asked_link: str
) -> None:
    ada = browse(finished)
    assert "What became of what you meant to do? Asked on 2 June 2026" in main(ada, "/home")
    page = ada.get(THREE)
    ada.post(THREE, page.fields(also="writer") | SENT)
    assert "What became of" not in main(ada, "/home")
    assert "Thank you" in browse().get(asked_link).text("h1")


def test_of_two_windows_the_second_is_shown_both(
    browse: Browse, finished: Person, asked_link: str
) -> None:
    ada = browse(finished)
    first, second = ada.get(THREE).fields(), ada.get(THREE).fields()
    browse().post(asked_link, first | SENT)
    page = ada.post(THREE, second | {"practice.story": "From the other window"}, expect=409)
    assert "were changed meanwhile, in another window" in page.text("main")
    assert STORY in page.text("main")
    sent = page.fields()
    assert sent["practice.story"].strip() == "From the other window"
    ada.post(THREE, sent)
    assert "From the other window" in main(ada)


def test_a_link_that_was_stopped_has_run_out_or_was_never_ours_says_so(
    browse: Browse, finished: Person, asked_link: str, stopped: StoppedClock
) -> None:
    guest = browse()
    for wrong in ("/practice/nothing", asked_link[:-1], f"{asked_link}0", "/practice/12.34.x"):
        assert "Open it again from the mail" in guest.get(wrong, expect=404).text("main")
        guest.post(wrong, SENT, expect=404)
        guest.post(f"{wrong}/stop", expect=404)
    stopped.move(days=60)
    page = guest.get(asked_link, expect=410)
    assert page.text("h1") == "This link has run out"
    assert "It worked until 1 August 2026." in page.text("main")
    assert PROMISE not in page.html
    refused = guest.post(asked_link, SENT, expect=409)
    assert "This link does not work any more, so nothing was saved" in refused.text("main")
    assert STORY in refused.html
    ada = browse(finished)
    ada.post(THREE, ada.get(THREE).fields() | SENT)

    stopped.move(days=-59)
    assert "Thank you" in guest.get(asked_link).text("h1")


def test_the_page_of_the_link_stops_further_mails(
    browse: Browse, finished: Person, asked_link: str, database: Database
) -> None:
    guest = browse()
    for _ in range(2):
        guest.post(f"{asked_link}/stop")
    page = guest.get(asked_link, expect=410)
    assert "You asked not to be asked again" in page.text("main")
    assert PROMISE not in page.html
    assert guest.client.get(f"{asked_link}/stop").location == asked_link
    assert STORY in guest.post(asked_link, SENT, expect=409).html
    assert "wait here from" not in main(browse(finished))
    assert mails(database) == []


def test_the_stop_link_of_the_mail_does_the_same(
    browse: Browse, finished: Person, asked_link: str, settings: Settings, database: Database
) -> None:
    def waiting() -> int:
        with database.reading() as db:
            return len(list(db.scalars(select(Recount.id))))

    token = mail.link_token(settings.secret(), finished.email, mail.Kind.FOLLOW_UP)
    asked = browse().get(f"/mail/unsubscribe/{token}")
    assert "gets questions about practice, months after the end" in asked.text("main")
    before = waiting()
    browse().post(f"/mail/unsubscribe/{token}", expect=200)
    assert waiting() == before + 1, "they do not agree to be asked any more"
    assert "You asked not to be asked again" in browse().get(asked_link, expect=410).text("main")
    ada = browse(finished)
    assert "wait here from" not in main(ada)
    ada.post("/practice/consent", {"agree": "y"})
    assert "wait here from" in main(ada)


def test_a_mail_from_before_a_change_of_address_opens_nothing_and_still_stops_them(
    browse: Browse, finished: Person, asked_link: str, settings: Settings, database: Database
) -> None:
    (letter,) = mails(database)
    head = mail.letterhead_of("a@b.org", base_url="", secret=settings.secret())
    assert letter.user_id == finished.id
    with database.reading() as db:
        (shown,) = (one.letter for one in mail.newest_mails(db))
    link = replace(head, base_url="https://x.example").unsubscribe_link(shown)
    assert link
    sent(database)
    ada, guest = browse(finished), browse()
    ada.post("/account/address", {"email": "ada@new.example"})
    gone = guest.get(asked_link, expect=404)
    assert "does not use any more" in gone.text("main")
    assert PROMISE not in gone.html
    assert STORY in guest.post(asked_link, SENT, expect=404).html
    assert "wait here from" in main(ada)

    page = guest.post(link.removeprefix("https://x.example"), expect=200)
    assert "ada@new.example" not in page.html
    assert "Yes, ask me" in main(ada), "they do not agree any more"
    assert "no more" in guest.get(link.removeprefix("https://x.example")).text("h1")


def test_a_change_of_address_has_them_counted_again_and_a_waiting_mail_taken_back(
    browse: Browse, finished: Person, asked_link: str, database: Database
) -> None:
    with database.writing.begin() as db:
        db.execute(delete(Recount))
    sent = {"email": "ada@new.example"}
    browse(finished).post("/account/address", sent)
    assert mails(database) == []
    with database.reading() as db:
        assert list(db.scalars(select(Recount.user_id))) == [finished.id]


def test_a_link_that_is_over_leads_to_signing_in_and_withdraws_nothing(
    browse: Browse, finished: Person, asked_link: str, stopped: StoppedClock
) -> None:
    stopped.move(days=61)
    assert browse().client.post(f"{asked_link}/stop").location == "/practice#later"
    assert "Ask me no more" in main(browse(finished))


def test_agreed_anew_the_page_of_an_older_mail_has_no_button_to_stop(
    browse: Browse, finished: Person, asked_link: str, stopped: StoppedClock
) -> None:
    assert f"{asked_link}/stop" in browse().get(asked_link).html
    ada = browse(finished)
    ada.post("/practice/consent/withdrawal")
    stopped.move(days=1)
    ada.post("/practice/consent", {"agree": "y"})
    page = browse().get(asked_link)
    assert f"{asked_link}/stop" not in page.html
    assert "You agreed anew after this mail was sent" in page.text("main")


def test_an_outcome_that_was_filled_in_is_said_to_be_and_can_be_left_open(
    browse: Browse, finished: Person, asked_link: str, database: Database
) -> None:
    with database.writing.begin() as db:
        plan(db, finished, row1={"when": "the list is out", "will": "read it", "status": "Done"})
    page = browse().get(asked_link)
    key = key_of(page)
    assert page.fields()[f"{key}.outcome"] == "done"
    assert "it is filled in already; change what is no longer so" in page.text("main")
    assert "Leave it open" in page.text("main")
    sent = page.fields() | {f"{key}.outcome": "", "practice.used": "once"}
    browse().post(asked_link, sent)
    shown = main(browse(finished))
    assert "Yes, once" in shown
    assert PROMISE not in shown, "left open is no answer"


def test_a_link_to_a_deleted_account_leads_nowhere(
    browse: Browse, finished: Person, asked_link: str, database: Database
) -> None:
    page = browse().get(asked_link).fields()
    with database.writing.begin() as db:
        db.execute(delete(User).where(User.id == finished.id))
    browse().get(asked_link, expect=404)
    assert STORY in browse().post(asked_link, page | SENT, expect=404).html
