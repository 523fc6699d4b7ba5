"""What the operator gave: the settings, the address, the programme."""

from urllib.parse import urlsplit

from learning.doctor.finding import LOOPBACK, Finding, Where, fine, look, mend

_MOST_SHOWN = 3


def settings(where: Where) -> Finding:
    """Say every setting that is wrong."""
    name, wrong = "Settings", where.wrong_settings
    if not wrong:
        return fine(name, "They can work.")
    said = "One setting" if len(wrong) == 1 else f"{len(wrong)} settings"
    return mend(name, f"{said} cannot work, so nothing starts.", "\n".join(wrong))


def address(where: Where) -> Finding:
    """Look whether the address that people use is known, and fits what stands in front."""
    name, given = "Address", where.settings.base_url
    if not given:
        return look(
            name,
            "It is not set, so mails hold no links and certificates cannot be checked elsewhere.",
            "Set LEARNING_BASE_URL, such as https://learn.example.org, and restart.",
        )
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        return mend(
            name,
            "LEARNING_BASE_URL is not the address of a server alone.",
            "Write it without anything behind the name, such as https://learn.example.org",
        )
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        return mend(
            name,
            f"{given} is not encrypted: passwords can be read on their way.",
            "Put a proxy with HTTPS in front, and write https:// in LEARNING_BASE_URL.",
        )
    if parts.scheme == "https" and not where.settings.trusted_proxies:
        return mend(
            name,
            "HTTPS comes from a proxy, and none is trusted: whoever guesses passwords locks"
            " everybody out at once.",
            "Set LEARNING_TRUSTED_PROXIES to how many proxies stand in front, mostly 1, and"
            " restart.",
        )
    return fine(name, f"People reach it at {given}.")


def programme(where: Where) -> Finding:
    """Look whether the programme in the folder can be served."""
    name, mistakes = "Programme", where.mistakes()
    if not mistakes:
        return fine(name, "Its files have no mistakes.")
    many = "a mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
    shown = [str(mistake) for mistake in mistakes[:_MOST_SHOWN]]
    return mend(
        name,
        f"Its files have {many}. A server that runs holds them back; a start is refused.",
        "\n".join([*shown, "All of them:", "$ learning check"]),
    )
