"""What is known of who is who while a text is read, and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from onrecord.recognition.people.nominals import Nominal
from onrecord.recognition.people.parties import Party
from onrecord.recognition.people.ranking import Scene


@dataclass
class Resolution:
    """The parties of a text, and for each mention (by its first word) its party, why, and how likely."""

    scene: Scene
    nominals: list[Nominal]
    parties: list[Party]
    of: dict[int, Party] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    chances: dict[int, float] = field(default_factory=dict)
    owned: dict[tuple[int, str], Party] = field(default_factory=dict)  # "her foundation": by its owner and its head
    at: dict[int, int] = field(default_factory=dict)  # the place of each mention among `nominals`, by its first word
    groups: set[tuple[str, ...]] = field(default_factory=set)  # by which words groups were described so far
    spoke: Party | None = None  # who was credited last, while the text is being read

    @cached_property
    def endings(self) -> frozenset[str]:
        """The last words of the names of organisations."""
        return frozenset(name[-1] for party in self.parties if party.kind == "organization" for name in party.names)

    def open(self, one: Nominal) -> Party:
        """Return a new party of the kind that a mention tells; parties are numbered as they come."""
        party = Party(number=len(self.parties), kind=one.kind, gender=one.gender, many=one.many)
        self.parties.append(party)
        return party

    def place(self, one: Nominal) -> int:
        """Return the place of a mention among `nominals`."""
        return self.at.get(one.first, 0)

    def assign(self, one: Nominal, party: Party, reason: str, chance: float = 1.0) -> None:
        """Put a mention with a party."""
        self.of[one.first] = party
        self.reasons[one.first] = reason
        self.chances[one.first] = chance
