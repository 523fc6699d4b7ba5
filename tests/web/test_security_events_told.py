"""Each event that concerns security is written down where it happens, once."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from learning.config import Settings
from learning.db import Database
from learning.web.security_events import Act, Refusal
from tests.cast import Cast
from tests.conftest import Browse, StoppedClock
from tests.test_docs import OPERATING
from tests.web import staged
from tests.web.by_mail import sending
from tests.web.heard import Heard
from tests.web.staged import Stage

BY_ORGANISATION = {
    Act.ORGANISATION_CONNECTED, Act.ORGANISATION_DISCONNECTED, Refusal.ORGANISATION_REFUSED,
}  # fmt: skip
"""Those are in tests/single_sign_on/test_events.py."""
HALF = "first_step_passed Dana password accounts.enter"
STEP, FACTOR = "second_factor.second_step", "second_factor"
CODE, PASSKEY = f"{STEP}.show_code", f"{STEP}.show_passkey"
SCENES: dict[Callable[[Stage], None], list[str]] = {
    staged.come_in_by_password: [
        "sign_in_failed Ada password accounts.enter",
        "sign_in_failed - password accounts.enter",
        "signed_in Ada password accounts.enter",
    ],
    staged.guess_on: [
        *["sign_in_failed Ada password accounts.enter"] * 5,
        "slowed_down - - accounts.enter",
    ],
    staged.come_in_by_link: [
        "signed_in Ada mailed_link from_mail.use",
        "mailed_link_refused Ada - from_mail.show",
    ],
    staged.come_in_by_code: [
        "sign_in_failed - mailed_code mailed_links.enter",
        "signed_in Ada mailed_code mailed_links.enter",
    ],
    staged.press_a_link_elsewhere: ["mailed_link_refused - - from_mail.use"],
    staged.new_password_by_link: [
        "password_changed Ada mailed_link from_mail.use",
        "signed_in Ada mailed_link from_mail.use",
    ],
    staged.new_password_by_code: [
        "password_changed Ada mailed_code mailed_links.choose_password",
        "signed_in Ada mailed_code mailed_links.choose_password",
    ],
    staged.show_app: [
        HALF,
        f"second_step_failed Dana app_code {CODE}",
        f"second_step_passed Dana app_code {CODE}",
        f"signed_in Dana app_code {CODE}",
    ],
    staged.show_paper: [
        HALF,
        f"second_step_failed Dana recovery_code {CODE}",
        f"second_step_passed Dana recovery_code {CODE}",
        f"signed_in Dana recovery_code {CODE}",
    ],
    staged.mix_up_the_boxes: [
        HALF,
        f"second_step_passed Dana recovery_code {CODE}",
        f"signed_in Dana recovery_code {CODE}",
        HALF,
        f"second_step_passed Dana app_code {CODE}",
        f"signed_in Dana app_code {CODE}",
    ],
    staged.show_passkey: [
        f"second_factor_added Ada passkey {FACTOR}.add_passkey",
        "first_step_passed Ada password accounts.enter",
        f"second_step_failed Ada passkey {PASSKEY}",
        f"second_step_passed Ada passkey {PASSKEY}",
        f"signed_in Ada passkey {PASSKEY}",
    ],
    staged.change_app: [
        f"second_factor_added Ada app_code {FACTOR}.set_up_app",
        f"second_factor_added Ada recovery_code {FACTOR}.make_codes",
        f"second_factor_removed Ada app_code {FACTOR}.remove_app",
    ],
    staged.remove_passkey: [
        HALF,
        f"second_step_passed Dana app_code {CODE}",
        f"signed_in Dana app_code {CODE}",
        f"second_factor_removed Dana passkey {FACTOR}.remove_passkey",
    ],
    staged.prove: [
        "proof_failed Ada password proving.prove",
        "proof_given Ada password proving.prove",
    ],
    staged.prove_by_mail: [
        "proof_failed Ada mailed_code proving.prove_by_code",
        "proof_given Ada mailed_code proving.prove_by_code",
        "proof_given Ada mailed_link from_mail.use",
    ],
    staged.change_password: [
        "proof_failed Ada password accounts.change_password",
        "password_changed Ada password accounts.change_password",
    ],
    staged.change_address: ["address_changed Ada mailed_link from_mail.use"],
    staged.change_address_at_once: ["address_changed Ada - address.change"],
    staged.end_sign_ins: [
        "sign_ins_ended Ada - accounts.end_sign_in",
        "sign_ins_ended Ada - accounts.end_other_sign_ins",
        "sign_ins_ended Ada - accounts.sign_out",
    ],
    staged.leave: [
        "account_to_be_deleted Ada - own_data.depart",
        "led_to_leaving Ada password accounts.enter",
        "account_kept Ada - own_data.stay",
    ],
    staged.join: [
        "proof_failed Ada - joining.prove",
        "proof_given Ben - joining.prove",
        "second_step_passed Ben - joining.show_second",
        "accounts_joined Ada - joining.join",
    ],
    staged.come_from_elsewhere: ["cross_site_refused Ada - accounts.rename"],
    staged.ask_under_another_name: [
        "other_name_refused - - accounts.show",
        "other_name_refused - - -",
    ],
    staged.send_too_much: ["request_refused Ada - accounts.rename"],
    staged.look_where_only_admins_may: ["page_refused Ada - admin.index"],
    staged.look_at_what_is_not_hers: ["not_found Ada - teams.show"],
    staged.forge_links: [
        "signed_link_refused - - invitations.show",
        "signed_link_refused - - replies.show",
        "signed_link_refused - - mail.ask",
    ],
}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return sending(settings)


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture, cast: Cast) -> Heard:
    return Heard(caplog, cast)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_what_concerns_security_is_noted_once_and_without_a_word_of_anybody(
    app: Flask, browse: Browse, cast: Cast, database: Database, stopped: StoppedClock,
    heard: Heard, scene: Callable[[Stage], None],
) -> None:  # fmt: skip
    of = Stage(app, browse, cast, database, stopped, browse(cast.ada))
    heard.forget()

    scene(of)

    assert heard.lines() == SCENES[scene]


def test_every_event_has_a_scene_and_is_explained() -> None:
    noted = {line.partition(" ")[0] for lines in SCENES.values() for line in lines}
    explained = {
        event
        for row in OPERATING.partition("### Security events")[2].split("\n| ")[2:]
        for event in re.findall(r"`([a-z_]+)`", row.partition(" | ")[0])
    }

    assert noted | BY_ORGANISATION == explained == {*Act, *Refusal}
