"""Versions of templates, and the words for one contact."""

from dataclasses import replace

import pytest

from outreach.contacts.kinds import ContactKind
from outreach.mail_templates import queries, services
from outreach.mail_templates.errors import FaultyTemplate
from outreach.mail_templates.preview import petition_facts
from outreach.mail_templates.services import TemplateEntry
from tests.factories import PetitionFactory

ENTRY = TemplateEntry("Appeal", "en", "News", "Dear {{ full_name }}")


def test_a_change_is_a_new_version_and_the_earlier_one_stays():
    first = services.add_version(ENTRY, None).version
    second = services.add_version(replace(ENTRY, body="Hello"), None).version

    assert (first.number, second.number) == (1, 2)
    assert first.body == "Dear {{ full_name }}"
    assert queries.variants(first.template_id)["en", ""] is second


def test_languages_and_kinds_count_their_versions_apart():
    services.add_version(ENTRY, None)
    french = services.add_version(replace(ENTRY, language="FR-fr"), None).version
    lawyers = services.add_version(replace(ENTRY, kind="lawyer"), None).version

    assert (french.language, french.number, lawyers.kind, lawyers.number) == ("fr", 1, "lawyer", 1)


def test_a_kind_that_is_none_means_everyone():
    assert services.add_version(replace(ENTRY, kind="first contact"), None).version.kind == ""


def test_a_template_with_faults_is_not_kept(db_session):
    with pytest.raises(FaultyTemplate):
        services.add_version(replace(ENTRY, body="{{ nope"), None)

    assert queries.templates() == []


def test_the_words_are_in_the_first_language_there_is_and_for_the_kind_first():
    template_id = services.add_version(ENTRY, None).version.template_id
    services.add_version(replace(ENTRY, language="fr"), None)
    lawyers = services.add_version(replace(ENTRY, language="fr", kind="lawyer"), None).version
    variants = queries.variants(template_id)

    assert queries.variant_for(variants, ["ug", "fr", "en"], ContactKind.LAWYER) is lawyers
    assert queries.variant_for(variants, ["ug", "fr", "en"], ContactKind.JOURNALIST) is variants["fr", ""]
    assert queries.variant_for(variants, ["ug"], ContactKind.JOURNALIST) is None
    assert queries.variant_for(variants, [], ContactKind.JOURNALIST) is None


def test_the_petition_is_linked_in_the_language_of_the_mail_where_it_exists():
    petition = PetitionFactory(default_language="en")

    assert petition_facts("en").url.endswith(f"/petitions/{petition.slug}/en")
    assert petition_facts("ug").url.endswith(f"/petitions/{petition.slug}/en")


def test_a_petition_that_is_not_public_gives_no_values():
    PetitionFactory(draft=True)

    assert petition_facts("en") is None
