"""What the members of closed lists (kinds, stages, outcomes …) are called on pages, and in which tone they are shown.

A slice registers its lists; templates write `{{ badge(contact.stage | label, contact.stage | tone) }}`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask import Flask

_labels: dict[type[StrEnum], Mapping[Any, Any]] = {}
_tones: dict[type[StrEnum], Mapping[Any, str]] = {}


def init_app(app: Flask) -> None:
    """Give templates the filters."""
    app.add_template_filter(label)
    app.add_template_filter(tone)


def register(kind: type[StrEnum], labels: Mapping[Any, Any], tones: Mapping[Any, str] | None = None) -> None:
    """Say what each member of `kind` is called, and which are shown in another tone than "neutral".

    Raises:
        ValueError: a member has no name.
    """
    if missing := set(kind) - set(labels):
        raise ValueError(f"no label for {sorted(missing)}")
    # By class: two lists may both have a member "other", and those are equal as texts.
    _labels[kind] = labels
    _tones[kind] = tones or {}


def label(value: StrEnum | None) -> str:
    """Return what `value` is called, in the language in use; nothing for None."""
    return "" if value is None else str(_labels[type(value)][value])


def tone(value: StrEnum) -> str:
    """Return the tone in which `value` is shown."""
    return _tones[type(value)].get(value, "neutral")


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the members of `kind` with their names, as select and radio fields take them."""
    return [(member.value, label(member)) for member in kind]
