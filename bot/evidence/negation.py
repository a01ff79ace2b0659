"""Whether a claim denies what its source affirms, or affirms what it denies, as far as words of negation show it.

An honest, weak signal: it looks for words of negation on both sides. It does not see antonyms, irony or scope, so
its finding is reported beside the verdict and never hides a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.evidence.wording import share
from index.embedder import EMBEDDED, load_embedder
from index.text import language_of

_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|cannot|fail(?:s|ed)? to|refus\w+ to|unable)\b|n[’']t\b"
    r"|(?<!\w)(?:не|нет|ни|никогда|никто|ничто|нельзя|отказал\w+)(?!\w)",
    re.IGNORECASE,
)
# In Korean what denies the sentence is its last predicate; what stands before it denies something inside.
_KOREAN = re.compile(
    r"(?:(?:지|것[은이]?|것도)\s?(?:않|아니|못)[가-힣]*|(?<![가-힣])(?:못|안)\s[가-힣]+|(?:없|아니|못하|못했|않)[가-힣]*)[.!?\s)”’」]*$"
)
# Forms that hold a word of negation and do not deny: "not only", «не только», "다름없다".
_NO_DENIAL = re.compile(
    r"\bnot only\b|\bno(?:\.|\s)?\s?\d+|\bnot least\b|\bне только\b|\bне (?:менее|более|ранее|позднее|одинок)\w*"
    r"|\bтем не менее\b|\bни один из\b|다름\s?없|지나지\s?않[가-힣]*|틀림없|두말할 것 없",
    re.IGNORECASE,
)

# Words that deny without a word of negation; a claim with one of them may say the same as a denial.
_LACKS = re.compile(
    r"\b(?:without|lack\w*|free of|absen\w*|clos\w*|only|stop\w*|halt\w*|ban\w*|forb\w*|prohibit\w*|den[iy]\w*)"
    r"|\bun\w{4,}|\b(?:без|отсутств\w*|лиш\w*|закрыт\w*|запре\w*|только|остан\w*|прекра\w*)|없|금지|제외|중단",
    re.IGNORECASE,
)
# Where a sentence may say one thing and deny another.
_CLAUSES = re.compile(
    r"[,;:—]\s|\s(?=(?:but|although|though|while|whereas)\b)|(?<=지만)\s|(?<=으나)\s|(?<=는데)\s|(?<=[가-힣]고)\s"
    r"|\s(?=(?:а|но|хотя|однако)\s)"
)
SHORTEST = 9  # characters of a clause
SAID, NEAR = 0.5, 0.5  # share of the claim's words in a clause; its cosine and half of that share


def negations(text: str) -> list[tuple[int, int]]:
    """Spans of the words that deny what a sentence says."""
    skip = [match.span() for match in _NO_DENIAL.finditer(text)]
    found = [match.span() for match in (*_NEGATION.finditer(text), *_KOREAN.finditer(text))]
    return [(start, end) for start, end in found if not any(a < end and start < b for a, b in skip)]


def contradicts(claim: str, sources: Sequence[str]) -> tuple[int, int] | None:
    """The span of a claim's denial where none of its sources denies anything; None otherwise.

    The other way round, where the clause that says most of a claim denies it, the span of the claim's last word.

    Args:
        claim: a sentence.
        sources: the sentences that it rests on, the best first.
    """
    found = negations(claim)
    if found:
        return None if any(negations(source) for source in sources) else found[0]
    if not sources or not negations(sources[0]) or _LACKS.search(claim):
        return None
    words = list(re.finditer(r"\w+", claim))
    return words[-1].span() if words and _is_denied(claim, sources[0]) else None


def _is_denied(claim: str, source: str) -> bool:
    """Whether the clause of a source that says most of a claim is one that denies."""
    clauses = [clause for clause in _CLAUSES.split(source) if len(clause) >= SHORTEST] or [source]
    embedder, language = load_embedder(EMBEDDED), language_of(source)
    cosines = embedder.embed_passages(clauses) @ embedder.embed_queries([claim])[0]
    said = [share(claim, clause, language=language) for clause in clauses]
    near = [float(cosine) + part / 2 for cosine, part in zip(cosines, said, strict=True)]
    best = max(range(len(clauses)), key=near.__getitem__)
    return bool(negations(clauses[best])) and said[best] >= SAID and near[best] >= NEAR
