"""A person with a browser that runs no script: opens pages, fills in forms, keeps cookies. For real servers."""

from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener
from xml.etree.ElementTree import Element

import html5lib

from tests.support.html import text_of


class Visitor:
    """`visitor.open("/sign-in")`, then `visitor.submit(email="…")` the form of the page that is open."""

    def __init__(self, origin: str) -> None:
        self.url, self.status = origin, 0
        self.root: Element = Element("html")
        # No proxy: whatever the environment says, the servers of tests are on this computer.
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))

    @property
    def text(self) -> str:
        """The words of the page that is open."""
        return text_of(self.root)

    def open(self, address: str, data: dict[str, Any] | None = None) -> "Visitor":
        """Open `address` (a path, or whole), or send `data` there; redirections are followed."""
        url = urljoin(self.url, address)
        body = urlencode(data, doseq=True).encode() if data is not None else None
        # What a browser sends along with a form.
        headers = {"Referer": self.url, "User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}
        try:
            answer = self._opener.open(Request(url, body, headers), timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            self.url, self.status = answer.url, answer.status
            self.root = html5lib.parse(answer.read().decode(), namespaceHTMLElements=False)
        return self

    def submit(self, to: str = "", **answers: Any) -> "Visitor":
        """Fill in the form that posts to an address with `to` in it, and send it; what is not named stays as it stands."""
        for form in self.root.iter("form"):
            action = urljoin(self.url, form.get("action") or self.url)
            if (form.get("method") or "get").lower() == "post" and to in urlsplit(action).path:
                unknown = set(answers) - {field.get("name") for field in form.iter()}
                assert not unknown, f"the form has no field {unknown}"
                return self.open(action, _filled(form) | answers)
        raise AssertionError(f"no form to “{to}” on {self.url}: {self.text[:500]}")


def _filled(form: Element) -> dict[str, Any]:
    """Return what the form holds as it stands."""
    held: dict[str, Any] = {}
    for field in form.iter():
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in {"submit", "button", "file"} or field.tag == "button":
            continue
        if field.tag == "select":
            options = list(field.iter("option"))
            chosen = next((one for one in options if one.get("selected") is not None), options[0])
            held[name] = chosen.get("value")
        elif field.tag == "textarea":
            held[name] = "".join(field.itertext())
        elif field.tag == "input" and (kind not in {"checkbox", "radio"} or field.get("checked") is not None):
            held[name] = field.get("value", "")
    return held
