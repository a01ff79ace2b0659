"""Whether a text holds a name, with its neighbours and parts, in whatever script and language it is written.

Its single words are looked for by `standing`. Does not know what is said of a name: that is `instead`.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.evidence.names import HANGUL, Name, forms_of
from bot.evidence.spelling import log_odds
from bot.evidence.standing import SURELY_MEANS, SURELY_SPELT, WHOLLY_SPELT, Words, spelt
from bot.evidence.translit import sounds
from index.words.function_words import countries_of


class Held(Words):
    """The names of a text, ready to be compared."""

    def holds(self, name: Name) -> bool:
        """Whether the text holds a name: as it stands, with its neighbours, or the proper nouns that it is made of."""
        return self.holds_surely(name) or self._lacks_rivals(name.text)

    def holds_surely(self, name: Name) -> bool:
        """The same, but an acronym that the text may have in full counts only where something says that it has."""
        return any(way(self, name) for _, way in NAME_WAYS)

    def _as_given(self, name: Name) -> bool:
        return name.text in self.forms or self.has_another(name.text)

    def _is_no_name_here(self, name: Name) -> bool:
        return name.plain and not self.written_alike(name.text)

    def _holds_word(self, name: Name) -> bool:
        if not self._is_syllable(name):
            return self.has(name.text)
        return any(spelt(name.text, form, SURELY_SPELT) for form in self.forms)

    def _is_syllable(self, name: Name) -> bool:
        """Whether it is a syllable of a Korean name, which sounds like too much: "Пак Мин Су"."""
        other = HANGUL.search(self.text) and not HANGUL.search(name.text)
        return bool(other and name.joined) and len(name.text) < 4

    def _holds_joined(self, name: Name) -> bool:
        return any(self._has_joined(joined, name.text) for joined in name.joined)

    def _holds_countries(self, name: Name) -> bool:
        countries = countries_of(name.text)
        return bool(countries) and all(map(self.has, countries))

    def _holds_parts(self, name: Name) -> bool:
        if not name.proper or not all(self.has(part) for part in name.proper):
            return False
        return not self._same_language(name.text) or all(part in self.text for part in name.rest)

    def _has_joined(self, joined: str, own: str) -> bool:
        """Whether a name of two words is one word here: "New York", "뉴욕"; "North Korea", "북한"."""
        *given, last = joined.split()
        if any(self.has_phrase(other) for other in self._aliases.others(joined)):
            return True
        one, turned = "".join([*given, last]), "".join([last, *given])  # "Seon-mi Park", "박선미"
        names = [form for form in self.forms if len(sounds(form)) > 3]
        rest = "".join(joined.replace(own, " ").split())
        ways = (one, turned, forms_of(one)[-1])
        if any(
            spelt(way, form, SURELY_SPELT if form in self.plain else WHOLLY_SPELT)
            and log_odds(way, form) > log_odds(rest, form)
            for way in ways
            for form in names
        ):
            return True
        return self.means(joined, least=SURELY_MEANS, rest=joined.replace(own, " ").split())

    def _same_language(self, name: str) -> bool:
        return bool(HANGUL.search(name)) == bool(HANGUL.search(self.text))

    def _lacks_rivals(self, name: str) -> bool:
        """Whether an acronym may stand in full here: in another language without an acronym."""
        if not (name.isupper() and 2 < len(name) < 8) or self.written_alike(name):
            return False
        return not any(word.isupper() and len(word) > 1 for word in self.words)


# Why a text holds a name, and how that is seen; what costs least comes first.
NAME_WAYS: tuple[tuple[str, Callable[[Held, Name], bool]], ...] = (
    ("it stands here, or what the documents call it does", Held._as_given),
    ("a common word that only begins a name, and is another in this language", Held._is_no_name_here),
    ("its word stands here in some way", Held._holds_word),
    ("with its neighbours it is one word, an acronym or a meaning here", Held._holds_joined),
    ("the proper nouns that it is made of stand here", Held._holds_parts),
    ("the countries that its syllables stand for do: 한러", Held._holds_countries),
)
