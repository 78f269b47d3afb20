"""四.20 乡镇领导班子: leaders who are stationed in person."""

from povertypolicy.authoring import Village, criterion, vocabulary, word
from povertypolicy_guangdong.micro_credit import LISTED
from povertypolicy_guangdong.notice import NOTICE

RANKS = vocabulary(
    ("驻点人", "who is stationed"),
    principal=("党政主要领导", "principal Party or government leader"),
    deputy=("副职", "deputy"),
    other=("其他人", "somebody else"),
    nobody=("无人驻点", "nobody"),
)
STATIONED_RANK = word(("驻点人", "who is stationed in the village"), RANKS).on(
    Village, "stationed_rank"
)

STATIONED_IN_PERSON = criterion(
    "guangdong.cadre.town_leadership.stationed_in_poor_village",
    ("党政主要领导亲自驻点", "principal leaders stationed in person"),
    cite=NOTICE.at("四.20", "驻点普遍直接联系", "党政主要领导", "亲自驻点"),
    applies_when=LISTED,
    means=STATIONED_RANK.equals("principal"),
    kind="constraint",
    assumes=(
        "贫困村多于党政主要领导人数的镇怎么办，没有规定。",
        "Nothing is said of towns with more poor villages than principal leaders.",
    ),
)
