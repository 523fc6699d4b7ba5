"""Many complaints wait, but nobody waits because of what others send."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from learning.complaints import Said, complain
from learning.db import Database
from tests.cast import Cast
from tests.complaints.test_complaints import FORM, SAID, rows, sent
from tests.conftest import Browse


def test_whoever_complains_in_anothers_name_or_from_their_network_keeps_nobody_waiting(
    browse: Browse, cast: Cast
) -> None:
    other = browse()
    for number in range(3):
        sent(other, email=cast.ada.email, text=f"Not Ada, {number}")
    assert other.client.post(FORM, data=SAID | {"email": cast.ada.email}).status_code == 429
    for number in range(7):
        sent(other, email=f"{number}@example.org")
    assert other.client.post(FORM, data=SAID).status_code == 429

    ada = browse(cast.ada)
    for number in range(3):
        sent(ada, email=cast.ada.email, text=f"Ada, {number}")
    assert ada.client.post(FORM, data=SAID).status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    mine = SAID | {"email": cast.ada.email}
    assert browse().client.post(FORM, data=mine, environ_base=elsewhere).status_code == 303


def test_all_addresses_of_one_ipv6_network_count_as_one(browse: Browse) -> None:
    codes = [
        browse()
        .client.post(
            FORM,
            data=SAID | {"email": f"{number}@example.org"},
            environ_base={"REMOTE_ADDR": f"2001:db8::{number}"},
        )
        .status_code
        for number in range(1, 12)
    ]
    assert codes == [303] * 10 + [429]


def test_of_two_clicks_at_once_one_makes_a_complaint(database: Database) -> None:
    said = Said(**SAID)
    inside = Barrier(2)

    def click(_: int) -> str:
        with database.writing.begin() as db:
            with suppress(BrokenBarrierError):  # on SQLite one waits outside
                inside.wait(timeout=0.2)
            return complain(db, None, said, network="192.0.2.7")

    with ThreadPoolExecutor(2) as pool:
        numbers = set(pool.map(click, range(2)))
    assert numbers == {complaint.number for complaint in rows(database)}
    assert len(numbers) == 1
