"""A log kept in a spreadsheet: with whom, when, and what waits for a person."""

from datetime import date

import pytest
import sqlalchemy as sa
import time_machine

from outreach.contacts.entries import ContactEntry
from outreach.contacts.models import Contact
from outreach.contacts.services import add_contact
from outreach.db import db
from outreach.imports import services
from outreach.imports.errors import NotWaiting
from outreach.interactions.models import Channel, Direction, FollowUp, FollowUpKind, Interaction
from outreach.interactions.services import add_follow_up
from tests.factories import ContactFactory, UserFactory
from tests.support.imports import count, person, problems, rows, verdicts

HEADINGS = "Date;Par;Contact;Canal;Sens;Ce qui s'est dit;Suite;Pour le\n"


@pytest.fixture
def people(bring, sample):
    """The people of our French list."""
    bring(sample("people-fr.csv").read_bytes())


def logged(name: str) -> list[Interaction]:
    statement = sa.select(Interaction).where(
        Interaction.contact_id == person(name).id, Interaction.channel != Channel.NOTE
    )
    return list(db.session.scalars(statement.order_by(Interaction.happened_on, Interaction.id)))


def test_every_row_is_logged_or_waits_and_says_why(people, bring, sample):
    done = bring.log(sample("log-fr.csv").read_bytes())

    assert verdicts(done) == {2: "new", 3: "new", 4: "new", 5: "new", 6: "waiting", 7: "new", 8: "waiting"}
    said = problems(done)
    assert set(said) == {(6, "Date"), (6, "Pour le"), (8, "Date"), (8, "Contact")}
    assert "does not say which day" in said[6, "Date"]
    assert "Nobody here is called that" in said[8, "Contact"]


def test_a_row_becomes_an_exchange_with_its_next_step(people, bring, sample):
    bring.log(sample("log-fr.csv").read_bytes())

    [call, message] = logged("Ariane Spécimen")
    assert (call.channel, call.direction, call.happened_on) == (Channel.CALL, Direction.INCOMING, date(2018, 3, 12))
    assert (call.summary, call.logged_as) == ("Veut une photo", "Organisatrice")
    assert (message.channel, message.direction) == (Channel.SIGNAL, Direction.OUTGOING)
    [promise] = db.session.scalars(sa.select(FollowUp).where(FollowUp.interaction_id == call.id))
    assert (promise.kind, promise.due_on, promise.note) == (
        FollowUpKind.PROMISE, date(2018, 3, 14), "Envoyer les pièces",
    )  # fmt: skip
    assert promise.closed_at is not None  # the second row kept it
    [mail] = logged("Benoît Témoin")
    assert mail.summary == "Non pour l'instant\nSuite: Rappeler à 500 signatures"
    assert len(logged("Bureau Asie")) == 1  # named by the organisation alone


def test_a_reminder_that_stands_for_the_same_day_is_not_doubled(people, bring, sample):
    bring.log(sample("log-fr.csv").read_bytes())

    ariane = person("Ariane Spécimen")
    is_open = sa.select(FollowUp).where(FollowUp.contact_id == ariane.id, FollowUp.closed_at.is_(None))
    [reminder] = db.session.scalars(is_open)
    assert (reminder.due_on, reminder.note) == (date(2018, 3, 26), "Relancer")


def test_the_same_log_again_adds_nothing(people, bring, sample):
    content = sample("log-fr.csv").read_bytes()
    bring.log(content)
    before = [count(one) for one in (Contact, Interaction, FollowUp)]

    again = bring.log(content)

    assert set(verdicts(again).values()) == {"same"}
    assert [count(one) for one in (Contact, Interaction, FollowUp)] == before


def test_an_old_exchange_closes_no_reminder_that_was_set_after_it(bring):
    contact = ContactFactory(name="Sam Essai")
    reminder = add_follow_up(contact, date(2030, 1, 2))
    db.session.flush()

    bring.log(HEADINGS + "12/03/2018;;Sam Essai;tél;reçu;Bonjour;;\n")

    assert reminder.closed_at is None


@pytest.mark.parametrize(
    "named",
    [
        "Sam Essai",
        "ESSAI Sam",
        "M. Sam Essai",
        "Sam Essai (Le Soir)",
        "Sam Essai, Le Soir",
        "Sam Essai – le soir",
        "sam@x.example",
        "Le Soir",
    ],
)
def test_somebody_is_known_by_name_address_or_organisation(bring, named):
    add_contact(ContactEntry(name="Sam Essai", organisation="Le Soir", emails=("sam@x.example",)))

    done = bring.log(HEADINGS + f"12/03/2018;;{named};tél;reçu;Bonjour;;\n")

    assert verdicts(done) == {2: "new"}


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("Sam Essai (Le Matin)", "but not there"),
        ("Sam Essai", "Several people"),
        ("Le Soir", "Several contacts"),
        ("Sam", "Nobody here"),
        ("quelqu'un du Soir", "Nobody here"),
    ],
)
def test_somebody_who_may_be_two_or_none_waits(bring, named, said):
    add_contact(ContactEntry(name="Sam Essai", organisation="Le Soir", emails=("sam@x.example",)))
    add_contact(ContactEntry(name="Sam Essai", organisation="Le Midi", emails=("sam@y.example",)))
    add_contact(ContactEntry(name="Kim", organisation="Le Soir"))

    done = bring.log(HEADINGS + f"12/03/2018;;{named};tél;reçu;Bonjour;;\n")

    assert verdicts(done) == {2: "waiting"}
    assert said in problems(done)[2, "Contact"]


@pytest.mark.parametrize(
    ("row", "heading", "said"),
    [
        (";;Sam Essai;tél;reçu;x;;", "Date", "No day"),
        ("31/02/2018;;Sam Essai;tél;reçu;x;;", "Date", "no day"),
        ("12/03/2999;;Sam Essai;tél;reçu;x;;", "Date", "not come yet"),
        ("12/03/2018;;Sam Essai;pigeon;reçu;x;;", "Canal", "put down as a note"),
        ("12/03/2018;;Sam Essai;tél;oblique;x;;", "Sens", "who reached out"),
        ("12/03/2018;;Sam Essai;tél;reçu;x;Relancer;01/03/2018", "Pour le", "before the exchange"),
        ("12/03/2018;;;tél;reçu;x;;", "Contact", "Nobody is named"),
        ('12/03/2018;;Sam Essai;tél;reçu;"=HYPERLINK(""x"")";;', "Ce qui s'est dit", "formula"),
    ],
)
def test_each_fault_stands_beside_its_cell(bring, row, heading, said):
    ContactFactory(name="Sam Essai")

    assert said in problems(bring.log(HEADINGS + row + "\n"))[2, heading]


def test_a_member_of_the_team_is_known_by_name(bring):
    ContactFactory(name="Sam Essai")
    member = UserFactory(name="Bénévole 2")

    bring.log(HEADINGS + "12/03/2018;Bénévole 2;Sam Essai;tél;reçu;Bonjour;Relancer;26/03/2018\n")

    [call] = logged("Sam Essai")
    assert (call.logged_by_id, call.logged_as) == (member.id, "")
    assert db.session.scalars(sa.select(FollowUp.owner_id)).all() == [member.id]


def test_nobody_is_reminded_of_who_asked_not_to_be_contacted(bring):
    ContactFactory(name="Sam Essai", opted_out=True)

    done = bring.log(HEADINGS + "12/03/2018;;Sam Essai;tél;reçu;Bonjour;Relancer;26/03/2018\n")

    assert verdicts(done) == {2: "new"}
    assert "asked not to be contacted" in problems(done)[2, "Pour le"]
    assert count(FollowUp) == 0


def test_a_row_that_waited_is_settled_by_the_next_import_that_knows_the_person(bring):
    text = HEADINGS + "12/03/2018;;Sam Essai;tél;reçu;Bonjour;;\n"
    first = bring.log(text)
    ContactFactory(name="Sam Essai")

    second = bring.log(text)

    assert verdicts(second) == {2: "new"}
    assert rows(first)[2].settled_at is not None
    assert count(Interaction) == 1


@time_machine.travel("2026-03-02 09:00 +0000", tick=False)
def test_a_row_that_waits_is_settled_once_by_a_person(people, bring, sample):
    content = sample("log-fr.csv").read_bytes()
    waiting = rows(bring.log(content))[8]
    benoit = person("Benoît Témoin")

    services.settle(waiting, benoit, date(2018, 3, 15), date(2026, 3, 9), None)

    meeting = db.session.get(Interaction, waiting.interaction_id)
    assert (meeting.channel, meeting.happened_on, meeting.contact_id) == (Channel.MEETING, date(2018, 3, 15), benoit.id)
    with pytest.raises(NotWaiting):
        services.settle(waiting, benoit, date(2018, 3, 15), None, None)
    before = count(Interaction)
    assert verdicts(bring.log(content))[8] == "same"
    assert count(Interaction) == before


def test_a_row_left_out_by_hand_does_not_wait_again(bring):
    text = HEADINGS + "mi-mars;;quelqu'un;couloir;;A pris notre numéro;;\n"
    services.leave_out(rows(bring.log(text))[2], None)

    assert verdicts(bring.log(text)) == {2: "same"}
    assert count(Interaction) == 0
