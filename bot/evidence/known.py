"""Names that everybody calls by several names and no document explains: countries and well-known bodies.

Countries, the adjectives made of them and their languages are those of Unicode's CLDR, which `babel` carries.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LANGUAGES = ("en", "ko", "ru")
SHARED = 3  # letters that a country and its language begin with, where the adjective is the language's: "Finnish"
_TERRITORY = "[A-Z]{2}|002|009|142|150"  # countries and, by their numbers, continents
LANDS = 13  # of the groups below
_GROUPS = """
South Korea, South Korean, Republic of Korea, ROK, 한국, 대한민국, 남한, Южная Корея, Республика Корея, южнокорейский
North Korea, North Korean, DPRK, 북한, 조선민주주의인민공화국, КНДР, Северная Корея, северокорейский
United States, United States of America, USA, US, America, American, 미국, 미합중국, США, Соединённые Штаты
American, 미국, американский
United Kingdom, UK, Great Britain, Britain, British, 영국, Великобритания, Соединённое Королевство, британский
Russian Federation, Russia, 러시아, 러시아연방, Россия, Российская Федерация, РФ, российский
People's Republic of China, China, PRC, 중국, Китай, КНР
Türkiye, Turkey, 튀르키예, 터키, Турция
Denmark, Danish, 덴마크, Дания, датский
Switzerland, Swiss, 스위스, Швейцария, швейцарский
England, 잉글랜드, Англия, английский
Scotland, Scottish, 스코틀랜드, Шотландия, шотландский
Wales, Welsh, 웨일스, Уэльс, валлийский
Republican Party, Republican, Republicans, GOP, 공화당, Республиканская партия, республиканцы, республиканский
Democratic Party, Democrat, Democrats, 민주당, Демократическая партия, демократы
Labour Party, Labour, 노동당, Лейбористская партия, лейбористы, лейбористский
Conservative Party, Conservatives, Tories, Tory, 보수당, Консервативная партия, консерваторы, тори
Soviet Union, USSR, Soviet, 소련, Советский Союз, СССР, советский
European Union, EU, 유럽연합, 유럽 연합, Европейский союз, Евросоюз, ЕС
UN Security Council, Security Council, 안보리, 안전보장이사회, Совет Безопасности, Совбез
United Nations, UN, 유엔, 국제연합, Организация Объединённых Наций, ООН
World Trade Organization, WTO, 세계무역기구, ВТО
World Health Organization, WHO, 세계보건기구, ВОЗ
International Monetary Fund, IMF, 국제통화기금, МВФ
World Bank, 세계은행, Всемирный банк
First World War, World War I, 제1차 세계대전, 1차 세계대전, Первая мировая война
Second World War, World War II, 제2차 세계대전, 2차 세계대전, Вторая мировая война
NATO, 나토, 북대서양조약기구, НАТО
OPEC, 석유수출국기구, ОПЕК
IAEA, 국제원자력기구, МАГАТЭ
OECD, 경제협력개발기구, ОЭСР
ILO, 국제노동기구, МОТ
IEA, 국제에너지기구, МЭА
FAO, 유엔식량농업기구, ФАО
ASEAN, 아세안, 동남아시아국가연합, АСЕАН
APEC, 아시아태평양경제협력체, АТЭС
SCO, 상하이협력기구, ШОС
EAEU, 유라시아경제연합, ЕАЭС
CIS, 독립국가연합, СНГ
West, Western, 서방, 서구, Запад, западный
UNESCO, 유네스코, ЮНЕСКО
UNICEF, 유니세프, ЮНИСЕФ
ADB, 아시아개발은행, АБР
EBRD, 유럽부흥개발은행, ЕБРР
ECB, 유럽중앙은행, ЕЦБ
IOC, 국제올림픽위원회, МОК
FIFA, 국제축구연맹, ФИФА
FBI, 연방수사국, ФБР
CIA, 중앙정보국, ЦРУ
NASA, 미국항공우주국, НАСА
ICJ, International Court of Justice, 국제사법재판소, Международный суд
ISIS, ISIL, IS, 이슬람국가, ИГИЛ
GDP, 국내총생산, ВВП
VAT, 부가가치세, НДС
LNG, 액화천연가스, СПГ
NGO, 비정부기구, НПО
ICT, 정보통신기술, ИКТ
FTA, 자유무역협정, ЗСТ
FDI, 외국인직접투자, ПИИ
DNA, ДНК
HIV, ВИЧ
AIDS, 에이즈, СПИД
SARS, 사스, ТОРС
CEO, 최고경영자, 대표이사, генеральный директор, chief executive
COVID-19, COVID, 코로나19, 코로나바이러스, коронавирус, ковид
BBC, 비비시, Би-би-си
"""


@lru_cache(maxsize=1)
def groups() -> tuple[tuple[str, ...], ...]:
    """Each group of names is one thing."""
    listed = (tuple(line.split(", ")) for line in _GROUPS.strip().splitlines())
    return (*listed, *_lands())


@lru_cache(maxsize=1)
def lands() -> tuple[tuple[str, ...], ...]:
    """Those of the groups that name a country or continent, and Korea, which is two of them."""
    return (*groups()[:LANDS], ("Korea", "Korean", "Корея", "корейский"), *_lands())


def _lands() -> list[tuple[str, ...]]:
    from babel import Locale
    from babel.languages import get_official_languages

    locales = [Locale(language) for language in _LANGUAGES]
    found = []
    for code in locales[0].territories:
        names = [locale.territories.get(code, "") for locale in locales]
        if not re.fullmatch(_TERRITORY, str(code)) or not all(names):
            continue
        spoken = [tag.split("_")[0] for tag in get_official_languages(str(code))[:2]]
        own = [[locale.languages.get(tag, "") for locale in locales] for tag in spoken]
        adjectives = next((said for said in own if _is_of(said, names)), [])
        found.append(tuple(dict.fromkeys(name for name in [*names, *adjectives] if name)))
    return found


def _is_of(said: list[str], names: list[str]) -> bool:
    """Whether a language is called as a country of one word is, in English or Russian."""
    alike = any(said[n][:SHARED].lower() == names[n][:SHARED].lower() for n in (0, 2))
    return all(said) and said[0] != "English" and " " not in names[0] and alike
