"""Phone numbers: read as people write them, compared in E.164 (+33155000001), shown in groups."""

import phonenumbers

from outreach.contacts.errors import BadPhone
from outreach.i18n import _


def e164(text: str, country: str | None = None) -> str:
    """Return the number in `text` as +, country code and number; `country` (two letters) is where a national one is dialled.

    An extension follows as ";ext=12" (RFC 3966). A number is taken when one of its length can exist there: lists of
    numbering plans are always a little behind.

    Raises:
        BadPhone: it is no number, or a national one and no country is known; the sentence says what to change.
    """
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException as error:
        if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE and not country:
            raise BadPhone(
                _("Begin the number “%(text)s” with + and its country, such as +33, or choose a country.", text=text)
            ) from error
        raise BadPhone(_("“%(text)s” is not a phone number. Write it as +33 1 55 00 00 01.", text=text)) from error
    if not phonenumbers.is_possible_number(number):
        raise BadPhone(_("The number “%(text)s” is too long or too short. Check its digits.", text=text))
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain};ext={number.extension}" if number.extension else str(plain)


def shown(number: str) -> str:
    """Return a number of ours (E.164) in the groups of its country; anything else as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
