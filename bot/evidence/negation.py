"""Whether a claim denies what its source affirms, or affirms what it denies, as far as words of negation show it.

An honest, weak signal: a denial is looked for on both sides, in the word that it stands at. It does not see antonyms,
irony or scope, so its finding is reported beside the verdict and never hides a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.evidence.wording import says
from index.text import language_of

_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|cannot|fail(?:s|ed)? to|refus\w+ to|unable to)\b|n[’']t\b"
    r"|(?<!\w)(?:не|нет|ни|никогда|никто|никак\w+|ничто|ничего|нельзя|отказал\w+)(?!\w)",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"(?:지|것[은이]?|것도)(?:는|도|를)?\s?(?:않|아니|못)[가-힣]*|(?<![가-힣])(?:없|아니)[가-힣]*"
    r"|(?<=[가-힣])(?:없[는이었다을으]|못하|못했|아니|아닌|아닙|아님)[가-힣]*|지\s?(?:마[세십]|말)[가-힣]*|말아야[가-힣]*"
    r"|(?<![가-힣])(?:못|안)\s(?=[가-힣])"
)
# What denies a whole Korean sentence is its last predicate; what stands before it denies something inside.
_KOREAN_END = re.compile(
    r"(?:(?:지|것[은이]?|것도)(?:는|도)?\s?(?:않|아니|못)[가-힣]*|(?<![가-힣])(?:못|안)\s[가-힣]+"
    r"|(?:없|아니|못하|못했|않)[가-힣]*)[.!?\s)”’」\"']*$"
)
# Forms that hold a word of negation and do not deny: "not only", «не только», "다름없다".
_NO_DENIAL = re.compile(
    r"\bnot (?:only|just|least|limited to|guilty)\b|\bno(?:\.|\s)?\s?\d+|\bno (?:more|less|later|earlier) than\b"
    r"|\bне (?:только|раз\b|менее|более|ранее|позднее|позже|одинок)\w*|\bтем не менее\b|\bни один из\b"
    r"|다름\s?없|지나지\s?않[가-힣]*|틀림없|두말할 것 없|뿐(?:만)?\s?(?:이|만)?\s?아니라|끊임없|수없이|어김없|못지\s?않"
    r"|지\s?않(?:을까|겠어|나요|습니까)[가-힣]*",
    re.IGNORECASE,
)
_ASIDE = re.compile("지\\s?않(?:도록|게)|없이")  # of a purpose or a manner: no denial, but a lack
# Words that deny without a word of negation; what holds one of them may say the same as a denial.
_LACKS = re.compile(
    r"\b(?:without|lack(?!ey)\w*|absen(?:t|ce)\w*|free of|instead|rather than|unable|impossib\w*|inevitabl\w*"
    r"|prevent\w*|short(?:age)? of|reject\w*|any (?:other|more)|than any|unless)"
    r"|\bun(?!i[a-z]|der|til|load|lock|veil|install|earth)[a-z]{4,}"
    r"|\b(?:без(?!оп)|отсутств\w*|недоста\w*|недосту\w*|невозмож\w*|запре[тщ]\w*|вряд|редко)"
    r"|\bне(?!сколь|котор|обход|дел|смотр|давн|мец|завис|с[её]|избеж|гатив|рвн|мало|фт|йр|вест|бес|бо|жн|дав|пал|вад)"
    r"\w{5,}|없|못|않|불가|외에는|금지|미지원|부인|드물|부족",
    re.IGNORECASE,
)
# Where a sentence may say one thing and deny another.
_CLAUSES = re.compile(
    r"[,;:—–]\s|\s[-–—]\s|[.!?]\s|(?<=[가-힣]지만|[가-힣]으나|[가-힣]는데)\s|(?<=[가-힣][고며면])\s|(?<=므로)\s|(?<=[어아해]서)\s"
    r"|\s(?=(?:but|although|though|while|whereas|and|that|which|who|because|if|when|as|или|а|но|хотя|однако|и|что"
    r"|котор\w+|если|когда|чтобы)\s)"
)
SHORTEST = 3  # characters of a clause
# Words between a negation and what it denies.
_GRAMMAR = frozenset(
    "be been being was were is are am have has had do does did to the a an any it its that this only yet even always "
    "really also still just very so as of in for on по в на к с до за из у был была было были будет будут быть может "
    "могут мог могла могло могли бы же ли это этот эта эти этого так уже еще ещё себя свой своих его её их том".split()
)
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_REACH = 60  # characters behind a negation in which what it denies stands


class Denial(NamedTuple):
    """`text[start:end]` denies; `words` are one or two that it denies, `clause` the span of its clause."""

    start: int
    end: int
    words: str
    clause: tuple[int, int]


@lru_cache(maxsize=2_000)
def denials(text: str, *, whole: bool = False) -> tuple[Denial, ...]:
    """The denials of a sentence, in order.

    Args:
        text: a sentence.
        whole: of Korean only one that denies all of it.
    """
    skip = [match.span() for match in (*_NO_DENIAL.finditer(text), *_ASIDE.finditer(text))]
    spans = [match.span() for match in (*_NEGATION.finditer(text), *(_KOREAN_END if whole else _KOREAN).finditer(text))]
    clauses = _clauses(text)
    found = []
    for start, end in sorted(spans):
        if not any(a < end and start < b for a, b in skip):
            clause = next(span for span in clauses if start < span[1])
            found.append(Denial(start, end, _denied(text, (start, end), clause), clause))
    return tuple(found)


def contradicts(claim: str, sources: Sequence[str]) -> tuple[int, int] | None:
    """The span of a claim's denial where none of its sources denies or lacks anything that it may be; None otherwise.

    The other way round, where the nearest source denies a word that the claim has, the span of the claim's last word.

    Args:
        claim: a sentence.
        sources: the sentences that it rests on, the best first.
    """
    own, language = denials(claim, whole=True), language_of(claim)
    if own:
        return own[0][:2] if sources and _affirmed(own[0], claim, sources) else None
    if not sources or _lacks(claim) or denials(claim):
        return None
    theirs = [denial.words for denial in denials(sources[0])]
    words = list(_WORD.finditer(claim))
    return words[-1].span() if words and any(says(claim, denied, language=language) for denied in theirs) else None


def _affirmed(denial: Denial, claim: str, sources: Sequence[str]) -> bool:
    """Whether the sources say what is denied, or deny and lack nothing at all."""
    language = language_of(sources[0])
    theirs = [denied.words for source in sources for denied in denials(source)]
    if any(says(claim, words, language=language_of(claim)) for words in theirs):
        return False
    parts = [(source, span) for source in sources for span in _clauses(source)]
    plain = [source[slice(*span)] for source, span in parts if all(d.clause != span for d in denials(source))]
    if any(denials(source, whole=True) for source in sources):  # of something that the claim does not name
        return " " in denial.words and any(says(part, denial.words, language=language, every=True) for part in plain)
    if theirs:  # inside a Korean sentence
        return any(says(source, denial.words, language=language) for source in sources)
    if not any(_lacks(source) for source in sources) or _lacks(claim[: denial.start] + claim[denial.end :]):
        return True
    holding = [part for part in plain if says(part, denial.words, language=language)]
    return bool(holding) and not any(_lacks(part) for part in holding)


def _lacks(text: str) -> bool:
    return bool(_LACKS.search(_NO_DENIAL.sub(" ", text)))


def _denied(text: str, span: tuple[int, int], clause: tuple[int, int]) -> str:
    """The words at a negation: the next ones; in Korean those before it, if it is not "안" or "못"."""
    start, end = span
    negation = text[start:end]
    if not re.search("[가-힣]", negation):
        words = _WORD.findall(text[end : min(end + _REACH, clause[1])])
        behind = [w for w in words if w.lower() not in _GRAMMAR and not w.endswith("ly")]
        return " ".join(
            (behind or [w for w in _WORD.findall(text[clause[0] : start]) if w.lower() not in _GRAMMAR])[:2]
        )
    if re.match(r"[못안]\s", negation):
        return " ".join(_WORD.findall(text[start + 1 :])[:1])
    verb = negation[0] == "지"
    return " ".join(_WORD.findall(text[clause[0] : start + verb])[-2:])


@lru_cache(maxsize=2_000)
def _clauses(text: str) -> tuple[tuple[int, int], ...]:
    found, at = [], 0
    for match in _CLAUSES.finditer(text):
        if match.start() - at >= SHORTEST:
            found.append((at, match.start()))
            at = match.end()
    return (*found, (at, len(text) + 1))
