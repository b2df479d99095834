"""How what may be done with a text looks: its button, its question, what it says."""

from dataclasses import dataclass

from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Look:
    """The outside of a step; one with a question asks it before anything is done."""

    word: str
    """Its name in addresses."""
    label: LazyString
    icon: str
    done: LazyString
    question: LazyString | None = None
    explained: LazyString | None = None
    kind: str = ""

    @property
    def asking_label(self) -> str:
        """The label of a button that opens a question ends with an ellipsis."""
        return f"{self.label}…" if self.question else str(self.label)
