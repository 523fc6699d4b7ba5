"""What people can choose from when they say what they do, and where."""

from enum import StrEnum


class Choice(StrEnum):
    """A value for the table, and ``words`` for the page."""

    words: str

    def __new__(cls, value: str, words: str = "") -> "Choice":
        """Make a member of both; every one has words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member


class Sector(Choice):
    """What kind of organisation somebody works for."""

    HEALTH = "health", "Health or social care"
    COUNCIL = "council", "Local government"
    EDUCATION = "education", "University, college or school"
    HOUSING = "housing", "Housing"
    VOLUNTARY = "voluntary", "Voluntary and community"
    EMERGENCY = "emergency", "Police, fire or rescue"
    GOVERNMENT = "government", "National government or public body"
    BUSINESS = "business", "Business"
    OTHER = "other", "Something else"


class Nation(Choice):
    """Where somebody works."""

    ENGLAND = "england", "England"
    SCOTLAND = "scotland", "Scotland"
    WALES = "wales", "Wales"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"
    ELSEWHERE = "elsewhere", "Elsewhere"


class WorkRole(Choice):
    """What somebody does there."""

    LEADERSHIP = "leadership", "Leadership or board"
    MANAGEMENT = "management", "Managing a service or a team"
    PUBLIC_HEALTH = "public_health", "Public health"
    PEOPLE = "people", "People and jobs (HR)"
    BUYING = "buying", "Buying (procurement)"
    ESTATES = "estates", "Buildings and land (estates and facilities)"
    GREEN = "green", "Environment and sustainability"
    COMMUNITIES = "communities", "Working with communities"
    CARE = "care", "Clinical work or care"
    RESEARCH = "research", "Research or teaching"
    OTHER = "other", "Something else"


class Stage(Choice):
    """How far the organisation is with its work as an anchor."""

    NEW = "new", "New to it"
    STARTED = "started", "We have begun"
    ESTABLISHED = "established", "It is part of how we work"
    UNSURE = "unsure", "I am not sure"
