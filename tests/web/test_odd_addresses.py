import pytest

from tests.factories import ContactFactory

TOO_LARGE = 10**23


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/desk/contacts/{TOO_LARGE}", 404),
        (f"/desk/mailings/new?template={TOO_LARGE}", 200),
        (f"/desk/log?contact={TOO_LARGE}", 200),
        (f"/desk/contacts?page=after-{TOO_LARGE}", 200),
    ],
)
def test_a_number_that_no_row_can_have_leads_nowhere(client, address, status):
    assert client.get(address).status_code == status


@pytest.mark.parametrize("address", ["/desk/contacts?q=%00", "/desk/organisations?q=a%00b", "/desk/log?q=%00"])
def test_what_no_column_can_hold_is_no_fault_of_ours(client, address):
    assert client.get(address).status_code in {200, 400}


def test_a_contact_sent_without_the_version_that_was_read_is_not_written_over(client):
    contact = ContactFactory(name="Camille Sample")

    answer = client.post(f"/desk/contacts/{contact.id}/edit", data={"name": "Somebody else", "kind": "other"})

    assert answer.status_code in {200, 409}
    assert contact.name == "Camille Sample"
