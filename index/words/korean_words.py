"""A Korean word cut into units of the translation table: compounds, verbs in their forms, nouns with particles.

Owns how forms are told. Does not know what a unit means; a word that is spelt like another is taken for the commoner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.words.function_words import is_bound
from index.words.name_spelling import is_particle, without_particle

LONGEST = 12  # syllables of a unit
UNKNOWN = 3  # syllables behind the known ones that make a word another: 로스콤나드조르 is no 로스
_VERBAL = re.compile(
    "[하해했한할함합되돼된될됨됩됐]|시[키켰킨킬킵]|받|당[하했한할합]|이[라며었고]|였|입니|인[가지데]|일까|들|적|있|없|갑|지"
)  # makes a noun a verb
Piece = tuple[int, int, int]  # start, end, unit

# What a stem may end in besides the forms that the table spells out.
_ENDINGS = frozenset(
    "나 나요 니 냐 느냐 으냐 는가 는가요 는지 는지를 는지는 은지 은지를 을까 을까요 을지 습니까 습니다 는데 "
    "은데 게 자 자고 자는 도록 거나 든지 던 던가 지만 려 려고 려면 려는 으려 으려고 으려면 으려는 라고 라는 "
    "으라고 다고 다는 다면 는다고 는다는 는다면 겠다 겠다고 겠다는 겠나 어야 아야 야 여야 면서 으면서 어서 "
    "아서 서 니까 으니까 기를 기에 기는 기가 기도 지를 지는 지도 고서 고자 음 음을 음은".split()
)


class KoreanWords:
    """The Korean units of a table."""

    def __init__(self, stems: Sequence[str], forms: Sequence[str], starts: Sequence[int]) -> None:
        """Take the units and their forms.

        Args:
            stems: by unit; a verb in its dictionary form.
            forms: spellings of verbs and short nouns, those of a unit together.
            starts: where the forms of each unit begin, and the end of the last.
        """
        self._forms, self._starts = forms, starts
        owners = [unit for unit, (a, z) in enumerate(pairwise(starts)) for _ in range(a, z)]
        nouns = {stem: unit for unit, stem in enumerate(stems) if starts[unit] == starts[unit + 1]}
        self._units = {**dict(zip(reversed(forms), reversed(owners), strict=True)), **nouns}  # the commonest verb wins
        self._initial = frozenset(forms)  # what counts only where a word begins
        self._stems = dict(zip(reversed(stems), range(len(stems) - 1, -1, -1), strict=True))

    def forms_of(self, unit: int) -> Sequence[str]:
        """The forms that the table spells out; empty for most nouns."""
        return self._forms[self._starts[unit] : self._starts[unit + 1]]

    def pieces(self, token: str) -> list[Piece]:
        """Cut a word into known units; what is left is an ending. Empty when nothing is known."""
        found = self._cut(token)
        if found and found[0][0] == 0 and is_particle(token[found[-1][1] :]):
            return found
        whole = self._inflected(token)
        if whole >= 0:
            return [(0, len(token), whole)]
        rest = without_particle(token[found[-1][1] :]) if found else ""
        known = sum(end - start for start, end, _ in found)
        strange = len(rest) > known and len(rest) >= UNKNOWN and not _VERBAL.match(rest)
        return [] if strange else found

    def _cut(self, token: str) -> list[Piece]:
        """The units that cover most, long ones first."""
        size = len(token)
        best: list[tuple[int, list[Piece]]] = [(0, [])]
        for end in range(1, size + 1):
            options = [best[end - 1]]
            for start in range(max(0, end - LONGEST), end):
                piece = token[start:end]
                unit = self._units.get(piece, -1)
                if unit < 0 or (start and piece in self._initial) or (len(piece) == 1 and size > 1):
                    continue
                score, pieces = best[start]
                options.append((score + (end - start) ** 2, [*pieces, (start, end, unit)]))
            best.append(max(options, key=lambda option: option[0]))
        return best[size][1]

    def _inflected(self, token: str) -> int:
        """The verb that a word may be, or the noun of one syllable with a particle; -1 when it is neither."""
        for size in range(min(4, len(token) - 1), 0, -1):
            stem, ending = token[:-size], token[-size:]
            if ending in _ENDINGS:
                for form in (stem + "다", stem if len(stem) > 1 else ""):
                    if form in self._initial:
                        return self._units[form]
        noun = without_particle(token)
        return self._stems.get(noun, -1) if len(noun) == 1 < len(token) and not is_bound(noun) else -1
