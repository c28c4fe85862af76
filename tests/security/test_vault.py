import pytest

from outreach.security import vault
from outreach.security.vault import SealBroken
from tests.factories import SignatureFactory

ROW, OTHER_ROW = b"r" * 16, b"o" * 16


def test_a_sealed_value_opens_in_its_own_place_only(app):
    sealed = vault.seal("signatures", ROW, "sealed_name", b"Gulhumar")

    assert b"Gulhumar" not in sealed
    assert vault.unseal("signatures", ROW, "sealed_name", sealed) == b"Gulhumar"
    for place in (
        ("offers", ROW, "sealed_name"),
        ("signatures", OTHER_ROW, "sealed_name"),
        ("signatures", ROW, "sealed_email"),
    ):
        with pytest.raises(SealBroken):
            vault.unseal(*place, sealed)


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x01x", b"\xff" * 8, b"\x011" + b"0" * 12])
def test_a_value_that_is_cut_or_foreign_does_not_open(app, broken):
    with pytest.raises(SealBroken):
        vault.unseal("signatures", ROW, "sealed_name", broken)


def test_the_same_value_is_sealed_differently_each_time(app):
    assert vault.seal("t", ROW, "c", b"same") != vault.seal("t", ROW, "c", b"same")


def test_a_new_key_seals_and_the_old_one_still_opens(app, monkeypatch):
    old = vault.seal("t", ROW, "c", b"kept")
    settings = app.config["OUTREACH"]
    keys = {"2": b"2" * 32, **settings.vault_keys}
    monkeypatch.setitem(app.config, "OUTREACH", type(settings)(**{**vars(settings), "vault_keys": keys}))

    new = vault.seal("t", ROW, "c", b"kept")

    assert new[1:2] == b"2"
    assert vault.unseal("t", ROW, "c", old) == vault.unseal("t", ROW, "c", new) == b"kept"


def test_a_keyed_hash_is_the_same_for_the_same_purpose_only(app):
    assert vault.keyed_hash("address", "a@sample.example") == vault.keyed_hash("address", "a@sample.example")
    assert vault.keyed_hash("address", "a@sample.example") != vault.keyed_hash("person", "a@sample.example")


def test_a_row_reads_as_plain_and_keeps_sealed(db_session):
    signature = SignatureFactory(name="گۈلخۇمار", comment=None)
    db_session.flush()
    db_session.expire(signature)

    assert signature.name == "گۈلخۇمار"
    assert "گۈلخۇمار".encode() not in signature.sealed_name
    assert signature.comment is None
