"""Putting right what stands on an account. Each writes down who did it and why, and tells them."""

from sqlalchemy.orm import Session

from learning import accounts, audit, certificates
from learning.accounts import Person
from learning.audit import Act
from learning.certificates import grouped
from learning.content import Programme
from learning.mailed_links import Site
from learning.people.asked import somebody_else
from learning.people.telling import tell


def correct_name(
    db: Session, admin: Person, user_id: int, name: str, *, reason: str, site: Site
) -> bool:
    """Change the name on an account; False for the name that it has: nothing changes then.

    Certificates keep theirs. Raises `NotAllowed` and `NotFound` as `somebody_else` does.
    """
    person = somebody_else(db, admin, user_id)
    if person.name == name.strip():
        return False
    accounts.rename(db, person, name)
    audit.note(db, admin, Act.CORRECT_NAME, about_id=user_id, reason=reason)
    said = f"The name on your account is now “{name.strip()}”. Certificates keep the name they have"
    tell(db, person, admin, f"{said} until one is issued anew.", reason, site)
    return True


def reissue_certificate(
    db: Session, admin: Person, user_id: int, programme: Programme, *, reason: str, site: Site
) -> str:
    """Issue the latest certificate anew under the name on the account; twice changes nothing.

    Returns its code. The former can still be checked. Raises `NotFound` for who has none, and
    `Conflict` for one that was withdrawn or a name that cannot be printed; else as
    `somebody_else` does.
    """
    person = somebody_else(db, admin, user_id)
    before = {issued.snapshot.code for issued in certificates.certificates_of(db, person)}
    holder = " ".join(person.name.split())
    code = certificates.reissue(db, user_id, programme, holder)
    if code in before:
        return code
    about = f"certificate {grouped(code)}"
    audit.note(db, admin, Act.REISSUE_CERTIFICATE, about_id=user_id, about=about, reason=reason)
    said = f"Your certificate was issued anew, for “{holder}”. Its number is {grouped(code)}."
    tell(db, person, admin, said, reason, site)
    return code


def end_sign_ins(db: Session, admin: Person, user_id: int, *, reason: str, site: Site) -> None:
    """Sign somebody out everywhere; they are told, also if they were signed in nowhere.

    Raises `NotAllowed` and `NotFound` as `somebody_else` does.
    """
    person = somebody_else(db, admin, user_id)
    accounts.end_all(db, user_id)
    audit.note(db, admin, Act.END_SIGN_INS, about_id=user_id, reason=reason)
    said = "You were signed out on every device. Nothing else has changed: sign in as usual."
    tell(db, person, admin, said, reason, site)
