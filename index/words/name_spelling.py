"""How a name of one script may be spelt in another: Hangul, Latin, Cyrillic.

Guesses by letters and sounds, likeliest first, many of them wrong: a guess counts only where a passage holds it.
Does not know names, languages beyond their letters, or any index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import zip_longest

MOST = 64  # spellings that are tried
SHORTEST = 4  # letters; a syllable counts as two

_PARTICLE = re.compile(
    r"(?:에서는|으로는|에게서|으로서|에서의|까지의|이라는|에서|에게|으로|까지|부터|라는|처럼|보다|이나|와의|과의|"
    r"은|는|이|가|을|를|의|에|와|과|로|도|만|나)$"
)


def _table(cells: str) -> dict[str, str]:
    return dict(cell.split("=") for cell in cells.split())


# Jamo to letters; alternatives by "/", likeliest first; "-" is no letter.
_LATIN_FIRST = (
    "g/k/c kk/gg n d/t tt/dd r/l m b/v bb/pp s/sh ss - j/z/g jj ch/c/ts k/c/kh/q t/th p/f/v h/kh".split(),
    (
        "a ae/a/e ya/ia/ja yae eo/e/o/u/er e/ae yeo/yo/ye ye/ie o/au/aw wa/ua/oa wae oe yo/io u/oo/w wo/uo we/ue/ve "
        "wi/vi/ui yu/iu/u -/eu/u ui i/y/ee/ey"
    ).split(),
    "- k/g/c kk k n n n t/d l/r k m l l l p l m p/b/f p t/s ss ng/n t/d ch k/c t p/f h".split(),
)
_CYRILLIC_FIRST = (
    "г/к кк н д/т тт р/л м б/в пп с/ш сс - дж/з/ж/ч ч ч/ц/щ к/х т п/ф/в х/г".split(),
    (
        "а э/а/е я/иа йе о/е/у/э е/э ё/ио е о уа/ва вэ ё/о ё/ио у/в во/уо уэ/ве/уе/вэ ви/уи ю/иу/у -/ы/у ы и/ы/ий/й"
    ).split(),
    "- к/г к к н н н т/д л/ль/р к м л л л п л м п/б/ф п т/с с н/нг т/д ч к/х т п/ф х".split(),
)

_LATIN_OF_CYRILLIC = _table(
    "а=a б=b в=v/w г=g/h д=d е=e/ye/ie ё=yo/e/io ж=zh/j з=z и=i/y й=y/i/- к=k/c кс=x/ks л=l м=m н=n/ng о=o п=p р=r "
    "с=s т=t у=u/w/oo ф=f/ph х=kh/h ц=ts/c ч=ch ш=sh щ=shch/sch ъ=- ы=y/i ь=- э=e/a ю=yu/iu я=ya/ia ий=y/iy/i "
    "ый=y/iy дж=j/dj ай=ai/ay ей=ey/ei эй=ei/ay/ey уа=wa/ua уо=wo дз=dz/z"
)
_CYRILLIC_OF_LATIN = _table(
    "a=а/э b=б c=к/с/ц ch=ч/х ck=к d=д e=е/э ee=и ei=эй/ей ey=ей/и f=ф ff=фф/ф g=г/дж h=х/г/- i=и/ай ia=ия/я "
    "ie=ие/е j=дж/й/ж k=к kh=х l=л/ль ll=лл/л m=м n=н/нь ng=нг/н o=о oo=у ou=у/оу p=п ph=ф q=к qu=кв r=р s=с/з sh=ш "
    "shch=щ sch=ш/щ ss=сс/с t=т tch=тч/ч th=т/с ts=ц/тс u=у/ю v=в w=в/у x=кс/с y=и/й/ы/ий ya=я ye=е/ье yo=ё/йо yu=ю "
    "z=з/ц zh=ж/чж ai=ай/эй ay=ей/ай ua=уа wa=ва/уа"
)

# Latin letters to Hangul: vowels ("+" begins another syllable), consonants before a vowel, and before anything else:
# one jamo closes the syllable before, a syllable stands alone.
_VOWELS = _table(
    "a=ㅏ/ㅐ/ㅓ ae=ㅐ/ㅏ+ㅔ ai=ㅏ+ㅣ/ㅐ/ㅔ+ㅣ ay=ㅔ+ㅣ/ㅏ+ㅣ au=ㅏ+ㅜ/ㅗ aw=ㅗ e=ㅔ/ㅓ/ㅣ/ㅡ ea=ㅣ/ㅔ+ㅏ ee=ㅣ "
    "ei=ㅔ+ㅣ/ㅏ+ㅣ ey=ㅣ/ㅔ+ㅣ eo=ㅓ/ㅔ+ㅗ eu=ㅡ/ㅔ+ㅜ/ㅠ i=ㅣ/ㅏ+ㅣ ia=ㅣ+ㅏ/ㅑ ie=ㅣ/ㅣ+ㅔ io=ㅣ+ㅗ/ㅛ iy=ㅣ "
    "o=ㅗ/ㅓ/ㅏ oo=ㅜ oi=ㅗ+ㅣ ou=ㅜ/ㅏ+ㅜ ow=ㅗ/ㅏ+ㅜ u=ㅜ/ㅓ/ㅠ ua=ㅘ/ㅜ+ㅏ ui=ㅜ+ㅣ/ㅢ wa=ㅘ/ㅝ we=ㅞ wi=ㅟ "
    "wo=ㅝ/ㅜ y=ㅣ ya=ㅑ ye=ㅖ/ㅔ yeo=ㅕ yo=ㅛ yu=ㅠ"
)
_BEFORE_VOWEL = _table(
    "b=ㅂ bb=ㅂ c=ㅋ/ㅅ cc=ㅋ ch=ㅊ/ㅋ ck=ㅋ d=ㄷ dd=ㄷ f=ㅍ ff=ㅍ g=ㄱ/ㅈ h=ㅎ j=ㅈ/ㅇ k=ㅋ/ㄱ kh=ㅎ l=ㄹㄹ/ㄹ "
    "ll=ㄹㄹ/ㄹ m=ㅁ mm=ㅁ n=ㄴ nn=ㄴ/ㄴㄴ p=ㅍ/ㅂ ph=ㅍ pp=ㅍ q=ㅋ r=ㄹ rr=ㄹ s=ㅅ/ㅈ sch=ㅅ sh=ㅅ shch=ㅅ ss=ㅅ "
    "t=ㅌ th=ㅅ/ㅌ ts=ㅊ tt=ㅌ v=ㅂ w=ㅇ/ㅂ x=ㄱㅅ/ㅈ z=ㅈ zh=ㅈ zz=ㅊ ng=ㅇㄱ/ㅇ nk=ㅇㅋ"
)
_ALONE = _table(
    "b=브/ㅂ bb=브 c=크/ㄱ cc=크 ch=치/흐/ㄱ ck=ㄱ/크 d=드/ㅅ dd=드 f=프 ff=프 g=그/ㄱ h=-/흐 j=지/이 k=크/ㄱ kh=흐 "
    "l=ㄹ ll=ㄹ m=ㅁ mm=ㅁ n=ㄴ nn=ㄴ ng=ㅇ p=프/ㅂ ph=프 pp=프/ㅂ q=크 r=르/- rr=르/- s=스/즈 sch=시/슈 sh=시/슈 "
    "shch=시 ss=스 t=트/ㅅ th=스/트 ts=츠 tt=트/ㅅ v=프/브 w=우/- x=ㄱ스 z=즈/츠 zh=즈/지 zz=츠 nk=ㅇ크"
)
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def without_particle(word: str) -> str:
    """A Korean word without the particle that it seems to end in."""
    return _PARTICLE.sub("", word)


def is_particle(text: str) -> bool:
    """Whether a text is a Korean particle and nothing more; an empty one is."""
    return not text or _PARTICLE.fullmatch(text) is not None


@lru_cache(maxsize=2000)
def spellings(name: str, target: str) -> tuple[str, ...]:
    """Guesses at a name in the script of "ko", "en" or "ru", in small letters, likeliest first.

    A Hangul name may carry a particle. Empty when the name is short, or in the script already.
    """
    name = name.lower()
    if "가" <= name[:1] <= "힣":
        if len(name) * 2 < SHORTEST or target == "ko":
            return ()
        stems = dict.fromkeys((without_particle(name), name))
        lots = [_from_hangul(stem, target) for stem in stems if len(stem) * 2 >= SHORTEST]
        return _in_turn(lots)
    cyrillic = "а" <= name[:1] <= "ё"
    if len(name) < SHORTEST or (target == "ru" if cyrillic else target == "en"):
        return ()
    if target == "ko":
        latin = _replaced(name, _LATIN_OF_CYRILLIC)[:4] if cyrillic else [name]
        return _in_turn([_hangul(word) for word in latin])
    return tuple(_replaced(name, _LATIN_OF_CYRILLIC if cyrillic else _CYRILLIC_OF_LATIN))


def _in_turn(lots: list[list[str]]) -> tuple[str, ...]:
    """The best of each, then the second of each, and so on; MOST of them."""
    return tuple(dict.fromkeys(word for row in zip_longest(*lots, fillvalue="") for word in row if word))[:MOST]


def _combined(parts: Iterable[list[str]]) -> list[str]:
    """One of each part in a row; the places of the choices add up, and the MOST rows with the least sums stay."""
    rows = [(0, "")]
    for options in parts:
        rows = sorted((cost + rank, row + option) for cost, row in rows for rank, option in enumerate(options))[:MOST]
    return list(dict.fromkeys(row for _, row in rows))


def _options(cell: str) -> list[str]:
    return [option.replace("-", "") for option in cell.split("/")]


def _replaced(word: str, table: dict[str, str]) -> list[str]:
    return _combined(_options(table.get(piece, piece)) for piece in _pieces(word, table))


def _pieces(word: str, *tables: dict[str, str]) -> list[str]:
    """Cut a word into the longest keys of the tables; other letters stand alone."""
    found: list[str] = []
    while word:
        size = next((n for n in (4, 3, 2) if any(word[:n] in table for table in tables)), 1)
        found.append(word[:size])
        word = word[size:]
    return found


def _from_hangul(word: str, target: str) -> list[str]:
    first, medial, last = _LATIN_FIRST if target == "en" else _CYRILLIC_FIRST
    parts: list[list[str]] = []
    codes = [divmod(ord(char) - 0xAC00, 28) for char in word if "가" <= char <= "힣"]
    for place, (head, final) in enumerate(codes):
        initial, vowel = divmod(head, 21)
        doubled = place > 0 and codes[place - 1][1] == _FINALS.index("ㄹ") and initial == _INITIALS.index("ㄹ")
        parts.append(_options(first[initial]) if not doubled else _options("l/-" if target == "en" else "л/-"))
        silent = _MEDIALS[vowel] == "ㅣ" and _INITIALS[initial] in "ㅊㅅㅈ"
        parts.append(_options(medial[vowel]) + ([""] if silent else []))
        parts.append(_options(last[final]))
    spelt = _combined(parts)
    if target == "en":
        spelt = [way for row in spelt for way in ([row.replace("ks", "x"), row] if "ks" in row else [row])][:MOST]
    return spelt


def _hangul(word: str) -> list[str]:
    pieces = _pieces(word, _VOWELS, _ALONE)
    parts: list[list[str]] = []
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else ""
        table = _VOWELS if piece in _VOWELS else _BEFORE_VOWEL if following in _VOWELS else _ALONE
        parts.append(_options(table.get(piece, "-")))
    return list(dict.fromkeys(spelt for row in _combined(parts) if (spelt := _composed(row))))


def _composed(jamo: str) -> str:
    """Jamo and syllables to syllables; empty when a consonant finds no place."""
    spelt = ""
    initial = ""
    for char in jamo:
        if char in _MEDIALS:
            start = initial[-1:] or "ㅇ"
            if len(initial) == 2 and not (spelt := _closed(spelt, initial[0])):
                return ""
            spelt += chr(0xAC00 + (_INITIALS.index(start) * 21 + _MEDIALS.index(char)) * 28)
            initial = ""
        elif "ㄱ" <= char <= "ㅎ":
            initial += char
        elif char != "+":
            if initial and not (spelt := _closed(spelt, initial)):
                return ""
            spelt, initial = spelt + char, ""
    return _closed(spelt, initial) if initial else spelt


def _closed(spelt: str, final: str) -> str:
    """Put a final consonant under the last syllable; empty when there is no place."""
    if not spelt or len(final) != 1 or (ord(spelt[-1]) - 0xAC00) % 28:
        return ""
    return spelt[:-1] + chr(ord(spelt[-1]) + _FINALS.index(final))
