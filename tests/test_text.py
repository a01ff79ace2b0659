from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import fold_homoglyphs, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("러시아의 소프트웨어 산업은 어떻게 성장했나?", "ko"),
        ("KORUSTEC는 어디에 있나?", "ko"),
        ("Yandex와 Naver의 협력은 언제 시작되었나?", "ko"),
        ("What did the two countries agree on?", "en"),
        ("Skolkovo", "en"),
        ("Who runs Яндекс in Korea?", "en"),
        ("Что такое KORUSTEC?", "ru"),
        ("Кто выступил на круглом столе?", "ru"),
        ("Қазақстан мен Корея арасындағы ынтымақтастық туралы келісім", "xx"),
        ("Угода про співпрацю між Україною та Кореєю підписана", "xx"),
        ("Споразум о сарадњи између Србије и Кореје потписан је", "xx"),
        ("韓国とロシアのデジタル協力について", "xx"),
        ("韩国与俄罗斯的数字合作", "xx"),
        ("Die Zusammenarbeit der beiden Länder ist für die Wirtschaft und den Handel von Bedeutung", "xx"),
        ("Hukumat 2021 yilda raqamli rivojlanish rejasini e'lon qildi va byudjetni oshirdi", "xx"),
        ("Samsung Electronics, LG Electronics, SK Hynix와 Hyundai Motor가 Russia에 투자했다", "ko"),
        ("Компании Yandex, Mail.ru Group, Sberbank, Kaspersky Lab и JetBrains подписали договор", "ru"),
        ("The Ministry of Culture (문화체육관광부, 콘텐츠정책국, 영상과) announced a plan", "en"),
        ("Seoul and Busan lead in mediastinitis research (Fang et al., 2005; Los Angeles, del Pozzo et al.)", "en"),
        ("", "xx"),
        ("2021: 35 %", "xx"),
    ],
)
def test_language_is_told_by_script(text, language):
    assert language_of(text) == language


def test_one_foreign_name_does_not_change_the_language():
    assert language_of("Президент встретился с делегацией из города Київ и обсудил торговлю с Кореей") == "ru"
    assert language_of("The café near the Université was closed for the whole of the summer season") == "en"


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("medi\u0441al", "medical"),
        ("\u0421OVID", "COVID"),
        ("\u0420o\u0441c\u0438\u044f", "\u0420\u043e\u0441\u0441\u0438\u044f"),
        ("Мосkва", "Мосkва"),  # the Latin k has no small Cyrillic twin
        ("Mо\u0441ква", "Москва"),
        ("COVIDом", "COVIDом"),
        ("IT-отдел", "IT-отдел"),
        ("Москва and Seoul", "Москва and Seoul"),
    ],
)
def test_look_alikes_fold_to_the_script_of_the_word(word, folded):
    assert fold_homoglyphs(word) == folded


@given(st.text(alphabet=st.sampled_from("aceoABCtzасеоВСтжя 1-."), max_size=60))
def test_folding_keeps_the_length_and_is_stable(text):
    folded = fold_homoglyphs(text)
    assert len(folded) == len(text)
    assert fold_homoglyphs(folded) == folded
