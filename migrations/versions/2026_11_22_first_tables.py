"""First tables.

There is no older code that could run beside it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_events",
        sa.Column("id", BIG, nullable=False),
        sa.Column("happened_at", INSTANT, nullable=False),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=True),
        sa.Column("subject_id", BIG, nullable=True),
        sa.Column("details", JSON, nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_events_hash")),
    )
    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_events_happened_at"), ["happened_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_audit_events_subject_type_subject_id"), ["subject_type", "subject_id"], unique=False
        )

    op.create_table(
        "audit_heads",
        sa.Column("id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "identities",
        sa.Column("id", BIG, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("troubles_in_a_row", sa.Integer(), nullable=False),
        sa.Column("paused_at", INSTANT, nullable=True),
        sa.Column("paused_because", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint("address", name=op.f("uq_identities_address")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("folded_name", name=op.f("uq_organisations_folded_name")),
    )
    op.create_table(
        "scheduled_jobs",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.Column("last_ran_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_scheduled_jobs")),
    )
    op.create_table(
        "suppressions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("address_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("covers", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("lifted_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppressions")),
        sa.UniqueConstraint("address_hash", "covers", name=op.f("uq_suppressions_address_hash_covers")),
    )
    op.create_table(
        "throttle_counts",
        sa.Column("id", BIG, nullable=False),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("window_begins_at", INSTANT, nullable=False),
        sa.Column("tries", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_throttle_counts")),
        sa.UniqueConstraint("key_hash", "window_begins_at", name=op.f("uq_throttle_counts_key_hash_window_begins_at")),
    )
    with op.batch_alter_table("throttle_counts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_throttle_counts_window_begins_at"), ["window_begins_at"], unique=False)

    op.create_table(
        "users",
        sa.Column("id", BIG, nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("folded_email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("folded_email", name=op.f("uq_users_folded_email")),
    )
    op.create_table(
        "contacts",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("civility", sa.String(length=40), nullable=True),
        sa.Column("given_name", sa.Text(), nullable=True),
        sa.Column("family_name", sa.Text(), nullable=True),
        sa.Column("greetings", JSON, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("time_zone", sa.String(length=60), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("waiting", sa.String(length=20), nullable=False),
        sa.Column("waiting_since_on", sa.Date(), nullable=True),
        sa.Column("last_outgoing_on", sa.Date(), nullable=True),
        sa.Column("last_incoming_on", sa.Date(), nullable=True),
        sa.Column("secrecy", sa.String(length=20), nullable=False),
        sa.Column("do_not_contact", sa.Boolean(), nullable=False),
        sa.Column("do_not_contact_on", sa.Date(), nullable=True),
        sa.Column("do_not_contact_reason", sa.Text(), nullable=True),
        sa.Column("never_public", sa.Boolean(), nullable=False),
        sa.Column("never_mailed", sa.Boolean(), nullable=False),
        sa.Column("never_exported", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("merged_into_id", BIG, nullable=True),
        sa.Column("created_by_id", BIG, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("row_version", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_contacts_created_by_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["merged_into_id"], ["contacts.id"], name=op.f("fk_contacts_merged_into_id_contacts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contacts_country"), ["country"], unique=False)
        batch_op.create_index(batch_op.f("ix_contacts_folded_name_id"), ["folded_name", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contacts_stage_kind"), ["stage", "kind"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contacts_waiting_waiting_since_on"), ["waiting", "waiting_since_on"], unique=False
        )

    op.create_table(
        "imports",
        sa.Column("id", BIG, nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("separator", sa.String(length=4), nullable=False),
        sa.Column("columns", JSON, nullable=False),
        sa.Column("counts", JSON, nullable=False),
        sa.Column("created_by_id", BIG, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_imports_created_by_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_table(
        "mail_templates",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_by_id", BIG, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_mail_templates_created_by_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_templates")),
        sa.UniqueConstraint("name", name=op.f("uq_mail_templates_name")),
    )
    op.create_table(
        "messages",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("identity_id", BIG, nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", BIG, nullable=False),
        sa.Column("batch", sa.String(length=60), nullable=True),
        sa.Column("cap_group", sa.String(length=60), nullable=True),
        sa.Column("address_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_recipient", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_content", sa.LargeBinary(), nullable=True),
        sa.Column("content_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("worker", sa.String(length=120), nullable=True),
        sa.Column("lease_ends_at", INSTANT, nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("server_words", sa.Text(), nullable=False),
        sa.Column("captured_at", INSTANT, nullable=True),
        sa.Column("settled_by_id", BIG, nullable=True),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("row_uid", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name=op.f("fk_messages_identity_id_identities")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["users.id"], name=op.f("fk_messages_settled_by_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("message_id", name=op.f("uq_messages_message_id")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_address_hash"), ["address_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_batch_state"), ["batch", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_captured_at"), ["captured_at"], unique=False)
        batch_op.create_index(
            "ix_messages_due",
            ["priority", "due_at", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued', 'deferred')"),
            postgresql_where=sa.text("state IN ('queued', 'deferred')"),
        )
        batch_op.create_index(
            "ix_messages_in_flight",
            ["lease_ends_at"],
            unique=False,
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )
        batch_op.create_index(
            batch_op.f("ix_messages_subject_type_subject_id"), ["subject_type", "subject_id"], unique=False
        )

    op.create_table(
        "one_time_links",
        sa.Column("id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_one_time_links_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_links_token_hash")),
    )
    with op.batch_alter_table("one_time_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_links_user_id"), ["user_id"], unique=False)

    op.create_table(
        "petitions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("state_changed_at", INSTANT, nullable=False),
        sa.Column("first_goal", BIG, nullable=False),
        sa.Column("default_language", sa.String(length=8), nullable=False),
        sa.Column("is_quiet", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", BIG, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_petitions_created_by_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petitions")),
        sa.UniqueConstraint("slug", name=op.f("uq_petitions_slug")),
    )
    op.create_table(
        "segments",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("created_by_id", BIG, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_segments_created_by_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segments")),
        sa.UniqueConstraint("name", name=op.f("uq_segments_name")),
    )
    op.create_table(
        "user_sessions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("second_factor_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_sessions_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_sessions_token_hash")),
    )
    with op.batch_alter_table("user_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_sessions_user_id"), ["user_id"], unique=False)

    op.create_table(
        "addresses",
        sa.Column("id", BIG, nullable=False),
        sa.Column("contact_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_preferred", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("obtained_on", sa.Date(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_addresses_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
        sa.UniqueConstraint("contact_id", "kind", "folded", name=op.f("uq_addresses_contact_id_kind_folded")),
    )
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_addresses_kind_folded"), ["kind", "folded"], unique=False)

    op.create_table(
        "affiliations",
        sa.Column("id", BIG, nullable=False),
        sa.Column("contact_id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_affiliations_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_affiliations_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliations")),
        sa.UniqueConstraint(
            "contact_id",
            "organisation_id",
            "job_title",
            "from_on",
            name=op.f("uq_affiliations_contact_id_organisation_id_job_title_from_on"),
        ),
    )
    with op.batch_alter_table("affiliations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_affiliations_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "attempts",
        sa.Column("id", BIG, nullable=False),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("identity_id", BIG, nullable=False),
        sa.Column("cap_group", sa.String(length=60), nullable=True),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("worker", sa.String(length=120), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("server_words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name=op.f("fk_attempts_identity_id_identities")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_attempts_message_id_messages"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("message_id", "number", name=op.f("uq_attempts_message_id_number")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_cap_group_started_at"), ["cap_group", "started_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attempts_identity_id_started_at"), ["identity_id", "started_at"], unique=False
        )

    op.create_table(
        "claims",
        sa.Column("contact_id", BIG, nullable=False),
        sa.Column("owner_id", BIG, nullable=False),
        sa.Column("claimed_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_claims_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_claims_owner_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_claims")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claims_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_claims_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "contact_beats",
        sa.Column("contact_id", BIG, nullable=False),
        sa.Column("folded_beat", sa.Text(), nullable=False),
        sa.Column("beat", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_beats_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "folded_beat", name=op.f("pk_contact_beats")),
    )
    with op.batch_alter_table("contact_beats", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_beats_folded_beat_contact_id"), ["folded_beat", "contact_id"], unique=False
        )

    op.create_table(
        "contact_languages",
        sa.Column("contact_id", BIG, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_languages_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "language", name=op.f("pk_contact_languages")),
    )
    with op.batch_alter_table("contact_languages", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_languages_language_contact_id"), ["language", "contact_id"], unique=False
        )

    op.create_table(
        "contact_tags",
        sa.Column("contact_id", BIG, nullable=False),
        sa.Column("folded_tag", sa.Text(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_tags_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "folded_tag", name=op.f("pk_contact_tags")),
    )
    with op.batch_alter_table("contact_tags", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_tags_folded_tag_contact_id"), ["folded_tag", "contact_id"], unique=False
        )

    op.create_table(
        "inbound_mails",
        sa.Column("id", BIG, nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("uid_validity", BIG, nullable=True),
        sa.Column("uid", BIG, nullable=True),
        sa.Column("identity_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sealed_raw", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_sender", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_subject", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("matched_by", sa.String(length=20), nullable=False),
        sa.Column("message_id", BIG, nullable=True),
        sa.Column("contact_id", BIG, nullable=True),
        sa.Column("handled_at", INSTANT, nullable=True),
        sa.Column("handled_by_id", BIG, nullable=True),
        sa.Column("row_uid", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_inbound_mails_contact_id_contacts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["handled_by_id"], ["users.id"], name=op.f("fk_inbound_mails_handled_by_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_inbound_mails_message_id_messages"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_mails")),
        sa.UniqueConstraint("identity_hash", name=op.f("uq_inbound_mails_identity_hash")),
        sa.UniqueConstraint("mailbox", "uid_validity", "uid", name=op.f("uq_inbound_mails_mailbox_uid_validity_uid")),
    )
    with op.batch_alter_table("inbound_mails", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbound_mails_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbound_mails_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbound_mails_received_at"), ["received_at"], unique=False)

    op.create_table(
        "interactions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("contact_id", BIG, nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("logged_by_id", BIG, nullable=True),
        sa.Column("logged_as", sa.Text(), nullable=False),
        sa.Column("message_id", BIG, nullable=True),
        sa.Column("inbound_mail_id", BIG, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_interactions_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["logged_by_id"], ["users.id"], name=op.f("fk_interactions_logged_by_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interactions")),
    )
    with op.batch_alter_table("interactions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_interactions_contact_id_happened_on_id"), ["contact_id", "happened_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_interactions_inbound_mail_id"), ["inbound_mail_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interactions_message_id"), ["message_id"], unique=False)

    op.create_table(
        "mailings",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("template_id", BIG, nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("send_hours", sa.String(length=20), nullable=False),
        sa.Column("created_by_id", BIG, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("approved_at", INSTANT, nullable=True),
        sa.Column("starts_at", INSTANT, nullable=True),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("paused_because", sa.Text(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_mailings_created_by_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["mail_templates.id"], name=op.f("fk_mailings_template_id_mail_templates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailings")),
    )
    with op.batch_alter_table("mailings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mailings_state"), ["state"], unique=False)

    op.create_table(
        "offers",
        sa.Column("id", BIG, nullable=False),
        sa.Column("petition_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_email", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_organisation", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("contact_id", BIG, nullable=True),
        sa.Column("row_uid", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_offers_contact_id_contacts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_offers_owner_id_users"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_offers_petition_id_petitions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offers_petition_id"), ["petition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_offers_state"), ["state"], unique=False)

    op.create_table(
        "petition_counts",
        sa.Column("petition_id", BIG, nullable=False),
        sa.Column("confirmed", BIG, nullable=False),
        sa.Column("as_of", INSTANT, nullable=False),
        sa.Column("recounted_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_counts_petition_id_petitions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_petition_counts")),
    )
    op.create_table(
        "petition_texts",
        sa.Column("id", BIG, nullable=False),
        sa.Column("petition_id", BIG, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("appeal", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_by_id", BIG, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_petition_texts_created_by_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_texts_petition_id_petitions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_texts")),
        sa.UniqueConstraint(
            "petition_id", "language", "version", name=op.f("uq_petition_texts_petition_id_language_version")
        ),
    )
    op.create_table(
        "template_versions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("template_id", BIG, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_by_id", BIG, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_template_versions_created_by_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["mail_templates.id"],
            name=op.f("fk_template_versions_template_id_mail_templates"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_versions")),
        sa.UniqueConstraint(
            "template_id",
            "language",
            "kind",
            "number",
            name=op.f("uq_template_versions_template_id_language_kind_number"),
        ),
    )
    op.create_table(
        "follow_ups",
        sa.Column("id", BIG, nullable=False),
        sa.Column("contact_id", BIG, nullable=False),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("interaction_id", BIG, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("closed_by_id", BIG, nullable=True),
        sa.Column("was_dropped", sa.Boolean(), nullable=False),
        sa.Column("closed_because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["users.id"], name=op.f("fk_follow_ups_closed_by_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_follow_ups_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interactions.id"],
            name=op.f("fk_follow_ups_interaction_id_interactions"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_follow_ups_owner_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_follow_ups_contact_id_closed_at"), ["contact_id", "closed_at"], unique=False
        )
        batch_op.create_index(
            "ix_follow_ups_open",
            ["due_on", "id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_follow_ups_owner_id_closed_at_due_on"), ["owner_id", "closed_at", "due_on"], unique=False
        )

    op.create_table(
        "import_rows",
        sa.Column("id", BIG, nullable=False),
        sa.Column("import_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("cells", JSON, nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("problems", JSON, nullable=False),
        sa.Column("contact_id", BIG, nullable=True),
        sa.Column("interaction_id", BIG, nullable=True),
        sa.Column("before", JSON, nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_import_rows_contact_id_contacts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_import_rows_import_id_imports"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interactions.id"],
            name=op.f("fk_import_rows_interaction_id_interactions"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
        sa.UniqueConstraint("import_id", "number", name=op.f("uq_import_rows_import_id_number")),
    )
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_rows_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_rows_import_id_verdict"), ["import_id", "verdict"], unique=False)

    op.create_table(
        "mailing_approvals",
        sa.Column("id", BIG, nullable=False),
        sa.Column("mailing_id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=True),
        sa.Column("approver", sa.Text(), nullable=False),
        sa.Column("approved_at", INSTANT, nullable=False),
        sa.Column("recipients", BIG, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailings.id"], name=op.f("fk_mailing_approvals_mailing_id_mailings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_mailing_approvals_user_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_approvals")),
        sa.UniqueConstraint(
            "mailing_id", "user_id", "approved_at", name=op.f("uq_mailing_approvals_mailing_id_user_id_approved_at")
        ),
    )
    op.create_table(
        "recipients",
        sa.Column("id", BIG, nullable=False),
        sa.Column("mailing_id", BIG, nullable=False),
        sa.Column("contact_id", BIG, nullable=False),
        sa.Column("step", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("stop_reason", sa.String(length=20), nullable=True),
        sa.Column("stop_details", JSON, nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("template_version_id", BIG, nullable=True),
        sa.Column("values", JSON, nullable=False),
        sa.Column("voided_because", sa.Text(), nullable=False),
        sa.Column("message_id", BIG, nullable=True),
        sa.Column("source_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("frozen_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_recipients_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailings.id"], name=op.f("fk_recipients_mailing_id_mailings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_recipients_message_id_messages"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["template_version_id"],
            ["template_versions.id"],
            name=op.f("fk_recipients_template_version_id_template_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipients")),
        sa.UniqueConstraint("mailing_id", "contact_id", "step", name=op.f("uq_recipients_mailing_id_contact_id_step")),
        sa.UniqueConstraint("message_id", name=op.f("uq_recipients_message_id")),
    )
    with op.batch_alter_table("recipients", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recipients_contact_id_frozen_at"), ["contact_id", "frozen_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_recipients_mailing_id_state"), ["mailing_id", "state"], unique=False)

    op.create_table(
        "signatures",
        sa.Column("id", BIG, nullable=False),
        sa.Column("petition_id", BIG, nullable=False),
        sa.Column("text_id", BIG, nullable=False),
        sa.Column("text_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("person_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("network_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_email", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_comment", sa.LargeBinary(), nullable=True),
        sa.Column("comment_state", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("wants_updates", sa.Boolean(), nullable=False),
        sa.Column("consent_version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("mailed_at", INSTANT, nullable=True),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("erased_at", INSTANT, nullable=True),
        sa.Column("row_uid", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_signatures_petition_id_petitions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["text_id"], ["petition_texts.id"], name=op.f("fk_signatures_text_id_petition_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
        sa.UniqueConstraint("petition_id", "person_hash", name=op.f("uq_signatures_petition_id_person_hash")),
    )
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_signatures_address_hash_created_at"), ["address_hash", "created_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_signatures_petition_id_state"), ["petition_id", "state"], unique=False)
        batch_op.create_index(
            "ix_signatures_to_count",
            ["petition_id"],
            unique=False,
            sqlite_where=sa.text("counted != (state = 'confirmed')"),
            postgresql_where=sa.text("counted != (state = 'confirmed')"),
        )
        batch_op.create_index(
            "ix_signatures_unconfirmed",
            ["created_at"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_signatures_unconfirmed",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.drop_index(
            "ix_signatures_to_count",
            sqlite_where=sa.text("counted != (state = 'confirmed')"),
            postgresql_where=sa.text("counted != (state = 'confirmed')"),
        )
        batch_op.drop_index(batch_op.f("ix_signatures_petition_id_state"))
        batch_op.drop_index(batch_op.f("ix_signatures_address_hash_created_at"))

    op.drop_table("signatures")
    with op.batch_alter_table("recipients", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recipients_mailing_id_state"))
        batch_op.drop_index(batch_op.f("ix_recipients_contact_id_frozen_at"))

    op.drop_table("recipients")
    op.drop_table("mailing_approvals")
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_rows_import_id_verdict"))
        batch_op.drop_index(batch_op.f("ix_import_rows_contact_id"))

    op.drop_table("import_rows")
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_ups_owner_id_closed_at_due_on"))
        batch_op.drop_index(
            "ix_follow_ups_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_follow_ups_contact_id_closed_at"))

    op.drop_table("follow_ups")
    op.drop_table("template_versions")
    op.drop_table("petition_texts")
    op.drop_table("petition_counts")
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offers_state"))
        batch_op.drop_index(batch_op.f("ix_offers_petition_id"))

    op.drop_table("offers")
    with op.batch_alter_table("mailings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mailings_state"))

    op.drop_table("mailings")
    with op.batch_alter_table("interactions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interactions_message_id"))
        batch_op.drop_index(batch_op.f("ix_interactions_inbound_mail_id"))
        batch_op.drop_index(batch_op.f("ix_interactions_contact_id_happened_on_id"))

    op.drop_table("interactions")
    with op.batch_alter_table("inbound_mails", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbound_mails_received_at"))
        batch_op.drop_index(batch_op.f("ix_inbound_mails_message_id"))
        batch_op.drop_index(batch_op.f("ix_inbound_mails_contact_id"))

    op.drop_table("inbound_mails")
    with op.batch_alter_table("contact_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_tags_folded_tag_contact_id"))

    op.drop_table("contact_tags")
    with op.batch_alter_table("contact_languages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_languages_language_contact_id"))

    op.drop_table("contact_languages")
    with op.batch_alter_table("contact_beats", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_beats_folded_beat_contact_id"))

    op.drop_table("contact_beats")
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claims_owner_id"))
        batch_op.drop_index(batch_op.f("ix_claims_expires_at"))

    op.drop_table("claims")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_identity_id_started_at"))
        batch_op.drop_index(batch_op.f("ix_attempts_cap_group_started_at"))

    op.drop_table("attempts")
    with op.batch_alter_table("affiliations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_affiliations_organisation_id"))

    op.drop_table("affiliations")
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_addresses_kind_folded"))

    op.drop_table("addresses")
    with op.batch_alter_table("user_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_sessions_user_id"))

    op.drop_table("user_sessions")
    op.drop_table("segments")
    op.drop_table("petitions")
    with op.batch_alter_table("one_time_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_links_user_id"))

    op.drop_table("one_time_links")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_messages_subject_type_subject_id"))
        batch_op.drop_index(
            "ix_messages_in_flight",
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )
        batch_op.drop_index(
            "ix_messages_due",
            sqlite_where=sa.text("state IN ('queued', 'deferred')"),
            postgresql_where=sa.text("state IN ('queued', 'deferred')"),
        )
        batch_op.drop_index(batch_op.f("ix_messages_captured_at"))
        batch_op.drop_index(batch_op.f("ix_messages_batch_state"))
        batch_op.drop_index(batch_op.f("ix_messages_address_hash"))

    op.drop_table("messages")
    op.drop_table("mail_templates")
    op.drop_table("imports")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contacts_waiting_waiting_since_on"))
        batch_op.drop_index(batch_op.f("ix_contacts_stage_kind"))
        batch_op.drop_index(batch_op.f("ix_contacts_folded_name_id"))
        batch_op.drop_index(batch_op.f("ix_contacts_country"))

    op.drop_table("contacts")
    op.drop_table("users")
    with op.batch_alter_table("throttle_counts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_throttle_counts_window_begins_at"))

    op.drop_table("throttle_counts")
    op.drop_table("suppressions")
    op.drop_table("scheduled_jobs")
    op.drop_table("organisations")
    op.drop_table("identities")
    op.drop_table("audit_heads")
    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_events_subject_type_subject_id"))
        batch_op.drop_index(batch_op.f("ix_audit_events_happened_at"))

    op.drop_table("audit_events")
