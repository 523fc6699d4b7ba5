"""Ten codes on paper, each good for one sign-in: for who has lost the app and every passkey."""

import secrets
from hmac import compare_digest

from argon2.low_level import Type, hash_secret_raw
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from learning import clock
from learning.second_factor import telling
from learning.second_factor.tables import RecoveryCode

HOW_MANY = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those that nobody takes for one another on paper."""
_LENGTH = 10
"""Letters of a code, 49 bits: with a slow hash, too many to try."""


def new_codes() -> list[str]:
    """Return ten codes, as they are shown once: ``kfmqz-7hwxp``."""
    made = ("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(HOW_MANY))
    return [f"{code[:5]}-{code[5:]}" for code in made]


def hash_codes(codes: list[str]) -> list[str]:
    """Return what is kept of them; about 30 ms each: before the writers' turn."""
    salt = secrets.token_bytes(16)
    return [_hashed(code, salt) for code in codes]


def replace_codes(db: Session, user_id: int, hashes: list[str]) -> None:
    """Let these codes be the person's, and no earlier ones."""
    forget_codes(db, user_id)
    rows = [{"user_id": user_id, "code_hash": code_hash} for code_hash in hashes]
    db.execute(insert(RecoveryCode), rows)
    telling.tell(db, user_id, telling.CODES_MADE)


def forget_codes(db: Session, user_id: int) -> None:
    """Let no code be good any more."""
    db.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


def matching_code(db: Session, user_id: int, code: str) -> int | None:
    """Return the id of the unused code that was given, or None; one query, about 30 ms."""
    mine = (RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    rows = db.execute(select(RecoveryCode.id, RecoveryCode.code_hash).where(*mine)).all()
    tried = {salt: _hashed(code, bytes.fromhex(salt)) for salt in {_salt(r[1]) for r in rows}}
    found = [r.id for r in rows if compare_digest(tried[_salt(r.code_hash)], r.code_hash)]
    return found[0] if found else None


def use_code(db: Session, user_id: int, code_id: int) -> bool:
    """Note that a code was used; False if it was before."""
    unused = (RecoveryCode.id == code_id, RecoveryCode.user_id == user_id)
    used = update(RecoveryCode).where(*unused, RecoveryCode.used_at.is_(None))
    done = db.execute(used.values(used_at=clock.now()).returning(RecoveryCode.id))
    return bool(done.first())


def codes_left(db: Session, user_id: int) -> int:
    """Return how many are unused; one query."""
    mine = (RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return db.scalar(select(func.count()).select_from(RecoveryCode).where(*mine)) or 0


def _hashed(code: str, salt: bytes) -> str:
    """Return the salt, which all ten share so that one try costs one hash, and the hash."""
    letters = "".join(sign for sign in code.lower() if sign.isalnum())[: 2 * _LENGTH]
    made = hash_secret_raw(
        letters.encode(), salt,
        time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, type=Type.ID,
    )  # fmt: skip
    return f"{salt.hex()}${made.hex()}"


def _salt(code_hash: str) -> str:
    return code_hash.partition("$")[0]
