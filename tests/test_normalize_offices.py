"""The publisher that an imprint names."""

from __future__ import annotations

import pytest

from index.normalize.offices import publisher


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Ministry of Ports, Oslo, 5 May 2024", "Ministry of Ports"),
        ("Ministry of Ports, Roads and Rails, Oslo, May 2024", "Ministry of Ports, Roads and Rails"),
        ("Northern Harbour Institute. Note 4. May 2024. By Ada Thornbury", "Northern Harbour Institute"),
        ("Институт мостов и переправ, Тверь, 3 мая 2024 года. Автор: П. И. Лунин", "Институт мостов и переправ"),
        ("Записка. Аналитический центр «Пирс», Тверь, май 2024 года", "Аналитический центр «Пирс»"),
        ("항만교량연구원 정책자료 3호 · 2024년 5월 3일 · 글: 윤서린", "항만교량연구원"),
        ("항만수산부 어선정책과 | 2024년 5월 3일", "항만수산부"),
        ("관계부처 합동 · 2024년 5월 3일", ""),
        ("Paper prepared for the Ministry of Ports, Oslo, 5 May 2024", ""),
        ("Ministry of Ports. Institute of Bridges. May 2024", ""),
        (
            "Министерство портов, дорог и мостов Тверской области. Тверь, 3 мая 2024 года",
            "Министерство портов, дорог и мостов Тверской области",
        ),
        ("Академия закрыла причалы, Тверь, 3 мая 2024 года", ""),
        ("Институт закрыл причалы, Тверь, 3 мая 2024 года", ""),
        ("Ministry of Ports and its many quays", ""),
    ],
)
def test_an_imprint_names_its_publisher_where_one_part_is_an_office(line: str, told: str):
    assert publisher(line) == told
