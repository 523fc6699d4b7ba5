"""The offline checker as a file: one page, no stranger in it, and nothing that could call one."""

import hashlib
import re
from base64 import b64encode

from learning.paths import SHIPPED
from learning.web.checker import checker_page, checker_policy
from tests.browser import Page
from tests.certificates.signed import known

FORM = {"<form ": '<form method="none" action="none" '}  # it is sent nowhere
VENDOR = SHIPPED / "static" / "checker" / "vendor"


def inner(page: str, tag: str) -> str:
    (found,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    return str(found)


def test_it_is_one_small_page_of_the_house() -> None:
    page = checker_page(known())

    assert len(page.encode()) < 350_000
    assert not re.search(r"@import|\burl\(", inner(page, "style"))
    assert not re.search(r"\b(src|href)=", page.replace(inner(page, "script"), ""))


def test_its_fields_are_labelled_and_its_title_is_its_heading() -> None:
    page = checker_page(known())
    html = page.replace(inner(page, "script"), "").partition("<!--")[0]

    read = Page(re.sub("<!doctype html>|<form ", lambda tag: FORM.get(tag[0], ""), html))
    read.check()


def test_the_policy_names_exactly_its_own_script_and_style() -> None:
    page = checker_page(known())

    for tag in ("script", "style"):
        digest = b64encode(hashlib.sha256(inner(page, tag).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in checker_policy()
    assert f'content="{checker_policy()}"' in page
    assert checker_policy().startswith("default-src 'none'; ")
    assert "unsafe" not in checker_policy()


def test_what_it_knows_cannot_end_its_block() -> None:
    hostile = "</script><script>alert(1)</script><!--"
    page = checker_page(known(issuer={"id": hostile, "name": hostile, "address": hostile}))

    assert hostile not in page
    assert page.count("<script") == 2 == page.count("</script>")


def test_libraries_are_named_with_version_and_travel_with_their_licences() -> None:
    page, readme = checker_page(known()), (VENDOR / "README.md").read_text(encoding="utf-8")

    for path in VENDOR.iterdir():
        assert path.name == "README.md" or f"`{path.name}`" in readme
    assert page.count("The MIT License (MIT)") == 2
    assert "Apache License" in page
