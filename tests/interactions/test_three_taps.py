"""The quick log on a small phone, without scripts: three taps from the list to a saved exchange."""

import pytest
import sqlalchemy as sa

from outreach.accounts.current import cookie_name
from outreach.accounts.services.sessions import open_session
from outreach.db import db
from outreach.interactions.models import FollowUp, Interaction, Outcome
from tests.factories import ClaimFactory, ContactFactory, UserFactory
from tests.support.browser import PHONE

pytestmark = pytest.mark.one_database


def test_three_taps_on_a_phone_without_scripts(fresh_app, live_server, browser):
    me = UserFactory()
    ClaimFactory(owner=me, contact=ContactFactory(name="ئايتۇرسۇن چولپانى"))
    token = open_session(me, "a phone")
    db.session.commit()
    context = browser.new_context(base_url=live_server, viewport=PHONE, java_script_enabled=False)
    context.add_cookies([{"name": cookie_name(), "value": token, "url": live_server}])
    page = context.new_page()
    page.goto("/desk/log")

    page.get_by_role("link", name="ئايتۇرسۇن چولپانى").click()
    page.get_by_role("button", name="Interested").click()
    page.get_by_role("button", name="In 3 days").click()

    assert page.get_by_text("Logged with ئايتۇرسۇن چولپانى. Next step on").is_visible()
    context.close()
    assert db.session.scalars(sa.select(Interaction.outcome)).all() == [Outcome.INTERESTED]
    assert len(db.session.scalars(sa.select(FollowUp)).all()) == 1
