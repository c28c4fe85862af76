"""The parent of every form: what people type is trimmed, put in one Unicode form, and free of hidden characters."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, FieldList, FormField, PasswordField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.widgets import CheckboxInput, ListWidget

from outreach.i18n import _

# Overrides and isolates turn the reading order of what follows: a name could show as another name, a link as another link.
# Joiners (U+200C, U+200D) and direction marks (U+200E, U+200F) stay: Uyghur, Persian and emoji need them.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
_HIDDEN = re.compile(f"[{_CONTROLS}{_TURNING}]")
# In one line a line break or a tab is as much out of place: in a subject it would begin a header of its own.
_HIDDEN_IN_LINE = re.compile(f"[\t\n\r{_CONTROLS}{_TURNING}]")


class BaseForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """A form with a CSRF token whose text fields arrive trimmed, in NFC, and without hidden characters."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc] # as above
        """How fields are bound."""

        def bind_field(self, form: Any, unbound_field: UnboundField, options: dict[str, Any]) -> Field:
            """Bind a field, with our filters before its own when people type text into it."""
            own = list(unbound_field.kwargs.get("filters", ()))
            return unbound_field.bind(form=form, **{**options, "filters": [*_filters(unbound_field), *own]})

    def validate(self, extra_validators: dict[str, Sequence[Any]] | None = None) -> bool:
        """Return whether everything typed can be taken; each field's `errors` say what to do."""
        good = bool(super().validate(extra_validators=extra_validators))
        for field in _text_fields(self):
            pattern = _HIDDEN if isinstance(field, TextAreaField) else _HIDDEN_IN_LINE
            if isinstance(field.data, str) and pattern.search(field.data):
                self._append(field, _("Remove the hidden characters: type this again instead of pasting it"))
                good = False
        return good

    def add_error(self, field: str | None, error: object) -> None:
        """Show `error` (a sentence, or an error raised on purpose) beside `field`, or with None above the whole form."""
        if field is None:
            self.form_errors: list[str] = [*self.form_errors, str(error)]
        else:
            self._append(self[field], str(error))

    @staticmethod
    def _append(field: Field, sentence: str) -> None:
        # WTForms leaves a tuple where nothing was wrong yet.
        field.errors = [*field.errors, sentence]


class ChecksField(SelectMultipleField):  # type: ignore[misc] # WTForms ships no types
    """Several of a few choices, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def tidy(text: Any) -> Any:
    """Return typed text in NFC, trimmed, its lines ended as here; leave anything else as it is."""
    if not isinstance(text, str):
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip().strip("\ufeff")


def _filters(unbound: UnboundField) -> list[Callable[[Any], Any]]:
    kind = unbound.field_class
    # A password is what was typed, to the last space.
    return [tidy] if issubclass(kind, StringField) and not issubclass(kind, PasswordField) else []


def _text_fields(fields: Any) -> Iterator[Field]:
    for field in fields:
        if isinstance(field, FieldList):
            yield from _text_fields(field.entries)
        elif isinstance(field, StringField) and not isinstance(field, (PasswordField, FormField)):
            yield field
