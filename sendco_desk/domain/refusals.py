"""The failures a person can meet. Anything that is none of these is a bug and goes to the crash window."""


class Refused(Exception):
    """The person can put this right: a field is wrong, or a step is not allowed.

    ``field`` names the field to show the sentence beside; empty where it belongs to no one field.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __reduce__(self) -> tuple[type["Refused"], tuple[str, str]]:
        return type(self), (self.message, self.field)  # so that it travels back from a worker process whole


class Trouble(Exception):
    """The machine is in the way: a full disk, a damaged or locked file.

    The sentence says what happened, whether the notebook is safe, and what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Cancelled(Exception):
    """The person stopped the work. Nothing was changed by it."""
