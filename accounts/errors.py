"""The refusal that every app shares. Each message can be shown to the user."""


class NotPossibleError(Exception):
    """It cannot be done now (409): `messages` say what is missing."""

    def __init__(self, *messages: str) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages
