"""Refusals as servers word them, and what each means."""

import pytest

from outreach.mail.outcomes import Cause, Refused, RetryLater
from outreach.mail.smtp.replies import Phase, in_words, outcome

pytestmark = pytest.mark.no_database

DEAD, FULL, POLICY, QUOTA = Cause.ADDRESS_DEAD, Cause.MAILBOX_FULL, Cause.POLICY, Cause.QUOTA
SIGN_IN, MESSAGE, TEMPORARY, CONNECTION = Cause.SIGN_IN, Cause.MESSAGE, Cause.TEMPORARY, Cause.CONNECTION


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        # the recipient
        ("550 5.1.1 The email account that you tried to reach does not exist. (Gmail)", DEAD),
        ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", DEAD),
        ("550 5.1.1 <x@y.example>: Recipient address rejected: User unknown in virtual mailbox table", DEAD),
        ("550 5.2.1 The email account that you tried to reach is inactive.", DEAD),
        ("550 #5.1.1 Recipient unknown", DEAD),
        ("550 Unknown user", DEAD),
        ("550 No such user here", DEAD),
        ("550 Requested action not taken: mailbox unavailable", DEAD),
        ("550 Mailbox not found", DEAD),
        ("554 delivery error: dd This user doesn't have an account; mailbox is disabled (Yahoo)", DEAD),
        ("552 5.2.2 The email account that you tried to reach is over quota", FULL),
        ("552 Mailbox is full", FULL),
        ("554 5.2.2 mailbox full", FULL),
        # our mailbox
        ("550 5.4.5 Daily user sending limit exceeded. (Gmail)", QUOTA),
        ("550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients", QUOTA),
        ("554 5.7.1 You have exceeded your hourly sending quota", QUOTA),
        ("550 5.7.1 Too many messages from this account", QUOTA),
        ("550 5.7.1 Our system has detected that this message is likely unsolicited mail (Gmail)", POLICY),
        ("550 5.7.26 This mail has been blocked because the sender is unauthenticated", POLICY),
        ("550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP", POLICY),
        ("550 5.1.8 Access denied, bad outbound sender", POLICY),
        ("554 5.7.1 <x@y.example>: Relay access denied", POLICY),
        ("550 relaying denied", POLICY),
        ("550 sender domain does not exist", MESSAGE),
        ("550 5.1.1 rejected, your host is on a blacklist", POLICY),
        ("530 5.7.0 Authentication Required", SIGN_IN),
        ("550 5.7.1 Authentication required before sending", SIGN_IN),
        ("550 5.7.8 bad credentials", SIGN_IN),
        # the mail itself
        ("552 5.3.4 Message size exceeds fixed maximum message size", MESSAGE),
        ("552 Message exceeds limits", MESSAGE),
        ("554 5.6.0 Message contains invalid header", MESSAGE),
        # unclear, so that nobody is blamed
        ("550 no", MESSAGE),
        ("550 5.0.0 error", MESSAGE),
        ("550 User unknown or refused by policy", MESSAGE),
    ],
)
def test_a_final_refusal_has_its_cause(answer, cause):
    code, _, words = answer.partition(" ")

    found = outcome(Phase.RECIPIENT, int(code), words.encode())

    assert (type(found), found.cause, found.words) == (Refused, cause, answer)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ("421 4.7.0 Try again later, closing connection (Gmail)", TEMPORARY),
        ("421 4.7.28 unusual rate of unsolicited mail", QUOTA),
        ("421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints", TEMPORARY),
        ("421 too many concurrent connections", TEMPORARY),
        ("450 4.2.1 The user is receiving mail at a rate that prevents additional messages", TEMPORARY),
        ("450 4.1.1 unverified address", TEMPORARY),
        ("450 4.7.1 Recipient address rejected: Greylisted by policy", TEMPORARY),
        ("451 4.3.0 local error", TEMPORARY),
        ("451 4.7.500 Server busy", TEMPORARY),
        ("450 4.7.1 your host has a poor reputation", POLICY),
        ("452 4.2.2 over quota", FULL),
        ("452 4.5.3 Your message has too many recipients", QUOTA),
        ("452 4.3.1 Insufficient system storage", TEMPORARY),
        ("432 4.7.12 A password transition is needed", SIGN_IN),
    ],
)
def test_a_refusal_for_now_means_another_try(answer, cause):
    code, _, words = answer.partition(" ")

    found = outcome(Phase.RECIPIENT, int(code), words.encode())

    assert (type(found), found.cause) == (RetryLater, cause)


@pytest.mark.parametrize("phase", [Phase.GREETING, Phase.SENDER])
@pytest.mark.parametrize("words", [b"5.1.1 user unknown", b"5.2.2 mailbox full", b"no such user", b"no"])
def test_before_the_recipient_is_named_the_recipient_is_not_blamed(phase, words):
    assert outcome(phase, 550, words).cause is POLICY


@pytest.mark.parametrize("code", [-1, 100, 250, 354, 700])
def test_an_answer_out_of_place_speaks_of_the_connection(code):
    found = outcome(Phase.RECIPIENT, code, b"what")

    assert (type(found), found.cause) == (RetryLater, CONNECTION)


def test_words_are_kept_on_one_line_without_what_cannot_be_shown():
    assert in_words(550, b"a\nb\x00c\x1b[31m\xff") == "550 a b c [31m\ufffd"
    assert len(in_words(550, b"x" * 5000)) == 1000
