import pytest

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
