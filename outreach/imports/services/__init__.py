"""Changes: checking a file, carrying it out, settling what waits. None commits."""

from outreach.imports.services.carrying_out import carry_out, discard
from outreach.imports.services.checking import check_file, check_file_on_page
from outreach.imports.services.settling import leave_out, reading_of, settle

__all__ = ["carry_out", "check_file", "check_file_on_page", "discard", "leave_out", "reading_of", "settle"]
