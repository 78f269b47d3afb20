"""The document: slides of a lecture in Ma'anshan, 2017. It bears neither number nor day.

A place is the part of the deck and the slide block of its published text, such as ``三.12``.
"""

from povertypolicy.authoring import document

DECK = document(
    "马鞍山市讲稿（2017年）",
    (
        "脱贫攻坚考核要求变化、大排查、主要问题及建议",
        "Changes of assessment, the screening, main problems and advice",
    ),
)
