"""Changes: checking a file, carrying it out, settling what waits. None commits."""

from outreach.imports.services.carrying_out import carry_out
from outreach.imports.services.checking import check_file

__all__ = ["carry_out", "check_file"]
