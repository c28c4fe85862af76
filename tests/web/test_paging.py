"""Lists in pages by key."""

from urllib.parse import parse_qs

import pytest
import sqlalchemy as sa

from outreach.contacts.models import Contact
from outreach.db import db
from outreach.web.paging import page_address, page_of
from tests.factories import ContactFactory

EVERYBODY = sa.select(Contact)
BY_NAME = [sa.asc(Contact.folded_name), Contact.id]
BY_COUNTRY_DOWN = [sa.desc(Contact.country), Contact.folded_name, Contact.id]


@pytest.fixture
def people():
    return [ContactFactory(name=name, country=country) for name, country in zip("ABCDE", "XYXYX", strict=True)]


def names(page):
    return "".join(contact.name for contact in page)


def walk(keys, size=2):
    """Go forward to the end, then back to the beginning; return what each page showed."""
    shown, page = [], page_of(EVERYBODY, keys, size=size)
    shown.append(names(page))
    while page.next:
        page = page_of(EVERYBODY, keys, mark=page.next, size=size)
        shown.append(names(page))
    while page.previous:
        page = page_of(EVERYBODY, keys, mark=page.previous, size=size)
        shown.append(names(page))
    return shown


@pytest.mark.usefixtures("people")
def test_pages_follow_each_other_forward_and_back():
    assert walk(BY_NAME) == ["AB", "CD", "E", "CD", "AB"]


@pytest.mark.usefixtures("people")
def test_keys_may_go_in_different_directions():
    assert walk(BY_COUNTRY_DOWN) == ["BD", "AC", "E", "AC", "BD"]


@pytest.mark.usefixtures("people")
def test_a_list_that_fits_has_no_other_pages():
    page = page_of(EVERYBODY, BY_NAME, size=5)

    assert (names(page), page.previous, page.next) == ("ABCDE", None, None)


def test_an_empty_list_has_one_empty_page():
    page = page_of(EVERYBODY, BY_NAME)

    assert (len(page), page.previous, page.next) == (0, None, None)


def test_a_page_still_begins_behind_a_row_that_left_the_list(people):
    still_there = EVERYBODY.where(Contact.do_not_contact.is_(False))
    first = page_of(still_there, BY_NAME, size=2)
    people[1].do_not_contact = True
    db.session.flush()

    assert names(page_of(still_there, BY_NAME, mark=first.next, size=2)) == "CD"


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("mark", ["", "after-", "after-999999", "after-1;--", "sideways-1", "before-١"])
def test_a_mark_that_means_nothing_shows_the_first_page(mark):
    assert names(page_of(EVERYBODY, BY_NAME, mark=mark, size=2)) == "AB"


@pytest.mark.usefixtures("people")
def test_a_mark_tells_nothing_about_the_row():
    page = page_of(EVERYBODY, BY_NAME, size=2)

    assert page.next == f"after-{page.items[-1].id}"


def test_the_address_of_another_page_keeps_the_questions_asked(app):
    with app.test_request_context("/desk/contacts?tag=a&tag=b&page=after-1&_external=1"):
        address = page_address("after-2")

    assert parse_qs(address.removeprefix("?")) == {"tag": ["a", "b"], "_external": ["1"], "page": ["after-2"]}
