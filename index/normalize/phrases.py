"""What web pages say around their text, in Korean, English and Russian. Data for `boilerplate.py`.

Each entry is a pattern for a whole line or for one of several phrases that share a line. Strong ones are never
content when they stand alone; weak ones (a single everyday word) count only among others of their kind.
"""

from __future__ import annotations

_SOCIAL = (
    r"facebook|twitter|x|linkedin|instagram|youtube|telegram|whatsapp|viber|vk|vkontakte|ok\.ru|pinterest|reddit|rss"
    r"|e-?mail|kakao(?:talk|story)?|naver|line|band"
)

STRONG = (
    # ways around a page
    r"(?:skip|jump|go|direct)\s+to\s+(?:the\s+)?(?:main\s+|page\s+)?(?:contents?|navigation|menu|search|footer|body)",
    r"(?:contents?|sns|menu|main menu|gnb|lnb|footer|body)\s+shortcuts?",
    r"back\s+to\s+(?:the\s+)?(?:top|list)",
    r"(?:본문|콘텐츠|컨텐츠|내용|주?\s?메뉴|전체\s?메뉴|하단|푸터|검색|SNS)\s*(?:으?로)?\s*바로\s?가기",
    r"맨\s?위로(?:\s?가기)?|목록\s?(?:으로|보기)|(?:이전|다음)\s?글(?:이 없습니다\.?)?|페이지\s?상단으로",
    r"перейти\s+к\s+(?:основному\s+)?(?:содержанию|контенту|меню|навигации)|вернуться\s+(?:наверх|назад|к\s+списку)",
    # sharing, printing, rating
    r"(?:print|share|rate|email|bookmark|cite|save|like)\s+this\s+(?:article|page|post|story|publication|material)s?",
    rf"share\s+(?:this\s+)?(?:on|via|to|with)\s+(?:{_SOCIAL})",
    r"(?:printer[- ]friendly|print|printable)\s+version|send\s+(?:this\s+)?(?:(?:article|page)\s+)?by\s+e-?mail",
    r"\(?\s*(?:no|\d+)\s+votes?\s*\)?|(?:your|average|current)\s+rating\s*:?\s*[\d.,/ ]*",
    r"follow\s+us|subscribe\s+to\s+(?:our\s+)?(?:newsletters?|mailing list|updates)",
    r"read\s+(?:this\s+)?(?:article\s+)?in\s+(?:english|korean|russian)|add\s+to\s+(?:favou?rites|cart|bookmarks)",
    r"(?:accept|reject|manage)\s+(?:all\s+)?cookies",
    r"(?:기사|글|페이지|게시물|SNS)?\s?공유하기",
    r"(?:페이스북|트위터|카카오톡|카카오스토리|네이버|밴드|라인)(?:으?로|에)?\s?공유(?:하기)?",
    r"(?:URL|링크|주소)\s?복사(?:하기)?|(?:본문|기사|이 페이지)?\s?(?:인쇄|프린트)\s?하기",
    r"글자\s?크기\s?(?:조절|변경|설정)?",
    r"글자\s?(?:크게|작게|확대|축소)|즐겨찾기\s?추가|(?:뉴스레터\s?)?구독하기|기사\s?제보(?:하기)?|댓글\s?(?:쓰기|달기|\d+개?)",
    r"(?:콘텐츠|페이지)?\s?만족도\s?(?:조사|평가)",
    r"매우\s?(?:만족|불만족|불만)|이\s?기사를\s?(?:추천|공유)합니다",
    r"версия\s+для\s+(?:печати|слабовидящих)|распечатать(?:\s+(?:статью|страницу))?|отправить\s+на\s+(?:e-?mail|почту)",
    r"поделиться(?:\s+(?:в\s+соц(?:иальных\s+)?\.?\s?сетях|в\s+соцсетях|статьей|статьёй|ссылкой|новостью|материалом|страницей))?",
    r"читать\s+на\s+(?:русском|английском|корейском)|оцените?ь?\s+(?:статью|материал|публикацию|эту\s+статью)",
    r"\(?\s*(?:нет|\d+)\s+голос(?:ов|а)?\s*\)?|голосов\s*:\s*\d+|(?:с|пере)?копировать\s+ссылку|размер\s+шрифта",
    r"подписаться\s+на\s+(?:рассылку|новости|обновления|канал)|добавить\s+в\s+(?:избранное|закладки|корзину)",
)

# Never content when they are a whole line; too open to share one with others.
LINES = (
    r"(?:home|홈|главная)\s*[>›»→]\s*\S.{0,80}",
    r"follow\s+us\s+on\s+.{1,30}",
    r"(?:we|this\s+(?:web)?site)\s+uses?\s+cookies\b.{0,160}|(?:сайт|мы)\s+использу(?:ет|ем)\s+(?:файлы\s+)?cookies?\b.{0,160}",
    r".{0,40}만족하(?:십니까|셨습니까|시나요)\s?\??",
)

WEAK = (
    _SOCIAL,
    r"print|share|home|menu|search|sitemap|close|top|prev(?:ious)?|next|log\s?in|sign\s?in|sign\s?up|register|contact\s+us",
    r"(?:english|русский|한국어|korean|russian|en|ru|ko|kor|eng|rus)",
    r"for\s+(?:business(?:es)?|researchers|students|journalists|investors|teachers|media|press|partners|authors|alumni|parents)",
    r"rating|comments?\s*(?:\(\d+\))?|tags?|listen|download|save|subscribe|a\s+a\s+a",
    r"인쇄|프린트|공유|목록|이전|다음|검색|홈|메뉴|닫기|위로|스크랩|좋아요|댓글|로그인|회원가입|사이트맵|확대|축소|만족|보통|불만족|불만|추천|구독",
    r"페이스북|트위터|카카오톡|카카오스토리|네이버\s?블로그|밴드|라인|유튜브|인스타그램|이메일",
    r"печать|меню|поиск|главная|закрыть|назад|впер[её]д|наверх|войти|вход|регистрация|карта\s+сайта|рейтинг|комментарии"
    r"|read\s+also|see\s+also|related\s+(?:articles|news|links)|관련\s?(?:기사|글|뉴스|링크)|저작권\s?안내|читайте\s+также|по\s+теме"
    r"|подписаться|скачать|контакты|вконтакте|одноклассники|телеграм|теги?",
    r"(?:для|бизнесу|студентам|исследователям|журналистам|инвесторам)(?:\s+(?:бизнеса|студентов|исследователей|журналистов|инвесторов|СМИ))?",
)

POLL_HEAD = (
    r"(?:polls?|polls? conducted|poll results|survey|опросы?|голосование|результаты опроса|설문\s?조사?|설문|투표)\s*:?"
)
POLL_COUNT = r"\(?\d{1,7}\)?\s*(?:votes?|голос\w*|표|명)?\s*[(\[]?\s*\d{1,3}(?:[.,]\d+)?\s?%\s*[)\]]?"
