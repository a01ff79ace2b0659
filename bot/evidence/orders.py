"""Sentences that give a language model orders instead of telling a reader something: "Ignore previous instructions".

Told by shapes, in Korean, English and Russian: whoever is addressed is a model or answers users, or what is ordered is
what to answer. Such a sentence is no evidence. What a text quotes, in quotation marks or as code, is not its own order;
laws, manuals and exam papers, which order people, are none. Does not know questions.
Not covered: other languages, and a false statement that addresses nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.sentences import split_sentences
from index.text import fold_homoglyphs

Span = tuple[int, int]

_QUOTED = re.compile(
    r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|‘[^’]*’|「[^」]*」|『[^』]*』|(?<!\w)'[^']*'(?!\w)|`[^`]*`"
)
_LIST_MARK = re.compile(r"^(?:[\s>*•·#=_.()\d]|-\s)+")

# What a chat template is made of, where a sentence begins with it.
_TOKEN = re.compile(
    r"<\|?/?(?:im_start|im_end|system|assistant|endoftext|eot_id|start_header_id|begin_of_text|end_of_turn"
    r"|start_of_turn)"
    r"\|?>|\[/?INST\]|<</?SYS>>|\[/?(?:SYSTEM_PROMPT|AVAILABLE_TOOLS)\]|</?(?:source|자료|источник)>",
    re.IGNORECASE,
)
# Who is addressed, before a colon or in brackets: an order behind it is meant for a model.
_MODEL_EN = (
    r"(?:AI (?:language model|assistant|model|agent|system)|AI|LLM|GPT|chat ?bot|(?:large )?language model|assistant)s?"
)
_MODEL_RU = (
    r"(?:ИИ|нейросет\w+|чат-?бот\w*|языков\w+ модел\w+|ИИ-(?:ассистент|помощник|модел|бот|агент)\w*|ассистент\w*)"
)
_MODEL_KO = (
    r"(?:AI|인공지능|챗봇|(?:대형\s?)?언어\s?모델|(?:AI|인공지능)\s?(?:비서|모델|어시스턴트|도우미)|어시스턴트|LLM)"
)
_LABEL = re.compile(
    r"(?:system|assistant|developer)(?:\s(?:prompt|message|note|override|instructions?|update|notice))?\s?[\])>]?\s?:"
    r"|\[\s?system(?:\s\w+)?\s?\]\s?:?"
    rf"|(?:(?:important |special |hidden )?(?:instructions?|note|message|notice|attention|warning)(?:,| to| for)?\s"
    rf"(?:the |all |any )?)?{_MODEL_EN}\s?:"
    r"|систем(?:а|н\w+ (?:подсказк|сообщени|промпт|инструкци|указани)\w*)\s?[\])>]?\s?:"
    r"|\[\s?систем\w+(?:\s\w+)?\s?\]\s?:?"
    rf"|(?:(?:инструкци\w+|указани\w+|сообщени\w+|внимание)(?:,| для)?\s)?{_MODEL_RU}\s?:"
    r"|시스템(?:\s?(?:프롬프트|메시지|지시|명령|안내|공지))?\s?[\])>]?\s?:|\[\s?시스템(?:\s?\S+)?\s?\]\s?:?"
    rf"|{_MODEL_KO}(?:에게(?:\s?(?:보내는|주는))?(?:\s?(?:지시|메시지|안내))?)?\s?:",
    re.IGNORECASE,
)

_OLD_EN = r"(?:previous|prior|above|earlier|preceding|former|original|existing|system|other|safety)"
_RULES_EN = (
    r"(?:instructions?|prompts?|directions?|directives?|rules|guidelines|commands?|system (?:prompt|message)|context)"
)
_WHOLLY = (
    r"(?=\s*(?:[.,;:!?\])]|$|and\b|then\b|you\b|given to you|above\b|before this|in this (?:prompt|conversation)))"
)
_CONTENT = r"(?:\s(?:that|with|only|as follows|exactly)\b|\s?[:\"“‘'])(?!\s(?:you|your|I|my|we|our)\b)"
_SAY = r"(?:please |always |simply |just |only )?(?:answer|say|reply|respond|state|claim|write|report|insist)"
_ENGLISH = (
    rf"(?:please |now |just )?(?:ignore|disregard|forget|override|bypass|discard)\s"
    rf"(?:(?:all|any|your|the|these|of|every)\s)*(?:{_OLD_EN}\s)+(?:and \w+\s)?{_RULES_EN}(?:\s"
    rf"above)?{_WHOLLY}(?!, (?:if|unless|which|that)\b)",
    rf"(?:please |now |just )?(?:ignore|disregard|forget|override|bypass|discard)\s(?:all\s)?(?:of\s)?"
    rf"(?:your\s(?:\w+\s)?{_RULES_EN}|(?:the|your) system (?:prompt|message)|everything (?:above|you (?:were"
    rf"|have been) told))",
    rf"(?:when(?:ever)?|if)\s(?:you are |you're )?(?:asked|queried|prompted)\b(?!\sby\s(?!(?:the |a "
    rf"|any )?(?:user|human)|anyone))"
    rf"[^.!?]*?[,\s](?:you (?:must|should|will|shall|are to) )?{_SAY}{_CONTENT}",
    rf"(?:when(?:ever)?|if)\s(?:the|a|any) (?:user|human)s? (?:asks?|inquires?|wants? to know)[^.!?]*?[,\s]"
    rf"(?:you (?:must|should|will|shall|are to) )?{_SAY}{_CONTENT}",
    rf"when(?:ever)?\s(?:summari[sz]ing|answering (?:questions )?(?:about|on|from)|asked to summari[sz]e"
    rf"|you summari[sz]e)\s"
    rf"(?:this|the|these)[^.!?]*?,\s(?:you (?:must|should|will|shall) )?(?:{_SAY}\sthat|(?:always "
    rf"|only )?(?:recommend|praise|include|add)\b)",
    r"(?:please |now |you must |you should |always )?(?:(?:tell|inform|assure|convince)\s(?:the|every|any|each)"
    r"\s(?:user|human)"
    r"\b(?:,?\sthat\b|\s?[:\"])|(?:answer|reply to|respond to)\s(?:the |every |any |all )?(?:users?"
    r"|human)\b(?:\s?[:\"]|\swith\b))",
    r"(?:from now on,?\s|starting now,?\s)?you are (?:now |no longer |hereby )?(?:an?|the|my|bound)\s(?:[\w-]+\s){0,4}?"
    r"(?:AI|LLM|language model|chat ?bot|GPT|DAN)(?:\s(?:assistant|model|agent|system))?(?=\s*(?:[.,:;!?]|$|that"
    r"|who|which"
    r"|and|with|without|named|called|designed|trained))",
    r"(?:from now on,?\s|starting now,?\s)?you are (?:now )?(?:an?|the|my)\s(?:[\w-]+\s)?"
    r"(?:unrestricted|uncensored|unfiltered|helpful|obedient|jailbroken|virtual|digital)\s(?:[\w-]+\s)?"
    r"(?:assistant|bot|model)(?=\s*(?:[.,:;!?]|$|that|who|which|and|with|without|named|called))",
    r"you are (?:now )?in (?:DAN|jailbreak|unrestricted|god) mode",
    r"from now on,?\s(?:you (?:must|will|should|shall|are to|only)\s)?(?:always |only )?(?:answer|reply|respond"
    r"|say|act|pretend)\s"
    r"(?:(?:to )?(?:all|every|any) (?:questions?|requests?|quer(?:y|ies)|prompts?)|that\b|as (?:an?|if)\b|only\b)",
    r"(?:act|behave|pretend)(?: as (?:if|though))?(?: (?:that )?you (?:are|were)| to be| as)\s(?:an?"
    r"|the)\s(?:[\w-]+\s){0,3}?"
    r"(?:AI|chat ?bot|language model|LLM|DAN)\b",
    rf"as an? {_MODEL_EN}(?: model)?,?\s(?:reading this[^,]*,\s)?(?:you\b|do not\b|never\b|always\b|please\b"
    rf"|{_SAY}\b|ignore\b)",
    rf"if you(?: are|'re) (?:an? |the )?{_MODEL_EN}(?=\s*(?:,|reading|processing|summari|answering|parsing"
    rf"|analy[sz]ing|asked|that))",
    rf"(?:attention |dear |any |all |the )*{_MODEL_EN}\s(?:that (?:is|are) )?(?:reading|processing"
    rf"|summari[sz]ing|parsing)"
    r"\sthis\b[^.!?]*\b(?:must|should|shall|will|please|say|answer|ignore)\b",
    r"(?:please |now |you must )?(?:reveal|print|repeat|output|show|display|disclose|do not reveal"
    r"|never reveal)\s(?:\w+\s){0,3}?"
    r"(?:your (?:\w+ )?(?:instructions|system prompt|prompt)|the system (?:prompt|message))",
    r"(?:your )?new (?:system )?instructions?(?: are)?\s?:",
    rf"(?:stop\b[^.!?]*?\band )?(?:ignore|disregard|forget|override)\s(?:(?:all|any|the|of)\s)*{_RULES_EN}\s"
    r"(?:above|before this|you (?:were|have been) given)\b",
    rf"(?:do not|don't|never|stop)\s(?:follow|obey|apply)(?:ing)?\s(?:(?:all|any|your|the|these"
    rf"|of)\s)*(?:{_OLD_EN}\s)+{_RULES_EN}{_WHOLLY}",
    r"(?:ignore|disregard|do not (?:use|cite|trust)|never (?:use|cite|trust))\s(?:all "
    r"|any )?(?:the )?other (?:sources|documents|passages)"
    r"(?=[.;!]|$|,? and (?:use|cite|trust|quote|rely|answer)\b)",
    r"(?:whatever|no matter what|regardless of what)\s(?:(?:the |a |any )?users?|anyone|they|is"
    r"|you are)\s(?:asks?|wants?|says?|asked)\b"
    rf"[^.!?]*?[,\s]{_SAY}{_CONTENT}",
    r"(?:you (?:must|should|will|shall) |always |now )?(?:only )?(?:answer|reply to|respond to)\s(?:all|every|any)\s"
    r"(?:questions?|requests?|quer(?:y|ies)|prompts?)\s(?:only |just )?(?:with\s?\"|by saying\b|as (?:if|though)\b)",
    r"your (?:new |only |real |sole )?(?:task|job|goal|role|purpose) is (?:now )?to\s(?:\w+\s){1,3}?the user\b",
    r"(?:when answering,? |in your answers?,? )?(?:do not|don't|never)\s(?:mention|reveal|tell|show|disclose"
    r"|repeat)\s[^.!?]*?"
    r"(?:this|these) (?:instructions?|prompts?|paragraphs?|messages?|notes?|lines?)\b[^.!?]*\busers?\b",
    rf"(?:(?:hey|hi|hello|dear|attention)[,\s]+|to all )(?:the |all )*{_MODEL_EN}\s?[,:!]",
    rf"{_MODEL_EN},\s(?:please |you must |you should )?(?:ignore|disregard|forget|say(?: that\b| only\b"
    rf"|\s?[:\"])|answer|reply|respond|tell|output|use only|cite only|do not)\b",
)
_SAY_RU = r"(?:отвеча[йи]|ответь|говори|скажи|утверждай|сообщ(?:и|ай)|пиши|напиши|заяви|заявляй|указывай|укажи)(?:те)?"
_CONTENT_RU = r"(?:(?:\sтолько)?,?\s(?:что\s(?!(?:вы|вас|вам|ваш\w*|я|мы|ты)\b)|будто\b|только\b)|\s?[:«\"“])"
_RUSSIAN = (
    r"(?:пожалуйста, )?(?:про)?(?:игнорируй|забудь|отбрось|отмени|не учитывай|не выполняй)(?:те)?\s"
    r"(?:(?:все|всё|любые|свои|ваши|твои|эти|данные тебе|обо всех|про все)\s)*"
    r"(?:предыдущ|прежни|прошл|вышеизложенн|вышеуказанн|предшествующ|системн|имеющи|полученны"
    r"|изначальн)\w*\s(?:и \w+\s)?"
    r"(?:указани|инструкци|команд|правил|сообщени|подсказк|промпт|ограничени)\w*(?=\s*(?:[.;:!?\])]|$|и\s|а\s"
    r"|выше|,\s(?!если|кроме|котор|за исключением)))",
    r"(?:про)?(?:игнорируй|забудь)\s(?:все\s|всё\s)?(?:сво|тво)\w+\s(?:инструкци|указани|правил|ограничени)\w*",
    r"(?:забудь|игнорируй)(?:те)?\sвсё,?\s(?:что (?:тебе|было) (?:сказа|написа)\w+|выше)",
    r"(?:пожалуйста, |теперь |обязательно )?(?:скажи|сообщи|ответь|передай|напиши|объяви|отвечай|говори|внуши"
    r"|убеди|заверь|объясни)"
    r"(?:те)?\s(?:\w+\s)?(?:пользовател(?:ю|ям|я|ей)|собеседнику)(?:,\s(?:что|будто)|\s?[:«])",
    rf"(?:когда|если|как только)\s(?:(?:тебя|пользовател\w+|кто-(?:то|нибудь)|у тебя)\s)+(?:спрос|спрашива"
    rf"|попрос|задас?т|хоч)[^.!?]*?[,\s]{_SAY_RU}",
    rf"(?:когда|если)\s(?:спрос|спрашива)\w+[^.!?]*?[,\s]{_SAY_RU}{_CONTENT_RU}",
    rf"(?:на|при)\s(?:(?:люб\w+|все|всяк\w+)\s)?(?:вопрос\w*|запрос\w*)\s(?:о|об|обо|про"
    rf"|пользовател\w+)\s[^.!?]*?[,\s]{_SAY_RU}{_CONTENT_RU}",
    r"(?:на|при)\s(?:люб\w+|все)\s(?:вопрос|запрос)\w*\s(?:отвечай|говори)\s",
    r"(?:теперь |отныне |с этого момента |запомни[,:] )*(?:ты|вы)\s(?:теперь |отныне "
    r"|больше не )?[—–-]?\s?(?:просто )?(?:[\w-]+\s){0,3}?"
    r"(?:ИИ-\w+|ИИ|чат-?бот|языковая модель|нейросеть|DAN)(?=\s*(?:[.,:;!?]|$|и\s|без\s|котор|с\s|по имени))",
    r"(?:теперь |отныне |с этого момента )*(?:ты|вы)\s(?:теперь\s)?[—–-]\s?(?:[\w-]+\s){0,3}?(?:ассистент|помощник|бот)"
    r"(?=\s*(?:[.,:;!?]|$|без\s))",
    r"(?:теперь |отныне |с этого момента )+ты\s(?:[\w-]+\s){0,3}?(?:ассистент|помощник|бот)(?=\s*(?:[.,:;!?]|$|без\s))",
    rf"(?:как|будучи)\s{_MODEL_RU},?\s(?:ты|вы|отвечай|не\s\w+й)",
    rf"если\s(?:ты|вы)\s?[—–-]?\s?(?:[\w-]+\s)?{_MODEL_RU}(?=\s*(?:,|и\s|котор|чита))",
    r"(?:выведи|покажи|повтори|раскрой|напечатай|распечатай|процитируй|не раскрывай)(?:те)?\s(?:[\w-]+\s){0,3}?"
    r"(?:системн\w+ (?:промпт|подсказк|сообщени|инструкци)\w*|сво[иёй]\w*\s(?:\w+\s)?(?:инструкци|промпт|указани)\w*)",
    rf"(?:внимание,? )?{_MODEL_RU},\s(?:чита|обрабатыва|анализиру)\w+\s(?:этот|это|данн)[^.!?]*",
    r"не (?:следуй|подчиняйся|повинуйся)(?:те)?\s(?:всем |никаким |любым )?"
    r"(?:предыдущ|прежни|прошл|вышеизложенн|системн)\w*\s(?:указани|инструкци|команд|правил)\w*(?=\s*(?:[.,;:!?]"
    r"|$|и\s|а\s))",
    r"(?:теперь|отныне|с этого момента)\s(?:ты|вы)\s(?:всегда |только |долж\w+ |обязан\w* )*(?:отвеча"
    r"|говори)(?:ешь|ете|шь|ть)\b",
    rf"(?:притворись|притворяйся|представь|веди себя|действуй)(?:те)?,?\s(?:так,? )?(?:как |будто |что )*(?:ты "
    rf"|вы )?(?:[—–-]\s)?(?:\w+\s){{0,3}}?"
    rf"{_MODEL_RU}",
    r"не\s(?:сообщай|раскрывай|упоминай|говори|показывай)(?:те)?\s[^.!?]*эт(?:их|у|и|ой|ого|ом)\s(?:инструкци"
    r"|указани|подсказк|абзац|сообщени)\w*",
    rf"(?:внимание,? |эй,? |уважаем\w+ )+{_MODEL_RU}\s?[,:!]",
    rf"{_MODEL_RU},\s(?:пожалуйста, )?(?:не\s)?(?:игнорируй|забудь|скажи|отвечай|ответь|говори|используй|цитируй"
    rf"|сообщи)(?:те)?\b",
    r"(?:игнорируй|не используй|не цитируй)(?:те)?\s(?:все )?(?:остальные|другие|прочие)\s(?:источники|документы"
    r"|тексты)(?=[.;!,]|$|\sи\s)",
)
_SAY_KO = r"(?:답|대답|응답|말|답변|출력|전|주장|설명|안내|이야기|보고|알리|알려|써|적|쓰)"
_IMPERATIVE = (
    r"(?:(?:[하되]|해|[가-힣][아어여워려]|[써줘둬]|[가-힣]으|[가-힣](?:리|기|히|치)|마|말|적|지 말|주)라"
    r"|(?:세요|시오|십시오|해줘|해 줘|주세요|줘|[할말을] 것|하라고)|(?:답|말|출력|무시|응답|대답)해)[.!\s\"'”’)\]]*$"
)
_NOT_ASKED_BY = (
    r"(?!.*(?:고객|손님|민원인|환자|면접관|경찰|직원|학생|학부모|방문객|기자|주민|구매자)(?:들)?[이가은는에])"
)
_KOREAN = (
    r".{0,12}(?:이전|앞선|앞의|앞서|위의|위|기존|지금까지|그동안|원래|모든|시스템)[의에]?\s?(?:받은\s|주어진\s|내린\s)?(?:모든\s|이전\s)?"
    r"(?:지시|지침|명령|지시\s?사항|지시문|규칙|프롬프트|안내)(?:들|사항|문)?(?:[을를은는도]"
    r"|은 모두)?\s?(?:모두|전부|다|완전히|일절)?\s?"
    rf"(?:무시|잊|따르지|폐기|취소)(?!하(?:시)?려).*{_IMPERATIVE}",
    rf".{{0,20}}(?:사용자|이용자|유저|질문자)(?:들)?(?:에게|한테|께)(?:는|만)?\s.*고\s?(?:\S+\s)?{_SAY_KO}.*{_IMPERATIVE}",
    rf"(?=.*{_IMPERATIVE}){_NOT_ASKED_BY}.*(?:물으면|물어보면|물어\s?오면|묻거든|질문하면|질문받으면"
    rf"|질문을 받으면|질문이 (?:나오|들어오|있으)면|질문에는?)\s"
    rf"(?!.*(?:저는|제가|나는|우리는)).*(?:[다라자]고)\s?(?:만\s)?{_SAY_KO}.*{_IMPERATIVE}",
    rf"(?:이제(?:부터)?|지금부터|앞으로)?[,\s]*(?:너|넌|당신|자네|네)(?:는|은)?\s(?:이제"
    rf"(?:부터)?\s|지금부터\s|더 이상\s)?(?:\S+\s){{0,4}}?{_MODEL_KO}"
    r"(?:\s?비서|\s?모델)?(?:이다|입니다|이며|이고|야|이야|다|로서|로|로 행동|가 아니)(?=[\s.,!]|$)",
    rf"(?:이제(?:부터)?|지금부터|앞으로)[,\s]+(?:너|당신)(?:는|은)\s.*(?:답|응답|말|행동|대답|출력).*{_IMPERATIVE}",
    rf"{_MODEL_KO}로서[,\s]+(?:너|당신)(?:는|은)\s",
    rf"(?:만약\s)?(?:너|당신|네)(?:가|이)\s{_MODEL_KO}(?:이라면|라면|이면|면)",
    rf"이\s(?:글|문서|페이지|텍스트|자료)[을를]\s(?:읽|처리|요약)\S*\s"
    rf"(?:모든\s)?{_MODEL_KO}.*(?:{_IMPERATIVE}|야 한다[.!]?$)",
    r"(?:.{0,12}\s)?(?:시스템\s?(?:프롬프트|메시지|지시)|(?:너의|네|당신의)\s(?:\S+\s)?(?:지시|프롬프트|지침)\S*?)[을를]?\s(?:\S+\s){0,3}?"
    rf"(?:출력|공개|보여|반복|인쇄|말).*{_IMPERATIVE}",
    r"(?:이제(?:부터)?\s|지금부터\s)?(?:너|넌|당신)(?:는|은)?\s(?:이제(?:부터)?\s|지금부터\s|앞으로\s)?.*(?:질문|물음)\S*\s.*(?:답|응답|대답"
    r"|말)(?:만 )?하?(?:해야|여야)"
    r"\s한다[.!]?$",
    rf".{{0,12}}{_MODEL_KO}(?:야|아|여|들아)[,!\s].*{_IMPERATIVE}",
    rf"(?:다른|나머지)\s(?:자료|출처|문서|근거)(?:들)?[은는을를]?\s(?:모두\s|전부\s)?(?:무시|인용하지|믿지).*{_IMPERATIVE}",
    rf"(?:이|위)\s(?:지시|지침|명령|프롬프트|문단)\S*\s.*(?:사용자|이용자|누구)\S*\s.*(?:알리|말하|밝히|공개하|언급하)지\s.*{_IMPERATIVE}",
    rf".*(?:출처|자료|근거)[을를]?\s(?:밝히지|인용하지|표시하지)\s?말고\s.*{_SAY_KO}.*{_IMPERATIVE}",
)
_ORDER = re.compile("|".join(f"(?:{shape})" for shape in (*_ENGLISH, *_RUSSIAN, *_KOREAN)), re.IGNORECASE)

# What is an order only behind a label or another order.
_SOFT = re.compile(
    r"(?:please |now |always |never |only |just |instead,? |and |then |you (?:must|should|will|shall|are to"
    r"|may not|have to) )*"
    r"(?:answer|say|reply|respond|claim|pretend|obey|ignore|disregard|forget|cite|do not|don't|tell|state"
    r"|mention|output"
    r"|reveal|recommend|insist|act (?:as|like)|follow|write|print|add|include|use)\b"
    r"|(?:when(?:ever)?|if) (?:asked|the user)|you are (?:now|no longer)|.*\bdeveloper mode\b|all (?:previous"
    r"|rules)|from now on"
    rf"|(?:теперь |всегда |никогда |только |вместо этого |и )*(?:не\s)?(?:{_SAY_RU}|веди|вед[её]шь|притвор\w+"
    rf"|выполняй|ссылайся|упоминай|игнорируй|забудь"
    r"|добав[ьл]\w*|вставь|рекомендуй|выведи|покажи|цитируй|следуй|помни)(?:те)?(?!\w)|(?:если|когда) (?:тебя"
    r"|спро)|.*режим разработчика|ты\s"
    rf"|.*(?:{_SAY_KO}|인용|무시|언급|행동|추천|보여|따르|공개|넣|붙|반복|사용).*{_IMPERATIVE}|.*개발자 모드|너는\s",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def is_order(sentence: str) -> bool:
    """Whether a sentence, by itself, tells a language model, or who answers in its place, what to do or to answer."""
    plain = _plain(sentence)
    if _TOKEN.match(plain):
        return True
    label = _LABEL.match(plain)
    if label and _SOFT.match(plain, label.end() + len(plain[label.end() :]) - len(plain[label.end() :].lstrip())):
        return True
    begins = [plain, plain[label.end() :].lstrip()] if label else [plain]
    return any(_ORDER.match(part) for part in begins)


def orders(text: str, sentences: Sequence[Span]) -> frozenset[Span]:
    """Which sentences of a text give a model orders: by themselves, or because they go on with one that does.

    Args:
        text: a document's.
        sentences: spans of it, in order.
    """
    return frozenset(_found(text, sentences))


def holds_order(text: str) -> bool:
    """Whether any sentence of a text is an order."""
    return any(map(is_order, (text[start:end] for start, end in split_sentences(text))))


def _found(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """The same, one after another; a list or a sentence behind an order's colon is its content."""
    before: Span | None = None
    for span in sentences:
        said = text[slice(*span)]
        goes_on = before is not None and "\n" not in text[before[1] : span[0]]
        content = before is not None and text[slice(*before)].rstrip().endswith(":")
        if is_order(said) or content or (goes_on and _SOFT.match(_plain(said))):
            before = span
            yield span
        else:
            before = None


def _plain(sentence: str) -> str:
    """A sentence without list marks, hidden letters and what it quotes, wide letters as plain ones."""
    shown = "".join(char for char in unicodedata.normalize("NFKC", sentence) if unicodedata.category(char) != "Cf")
    return _LIST_MARK.sub("", _QUOTED.sub(lambda found: '"' + " " * (len(found[0]) - 1), fold_homoglyphs(shown)))
