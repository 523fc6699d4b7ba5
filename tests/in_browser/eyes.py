"""What the machine can see of a page: whether it scrolls sideways, and axe-core's findings."""

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.in_browser.visit import Scheme

NARROW = (320, 640)
ZOOMED = (320, 256)
"""A window of 1280 × 1024 at 400 %."""

_SCRIPT: str = Axe().axe_script
_WIDEST = """() => {
  const limit = document.documentElement.clientWidth;
  const over = [...document.body.querySelectorAll("*")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > limit + 1 && !e.closest(".table") && !e.closest(".picture");
  });
  return document.documentElement.scrollWidth > limit
    ? [`${document.documentElement.scrollWidth} px`, ...over.map((e) => e.outerHTML.slice(0, 120))]
    : [];
}"""
_AXE = """async () => {
  const preload = { assets: ["media"] };  // no rule that it runs needs the style sheets
  const found = await axe.run(document, { resultTypes: ["violations"], preload });
  const said = (rule) => rule.nodes.map((n) => `${rule.id}: ${n.failureSummary} ${n.html}`);
  return found.violations.flatMap(said);
}"""


def sideways(page: Page, size: tuple[int, int]) -> list[str]:
    """Return what makes the page wider than a window of ``size``; nothing if all is well."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found: list[str] = page.evaluate(_WIDEST)
    return found


def sideways_zoomed(page: Page) -> list[str]:
    """Return the same for a large window at 400 %: few pixels, each of them four wide."""
    wire = page.context.new_cdp_session(page)
    size = {"width": ZOOMED[0], "height": ZOOMED[1], "deviceScaleFactor": 4, "mobile": False}
    wire.send("Emulation.setDeviceMetricsOverride", size)
    assert page.evaluate("devicePixelRatio") == 4
    found: list[str] = page.evaluate(_WIDEST)
    wire.send("Emulation.clearDeviceMetricsOverride")
    wire.detach()
    return found


def axe(page: Page, scheme: Scheme) -> list[str]:
    """Return axe-core's findings, one line each."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    found: list[str] = page.evaluate(_AXE)
    return found
