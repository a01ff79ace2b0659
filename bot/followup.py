"""How a question shows that it leans on the one before it, in Korean, English and Russian.

Word lists and rules; no model. Does not rewrite anything: that is `condense`.
"""

from __future__ import annotations

import re

from bot.evidence.dates import dates
from bot.evidence.figures import figures
from bot.evidence.names import names

# "And ...", "그럼 ...", «А ...»: what follows stands in for a part of the question before.
_LEADS = re.compile(
    r"^(?:(?:and|but|then|so|or|also|what about|how about|and what about)\b|(?:그럼|그러면|그렇다면|그리고"
    r"|그런데|근데|또한?|혹시)(?=[\s,])"
    r"|(?:а|и|ну а|ну|но|тогда|а тогда|а также|а как насч[её]т|как насч[её]т|а что насч[её]т|что "
    r"насч[её]т)(?=[\s,]))[\s,]*",
    re.IGNORECASE,
)
_BEING = re.compile(r"\b(?:is|are|was|were|be|been|it|they|he|she)\s$", re.IGNORECASE)
_AND = re.compile(r"(?:and|а|ну а|그럼|그러면|그리고)\s", re.IGNORECASE)
# What is asked for is no subject: "which agency", "how many visitors".
_ASKED_FOR = re.compile(
    r"\b(?:which|what|how many)\s(\w+)|(?<!\w)(?:как(?:ой|ая|ое|ие|ого|ую|им|их|ими|ому)|сколько)\s(\w+)"
    r"|(?<![가-힣])(?:어느|어떤|무슨|몇)\s([가-힣]+)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:that(?=\s?\?*$)|it|its|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|there|then|that(?= "
    r"(?:company|bank|report|"
    r"year|country|project|firm|event|document|agreement|plan|place|person|one|money|sum|share|time|happen))|"
    r"the (?:same|former|latter|company|firm|bank|report|study|document|agreement|project|programme|program"
    r"|plan|event|"
    r"meeting|hospital|country|author|authors|list|article))\b"
    r"|(?<![가-힣])(?:[그이]건|[그이]게|[그이]걸|그거[는가를]?|그(?:는|가|의|를|에게|들[은이의을]?|녀[는가의]?|것[은이을의]?"
    r"|곳[은이에의]?(?:서[는]?)?|때[는]?|중에서?|들은)?"
    r"|거기(?:에|서|에서|는)?|여기(?:에|서|에서|는)?|이것[은이을]?|이들[은이의]?|이는|이를|이\s(?=[가-힣])"
    r"|해당|같은|저[희]?(?=\s))(?=[\s,?]|$)"
    r"|(?<!\w)(?:он|она|оно|они|его|её|ее|их|им|ему|ей|ими|него|неё|нее|них|ним|ней|нему|н[её]м|это|этот|эта|эту|эти|"
    r"этого|этой|этих|этому|этим|этом|тот|та|те|того|той|тех|том|там|туда|оттуда|тогда|сам|сама|сами"
    r"|данн(?:ый|ого|ому|ом|ая|ой|ую|ое)(?=\s\w))(?!\w)",  # not "data"
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«[^»]{3,}»|“[^”]{3,}”|\"[^\"]{3,}\"|‘[^’]{3,}’|「[^」]{2,}」|『[^』]{2,}』")
_PERSONAL = re.compile(
    r"its?|they|them|theirs?|he|him|his|she|hers?|он[аои]?|его|её|ее|их|им|ему|ей|ими|него|неё|нее|них|ним|ней|нему|н[её]м",
    re.IGNORECASE,
)
# Behind a name and one of these a pronoun means that name: "How does Norway tax ports, and who owns them?"
_FURTHER_CLAUSE = re.compile(r",?\s(?:and|but|while|although|because|и|а|но|хотя|потому что)\s", re.IGNORECASE)
_ASKS = (
    "who whom whose what which when where why how much many long far old large big is are was were do does "
    "did has have "
    "had can could will would should be been being not in on at by of to for from with about the a an and or "
    "but then so "
    "year date month exactly else also more any some there aside 말에 초에 "
    "누구인가 누구인지 누구지 누구야 무엇인가 무엇인지 뭐지 뭐야 언제인가 언제였나 어디인가 어디지 얼마인가 얼마였나 "
    "왜지 얼마를 얼마에 얼마의 무엇을 무엇이 무엇에 뭘 누구를 누구에게 누구와 어디로 어디까지 "
    "누구 누가 누구인가요 누구입니까 누구였나요 무엇 무엇인가요 무엇이었나요 무엇입니까 뭐 뭔가요 언제 "
    "언제인가요 언제였나요 언제입니까 어디 "
    "어디에 어디서 어디인가요 어디에서 어디였나요 왜 어떻게 어떤 어느 얼마 얼마나 얼마인가요 얼마였나요 "
    "얼마입니까 몇 몇인가요 몇이었나요 "
    "지금 지금은 현재 현재는 요즘 "
    "그럼 그러면 그리고 또 누구의 이유는 정확히 것 곳 해 년 년에 퍼센트 퍼센트인가요 퍼센트였나요 명 "
    "명인가요 개 개인가요 번째 "
    "кто кого кому кем что чего чем когда где куда откуда почему зачем как какой какая какое какие каков "
    "какова каковы "
    "каком какого какую каких сколько ли был была было были есть будет в во на с со к о об от до за из у и а "
    "но или не "
    "же бы то году год года именно ещё еще по для"
).split()
_ASKING = frozenset(_ASKS)
# Nouns that need an owner: asked for alone, they belong to what the question before was about.
_OWNED = re.compile(
    r"^(?:head|chief|leader|director|boss|chair\w*|author\w*|owner\w*|partner\w*|member\w*|participant\w*"
    r"|speaker\w*|price|cost\w*|"
    r"amount|sum|total|share\w*|stake\w*|size|length|pages?|number|goal\w*|aim\w*|purpose|reason\w*"
    r"|result\w*|office\w*|"
    r"headquarters|products?|plans?|task\w*|subject|topic\w*|language|conclusion\w*|recommendation\w*|condition\w*|"
    r"대표\w*|책임자\w*|수장\w*|회장\w*|사장\w*|저자\w*|주주\w*|동업자\w*|참가자\w*|발표자\w*|가격\w*"
    r"|비용\w*|금액\w*|합계\w*|총액\w*|지분\w*|"
    r"규모\w*|쪽수\w*|분량\w*|목표\w*|목적\w*|이유\w*|까닭\w*|결과\w*|사무실\w*|본사\w*|제품\w*|계획\w*"
    r"|과제\w*|주제\w*|언어\w*|결론\w*|조건\w*|"
    r"역할\w*|관심사\w*|사무국\w*|"
    r"глав[аыуе]|руководител\w+|директор\w*|автор\w*|владел\w+|партн[её]р\w*|участник\w*|цен[аыуе]"
    r"|стоимост\w+|сумм[аыуе]|дол[яиею]|"
    r"размер\w*|объ[её]м\w*|страниц\w*|цел[ьией]\w*|задач\w*|причин\w*|результат\w*|офис\w*|продукт\w*"
    r"|план\w*|тем[аыуе]|"
    r"язык\w*|вывод\w*|услови\w+|секретариат\w*"
    r"|deadlines?|schedule|budget|term|delay|기한\w*|일정\w*|예산\w*|마감\w*|срок\w*|график\w*|бюджет\w*)$",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"(?:나요|[았었였했됐겠있없하되인는]나|[가-힣]고|예정인가요|습니까|ㅂ니까|니까|까요|는가|은가|던가|냐|어요|아요|예요|이에요|지요|죠|했어|됐어|였어|했지"
    r"|됐지|인지|는지|다고|합니다|입니다)$"
)
_ENGLISH_VERB = re.compile(
    r"(?:ed|ing)$|^(?:lead|run|head|found|buy|sell|cost|happen|take|begin|start|open|work|mean|say|pay|own|"
    r"spend|impose|require|allow|set|make|made|held|began|led|ran|sold|bought|get|got|invest|cover|last|sign|join|hold|speak|spoke|keep|kept|carry|carrie|"
    r"employ|use|give|gave|show|close|stand|grow|grew|lie|live|need|want|offer|serve|build|built)s?$",
    re.IGNORECASE,
)
# Past forms that end in no "-ed"; most say nothing else than what was done.
_ENGLISH_PAST = frozenset(
    "arose arisen awoke ate eaten became become bent bit bitten blew blown bore born borne bound bred broke "
    "broken brought burnt burst came caught chose chosen crept cut dealt done drank drunk drawn drew driven drove "
    "dug dwelt fallen fed fell felt fled flew flown forbade forbidden forgot forgotten fought froze frozen given "
    "gone gotten grown heard hid hidden hit hung hurt knew known laid lain left lent let lit lost meant met "
    "overcame overtook paid put quit ran rang ridden risen rode rose said sang sank sat saw seen sent set shaken "
    "shook shone shot shown shrank shut slept slid sought spoken spent split sprang spread stole stolen stood "
    "struck stuck sung sunk swam swept swore sworn taken taught thought threw thrown told took tore torn "
    "understood went woke won wore worn wove woven written wrote".split()
)
# How often or since when, not what about: it belongs to the predicate that the next question replaces.
_ADVERBIAL = re.compile(
    r"\b(?:for the|the) (?:very )?(?:first|second|last) time\b"
    r"|\b(?:at|in) (?:first|last|total|all|the (?:end|beginning))\b"
    r"|\b(?:first|last|originally|initially|finally|recently|once|ever|so far)\b"
    r"|(?<!\w)(?:в первый раз|впервые|в последний раз|изначально|наконец|всего)(?!\w)"
    r"|(?<![가-힣])(?:처음(?:으로|에)?|최초로|마지막으로|모두|결국|원래)(?![가-힣])",
    re.IGNORECASE,
)
_RUSSIAN_VERB = re.compile(
    r"(?:[аеёиуыя]л|ла|ло|ли|лся|лась|лось|лись|ет|ёт|ит|ют|ят|ет?ся|ится|ются|ятся|ать|ить|еть|ти|ться|ан|ана|ано"
    r"|аны|ён|ен|ена|ено|ены|ят|ешь)$"
)
_ASKS_ITSELF = re.compile(
    r"\b(?:who|whom|when|where|why|how|which)\b|누구|누가|언제|어디|왜|얼마|몇|무엇|어떤|어느|어떻게"
    r"|\b(?:кто|кого|когда|где|почему|зачем|сколько|какой|какая|какие|каких|каким)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?:its|their|his|her|его|её|ее|их)\s+\w|(?:그의|그들의)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-–][^\W_]+)*")


_EARLIER = re.compile(
    r"(?:and |but |what about |and what about |how about )?(?:before (?:that|then|it)|earlier|previously)"
    r"|(?:а |и |ну а |а что )?(?:до (?:этого|того|него|не[её]|них)|раньше|ранее|прежде)"
    r"|(?:그럼 |그러면 |그리고 )?(?:그\s?(?:이전|전)(?:에|에는|엔|은|의 것은)?|이전에는)(?:요)?",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:and |but |what about |and what about |how about )?(?:after (?:that|then|it)|later|afterwards|since then)"
    r"|(?:а |и |ну а |а что )?(?:после (?:этого|того|него|не[её]|них)|позже|потом|с тех пор)"
    r"|(?:그럼 |그러면 |그리고 )?(?:그\s?(?:이후|다음|후|뒤)(?:에|에는|엔|로|로는|는)?|이후에는)(?:요)?",
    re.IGNORECASE,
)


def moves_in_time(question: str) -> int:
    """-1 for a question that is no more than "And before that?", 1 for "And after that?", else 0."""
    bare = question.strip(" ?!.…")
    return -1 if _EARLIER.fullmatch(bare) else 1 if _LATER.fullmatch(bare) else 0


def points_back(question: str) -> bool:
    """Whether a question holds a pronoun or a "that company" whose meaning stands in the turn before.

    An owner that the question itself names first is meant by what it owns: "How does Norway tax its ports?"; and so
    by "they" or "it" in a further clause. A title in quotation marks points nowhere.
    """
    rest = _LEADS.sub("", question)
    named = min((name.end for name in names(rest)), default=len(rest))
    further = _FURTHER_CLAUSE.search(rest, named)
    behind = further.end() - 1 if further else len(rest)

    def is_meant_here(found: re.Match[str]) -> bool:
        owned = found.start() > named and bool(_OWNER.match(rest, found.start()))
        return owned or (found.start() >= behind and bool(_PERSONAL.fullmatch(found[0])))

    return not all(map(is_meant_here, _POINTS.finditer(_blank(_QUOTED, rest))))


def is_fragment(question: str) -> bool:
    """Whether a question begins with "and" and asks nothing by itself: "And electronic payments in 2021?"."""
    return bool(_LEADS.match(question)) and not _ASKS_ITSELF.search(question) and len(content_words(question)) <= 6


def goes_on(question: str) -> bool:
    """Whether a question begins with "and" and names nobody: "And how many teachers passed?"."""
    return bool(_AND.match(question)) and not names(_LEADS.sub("", question))


def replaces(question: str) -> bool:
    """Whether a question is no more than a date or a name to be put into the one before: "And in 2021?"."""
    rest = _LEADS.sub("", question)
    led = rest != question or bool(re.search(r"(?:은|는|도|이요|은요|는요)\s?\??$", question))
    if not led or _ASKS_ITSELF.search(rest):
        return False
    return bool(names(question) or dates(question) or figures(question)) and not own_words(rest)


def subjects(question: str) -> list[str]:
    """The words of a question that name what it is about: names, and nouns that need no owner and are not asked for."""
    rest = _LEADS.sub("", question)
    if replaces(question):
        return []
    titles = [title.strip('«»“”"‘’「」『』') for title in _QUOTED.findall(rest)]
    rest = _blank(_ASKED_FOR, rest)
    return [rest[name.start : name.end] for name in names(rest)] + own_words(rest) or titles


def _blank(taken: re.Pattern[str], text: str) -> str:
    """A text with spaces for what a pattern finds in it."""
    return taken.sub(lambda found: " " * len(found[0]), text)


def topic(question: str) -> str:
    """A question without what only says how often or since when: it is not what the question is about."""
    return _ADVERBIAL.sub(" ", question)


def content_words(text: str) -> list[str]:
    """The words that say what a text is about, without those that ask."""
    return [word for word in _WORD.findall(text) if word.lower() not in _ASKING and len(word) > 1]


def own_words(text: str, *, gerunds: bool = False) -> list[str]:
    """The words of a text that are neither names, dates nor figures, nor owned by something else, nor predicates.

    Args:
        text: a question.
        gerunds: "training" is a noun where no "is" stands before it.
    """
    taken = [(name.start, name.end) for name in names(text)]
    taken += [(date.start, date.end) for date in dates(text)] + [(part.start, part.end) for part in figures(text)]
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        inside = any(start < match.end() and match.start() < end for start, end in taken)
        if inside or word.lower() in _ASKING or len(word) < 2 or _POINTS.fullmatch(word) or _OWNED.match(word):
            continue
        noun = gerunds and word.endswith("ing") and not _BEING.search(text[: match.start()])
        if noun or not _is_predicate(word):
            found.append(word)
    return found


def _is_predicate(word: str) -> bool:
    return word.lower() in _ENGLISH_PAST or any(
        shape.search(word) for shape in (_PREDICATE, _ENGLISH_VERB, _RUSSIAN_VERB)
    )
