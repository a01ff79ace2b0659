"""Words that only ask, point or join, beyond the few that the analyzer leaves out of every index. Data."""

from __future__ import annotations

import re
from functools import lru_cache

from index.analyzer import has_terms

_ASKING = frozenset(
    "сколько каков какова каково каковы какой какого каком каким какую каких какими почему зачем куда откуда чему "
    "чем чьё чей чья чьи whose many much ".split()
)
_JOINING = frozenset(
    "i me my we us our ours you your yours he him his she her hers they them themselves itself himself one ones "
    "these those such some any all each every both either other others another same own so then if because while "
    "although though until since through during before after above below between under over again once here no "
    "nor only just very too also more most less least few several may might must shall should will would can "
    "could cannot been being am having doing said says upon within without among against toward towards across "
    "per via etc я мы ты вы меня мне мной нас нам нами тебя тебе вас вам вами него неё нее нему ним нём нем ней "
    "них ними им ею мой моя моё мое мои наш наша наше наши ваш ваша ваше ваши свой своя своё свое свои своего "
    "своей своих своим своему своими себя себе собой этот эта эти этого этой этому этим этих этом эту тот та те "
    "того той тому тем тех том ту такой такая такое такие таких таким весь вся всё все всего всей всем всех всеми "
    "сам сама само сами каждый каждая каждое каждого другой другая другие других также тоже уже ещё еще если "
    "чтобы чтоб потому поэтому хотя пока когда тогда там тут здесь даже лишь только очень более менее много мало "
    "через между после перед над под без около среди кроме против вместо ради несколько может могут можно нужно "
    "надо должен должна должно должны является являются год года году годы годов лет ".split()
)
# Korean words of one syllable that are grammar, count or point; others are nouns: 꿀, 불, 책.
_BOUND = frozenset(
    "이그저수것등및때중더또안못잘다한두세네몇왜내제할될된건게걸데바뿐만채듯줄적간곳명개번대원년월일시분초주점각전후말밖위속앞뒤"
    "옆쪽편권살마씩째회차호층도로을를은는가에의와과나고면지며야라서니자라거겠았었였있없하되해했됐준줘줄준낸난든들온간본볼잔"
)
_KOREAN = re.compile(
    r"얼마.*|며칠.*|어떤|어떤가.*|어떻게|어떠[한했].*|무엇.*|무슨|누구.*|누가|어디.*|어느|언제.*|몇|많이|함께|같이|없이|새로|주세요|알려|중에|뭐라고|"
    r"있(?:는|다|었|습|을|어|고|던|으|나).*|없(?:는|다|었|습|을|어|고).*|하(?:는|고|여|며|였|면|나|던)[가나다요]*|되(?:는|고|어|었|며|면)[가나다요]*|"
    r"되었.*|하였.*|했(?:다|고|나|던|는|으|습).*|됐(?:다|고|나|던|는|습).*|된|된다|합니.*|됩니.*|것(?:은|이|을|과|도|으로)?|및|등(?:의|을|은|이)|"
    r"(?:대|위|통|관|의)(?:한|해|해서|하여)|따라|따라서|따르면|따른|때(?:는|에|문에|마다)?|이런|이러한|이렇게|그런|그러한|그러나|그리고|그것[은이을]?"
)


_KINDS = frozenset(
    "name names named called kind kinds type types sort year years date day month time percentage percent proportion "
    "share number amount size person place имя имени название названия называется называются называли назывался "
    "называлась назовите назван названа процент процента процентов доля долю доли количество количества число вид "
    "вида тип типа дату дата время место человек людей люди объем объём размер ".split()
)
_LIGHT = frozenset(
    "become becomes became make makes made making take takes taken took get gets got give gives given gave set put "
    "mean means meant go goes going went gone come comes came keep kept let lets happen happens happened cover covers "
    "up down out off стать стал стала стали станет станут становится стало сделать сделал сделали делает делают дать "
    "дал дали дает даёт взять взял быть будет будут имеет имеют иметь произошло происходит бывает "
    "만들다 만든 만들 찾은 찾다 되다 하다 있다 없다 위하다 통하다 대하다 따르다 의하다 관하다 말하다 보다 주다 나오다 "
    "가지다 걸리다 ".split()
)
# The same verbs as a question or a clause has them: 해야 하나요, 얼마나 걸려요, 불만을 가진.
_KOREAN_LIGHT = re.compile(
    r"(?:하|되|걸리|가지|나오|만들|말하)(?:나요?|는가요?|니까?|지요?|죠|려면|면|는|어야|어서)|(?:해|돼|되어)(?:야|서|요)?|됩니까|합니까|걸[려렸]\S*|"
    r"걸린|걸립니까|가진|가졌\S{0,2}|나온|나왔\S{0,3}|할|될|한다|된다"
)
_KOREAN_KINDS = re.compile(
    r"(?:이름|명칭|사람|인물|곳|나이|해|연도|년도|시기|시점|날짜|때|이유|종류|유형|비율|비중|퍼센트|프로|금액|액수|규모|개수|횟수|"
    r"숫자|정도|인가|하기|가지|무렵)(?:은|는|이|가|을|를|의|에|로|으로|인가요?|입니까|였나요?|였는가|이었나요?|일까요?|나요)?"
)

_COUNTER = re.compile(
    r"(?:년|월|일|개|명|곳|대|번|차례|가지|마리|채|건|편|권|살|도|배|끼|호|회|위|층|분|시|시간|개월|주|킬로미터|퍼센트)"
    r"(?:에|으로|로|이?나|까지|부터|쯤|정도|의|은|는|이|가|을|를|마다)?"
)
_NUMERAL = re.compile(r"(?:^|\s)(?:몇|한|두|세|네|여러)\s$")
_COPULA = re.compile(r"(?:인가|이?였나|이었나|일까|이?였는가|이었는가)요?$|(?:입|이?였습|이었습)니까$")

_COUNTRIES = {
    "한": "한국",
    "미": "미국",
    "중": "중국",
    "일": "일본",
    "러": "러시아",
    "북": "북한",
    "영": "영국",
    "독": "독일",
}
_SHORT = re.compile(
    r"(한[미중일러북영독]|미[중일러북]|중[러일북]|러[중일북미한]|북[미중러일]|일[중러북미]|한[중미]일|한미[일중]|북중러|한중러)"
    r"(?:의|간|은|는|이|가|과|와|을|를|에서|관계|협력|교역|무역|정상|회담|양국)*"
)
_JOINED = re.compile(
    rf"(?<![가-힣])[{''.join(_COUNTRIES)}](?:[·ㆍ‧・][{''.join(_COUNTRIES)}])+(?=[의은는이가과와을를간]?(?![가-힣]))"
)


@lru_cache(maxsize=50_000)
def asks(word: str) -> bool:
    """Whether a word is of the question and not of what is asked; in Korean also verbs and nouns of grammar."""
    word = word.lower()
    return word in _ASKING or is_bound(word) or _KOREAN.fullmatch(word) is not None or not has_terms(word)


def is_bound(word: str) -> bool:
    """Whether a Korean word of one syllable is grammar or a counter, and no noun of its own."""
    return word in _BOUND


def is_function_word(word: str) -> bool:
    """Whether a word only asks, points or joins: nothing to show in a gloss, though it helps to find a sentence."""
    return asks(word) or word.lower() in _JOINING


def names_a_kind(word: str) -> bool:
    """Whether a word says what kind of answer is wanted ("year", 비율, количество), which need not stand beside it."""
    return word.lower() in _KINDS or _KOREAN_KINDS.fullmatch(word) is not None


def without_asking(word: str) -> str:
    """A Korean word without the verb that makes it a question: 명인가 is 명, a counter, and no 명인."""
    return _COPULA.sub("", word)


def is_light(word: str) -> bool:
    """Whether a word says next to nothing of what is asked: a verb of all work, a word of grammar or of asking."""
    word = word.lower()
    return word in _LIGHT or _KOREAN_LIGHT.fullmatch(word) is not None or is_function_word(word) or names_a_kind(word)


def counts(text: str, start: int, word: str) -> bool:
    """Whether a Korean word only counts what is asked for: 년에 in "몇 년에", 개나 in "몇 개나"."""
    return _COUNTER.fullmatch(word) is not None and _NUMERAL.search(text, max(0, start - 4), start) is not None


def countries_of(word: str) -> list[str]:
    """The countries that a Korean word names by their first syllables: 한러 is 한국 and 러시아; empty for others."""
    match = _SHORT.fullmatch(word)
    return [_COUNTRIES[letter] for letter in match.group(1)] if match else []


def countries_joined(text: str) -> dict[int, list[str]]:
    """The country that each first syllable of 한·러 or 한·미·일 names, by its place in a text."""
    places = [n for match in _JOINED.finditer(text) for n in range(match.start(), match.end(), 2)]
    return {n: [_COUNTRIES[text[n]]] for n in places}
