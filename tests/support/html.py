"""What is wrong with a page, told in sentences: one function per subject, each returning its faults."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from outreach.extensions import csrf

# Fetched when the page is shown, so from our own house alone.
_RESOURCES = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "input": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "track": "src",
    "video": "src",
}
_FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
_TYPED_BY_PEOPLE = ("input", "select", "textarea")
_NEEDS_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ug", "ur"}


class Page:
    """A page as an answer brought it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root: Element = parser.parse(response.get_data(as_text=True))
        self.parse_errors = parser.errors

    def all(self, tag: str) -> list[Element]:
        """Return the elements of one name, in order."""
        return list(self.root.iter(tag))

    @property
    def elements(self) -> Iterator[Element]:
        """Every element."""
        return (element for element in self.root.iter() if isinstance(element.tag, str))


def markup_faults(page: Page) -> list[str]:
    """The page is HTML as the standard has it, its ids are single, and what refers to an id finds it."""
    faults = [f"line {line}: {code} {details}" for (line, _column), code, details in page.parse_errors]
    ids = Counter(element.get("id") for element in page.elements if element.get("id") is not None)
    faults += [f"id “{name}” stands {times} times" for name, times in ids.items() if times > 1]
    faults += ["an id is empty"] if "" in ids else []
    for element in page.elements:
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "headers"):
            missing = [name for name in (element.get(attribute) or "").split() if name not in ids]
            faults += [f"<{element.tag} {attribute}> names “{name}”, which is nowhere" for name in missing]
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and href[1:] not in ids:
            faults.append(f"a link leads to “{href}”, which is nowhere")
        if element.tag == "button" and element.get("type") not in {"submit", "button", "reset"}:
            faults.append(f"the button “{text_of(element)}” has no type")
    return faults


def frame_faults(page: Page) -> list[str]:
    """The page says its language, direction and title, and has one main heading inside one main part."""
    faults = []
    language, direction = page.root.get("lang", ""), page.root.get("dir")
    if not re.fullmatch(r"[a-z]{2}(-[A-Za-z]+)*", language):
        faults.append(f"lang is “{language}”")
    wanted = "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
    if direction != wanted:
        faults.append(f"dir is “{direction}” for “{language}”")
    titles = [text_of(title) for title in page.root.findall("head/title")]
    if len(titles) != 1 or not titles[0].strip(" –-|"):
        faults.append(f"the titles are {titles}")
    headings = [text_of(heading) for heading in page.all("h1")]
    if len(headings) != 1 or not headings[0]:
        faults.append(f"the main headings are {headings}")
    if len(page.all("main")) != 1:
        faults.append(f"there are {len(page.all('main'))} main parts")
    levels = [int(element.tag[1]) for element in page.elements if re.fullmatch("h[1-6]", element.tag)]
    steps = itertools.pairwise(levels)
    faults += [
        f"a heading of level {after} follows one of level {before}" for before, after in steps if after > before + 1
    ]
    return faults


def label_faults(page: Page) -> list[str]:
    """What people fill in has a label, what is drawn has words, a table has a caption and headings."""
    labelled = {label.get("for") for label in page.all("label")}
    inside = {id(part) for label in page.all("label") for part in label.iter()}
    faults = []
    for element in page.elements:
        if element.tag in _TYPED_BY_PEOPLE and element.get("type", "text") not in _NEEDS_NO_LABEL:
            named = element.get("aria-label") or element.get("aria-labelledby")
            if not named and element.get("id") not in labelled and id(element) not in inside:
                faults.append(f"the field “{element.get('name')}” has no label")
        if element.tag == "img" and element.get("alt") is None:
            faults.append(f"the picture “{element.get('src')}” has no alt")
        if element.tag == "iframe" and not element.get("title"):
            faults.append("a frame has no title")
        if element.tag == "fieldset" and (not len(element) or element[0].tag != "legend"):
            faults.append("a fieldset does not begin with its legend")
        if element.tag == "table" and (element.find("caption") is None or not list(element.iter("th"))):
            faults.append("a table lacks its caption or its headings")
        if element.tag in {"a", "button"} and not _name_of(element):
            faults.append(f"a <{element.tag}> has no words: {element.attrib}")
    return faults


def form_faults(page: Page, app: Flask, path: str) -> list[str]:
    """A form that changes something carries its token, unless what it posts to is declared to need none."""
    faults = []
    for form in page.all("form"):
        if form.get("method", "get").lower() != "post":
            continue
        names = {field.get("name") for field in form.iter("input")}
        action = urlsplit(form.get("action") or path).path
        if "csrf_token" not in names and not needs_no_token(app, action):
            faults.append(f"the form to {action} carries no token")
    return faults


def safety_faults(page: Page) -> list[str]:
    """The page loads nothing from elsewhere, and has no style or script inside that a strict policy would stop."""
    faults = []
    for element in page.elements:
        attribute = _RESOURCES.get(element.tag)
        if element.tag == "link" and not _FETCHED_LINKS & set((element.get("rel") or "").split()):
            attribute = None
        address = element.get(attribute) if attribute else None
        if address and (urlsplit(address).netloc or urlsplit(address).scheme):
            faults.append(f"<{element.tag}> loads {address}")
        if element.tag == "style" or element.get("style") is not None:
            faults.append(f"<{element.tag}> has a style inside")
        is_data = element.get("type") in {"application/json", "application/ld+json"}
        if element.tag == "script" and not element.get("src") and not is_data:
            faults.append("a script stands inside")
        faults += [
            f"<{element.tag} {name}> is a script" for name in element.attrib if str(name).lower().startswith("on")
        ]
        href = element.get("href") or element.get("action") or ""
        if href.strip().lower().startswith("javascript:"):
            faults.append(f"<{element.tag}> leads to a script")
        if element.tag == "a" and element.get("target") == "_blank" and "noopener" not in (element.get("rel") or ""):
            faults.append(f"the link to {href} hands over its window")
    return faults


def header_faults(response: TestResponse) -> list[str]:
    """The answer tells browsers to run and load nothing that is not ours, and to guess nothing."""
    headers = response.headers
    faults = []
    policy = {
        words[0]: words[1:]
        for directive in headers.get("Content-Security-Policy", "").split(";")
        if (words := directive.split())
    }
    if policy.get("default-src") != ["'none'"]:
        faults.append(f"default-src is {policy.get('default-src')}")
    faults += [
        f"the policy says nothing of {directive}"
        for directive in ("frame-ancestors", "base-uri", "form-action")
        if directive not in policy
    ]
    # The HTML of a mail is styled inside; it is shown in a frame that may do nothing at all.
    allowed = {"'self'", "'none'"} | ({"'unsafe-inline'"} if is_framed_mail(response) else set())
    for directive, sources in policy.items():
        if directive.endswith("-src") and not set(sources) <= allowed:
            faults.append(f"{directive} allows {' '.join(sources)}")
    if headers.get("X-Content-Type-Options") != "nosniff":
        faults.append("X-Content-Type-Options is not nosniff")
    if headers.get("Referrer-Policy") not in {"same-origin", "no-referrer", "strict-origin"}:
        faults.append(f"Referrer-Policy is {headers.get('Referrer-Policy')}")
    return faults


def is_page(response: TestResponse) -> bool:
    """Whether the answer is a whole page of ours: not a redirection, not data, not a part that a script puts into a page."""
    begins = response.get_data(as_text=True)[:100].lstrip().lower() if response.mimetype == "text/html" else ""
    return response.status_code == 200 and begins.startswith("<!doctype html") and not is_framed_mail(response)


def is_framed_mail(response: TestResponse) -> bool:
    """Whether the answer is the HTML of a mail for a frame: not a page of ours."""
    policy = response.headers.get("Content-Security-Policy", "")
    return "sandbox" in policy and "script-src" not in policy


def needs_no_token(app: Flask, path: str) -> bool:
    """Whether a form may post to `path` without a token, because whoever posts is known by nothing that could be abused."""
    try:
        endpoint, _values = app.url_map.bind("localhost").match(path, method="POST")
    except (HTTPException, RequestRedirect):
        return False
    return is_exempt(app, endpoint)


def is_exempt(app: Flask, endpoint: str) -> bool:
    """Whether the view of `endpoint` is declared to need no token."""
    view = app.view_functions[endpoint]
    blueprints = {one if isinstance(one, str) else one.name for one in csrf._exempt_blueprints}  # noqa: SLF001 - there is no other way to ask
    return f"{view.__module__}.{view.__name__}" in csrf._exempt_views or endpoint.rpartition(".")[0] in blueprints  # noqa: SLF001 - as above


def text_of(element: Element) -> str:
    """Return the words inside an element."""
    return " ".join("".join(element.itertext()).split())


def _name_of(element: Element) -> str:
    pictures = [picture.get("alt") or "" for picture in element.iter("img")]
    return text_of(element) or element.get("aria-label") or element.get("aria-labelledby") or "".join(pictures)
