"""The questions that one question asks: "When was it founded, and who heads it?" asks two.

Rules over question words in three languages. Does not resolve pronouns: a part that leans on another is short, and
whoever reads the parts must not take it for a question of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ASKING = {
    "en": r"(?:(?:in|at|by|for|with|from|to|on|of|since|until) )?(?:what|when|where|who|whom|whose|why|how|which)\b",
    "ru": r"(?:(?:в|во|на|с|со|к|о|об|от|из|у|за|для|до|по|чем|при) )?"
    r"(?:что|чего|чему|чем|кто|кого|кому|кем|когда|где|куда|откуда|почему|зачем|как|как(?:ой|ая|ое|ие|ого|ую|им|их|ом)|"
    r"каков\w{0,2}|сколько|скольк\w+|ч(?:ей|ья|ьё|ьи))\b",
    "ko": r"(?:언제|무엇|무슨|뭐|뭘|누구|누가|어디|어느|어떤|어떻게|왜|얼마|몇)",
}
_ASKS = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _ASKING.items()}
_BREAKS = {
    "en": re.compile(rf"[,;]?\s(?:and|but|or)\s(?={_ASKING['en']})|[?;]\s+", re.IGNORECASE),
    "ru": re.compile(rf"[,;]?\s(?:и|а|но|или)\s(?={_ASKING['ru']})|[?;]\s+", re.IGNORECASE),
    "ko": re.compile(r"(?<=[가-힣](?:고|며))[,;]?\s+|(?<=[가-힣]고요)[,;]?\s+|(?:,\s*)?\s그리고\s|[?;,]\s+"),
}


@lru_cache(maxsize=2000)
def parts(question: str, language: str) -> tuple[str, ...]:
    """The questions in a question of "ko", "en" or "ru", in order; empty when it asks but one.

    Every part has a question word of its own: what stands in a relative clause ("the year when") makes no part.
    """
    if language not in _BREAKS:
        return ()
    asks = _ASKS[language]
    found: list[str] = []
    for piece in _BREAKS[language].split(question):
        if found and not (asks.search(piece) and asks.search(found[-1])):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    found = [piece.strip() for piece in found if piece.strip(" ?!.,;")]
    return tuple(found) if len(found) > 1 else ()
