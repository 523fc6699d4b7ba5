"""What admins can do that is written down. Names are kept in the database and stay the same."""

from enum import StrEnum


class Act(StrEnum):
    """One kind of thing that an admin does."""

    FIND_PEOPLE = "find-people"
    OPEN_PERSON = "open-person"
    CORRECT_NAME = "correct-name"
    REISSUE_CERTIFICATE = "reissue-certificate"
    WITHDRAW_CERTIFICATE = "withdraw-certificate"
    END_SIGN_INS = "end-sign-ins"
    SEND_NEW_PASSWORD = "send-new-password"  # noqa: S105 (the name of an act)
    SET_PASSWORD = "set-password"  # noqa: S105 (the name of an act)
    FORGET_SECOND_FACTOR = "forget-second-factor"
    MAKE_ADMIN = "make-admin"
    UNMAKE_ADMIN = "unmake-admin"
    BEGIN_DELETION = "begin-deletion"
    MERGE_ORGANISATIONS = "merge-organisations"
    ADD_ORGANISATION = "add-organisation"
    MAKE_ORGANISATION_ADMIN = "make-organisation-admin"
    UNMAKE_ORGANISATION_ADMIN = "unmake-organisation-admin"
    INVITE = "invite"
    EXPORT_STATISTICS = "export-statistics"
    EXPORT_REPORT = "export-report"
    READ_QUOTES = "read-quotes"
    EXPORT_LOG = "export-log"
    WARN_UNUSED = "warn-unused"
    DELETE_UNUSED = "delete-unused"
    OPEN_COMPLAINT = "open-complaint"
    ANSWER_COMPLAINT = "answer-complaint"
    JOIN_ACCOUNTS = "join-accounts"
    MARK_KEY_STOLEN = "mark-key-stolen"

    @property
    def words(self) -> str:
        """Return what was done, so that the admin’s name can stand before or after it."""
        return WORDS.get(self, self.value)


WORDS: dict[Act, str] = {
    Act.FIND_PEOPLE: "Looked for somebody",
    Act.OPEN_PERSON: "Opened the page about an account",
    Act.CORRECT_NAME: "Corrected a name",
    Act.REISSUE_CERTIFICATE: "Issued a certificate anew",
    Act.WITHDRAW_CERTIFICATE: "Withdrew a certificate",
    Act.END_SIGN_INS: "Signed an account out everywhere",
    Act.SEND_NEW_PASSWORD: "Had a link for a new password mailed",
    Act.SET_PASSWORD: "Gave an account a new password",
    Act.FORGET_SECOND_FACTOR: "Removed an account’s second steps of signing in",
    Act.MAKE_ADMIN: "Made an account an admin’s",
    Act.UNMAKE_ADMIN: "Took an account’s rights as admin away",
    Act.BEGIN_DELETION: "Began the deletion of an account",
    Act.MERGE_ORGANISATIONS: "Made several names one organisation",
    Act.ADD_ORGANISATION: "Added an organisation",
    Act.MAKE_ORGANISATION_ADMIN: "Let an account look after an organisation",
    Act.UNMAKE_ORGANISATION_ADMIN: "Let an account look after an organisation no more",
    Act.INVITE: "Invited people of an organisation",
    Act.EXPORT_STATISTICS: "Downloaded statistics",
    Act.EXPORT_REPORT: "Downloaded the evaluation report",
    Act.READ_QUOTES: "Opened the passages to quote",
    Act.EXPORT_LOG: "Downloaded this log",
    Act.WARN_UNUSED: "Warned that an unused account will be deleted",
    Act.DELETE_UNUSED: "Deleted an unused account",
    Act.OPEN_COMPLAINT: "Opened a complaint",
    Act.ANSWER_COMPLAINT: "Answered a complaint",
    Act.JOIN_ACCOUNTS: "Made another account part of an account",
    Act.MARK_KEY_STOLEN: "Marked a key of certificates as stolen",
}
"""Acts as pages name them; every act has its words."""
