"""Addresses as people type them."""

import pytest

from outreach.mail.addresses import BadAddress, domain_of, folded, parse_address
from outreach.mail.providers import provider_folded

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sam.sample@bbc.example", "sam.sample@bbc.example"),
        (" Theo.Exemple@RFI.example ", "Theo.Exemple@rfi.example"),
        ("max.o'sample@irishsample.example", "max.o'sample@irishsample.example"),
        ("\u00a0a@b.example\n", "a@b.example"),
        ("a@médias.example", "a@xn--mdias-bsa.example"),
        ("用户@例え.example", "用户@xn--r8jz45g.example"),
        ("a+b@mail.b.test", "a+b@mail.b.test"),
        ("at@at.example", "at@at.example"),
    ],
)
def test_an_address_is_read_with_its_domain_in_ascii_and_lower_case(typed, found):
    assert str(parse_address(typed)) == found


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter an address"),
        ("name@", "Nothing stands after the @"),
        ("@b.example", "Nothing stands before the @"),
        ("a@b@c", "more than one @"),
        ("noe.modele(at)arte.example", "Write @"),
        ("noe.modele [AT] arte.example", "Write @"),
        ("name.example", "There is no @"),
        ("a b@c.example", "There is a space"),
        ("a@b.example c", "There is a space"),
        ("a@localhost", "no dot after the @"),
        ("a..b@c.example", "two dots"),
        ("a.@c.example", "dot beside the @"),
        (".a@c.example", "dot at the beginning"),
        ("a@c.example.", "dot at the end"),
        ("a@b.example, c.example", "comma"),
        ("Sam <a@b.example>", "without a name"),
        ("a\u200b@b.example", "cannot be seen"),
        ("a@b.example\u202e", "cannot be seen"),
        ("a\x00@b.example", "cannot be seen"),
        ("a\udc80@b.example", "cannot be seen"),
        ("a@b.example\r\nRCPT", "There is a space"),
        ("a" * 250 + "@b.example", "longer than 254"),
        ("a@-b.example", "cannot be an address"),
        ("a@[192.0.2.1]", "cannot be an address"),
        ("a@printer.local", "cannot be an address"),
    ],
)
def test_what_is_no_address_is_refused_with_what_to_change(typed, sentence):
    with pytest.raises(BadAddress) as refusal:
        parse_address(typed)

    assert sentence in str(refusal.value)


def test_two_spellings_of_one_address_fold_to_one():
    assert folded("Theo.Exemple@RFI.example ") == folded("theo.exemple@rfi.example") == "theo.exemple@rfi.example"
    assert folded("A@Médias.example") == "a@xn--mdias-bsa.example"


def test_what_is_no_address_folds_to_itself_in_lower_case():
    assert folded(" Name(at)B.example ") == "name(at)b.example"


@pytest.mark.parametrize(
    ("address", "domain"),
    [("a@B.example", "b.example"), ("a@médias.example", "xn--mdias-bsa.example"), ("nothing", ""), ("a@é..", "é..")],
)
def test_the_domain_is_what_stands_after_the_at(address, domain):
    assert domain_of(address) == domain


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("A.B+petition@googlemail.com", "ab@gmail.com"),
        ("a-b_c.d@pm.me", "abcd@proton.me"),
        ("x+y@mac.com", "x@icloud.com"),
        ("x.y+z@outlook.fr", "x.y@outlook.fr"),
        ("x+y@live.co.uk", "x@live.co.uk"),
        ("base-keyword@yahoo.com", "base@yahoo.com"),
        ("base-keyword@yahoo.co.uk", "base@yahoo.co.uk"),
        ("...@gmail.com", "...@gmail.com"),
        ("x+y@lemonde.example", "x+y@lemonde.example"),
        ("x.y@notgmail.com", "x.y@notgmail.com"),
    ],
)
def test_one_mailbox_is_counted_once_by_its_providers_rules(address, counted_as):
    assert provider_folded(address) == counted_as
