"""What a page open in Chromium fails by: axe's rules of WCAG 2.2 AA, and being wider than its window."""

from axe_playwright_python.sync_playwright import Axe

AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    # Off by default in axe: fingers need 24 by 24 pixels.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
WIDER_THAN_THE_WINDOW = """
() => [...document.querySelectorAll("body *")]
    .filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        || part.getBoundingClientRect().left < -1)
    .filter((part) => part.checkVisibility() && !part.closest(".visually-hidden, .skip-link, [data-scrolls], pre, .scrolls"))
    .map((part) => part.tagName.toLowerCase() + "." + part.className)
    .slice(0, 5)
"""


def violations(page, colours: str = "light", **options: object) -> list[str]:
    """Return what axe finds, one line per element."""
    page.emulate_media(color_scheme=colours)
    found = Axe().run(page, options=AXE | options).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]} – {rule['help']}" for rule in found for node in rule["nodes"]]


def overflow(page) -> list[str]:
    """Return what is wider than the window, so that one would have to move sideways to read."""
    if page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
        return []
    return page.evaluate(WIDER_THAN_THE_WINDOW) or ["something"]
