"""The hash that binds a row of the audit to the one before it."""

import json
from datetime import UTC

from outreach.audit.models import AuditEvent
from outreach.security import vault

# What stands before the first row.
BEGINNING = bytes(32)


def hash_of(event: AuditEvent) -> bytes:
    """Return the hash of everything `event` says and of the row before it.

    It is keyed (VAULT_KEYS): whoever can write to the database alone cannot write the chain anew.
    """
    said = {
        "previous": event.previous_hash.hex(),
        "id": event.id,
        "at": event.happened_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": event.actor_id,
        "actor": event.actor,
        "action": event.action,
        "subject": [event.subject_type, event.subject_id],
        "details": event.details,
    }
    return vault.keyed_hash("audit", json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
