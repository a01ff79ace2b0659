"""Words that deny, that lack, refuse, end or leave out, and that plan or tell as done. Data; judges nothing."""

from __future__ import annotations

import re

# What denies the word at which it stands.
NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|cannot|fail(?:s|ed)? to|refus\w+ to|unable to)\b|n[’']t\b"
    r"|(?<!\w)(?:не|нет|ни|никогда|никто|никак\w+|ничто|ничего|нельзя|отказал\w+(?! от\b))(?!\w)",
    re.IGNORECASE,
)
KOREAN = re.compile(
    r"(?:지|것[은이]?|것도)(?:는|도|를)?\s?(?:않|아니|못)[가-힣]*|(?<![가-힣])(?:없|아니)[가-힣]*"
    r"|(?<=[가-힣])(?:없[는이었다을으]|못하|못했|아니|아닌|아닙|아님)[가-힣]*|지\s?(?:마[세십]|말)[가-힣]*"
    r"|말아야[가-힣]*|(?<![가-힣])전무(?=[하했한함])[가-힣]*|(?<![가-힣])(?:못\s(?=[가-힣])|안\s?(?=[되됩돼된될됐])|안\s(?=[가-힣]))"
    r"|(?<![가-힣])(?:모[르른를릅]|몰[라랐])[가-힣]*"
)
# What denies a whole Korean sentence is its last predicate; what stands before it denies something inside.
KOREAN_END = re.compile(
    r"(?:(?:지|것[은이]?|것도)(?:는|도)?\s?(?:않|아니|못)[가-힣]*|(?<![가-힣])(?:[못안]\s|안(?=[되됩돼된될됐]))[가-힣]+"
    r"|(?:없|아니|아닙|아님|못하|못했|않)[가-힣]*)[.!?\s)”’」\"']*$"
)
# Forms that hold a word of negation and do not deny: "not only", «не только», "다름없다".
NO_DENIAL = re.compile(
    r"(?:\bnot|n[’']t) (?:only|just|merely|simply|least|limited to|guilty)\b|\bnot-for-profit|\b(?:or"
    r"|whether) not\b|\b(?:could|can)(?:n[’']t| ?not) help\b|\bcould(?:n[’']t| not) have \w+ (?:at )?an? (?:better"
    r"|worse)|\bno(?:\.|\s)?\s?\d+|\bno (?:matter|more|less|later|earlier|doubt)\b|\bне (?:только|раз\b|менее"
    r"|более|ранее|позднее|позже|меньше|больше|одинок|ограничива|обязательн|хвата)\w*|\bтем не менее\b"
    r"|, пока (?:[\w-]+ ){0,6}не\b|\bни один из\b"
    r"|\bкак никогда\b|(?-i:\bили не[т]?\b)|\bне (?:мог\w*|может|могут) не\b|다름\s?없|지나지\s?않[가-힣]*|틀림없"
    r"|밖에\s?(?:[가-힣]*지\s?)?[않없못][가-힣]*"
    r"|(?:뿐(?:만)?\s?(?:이|만)?|[가-힣]만이?)\s?아니라"
    r"|두말할 것 없|끊임없|수없이|어김없|못지\s?않|(?:국한|제한|한정)되지 않"
    r"|지\s?않을\s?수\s?없[가-힣]*|지\s?않(?:을까|겠어|나요|습니까)[가-힣]*|(?:아닌|않을|않는|없는|못하는)지",
    re.IGNORECASE,
)
# Verbs by which the denial of an opinion denies what is thought: "does not believe that it will" is that it will not.
THINKING = re.compile(
    r"(?:believ|think|expect|consider|suppos|счита|дума|полага|ожида|вер[яиюе]|생각|기대|예상|[보본]다?$|볼$)",
    re.IGNORECASE,
)
ASIDE = re.compile("지\\s?않(?:도록|게)|없이")  # of a purpose or a manner: no denial, but a lack
# Words that deny without a word of negation: of lacking, refusing, leaving out, ending, of the contrary. The first ones
# may turn the very word at which they stand into its denial: "without using".
_EN = (
    r"without|lack(?!ey)\w*|absen(?:t|ce)\w*|free (?:of|from)|instead|rather than|unable|inab\w+|impossib\w*|reject\w*"
    r"|refus\w*|den(?:y|i)\w*|declin\w*|turn\w* down|rul\w+ out|le(?:ft|av\w+) out|omi(?:t|ssion)\w*|exclu\w*"
    r"|except\w*|exempt\w*|ban(?:s|ned|ning)?\b|barr(?:ed|ing)|forb\w*|prohibit\w*|fail\w*|hardly|barely|scarcely"
    r"|rarely|seldom|unless|until|before|yet to|too \w+ (?:to|for)|apart from|aside from|far from|prevent\w*|avoid\w*"
    r"|stop\w*|ceas\w*|withdr\w*|abandon\w*|in vain|to no avail|non-?[a-z]{4,}|no (?:longer|more)|less\b|\w{3,}less\b"
)
_RU = (
    r"без(?!оп)|отсут\w*|не (?:хвата|обязат)\w*|недоста\w*|недосту\w*|невозмож\w*|запре[тщ]\w*|вряд|редко|лиш[иеёа]\w*"
    r"|отказ\w*|избе[жг]\w*|кроме|исключ\w*|до тех пор|вместо|едва|отриц\w*|опроверг\w*|отклон\w*|отверг\w*"
    r"|предотвра\w*|провал\w*|отмен\w*|прекра[тщ]\w*|освобожд\w*|нехват\w*|безуспешно|тщетно|напрасно|против\b"
)
_KO = (
    r"없|못|않|아니|아닌|아닙|불가|외에|이외|금지|부인|제외|중단|거부|거절|실패|방지|대신|말고|막[아았을는고으]|반대|불(?:가|법|허)|면제|빠졌|빠지|빼고|뺀|누락|취소|철회|기각|탈퇴|포기|사양"
    r"|마다하|마다했|기 전에|[때전]까지|보류|반려|무산|헛되|허사|모[르른를릅]"
)
# Those of ending, of a limit or of little, which may say the same as a denial, or not.
_EN_MORE = (
    r"short(?:age)? of|spar(?:e|ed|ing)\b|skip\w*|drop(?:ped|s)?\b|cancel\w*|stay\w*|remain\w*|abolish\w*|remov\w*"
    r"|disabl(?:e|es|ing)\b|halt\w*|block(?:s|ed|ing)?\b|end(?:ed|s)\b|clos\w*|shut\w*|lost|los(?:e|es|ing|s)\b"
    r"|miss\w*|gone|fewer|little|only|merely|contrary|oppos(?:e|es|ed|ing)\b|reluct\w*|resist\w*|ignor\w*|otherwise"
    r"|empty|minim\w+|negligib\w*|vacant"
    r"|in(?:valid|suffic|comple|compat|compet|consist|correct|active|visib|effect|effic|accura|adequa|access|capab|eligib|signific|secur|sensit|stabil|frequen|voluntar)\w*"
    r"|optional\w*|restrict\w*|ir(?:regular|relevan|respons|revers)\w*|illeg\w*|im(?:proper|perfect|mun)\w*|\w+-free\b"
)
_RU_MORE = (
    r"ограничи\w*|лиш\w*|только|закры\w*|иначе|оста(?:н|л|в|[её]т)\w*|прежн\w*|помимо|прежде|утра[тч]\w*|потер\w*"
    r"|теря\w*|снят\w*|сня[лт]\w*|снима\w*|слишком|минимал\w*|незначит\w*|дефицит\w*|пропус[тк]\w*|удал(?:и|е|я)\w*"
    r"|вышл?[аи]\b|вышел\b|препятств\w*|мешал?\w*|помеша\w*|сорва\w*"
)
_KO_MORE = (
    r"드물|부족|뿐|(?<=[가-힣])(?<![다지])만(?=[\s,.])|차단|비(?:활성|공개|대칭|효율|정상)|무(?:제한|료|관|시|효)|불(?:가|법|만|충분|필요|허)|미(?:만|달|정|비|흡)"
    r"|부(?:정|재)|상실|잃|어렵|어려|힘[들든]|반박|제한|몰[라랐]|(?<![가-힣])안\s|폐지|해제|폐쇄|닫|이하|겨우|최소|거의|너무|끊|멈추|멈췄|삭제|제거|생략|아직|유일|그대로|유지"
)
_UN = r"\bun(?!i[a-z]|der|til|like\b|load|lock|veil|install|earth)[a-z]{4,}"
_RUSSIAN_UN = (
    r"\bне(?!сколь|котор|обход|дел|смотр|давн|мец|завис|посред|замен"
    r"|медл|много|с[её]|избеж|гатив|рвн|мало|фт|йр|вест|бес|бо|жн|дав|пал|вад)\w{5,}"
)
HARD = re.compile(
    rf"\b(?:{_EN})|\b(?:{_RU})|{_KO}|{_UN}|\bне[а-яё]{{4,}}|\bdis(?:agree|continu|allow|approv|regard)\w*",
    re.IGNORECASE,
)
WEAK = re.compile(
    rf"\b(?:{_EN}|{_EN_MORE})|\b(?:{_RU}|{_RU_MORE})|{_KO}|{_KO_MORE}|{_UN}|{_RUSSIAN_UN}"
    r"|\bdis(?:agree|like|continu|connect|appear|allow|approv|regard|qualif|prov|honest|similar|satisf)\w*",
    re.IGNORECASE,
)
# Words of a plan, a forecast or a proposal.
PLAN = re.compile(
    r"\b(?:will|(?:is|are) (?:due )?to|plan(?:s|ned|ning)?|scheduled|expect(?:s|ed)|propos\w*|intend\w*"
    r"|forecast\w*)\b"
    r"|\b(?:будет|будут|планир\w+|предполага\w+|намечен\w*|предложи\w+|предлага\w+|намер\w+|ожида\w+|прогноз\w+)\b"
    r"|예정|계획|전망|예상|제안|방침|기로\s?(?:했|하였|한|합)|검토|겠[다습]"
    r"|[을를할될릴칠]\s?것(?:이다|으로|입니다)",
    re.IGNORECASE,
)
# "will be built": no sign that it was.
PARTICIPLE = re.compile(r"(?<=\bbe )\w+|(?<=\b(?:будет|будут) )\w+|(?<=\bбыть )\w+", re.IGNORECASE)
# Words of a claim that may tell of a plan, too: of agreeing, deciding, saying; of the present, and of a purpose.
TOLD = re.compile(
    r"\b(?:shall|should|would|could|may|might|must|to [a-z]{3,}|goals?|targets?|said|says|until|by"
    r"|(?:agree|decide|promise|pledge|recommend|requir|approv|announc|adopt|allocat|earmark|set|designat|establish|sign|request"
    r"|ask|call|order|estimat|aim|hop|project|predict)\w*)\b"
    r"|\b(?:утвер|объяв|выдел|установил|запланир|подпис|поруч|заяв|сообщ|рассм|обсу|назнач|прос|попрос|рекоменд|реши"
    r"|решен|договор|чтобы|цел[ьи]|следует|необходим|нужно|до 20|к 20|обеща|оцен|долж|предусм)\w*"
    r"|\w+(?:ется|ются|ает|ают|ует|уют|ит|ят)\b"
    r"|밝혔|말했|발표|의결|결정|확정|마련|정했|정하|요청|논의|설명|[다라]고|있[다습]|목표|추진|도록|[해여]야|권고|요구|약속"
    r"|합의|까지",
    re.IGNORECASE,
)
DONE = re.compile(
    r"\b(?:was|were|(?:has|have|had) been|[a-z]{3,}ed"
    r"|took|built|spent|held|made|went|came|gave|began|grew|fell|rose"
    r"|paid|bought|sold|(?<!\d )(?<!lion )won(?![’'])|lost|left|met|sent)\b"
    r"|\b(?:принят|открыт|построен|создан|закрыт|куплен|продан|введ[её]н|запущен|завершён|повышен|снижен)\b"
    r"|\bбыл[аои]?\b|\b(?!около|мало|начал[оа]|дел[оа]|сел[оа]|школ|числ|недел|дол[ия]|рол[ия]|тысяч|стал[ьи]|сил|зал|модел)\w{2,}"
    r"(?:[аиеяыу]л(?:[аои]|ась|ось|ись|ся)?|[еая]н[оаы]|ят[оаы])\b"
    r"|[았었였했됐렸졌랐갔왔봤났섰썼쳤켰겼뤘냈꿨줬췄](?:다|습니다|으며|고)",
    re.IGNORECASE,
)
