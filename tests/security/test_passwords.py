"""Which passwords are good enough, and how they are kept."""

import unicodedata

import pytest
from argon2 import PasswordHasher

from outreach.security import passwords
from outreach.security.passwords import PasswordTellsName, PasswordTooCommon, PasswordTooLong, PasswordTooShort

pytestmark = pytest.mark.no_database

GOOD = "violet kettle runs uphill"


@pytest.mark.parametrize(
    "password", [GOOD, "je mange du fromage vert", "阳光灿烂的日子里我们一起去看海上", "ياخشى كۈنلەر كېلىدۇ دوستلار"]
)
def test_unrelated_words_of_any_script_are_accepted(password):
    passwords.check(password, ["someone@campaign.example", "Free Them"])


def test_fourteen_characters_are_too_short():
    with pytest.raises(PasswordTooShort, match="15"):
        passwords.check("v1olet-kettle!"[:14])


def test_two_hundred_characters_are_the_most():
    passwords.check((GOOD * 9)[:200])
    with pytest.raises(PasswordTooLong):
        passwords.check((GOOD * 9)[:201])


def test_each_of_the_twenty_thousand_most_common_is_refused():
    assert len(passwords.COMMON) >= 20_000
    for password in passwords.COMMON:
        if len(password) >= passwords.SHORTEST:
            with pytest.raises(PasswordTooCommon):
                passwords.check(password)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "PasswordPassword1!",
        "P@ssw0rdP@ssw0rd",
        "motdepassemotdepasse",
        "dragonmonkeyletmein",
        "aaaaaaaaaaaaaaaaaaaa",
        "123456789012345678",
        "qwertyuiopasdfghjkl",
        "azertyuiopqsdfghjklm",
        "Sommer2024Sommer2024",
    ],
)
def test_what_is_built_from_common_ones_is_refused(password):
    with pytest.raises(PasswordTooCommon):
        passwords.check(password)


@pytest.mark.parametrize(
    "password",
    ["amina walks under rain", "AMINA walks under rain", "we will free them all soon", "see campaign kettle hill"],
)
def test_what_tells_the_person_or_the_campaign_is_refused(password):
    with pytest.raises(PasswordTellsName):
        passwords.check(password, ["amina@campaign.example", "Free Them"])


def test_a_password_fits_its_own_hash_alone():
    kept = passwords.make_hash(GOOD)

    assert kept.startswith("$argon2id$")
    assert passwords.verify(kept, GOOD)
    assert not passwords.verify(kept, GOOD + " ")
    assert not passwords.verify("not a hash", GOOD)


def test_two_ways_of_typing_one_character_are_one_password():
    typed = "éclair violet à la crème"

    assert passwords.verify(
        passwords.make_hash(unicodedata.normalize("NFD", typed)), unicodedata.normalize("NFC", typed)
    )


def test_where_nothing_is_kept_nothing_fits_and_as_much_work_is_done(monkeypatch):
    tried = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda self, kept, typed: tried.append(kept) or verify(self, kept, typed)
    )

    assert not passwords.verify(None, GOOD)

    real = passwords.make_hash(GOOD)
    assert [kept.split("$")[:4] for kept in tried] == [real.split("$")[:4]]
    assert len(tried[0]) == len(real)


def test_a_hash_of_other_parameters_is_outdated():
    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD))
    assert not passwords.is_outdated(passwords.make_hash(GOOD))
