"""The bytes of a mail, with Python's own email package as the judge of what they say."""

import email
import re
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.mail.envelope import Mailbox, OutgoingMail, UnsendableText, new_message_id

pytestmark = pytest.mark.no_database

A_MOMENT = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
UYGHUR = "ئۇيغۇر ئاكادېمىك ئىلھام توختى ئۈچۈن ئەركىنلىك"
# What may stand in a header: everything but controls, separators of lines, and halves of characters.
header_text = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300)
body_text = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"),
        st.sampled_from(".\n \t=F-\u2028\x0b\x0c\x85"),
    ),
    max_size=2000,
)


def a_mail(**changes):
    fields = {
        "from_address": Mailbox("Campagne Exemple", "campaign@campaign.example"),
        "to": Mailbox("Loïc Modèle", "loic@liberation.example"),
        "subject": "Une pétition",
        "text": "Bonjour,\n\nvoici la pétition.\n",
        "message_id": "<1@campaign.example>",
        "date": A_MOMENT,
    }
    return OutgoingMail(**{**fields, **changes})


def read(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=default)


def text_of(part: EmailMessage) -> str:
    return part.get_content().replace("\r\n", "\n")


def lines_of_header(content: bytes) -> list[bytes]:
    return content.partition(b"\r\n\r\n")[0].split(b"\r\n")


def test_a_mail_in_text_and_html_reads_back_as_it_was_written():
    mail = a_mail(
        html="<p>Bonjour</p>\n",
        reply_to=Mailbox("", "reply+abc@campaign.example"),
        in_reply_to="<0@campaign.example>",
        references=("<a@campaign.example>", "<0@campaign.example>"),
        headers={"List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Auto-Submitted": "auto-generated"},
    )

    found = read(mail.freeze())

    assert [part.get_content_type() for part in found.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert text_of(found.get_body(("plain",))) == mail.text
    assert text_of(found.get_body(("html",))) == mail.html
    assert found["from"].addresses[0].display_name == "Campagne Exemple"
    assert found["to"].addresses[0].display_name == "Loïc Modèle"
    assert found["to"].addresses[0].addr_spec == "loic@liberation.example"
    assert found["subject"] == "Une pétition"
    assert found["reply-to"] == "reply+abc@campaign.example"
    assert found["message-id"] == "<1@campaign.example>"
    assert found["in-reply-to"] == "<0@campaign.example>"
    assert found["references"] == "<a@campaign.example> <0@campaign.example>"
    assert found["auto-submitted"] == "auto-generated"
    assert found["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert found["date"].datetime == A_MOMENT
    assert not found.defects


def test_a_mail_of_text_alone_has_one_part():
    found = read(a_mail(text="Hello").freeze())

    assert found.get_content_type() == "text/plain"
    assert text_of(found) == "Hello\n"


def test_freezing_twice_gives_the_same_bytes():
    mail = a_mail(html="<p>é</p>")

    assert mail.freeze() == mail.freeze()


@given(header_text)
def test_any_subject_reads_back_exactly(subject):
    content = a_mail(subject=subject).freeze()

    old_way = email.message_from_bytes(content, policy=compat32)["subject"]
    assert str(make_header(decode_header(re.sub(r"\r\n ", " ", old_way)))) == subject
    assert all(len(line) <= 998 for line in lines_of_header(content))


@given(header_text.filter(str.strip))
def test_any_name_reads_back_exactly(name):
    content = a_mail(to=Mailbox(name, "a@b.example")).freeze()

    found = email.message_from_bytes(content, policy=compat32)["to"]
    (shown, address) = email.utils.parseaddr(re.sub(r"\r\n ", " ", found))
    assert str(make_header(decode_header(shown))) == name
    assert address == "a@b.example"


@given(body_text)
def test_any_text_reads_back_with_its_line_breaks(text):
    content = a_mail(text=text, html=text).freeze()

    as_sent = (text if text.endswith("\n") else text + "\n").encode()
    for part in list(read(content).walk())[1:]:
        assert part.get_payload(decode=True).replace(b"\r\n", b"\n") == as_sent
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert content.count(b"\r") == content.count(b"\n") == content.count(b"\r\n")


@pytest.mark.parametrize("subject", [UYGHUR, "释放伊力哈木·土赫提", "Échos de l’été " * 8, "\u2068Ilham\u2069 – 500 !"])
def test_a_subject_in_any_alphabet_is_whole_encoded_words(subject):
    content = a_mail(subject=subject).freeze()

    assert read(content)["subject"] == subject
    for word in re.findall(rb"=\?utf-8\?[bq]\?.*?\?=", content):
        assert len(word) <= 75
        decode_header(word.decode())[0][0].decode()  # no character is cut in two


def test_a_long_subject_in_ascii_is_folded_at_its_spaces():
    subject = "word " * 60 + "end"

    content = a_mail(subject=subject).freeze()

    assert read(content)["subject"] == subject
    assert max(map(len, lines_of_header(content))) <= 78
    assert b"Subject: word word" in content


def test_identifiers_of_90_characters_are_never_folded_or_encoded():
    ids = tuple(f"<{letter * 70}@mail.campaign.example>" for letter in "abcdefghij")

    content = a_mail(message_id=ids[0], in_reply_to=ids[1], references=ids).freeze()

    assert b"=?" not in content.partition(b"References")[2]
    assert read(content)["references"].split() == list(ids)
    assert f"Message-ID: {ids[0]}\r\n".encode() in content


def test_the_isolates_around_a_name_stay_in_the_text():
    text = f"\u2068{UYGHUR}\u2069 +33 1\n"

    assert text_of(read(a_mail(text=text).freeze())) == text


def test_uyghur_goes_as_base64_and_french_as_quoted_printable():
    assert b"Content-Transfer-Encoding: base64" in a_mail(text=UYGHUR).freeze()
    assert b"Content-Transfer-Encoding: quoted-printable" in a_mail().freeze()


def test_a_line_beginning_with_from_is_protected_from_mbox_files():
    content = a_mail(text="From here on\nFrom there\n").freeze()

    assert b"\r\nFrom " not in content.partition(b"\r\n\r\n")[2]
    assert text_of(read(content)) == "From here on\nFrom there\n"


def test_the_date_is_told_in_utc():
    paris = timezone(timedelta(hours=1))

    assert b"Date: Tue, 04 Mar 2025 09:30:00 +0000\r\n" in a_mail(date=A_MOMENT.astimezone(paris)).freeze()


@pytest.mark.parametrize(
    "bad", ["\r", "\n", "\r\n", "\v", "\f", "\0", "\x85", "\u2028", "\u2029", "\ud800", "\x1b", "\r\nBcc: x@y.example"]
)
@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("Subject", lambda value: {"subject": value}),
        ("From", lambda value: {"from_address": Mailbox(value, "a@b.example")}),
        ("From", lambda value: {"from_address": Mailbox("", value)}),
        ("To", lambda value: {"to": Mailbox(value, "a@b.example")}),
        ("To", lambda value: {"to": Mailbox("Name", value)}),
        ("Reply-To", lambda value: {"reply_to": Mailbox(value, "a@b.example")}),
        ("Message-ID", lambda value: {"message_id": value}),
        ("In-Reply-To", lambda value: {"in_reply_to": value}),
        ("References", lambda value: {"references": ("<a@b>", value)}),
        ("List-Unsubscribe", lambda value: {"headers": {"List-Unsubscribe": value}}),
    ],
)
def test_what_would_break_a_header_is_refused_with_its_name(field, change, bad):
    with pytest.raises(UnsendableText) as refusal:
        a_mail(**change(f"<a{bad}b@c.example>")).freeze()

    assert refusal.value.field == field
    assert f"“{field}”" in str(refusal.value)


@pytest.mark.parametrize("name", ["Bcc", "to", "Content-Type", "X\r\nBcc", "X:", "", "Naïve"])
def test_a_header_that_is_not_for_the_caller_to_set_is_refused(name):
    with pytest.raises(UnsendableText):
        a_mail(headers={name: "x@y.example"}).freeze()


@pytest.mark.parametrize("part", ["text", "html"])
@pytest.mark.parametrize("bad", ["\0", "\udc80"])
def test_a_text_that_cannot_be_encoded_is_refused(part, bad):
    with pytest.raises(UnsendableText, match="mail cannot carry"):
        a_mail(**{part: f"a{bad}b"}).freeze()


@pytest.mark.parametrize(
    "address", ["", "a@b@c.example", "a b@c.example", "a@b.example>, <x@y.example", "a,b@c.example"]
)
def test_an_address_that_would_be_two_or_none_is_refused(address):
    with pytest.raises(UnsendableText):
        a_mail(to=Mailbox("", address)).freeze()


@pytest.mark.parametrize("name", ['Lee "Max" Sample, Esq.', "O'Sample", "a@b.example", "Ma\\x", "=?utf-8?q?x?="])
def test_a_name_of_signs_reads_back(name):
    found = read(a_mail(to=Mailbox(name, "max.o'sample@irishsample.example")).freeze())

    assert found["to"].addresses[0].display_name == name
    assert found["to"].addresses[0].addr_spec == "max.o'sample@irishsample.example"


def test_an_address_with_letters_of_other_alphabets_is_written_as_it_is():
    content = a_mail(to=Mailbox("", "用户@xn--r8jz45g.example")).freeze()

    assert "To: 用户@xn--r8jz45g.example\r\n".encode() in content


def test_long_unsubscribe_links_stay_whole():
    links = f"<https://campaign.example/unsubscribe/{'t' * 200}>, <mailto:unsubscribe+{'t' * 60}@campaign.example>"

    found = read(a_mail(headers={"List-Unsubscribe": links}).freeze())

    assert found["list-unsubscribe"] == links


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("campaign@campaign.example", Mailbox("", "campaign@campaign.example")),
        ("Campagne <c@d.example>", Mailbox("Campagne", "c@d.example")),
        ('"Sample, Lee" <c@d.example>', Mailbox("Sample, Lee", "c@d.example")),
        ("<c@d.example>", Mailbox("", "c@d.example")),
    ],
)
def test_a_mailbox_is_read_from_what_settings_hold(text, mailbox):
    assert Mailbox.read(text) == mailbox


def test_identifiers_are_new_each_time_and_tell_nothing():
    first, second = new_message_id("campaign.example"), new_message_id("campaign.example")

    assert first != second
    assert re.fullmatch(r"<[0-9a-f]{32}@campaign\.example>", first)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("References", {"references": ("<" + "x" * 1000 + "@b.example>",)}),
        ("List-Unsubscribe", {"headers": {"List-Unsubscribe": "<https://b.example/" + "x" * 1000 + ">"}}),
        ("Organization", {"headers": {"Organization": "Comité"}}),
    ],
)
def test_what_fits_no_line_or_no_alphabet_is_refused_with_its_name(field, change):
    with pytest.raises(UnsendableText) as refusal:
        a_mail(**change).freeze()

    assert refusal.value.field == field
