"""What is noted of signing in through an organisation: which account, and nothing it is called."""

import pytest

from tests.cast import Cast
from tests.conftest import Browse
from tests.single_sign_on.conftest import BEGIN, enter, way_back
from tests.single_sign_on.provider import Provider
from tests.single_sign_on.test_connecting import PROOF, WAYS, connect
from tests.web.heard import Heard

GO_ON = "single_sign_on.go_on"


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture, cast: Cast) -> Heard:
    return Heard(caplog, cast)


def test_who_connects_comes_in_proves_it_and_disconnects(
    browse: Browse, cast: Cast, provider: Provider, heard: Heard
) -> None:
    ada = browse(cast.ada)
    heard.forget()

    connect(provider, ada, "ada-1")
    enter(provider, browse(), "ada-1")
    ada.get(way_back(provider, ada, "ada-1", path=PROOF), expect=303)
    ada.post(f"{BEGIN}/arrived")
    ada.post(WAYS, {"disconnect": "1"})

    assert heard.lines() == [
        f"organisation_connected Ada - {GO_ON}",
        f"signed_in Ada organisation {GO_ON}",
        f"proof_given Ada organisation {GO_ON}",
        "organisation_disconnected Ada - single_sign_on.change",
    ]


def test_who_is_not_believed(browse: Browse, cast: Cast, provider: Provider, heard: Heard) -> None:
    guest = browse()
    there = way_back(provider, guest, "ada-1")
    guest.get(f"{there}x", expect=422)
    guest.get(f"{BEGIN}/back?state=forged", expect=422)
    provider.claims["aud"] = "another"
    guest.get(way_back(provider, guest, "ada-1"), expect=422)

    refused = "organisation_refused - organisation single_sign_on.back"
    assert heard.lines() == [refused] * 3
