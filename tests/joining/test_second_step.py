"""The second step of the account that goes: it comes along if asked for, and opens no other."""

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from learning import joining, second_factor
from learning.content import Programme
from learning.errors import Conflict
from learning.second_factor import Authenticator, RecoveryCode
from tests.cast import Cast, give_app, give_passkey
from tests.joining.pair import unite
from tests.mailed_links.mailed import SITE


def test_the_stronger_second_factor_stays(db: Session, cast: Cast, programme: Programme) -> None:
    give_app(db, cast.ben.id)
    db.execute(insert(RecoveryCode).values(user_id=cast.ben.id, code_hash="of Ben"))

    with pytest.raises(Conflict, match="Say first"):
        joining.unite(db, cast.ada, cast.ben.id, programme, SITE)
    unite(db, cast.ada, cast.ben, programme)

    assert db.get(Authenticator, cast.ada.id)
    assert db.scalar(select(RecoveryCode.user_id)) == cast.ada.id


def test_what_opened_the_other_account_opens_none_that_has_its_own(
    db: Session, cast: Cast, programme: Programme
) -> None:
    for person in (cast.ada, cast.ben):
        give_app(db, person.id)
    give_passkey(db, cast.ben)
    db.execute(insert(RecoveryCode).values(user_id=cast.ben.id, code_hash="of Ben"))

    assert joining.unite(db, cast.ada, cast.ben.id, programme, SITE)

    assert second_factor.ways_of(db, cast.ada.id).count == 1
    assert db.scalars(select(RecoveryCode.user_id)).all() == []
