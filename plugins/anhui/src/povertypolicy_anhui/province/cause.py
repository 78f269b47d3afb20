"""三.39 第4问: causes of poverty as they are filled in."""

from povertypolicy.authoring import Subject, Text, all_of, count, criterion, many, none_of, yes_no
from povertypolicy_anhui.deck import DECK

ITEM = "三.39"


class Cause(Subject):
    """A cause of poverty on a household's form 致贫原因."""

    label = Text("致贫原因", "cause of poverty")

    main = yes_no(("作为主要原因", "given as the main cause"))
    secondary = yes_no(("作为次要原因", "given as a secondary cause"))


class CauseForm(Subject):
    """The causes of poverty that a household's form gives 致贫原因登记."""

    label = Text("致贫原因登记", "causes of poverty on the form")
    causes = many(lambda: Cause, ("致贫原因", "causes of poverty"), most=100)


CARDINALITY = "anhui.household.cause.cardinality"
ONE_MAIN = criterion(
    f"{CARDINALITY}.one_main",
    ("主要致贫原因1个", "one main cause"),
    cite=DECK.at(ITEM, "主要致贫原因仅1个"),
    means=CauseForm.causes.where(Cause.main)
    .count()
    .equals(count(1, cite=DECK.at(ITEM, "主要致贫原因仅1个"))),
    kind="constraint",
)
TWO_SECONDARY = criterion(
    f"{CARDINALITY}.at_most_two_secondary",
    ("次要致贫原因不超过2个", "at most two secondary causes"),
    cite=DECK.at(ITEM, "次要致贫原因", "不超过2个"),
    means=CauseForm.causes.where(Cause.secondary)
    .count()
    .at_most(count(2, cite=DECK.at(ITEM, "不超过2个"))),
    kind="constraint",
)
NOT_REPEATED = criterion(
    f"{CARDINALITY}.not_repeated",
    ("次要原因与主要原因不重复", "no secondary cause repeats the main one"),
    cite=DECK.at(ITEM, "次要致贫原因", "不重复"),
    means=none_of(CauseForm.causes.listed().any(all_of(Cause.main, Cause.secondary))),
    kind="constraint",
)
FILLED_IN = criterion(
    CARDINALITY,
    ("致贫原因填写", "how causes of poverty are filled in"),
    cite=DECK.at(ITEM, "主要致贫原因仅1个", "不重复", "不超过2个"),
    means=all_of(ONE_MAIN, TWO_SECONDARY, NOT_REPEATED),
    kind="constraint",
    assumes=(
        "讲稿没有列出原因；每个原因一行，可以没有次要原因。",
        "The causes are not listed: one row for each; there may be no secondary cause.",
    ),
)
