"""Whether a word stands in a text, in whatever script and language it is written.

`Words.has` tries the ways in their order, the cheap and sure ones first: the same word or its stem; one that sounds
alike; an acronym and its words; what the documents or the user's glossary give as the same (`aliases`); what the
translation table says of it; the capital of the country that is named; and, for a word that nothing is known of, one
that means the same to the embedded model. Does not know names of several words: that is `held`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise

from bot.evidence.aliases import NONE, Aliases
from bot.evidence.korean import proper_nouns, stem
from bot.evidence.names import HANGUL, WORD, forms_of, may_be_name
from bot.evidence.spelling import letters, log_odds
from bot.evidence.translit import alike, distance, sounds
from bot.evidence.wording import said
from index.analyzer import terms
from index.embedder import embedded
from index.text import fold_homoglyphs, script_of
from index.words.function_words import countries_joined

# Cosine of two words above which they mean the same: of names in two languages it is 0.45 and more, of different
# names of one kind (two countries, two cities) below 0.2.
MEANS = 0.36
SURELY_MEANS = 0.45  # the same of two words together
WELL_MEANS = 0.55  # the same where the table says otherwise
# Names that mean a little the same and sound a little alike are one: distance less cosine. Of pairs of names in two
# scripts it takes 65 to 86 of 100, and 3 to 6 of 10,000 that are not one; 0.30 of sound alone takes 11 to 16.
BOTH_MEANS, BOTH_SOUND = 0.2, 0.1
# Log odds of two spellings above which they are one name: one of 300 wrong pairs is; of a word that is no name, one of
# 1,000.
SPELT, SURELY_SPELT = 1.0, 7.0
WHOLLY_SPELT = 4.0  # the same of two and three words as one
A_LETTER = 0.3  # of these odds, for each letter of both: long words share an ending by chance
FAR = 0.65  # distance of sounds above which spellings are not compared
_DOTTED = re.compile(r"\b(?:[A-ZА-Я]\.){2,}")  # "U.S."
_JOINING = frozenset("of and the for on in и в по на с для".split())  # no letters of an acronym: ЕБРР
_SYLLABLE = re.compile("[가-힣]")  # a family name before a title: "김 위원장"
_NO_NAMES = frozenset(
    "이그저한두세네및등수것때중더또약각본제전후내외총매안못잘다할된될왜곳점년월일시분초원명개번차회건만억천백십위뒤앞옆"
    "밖속간채데바줄뿐듯척양큰새옛첫온맨즉단꼭참늘곧막나너뭐예아오자야와과은는을를의도로"
)
_LANGUAGES = {"hangul": "ko", "latin": "en", "cyrillic": "ru"}
# What happens in a capital happens in its country, and capitals stand for their governments. Not the other way round.
_CAPITALS = (
    ("russia", "moscow"), ("china", "beijing"), ("korea", "seoul"), ("japan", "tokyo"), ("ukraine", "kyiv"),
    ("america", "washington"), ("britain", "london"), ("germany", "berlin"), ("france", "paris"), ("india", "delhi"),
    ("kazakhstan", "astana"), ("uzbekistan", "tashkent"), ("mongolia", "ulaanbaatar"), ("belarus", "minsk"),
    ("vietnam", "hanoi"), ("poland", "warsaw"), ("turkey", "ankara"), ("italy", "rome"), ("spain", "madrid"),
)  # fmt: skip


class Words:
    """The words of a text, ready to be compared.

    Attributes:
        text: in small letters.
        words: as they stand; `forms` are these and what is left of them without endings.
        plain: the forms that cannot be names.
    """

    def __init__(self, text: str, aliases: Aliases = NONE, *, careful: bool = False) -> None:
        """Take the text apart; nothing is embedded before it is needed.

        Args:
            text: of a source.
            aliases: what else its names are called.
            careful: have the Korean analyser find the proper nouns inside its compounds.
        """
        self._as_written = _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", fold_homoglyphs(text))
        self.text = self._as_written.casefold()
        self._aliases = aliases
        self.words = list(dict.fromkeys(match.group() for match in WORD.finditer(self._as_written)))
        self.forms = {form for word in self.words for form in forms_of(word)}
        self.forms |= {country for named in countries_joined(text).values() for country in named}  # 한·중·일
        if careful and HANGUL.search(text):
            self.forms |= {part for noun in proper_nouns(text) for part in noun.proper}
            self.forms |= {word for word in self.words if _SYLLABLE.fullmatch(word) and word not in _NO_NAMES}
        self.plain = {form for word in self.words if not may_be_name(word) for form in forms_of(word)}
        self._folded = {form.casefold() for form in self.forms}

    def has(self, word: str) -> bool:
        """Whether the text holds a word, in any of the ways in their order."""
        return any(way(self, word) for _, way in WAYS)

    def _as_it_stands(self, word: str) -> bool:
        return any(form.casefold() in self._folded for form in forms_of(word))

    def _in_a_compound(self, word: str) -> bool:
        return bool(HANGUL.search(word)) and stem(word) in self.text  # "러시아" in "대러시아"

    def _by_sound(self, word: str) -> bool:
        forms = forms_of(word)
        long = [form for form in forms if len(sounds(form)) > 3 or form == word]
        return any(self._sound_alike(form, other) for form in long for other in self.forms)

    def _sound_alike(self, name: str, word: str) -> bool:
        """A word of another script that is no name must sound very much alike; of the same script it never does.

        Nor does a name of the same script that is not nearly the same: whoever copies a name copies its spelling.
        """
        plain = word in self.plain and len(word) > 1
        if script_of(name[0]) == script_of(word[0]):
            return not plain and alike(name, word, strict=True)
        return spelt(name, word, SURELY_SPELT if plain else SPELT)

    def _begins_a_word(self, name: str) -> bool:
        """Whether a longer Korean word begins with a name in another script: "Suncheon" and "순천지원"."""
        return any(
            spelt(form, word[:size], SURELY_SPELT)
            for word in self.words
            if HANGUL.match(word)
            for size in range(2, len(word) - 1)
            for form in forms_of(name)
            if not HANGUL.search(form)
        )

    def _sounds_like_two(self, name: str) -> bool:
        """Whether a long name in one word is two words in another script: "다화테크놀로지"."""
        forms = [form for form in forms_of(name) if len(form) > 4]
        return any(spelt(form, pair, WHOLLY_SPELT) for form in forms for pair in self.spoken)

    def _spells(self, name: str) -> bool:
        """Whether words in a row begin with the letters of an acronym, or an acronym here stands for the name."""
        if self._is_clipped(name):
            return True
        if not (name.isupper() and 2 < len(name) < 8):
            return False
        parts = [part for word in self.words for part in re.split(r"[-.]", word) if part]
        initials = "".join(part[0] for part in parts).casefold()
        without_joining = "".join(part[0] for part in parts if part not in _JOINING).casefold()
        return name.casefold() in initials or name.casefold() in without_joining

    def _is_clipped(self, name: str) -> bool:
        """Whether words in a row begin with the parts of a clipped word: "Минтранс", "Gosplan"."""
        small = name.casefold()
        cuts = range(3, len(small) - 2)
        return len(small) > 5 and any(
            one.casefold().startswith(small[:cut]) and other.casefold().startswith(small[cut:])
            for cut in cuts
            for one, other in pairwise(self.words)
        )

    def has_another(self, name: str) -> bool:
        """Whether the text calls it as it is called elsewhere."""
        return any(self.has_phrase(other) for other in self._aliases.others(name))

    def has_phrase(self, phrase: str) -> bool:
        """Whether every word of a longer name stands here, as it is or in another form."""
        words = WORD.findall(phrase)
        words = [word for word in words if word[0].isupper() or HANGUL.search(word)] or words
        return bool(words) and all(self._stands(word) for word in words)

    def _stands(self, word: str) -> bool:
        """Whether a word stands here in some form; "US" not as "us"."""
        if word.isupper() and len(word) < 4:
            return word in self.forms
        return any(form.casefold() in self._folded for form in forms_of(word))

    def _says(self, name: str) -> bool:
        """Whether a word in another language here says the name; the table decides where it knows the name."""
        own = _LANGUAGES.get(script_of(name[0]), "")
        targets = [language for language in self._languages if language != own]
        known = False
        for target in targets:
            groups = said(name, target)
            known = known or bool(groups)
            if any(self._terms.issuperset(group) for group in groups):
                return True
        return bool(targets) and self.means(name, least=WELL_MEANS if known else MEANS, sound=not known)

    def _capital_of(self, country: str) -> bool:
        known = {stemmed for way in said(country, "en") for stemmed in way} | set(terms(country))
        return any(terms(land)[0] in known and self.has(capital) for land, capital in _CAPITALS)

    def has_land_of(self, capital: str) -> bool:
        """Whether the country of a capital is named here: "Moscow" may be its government."""
        known = {stemmed for way in said(capital, "en") for stemmed in way} | set(terms(capital))
        return any(terms(city)[0] in known and self.has(land.title()) for land, city in _CAPITALS)

    def means(self, name: str, *, least: float = MEANS, rest: Sequence[str] = (), sound: bool = False) -> bool:
        """Whether a word in another script means a name, and more than `rest`, its other words, means it.

        With `sound` also whether one means a little the same and sounds a little like it.
        """
        script = script_of(name[0])
        others = sorted(form for form in self.forms if script_of(form[0]) != script)
        embedder, forms = embedded(), forms_of(name)
        if not (others and forms):
            return False
        vectors = embedder.embed_passages(others)
        cosines = embedder.embed_queries(list(forms)) @ vectors.T
        if rest:
            alone = (embedder.embed_queries(list(rest)) @ vectors.T).max(axis=0)
            return bool(((cosines >= least) & (cosines > alone)).any())
        if cosines.max() >= least or not sound:
            return bool(cosines.max() >= least)
        named = [n for n, other in enumerate(others) if other not in self.plain]
        return any(
            cosines[i, n] >= BOTH_MEANS and distance(form, others[n]) - cosines[i, n] <= BOTH_SOUND
            for i, form in enumerate(forms)
            for n in named
        )

    def written_alike(self, name: str) -> bool:
        """Whether the text has words in the script of a name."""
        return _LANGUAGES.get(script_of(name[0]), "") in self._languages

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """Two names side by side as one word, to be compared with one in another script: "Dahua Technology"."""
        words = WORD.findall(self._as_written)
        return tuple(one + other for one, other in pairwise(words) if one[0].isupper() and other[0].isupper())

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        scripts = (script_of(char) for char in self.text if char.isalpha())
        return tuple(dict.fromkeys(_LANGUAGES[script] for script in scripts if script in _LANGUAGES))

    @cached_property
    def _terms(self) -> frozenset[str]:
        return frozenset(terms(self._as_written))


Way = Callable[[Words, str], bool]
# Why a word stands in a text, and how that is seen; what costs least comes first.
WAYS: tuple[tuple[str, Way], ...] = (
    ("the same word, or its stem", Words._as_it_stands),
    ("a part of a Korean compound", Words._in_a_compound),
    ("another name of the same thing", Words.has_another),
    ("a word that sounds alike", Words._by_sound),
    ("an acronym or a clipped word, and what it stands for", Words._spells),
    ("a Korean word begins with it", Words._begins_a_word),
    ("two words in its place", Words._sounds_like_two),
    ("how another language says it, or what means the same", Words._says),
    ("the capital in the place of its country", Words._capital_of),
)


def spelt(one: str, other: str, least: float) -> bool:
    """Whether two words in different scripts are likely one name; those that sound nothing alike are not compared."""
    if distance(one, other) >= FAR:
        return False
    odds = log_odds(one, other)
    return odds >= least and odds >= A_LETTER * (len(letters(one)) + len(letters(other)))
