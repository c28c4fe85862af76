"""Changes: checking a file, carrying it out, settling what waits. None commits."""

from outreach.imports.services.carrying_out import carry_out
from outreach.imports.services.checking import check_file
from outreach.imports.services.settling import leave_out, reading_of, settle

__all__ = ["carry_out", "check_file", "leave_out", "reading_of", "settle"]
