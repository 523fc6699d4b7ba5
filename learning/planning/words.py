"""What is said about live sessions in mails, calendars and texts to copy; no database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from learning import clock
from learning.content import Page, Programme
from learning.mail import without_links
from learning.planning.calendar import Entry, Invited, Method, calendar_file
from learning.planning.tokens import Pass, link_token
from learning.planning.views import SessionView


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What letters are written with: the programme, where links lead, and who signs."""

    programme: Programme
    base_url: str
    """Without a slash at its end; empty where it is not known, then letters have no links."""
    secret: str = field(repr=False)
    organiser: str = ""
    """The mail address invitations come from; empty where none is set."""

    def address(self, path: str) -> str:
        """Return the whole address of a page of ours."""
        return f"{self.base_url}{path}"

    def reply_link(self, view: SessionView, user_id: int | None) -> str:
        """Return where that member, or a guest, says whether they come."""
        token = link_token(self.secret, Pass(view.id, user_id))
        return self.address(f"/reply/{token}")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is told about a session: a member, or a guest without ``user_id``."""

    address: str
    name: str | None
    user_id: int | None


def title(view: SessionView, programme: Programme) -> str:
    """Return what the session is about, ``Module 3: Good work``."""
    module = view.module(programme)
    return f"Module {module.number}: {module.title}" if module else "A module that was taken out"


def over_days(view: SessionView, programme: Programme) -> str:
    """Return how a session over days goes, in a sentence or two."""
    module = view.module(programme)
    script = module.script if module else None
    each = "a day" if view.days == 1 else f"{view.days} days"
    span = ""
    if view.days and script and view.length in script.lengths:
        span = f", {script.days_in(view.length, view.days)} days in all"
    return (
        f"Over days: {each} for each step{span}, counted from when the first of you comes in."
        " Come when it suits you, as often as you like."
    )


def _when(view: SessionView) -> str:
    return f"From {view.when.beginning}" if view.days else view.when.words


def one_line(text: str) -> str:
    """Return ``text`` fit for a subject or a name: one line, nothing invisible."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def for_guests(view: SessionView) -> SessionView:
    """Return the session as mails to guests have it: no link that a member typed is sent round.

    That of the call stands on the page where guests answer.
    """
    call = "on a video call, whose link stands where you say whether you come" if view.link else ""
    where = [part for part in (without_links(view.place or ""), call) if part]
    name = without_links(view.team_name)
    return replace(view, team_name=name, place=", ".join(where) or None, link=None)


def invitation(view: SessionView, post: Post, to: Recipient) -> str:
    """Return the words of the mail about one new session."""
    parts = [
        _greeting(to),
        f"Your team “{view.team_name}” has planned a live session.",
        _facts(view, post),
        _before(view, post),
        _asking(view, post, to),
    ]
    return _text(parts)


def series_invitation(views: Sequence[SessionView], post: Post, to: Recipient) -> str:
    """Return the words of the mail about several new sessions."""
    parts = [
        _greeting(to),
        f"Your team “{views[0].team_name}” has planned {len(views)} live sessions.",
        *(_text([_facts(view, post), _asking(view, post, to)]).strip() for view in views),
        "All of them are in the calendar file. The day before each you hear what to read.",
    ]
    return _text(parts)


def change_notice(view: SessionView, post: Post, to: Recipient) -> str:
    """Return the words of the mail about a changed plan."""
    parts = [
        _greeting(to),
        f"The plan for a live session of “{view.team_name}” has changed. From now on:",
        _facts(view, post),
        "If you had said whether you come, please say it once more.",
        _asking(view, post, to),
    ]
    return _text(parts)


def cancellation(views: Sequence[SessionView], post: Post, to: Recipient) -> str:
    """Return the words of the mail about sessions that will not take place."""
    what = "A live session" if len(views) == 1 else f"{len(views)} live sessions"
    parts = [
        _greeting(to),
        f"{what} of “{views[0].team_name}” will not take place:",
        *(f"{title(view, post.programme)}\n{_when(view)}" for view in views),
    ]
    return _text(parts)


def reminder(view: SessionView, post: Post, to: Recipient) -> str:
    """Return the words of the mail on the day before."""
    parts = [
        _greeting(to),
        f"The next live session of “{view.team_name}” is near.",
        _facts(view, post),
        _before(view, post),
        _asking(view, post, to),
    ]
    return _text(parts)


def text_to_copy(view: SessionView, post: Post) -> str:
    """Return the invitation for members to send on by whatever means they use."""
    parts = [
        f"“{view.team_name}” meets for a live session.",
        _facts(view, post),
        _before(view, post),
        f"On the team? Say whether you come: {post.address(view.path)}\n"
        f"As a guest, without an account: {post.reply_link(view, None)}",
    ]
    return _text(parts)


def calendar_of(views: Sequence[SessionView], post: Post, *, to: Recipient | None = None) -> str:
    """Return the calendar file: to take over, or, with ``to``, the invitation or its end.

    An invitation is about one event; several at once are always a file to take over.
    """
    invited = None
    if to and post.organiser:
        invited = Invited(post.organiser, one_line(views[0].team_name), to.address)
    return calendar_file(
        [_entry(view, post) for view in views],
        method_of(views, invited),
        stamp=clock.now(),
        invited=invited if len(views) == 1 else None,
    )


def method_of(views: Sequence[SessionView], invited: object) -> Method:
    """Return what a calendar shall do with the file about ``views``."""
    if len(views) > 1 or not (invited or views[0].is_cancelled):
        return Method.PUBLISH
    return Method.CANCEL if views[0].is_cancelled else Method.REQUEST


def _entry(view: SessionView, post: Post) -> Entry:
    text = _text([_facts(view, post), _before(view, post)])
    return Entry(
        uid=view.uid,
        sequence=view.sequence,
        starts=view.when.starts,
        ends=view.when.ends,
        title=one_line(f"{title(view, post.programme)} ({view.team_name})"),
        text=text,
        place=view.place or view.link or "",
        address=post.address(view.path) if post.base_url else "",
        is_cancelled=view.is_cancelled,
    )


def _greeting(to: Recipient) -> str:
    return f"Hello {to.name}," if to.name else "Hello,"


def _facts(view: SessionView, post: Post) -> str:
    lines = [title(view, post.programme), _when(view)]
    if view.days:
        lines.append(over_days(view, post.programme))
    elif view.when.note:
        lines.append(view.when.note)
    if view.place:
        lines.append(f"Where: {view.place}")
    if view.link:
        lines.append(f"Video call: {view.link}")
    return "\n".join(lines)


def _before(view: SessionView, post: Post) -> str:
    """Return what to read and to think about, as the module's script says it; or nothing."""
    module = view.module(post.programme)
    script = module.script if module else None
    return "\n\n".join(_preparation(script.read, script.questions, post)) if script else ""


def _preparation(read: Sequence[str], questions: Sequence[str], post: Post) -> Iterator[str]:
    if read:
        pages = [_page(post.programme.page(page_id), post) for page_id in read]
        yield "\n".join(["Look at again before:", *pages])
    if questions:
        asked = (f"{number}. {question}" for number, question in enumerate(questions, start=1))
        yield "\n".join(["Think about before:", *asked])


def _page(page: Page, post: Post) -> str:
    address = f" {post.address(page.path)}" if post.base_url else ""
    return f"- {page.title} ({page.minutes} min){address}"


def _asking(view: SessionView, post: Post, to: Recipient) -> str:
    if not post.base_url:
        return "Say on the team’s page whether you come."
    lines = [f"Say whether you come, without signing in: {post.reply_link(view, to.user_id)}"]
    if to.user_id:
        lines.append(f"More about this session: {post.address(view.path)}")
    return "\n".join(lines)


def _text(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
