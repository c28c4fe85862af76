"""The parent of every form: what people type is trimmed, put in one Unicode form, and free of hidden characters."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    Field,
    FieldList,
    FileField,
    MultipleFileField,
    PasswordField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from outreach.errors import OutreachError
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
        """How what was sent reaches the fields."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Tidy what was sent before any field reads it: a field of blanks is empty, a day with a blank before it a day."""
            # No page of ours sends JSON, whose numbers and lists no field expects.
            sent = None if request and request.is_json else super().wrap_formdata(form, formdata)
            if sent is None or not hasattr(sent, "lists"):
                return sent
            # A password is what was typed, to the last space.
            kept = {field.name for field in form if isinstance(field, PasswordField)}
            files = {field.name for field in form if isinstance(field, (FileField, MultipleFileField))}
            # A file sent under the name of a text is nothing typed.
            pairs = (
                (name, value)
                for name, values in sent.lists()
                for value in values
                if isinstance(value, str) or name in files
            )
            return MultiDict((name, value if name in kept else tidy(value)) for name, value in pairs)

    def validate(self, extra_validators: dict[str, Sequence[Any]] | None = None) -> bool:
        """Return whether everything typed can be taken; each field's `errors` say what to do."""
        good = bool(super().validate(extra_validators=extra_validators))
        return _nothing_hidden(self) and good

    def hidden_tag(self, *fields: Any) -> Any:
        """Return the hidden fields. The token carries no id: several forms may stand on one page."""
        if "csrf_token" in self:
            self.csrf_token.render_kw = {"id": False}
        return super().hidden_tag(*fields)

    def add_error(self, field: str | None, error: object) -> None:
        """Show `error` (a sentence, or an error raised on purpose) beside `field`, or with None above the whole form."""
        if field is None:
            self.form_errors: list[str] = [*self.form_errors, str(error)]
        else:
            _append(self[field], str(error))


class PublicForm(BaseForm):
    """A form on a page that is the same bytes for everybody, so without a token, for a token needs a cookie.

    Use it only where no session stands behind the view: then a forged request can do no more than anybody can who opens the
    page. Exempt the view's blueprint from the check as well, with the reason.
    """

    class Meta(BaseForm.Meta):
        """Without a token."""

        csrf = False


class ChecksField(SelectMultipleField):  # type: ignore[misc] # WTForms ships no types
    """Several of a few choices, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Return what `choices=` of a field takes, from (value, label) pairs; labels may be lazy."""
    return [SelectChoice(value=str(value), label=label) for value, label in pairs]


def tidy(text: Any) -> Any:
    """Return typed text in NFC, trimmed, its lines ended as here; leave anything else as it is."""
    if not isinstance(text, str):
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip().strip("\ufeff")


def _nothing_hidden(fields: Iterable[Field]) -> bool:
    """Return whether no text field holds hidden characters, and say so beside each that does."""
    good = True
    for field in fields:
        if isinstance(field, FieldList):
            if not _nothing_hidden(field.entries):
                field.errors = [entry.errors for entry in field.entries]
                good = False
        elif _hides(field):
            _append(field, _("Remove the hidden characters: type this again instead of pasting it"))
            good = False
    return good


def _hides(field: Field) -> bool:
    if not isinstance(field, StringField) or isinstance(field, PasswordField) or not isinstance(field.data, str):
        return False
    pattern = _HIDDEN if isinstance(field, TextAreaField) else _HIDDEN_IN_LINE
    return bool(pattern.search(field.data))


def _append(field: Field, sentence: str) -> None:
    # WTForms leaves a tuple where nothing was wrong yet.
    field.errors = [*field.errors, sentence]


def checked(check: Callable[[Any], object], field: Field) -> None:
    """Show the sentence of the error that `check` raises for what `field` holds beside it: for `validate_<field>`."""
    try:
        check(field.data)
    except OutreachError as error:
        raise ValidationError(str(error)) from error
