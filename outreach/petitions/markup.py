"""Petition texts from Markdown to HTML that can do no harm: no HTML of the author's, no pictures, no other site."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "hr", "a", "code", "s"}
_ADDRESS = re.compile(r"(?:mailto:)?[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


@lru_cache(maxsize=64)
def story_html(text: str) -> Markup:
    """Return `text` as HTML. A single line break stays one: most texts come from programs where it meant something."""
    return Markup(_clean(_parser().render(text)))  # noqa: S704 - nh3 has cleaned it


def appeal_html(text: str, help_address: str, help_words: str) -> Markup:
    """Return an appeal as HTML in which every e-mail address is a link to the form at `help_address`.

    An address on a page is read by machines within hours; the form leads to the same people.
    """
    link = Markup('<a href="{}">{}</a>').format(help_address, help_words)
    return Markup(_ADDRESS.sub(str(link), str(story_html(_without_autolinks(text)))))  # noqa: S704 - both parts are clean


def first_words(text: str, most: int = 200) -> str:
    """Return the beginning of `text` as one plain line of at most `most` characters, cut between words."""
    plain = " ".join(re.sub(r"[*_`#>]+", "", text).split())
    if len(plain) <= most:
        return plain
    return f"{plain[:most].rsplit(' ', 1)[0].rstrip(',;:.')}…"


def _without_autolinks(text: str) -> str:
    return re.sub(r"<((?:mailto:)?[^\s<>]+@[^\s<>]+)>", r"\1", re.sub(r"\[([^\]]*)\]\(mailto:[^)]*\)", r"\1", text))


def _parser() -> MarkdownIt:
    # Lines that begin with spaces are paragraphs in plain text, not code; a picture would be asked of another host.
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["code", "fence", "image", "lheading"])


def _clean(html: str) -> str:
    # The page's own title is the only h1.
    lowered = re.sub(r"<(/?)h([1-6])", lambda tag: f"<{tag[1]}h{min(int(tag[2]) + 1, 4)}", html)
    return nh3.clean(
        lowered,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        link_rel="nofollow noopener noreferrer",
    )
