"""Markdown to the two forms of a mail: text as it was written, and safe, plainly styled HTML."""

import re

import css_inline
import nh3
from flask import render_template
from markdown_it import MarkdownIt

from outreach.i18n import direction

_TAGS = {"a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "hr", "li", "ol", "p", "pre", "strong", "ul"}
_SCHEMES = {"http", "https", "mailto"}
# A line break is a break: mails end with lines of a name, a role, a number. Pictures would be fetched from elsewhere.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "html_block", "html_inline"])
_INLINER = css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
_LINK = re.compile(r"(?<!\\)\[(?P<label>[^\]\n]*)\]\((?P<target>[^()\s]+)\)")
_ANGLED = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_BARE = re.compile(r"""(?<![\w"'=>(\[<])https?://[^\s<>()\[\]]+[^\s<>()\[\].,;:!?'"»”]""")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def to_html(markdown: str, language: str) -> str:
    """Return a whole HTML document in `language`, its styles written into the elements; nothing in it loads anything."""
    body = nh3.clean(
        _MARKDOWN.render(_BARE.sub(r"<\g<0>>", markdown)),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    page = render_template("mail_templates/mail.html", body=body, language=language, direction=direction(language))
    return str(_INLINER.inline(page))


def to_text(markdown: str) -> str:
    """Return the text as it was written, links spelt out behind their words."""
    text = _LINK.sub(_spelt_out, markdown)
    return _ESCAPED.sub(r"\1", _ANGLED.sub(lambda match: match[1].removeprefix("mailto:"), text)).strip() + "\n"


def _spelt_out(match: re.Match[str]) -> str:
    label, target = match["label"].strip(), match["target"].strip("<>").removeprefix("mailto:")
    return target if label in {"", target} else f"{label} ({target})"
