"""What machines read: valid to judges that are not ours, whole, and silent about the person."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import IdentityObject

from learning.certificates.credential import Facts, credential
from learning.certificates.snapshot import CertifiedModule
from learning.signing.did import Issuer
from tests.certificates.judges import faults, read_by_openbadgeslib
from tests.certificates.reading import ADA, LONG, MODULES, TITLES

HOME = "https://learn.example.org"
ISSUER = Issuer("did:web:learn.example.org")
SALT = "q0-4k9rVYd8tqf2mNwZ1Ug"
MAIL = "ada@example.org"
MARCH = replace(ADA, issued_at=datetime(2025, 3, 1, 9, 30, tzinfo=UTC), minutes_together=120)
FACTS = Facts(snapshot=MARCH, home=HOME, status_index=131_075, salt=SALT, mail_address=MAIL)
Steps = tuple[str | int, ...]


def made(facts: Facts = FACTS, **snapshot: Any) -> dict[str, Any]:
    return credential(replace(facts, snapshot=replace(facts.snapshot, **snapshot)), ISSUER)


def changed(path: Steps, change: Callable[[Any, Any], None]) -> dict[str, Any]:
    document = deepcopy(made())
    *way, last = path
    here: Any = document
    for step in way:
        here = here[step]
    change(here, last)
    return document


def without(path: Steps) -> dict[str, Any]:
    return changed(path, lambda holder, key: holder.pop(key))


def having(path: Steps, value: object) -> dict[str, Any]:
    return changed(path, lambda holder, key: holder.__setitem__(key, value))


SUBJECT = "credentialSubject"
ACHIEVEMENT = (SUBJECT, "achievement")
IDENTITY = (SUBJECT, "identifier", 0)
MODULE = (*ACHIEVEMENT, "alignment", 0)
REQUIRED: list[Steps] = [
    *[(name,) for name in ("@context", "id", "type", SUBJECT, "issuer", "validFrom")],
    ("issuer", "id"), ("issuer", "type"), (SUBJECT, "type"), ACHIEVEMENT,
    *[(*ACHIEVEMENT, name) for name in ("id", "type", "criteria", "description", "name")],
    *[(*IDENTITY, name) for name in ("type", "hashed", "identityHash", "identityType")],
    *[(*MODULE, name) for name in ("type", "targetName", "targetUrl")],
    ("credentialStatus", "type"),
]  # fmt: skip
WRONG: list[tuple[Steps, object]] = [
    (("@context",), ["https://www.w3.org/ns/credentials/v2"]),
    (("@context", 0), "https://www.w3.org/2018/credentials/v1"),
    (("@context", 1), "https://purl.example.org/context.json"),
    (("id",), 7),
    (("type",), ["VerifiableCredential"]),
    (("type",), ["OpenBadgeCredential"]),
    (("issuer",), 7),
    ((SUBJECT, "type"), ["Subject"]),
    ((SUBJECT, "achievement"), "https://learn.example.org/"),
    ((*ACHIEVEMENT, "name"), ["Anchored here"]),
    ((*ACHIEVEMENT, "achievementType"), "Accreditation"),
    ((*ACHIEVEMENT, "inLanguage"), "English"),
    ((*ACHIEVEMENT, "criteria"), "Do it all"),
    ((*IDENTITY, "hashed"), "yes"),
    ((*IDENTITY, "identityType"), "fullName"),
    (("credentialStatus",), "https://learn.example.org/credentials/status/0"),
    *[
        (("validFrom",), date)
        for date in (
            "2025-03-01", "2025-03-01T09:30:00", "1 March 2025", "2025-13-01T09:30:00Z", 1740821400,
            "2025-03-01 09:30:00Z",
        )
    ],
]  # fmt: skip
UNSIGNABLE: list[tuple[Steps, object]] = [
    (("hours",), 8),
    (("termsOfUse",), {"type": "Ours", "prose": "No accreditation."}),
    ((*ACHIEVEMENT, "hours"), 8),
    (("id",), "certificates/K7QF-M2XD-9RTW-H3VB"),
    ((*ACHIEVEMENT, "id"), "anchored here"),
    (("validFrom",), "1 March 2025"),
    (("type",), ["VerifiableCredential"]),
    (("@context", 1), "https://purl.example.org/context.json"),
    (("credentialStatus", "type"), "OurStatus"),
    ((SUBJECT, "identifier"), []),
]


def test_the_judges_find_nothing_wrong() -> None:
    assert faults(made()) == []
    read = read_by_openbadgeslib(made())

    assert read.issuer.id == ISSUER.id
    assert read.issuer.name == ADA.provider
    assert read.achievement.achievement_type == "CertificateOfCompletion"
    assert [module.target_name for module in read.achievement.alignments] == list(TITLES)
    assert read.issuance_date == MARCH.issued_at


@pytest.mark.parametrize(
    "facts",
    [
        {"language": "zh-Hant-TW"}, {"language": "en-GB-oxendict"}, {"edition": ""}, {"minutes": 0},
        {"edition": "Spring / 2026 & on?#1"}, {"programme": "</script>]]>\u2028 “é”"},
        {"holder": LONG}, {"modules": ()}, {"modules": MODULES * 6},
        {"replaces": "0123456789ABCDEF"},
    ],
    ids=lambda facts: "".join(facts),
)  # fmt: skip
def test_they_find_nothing_wrong_with_others_either(facts: dict[str, Any]) -> None:
    assert faults(made(**facts)) == []
    read_by_openbadgeslib(made(**facts))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8")))
def test_no_words_make_it_invalid(programme: str, edition: str) -> None:
    assert faults(made(programme=programme, edition=edition, statement=programme)) == []


@pytest.mark.parametrize("path", REQUIRED, ids=str)
def test_the_schema_misses_what_is_left_out(path: Steps) -> None:
    assert faults(without(path))


@pytest.mark.parametrize(("path", "value"), WRONG, ids=str)
def test_the_schema_refuses_what_is_wrong(path: Steps, value: object) -> None:
    assert faults(having(path, value))


@pytest.mark.parametrize(("path", "value"), UNSIGNABLE, ids=str)
def test_openbadgeslib_refuses_what_a_proof_would_not_cover(path: Steps, value: object) -> None:
    with pytest.raises((LibOpenBadgesException, ValueError)):
        read_by_openbadgeslib(having(path, value))


def test_every_fact_of_the_paper_is_there() -> None:
    document = made(replaces="0123456789ABCDEF")
    written = json.dumps(document, ensure_ascii=False)
    achievement = document[SUBJECT]["achievement"]

    assert document["id"] == f"{HOME}/certificates/K7QF-M2XD-9RTW-H3VB"
    assert document["validFrom"] == "2025-03-01T09:30:00Z"
    assert document["description"] == (
        "Certificate K7QF-M2XD-9RTW-H3VB, issued on 1 March 2025. Edition 2026.1. "
        "Studied alone: 485 minutes. Studied with others: 120 minutes. "
        "It replaces certificate 0123-4567-89AB-CDEF. This certificate records completion. "
        "It is not an accreditation or a qualification."
    )
    assert (achievement["name"], achievement["version"]) == (ADA.programme, ADA.edition)
    assert ADA.what_it_is_not in achievement["description"]
    assert ADA.statement in achievement["criteria"]["narrative"]
    for number, title in enumerate(TITLES):
        assert achievement["alignment"][number]["targetName"] == title
        assert "60 minutes" in achievement["alignment"][number]["targetDescription"]
    assert ADA.provider in written


def test_the_achievement_is_the_same_for_everybody() -> None:
    ben = replace(MARCH, code="0123456789ABCDEF", holder="Ben", minutes_together=7)
    other = made(replace(FACTS, snapshot=ben, salt=SALT[::-1], status_index=2, mail_address=""))

    assert other[SUBJECT]["achievement"] == made()[SUBJECT]["achievement"]


def test_nobody_is_named_unless_they_chose_to_be() -> None:
    silent = json.dumps(made())
    named = made(replace(FACTS, shows_name=True))

    assert not [word for word in ("Ada", "Lovelace", MAIL, "ada@") if word in silent]
    assert named[SUBJECT]["identifier"][0] == {
        "type": "IdentityObject", "hashed": False, "identityHash": "Ada Lovelace",
        "identityType": "name",
    }  # fmt: skip
    assert MAIL not in json.dumps(named)
    assert faults(named) == []
    read_by_openbadgeslib(named)


def test_who_knows_name_or_address_can_check_it() -> None:
    name, mail = made()[SUBJECT]["identifier"]

    assert name == IdentityObject.create("Ada Lovelace", SALT, "name").to_dict()
    assert mail == IdentityObject.create(MAIL, SALT).to_dict()


def test_two_certificates_of_one_person_do_not_look_related() -> None:
    again = made(replace(FACTS, salt=SALT[::-1]))[SUBJECT]["identifier"]
    hashes = [one["identityHash"] for one in (*again, *made()[SUBJECT]["identifier"])]
    assert len(set(hashes)) == 4


@pytest.mark.parametrize("salt", ["", "short"])
def test_a_salt_that_hides_nothing_is_refused(salt: str) -> None:
    with pytest.raises(ValueError, match="at least 16 characters"):
        made(replace(FACTS, salt=salt))


def test_without_an_address_only_the_name_is_hashed() -> None:
    (only,) = made(replace(FACTS, mail_address=""))[SUBJECT]["identifier"]
    assert only["identityType"] == "name"


def test_its_status_stands_on_the_second_list() -> None:
    assert made()["credentialStatus"] == {
        "id": f"{HOME}/credentials/status/1#3",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "3",
        "statusListCredential": f"{HOME}/credentials/status/1",
    }


def test_the_moment_is_in_utc_to_the_second_and_the_day_in_its_own_zone() -> None:
    late = datetime(2025, 3, 1, 0, 30, 7, 999, tzinfo=timezone(timedelta(hours=1)))
    document = made(issued_at=late)

    assert document["validFrom"] == "2025-02-28T23:30:07Z"
    assert "issued on 1 March 2025" in document["description"]


def test_the_same_facts_are_the_same_content() -> None:
    assert made(modules=tuple(CertifiedModule(title=t, minutes=60) for t in TITLES)) == made()
