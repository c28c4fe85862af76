"""What the program raises on purpose."""

from typing import Any


class OutreachError(Exception):
    """Parent of every error raised on purpose; `message` is the sentence people read."""

    message: Any = ""

    def __init__(self, message: Any = None) -> None:
        """Take `message` where the sentence carries something of its own, such as a name."""
        if message is not None:
            self.message = message
        super().__init__(self.message)

    def __str__(self) -> str:
        """Return the sentence, in the language in use."""
        return str(self.message)
