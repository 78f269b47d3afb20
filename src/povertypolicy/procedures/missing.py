"""What is missing in a state, and what it rests on besides the document."""

from collections.abc import Iterator

from povertypolicy.clauses.procedures import Step
from povertypolicy.procedures.states import Missing, State, Taken
from povertypolicy.texts import Text

COUNTING = Text(
    "公示天数是否包括首日，文件没有写，法律与做法不一；两种读法都列出，可用 first_counts 选定",
    "whether the first day of a publicity is one of its days is not said, and law and practice differ: both "
    "readings stand, and first_counts chooses one",
)


def missing(state: State) -> Iterator[Missing]:
    """Yield what is not yet there: papers, actors, ends of publicities, answers to objections and leads."""
    for taken in state.taken:
        yield from _papers(taken)
        if taken.step.actor is not None and not taken.event.actor:
            yield _of("actor", taken.step, Text("由谁做没有登记", "who took it is not recorded"))
    yield from _publicity(state)
    for number, event in state.objections:
        step = state.procedure.step(event.step)
        said = Text(
            f"第{number}条的异议没有处理", f"the objection of event {number} is not settled"
        )
        yield _of("objection", step, said)
    for number, event in state.leads:
        yield _lead(state, number, event.lead)
    for number, id_ in dict.fromkeys(state.doubts):
        said = Text(
            f"第{number}条那天公示是否期满，要看首日算不算",
            f"whether it was over at event {number} hangs on whether its first day counts",
        )
        yield _of("reading", state.procedure.step(id_), said)


def _of(kind: str, step: Step, said: Text) -> Missing:
    text = Text(f"{step.label.zh}：{said.zh}", f"{step.label.en}: {said.en}")
    return Missing(kind, step.id, text)


def _papers(taken: Taken) -> Iterator[Missing]:
    for paper in taken.step.records:
        if paper.id not in taken.papers:
            yield _of("record", taken.step, Text(f"缺{paper.label.zh}", f"no {paper.label.en}"))


def _publicity(state: State) -> Iterator[Missing]:
    shown = state.publicity()
    if shown is None:
        return
    days = state.last_days(shown)
    if days is None:
        said = Text(
            "公示没有结束：文件没有写天数，也没有登记最后一天",
            "the publicity has no end: neither the document nor the caller gives its length, and no last day is recorded",
        )
    elif state.frame.as_of > days[1]:
        return
    else:
        said = Text(f"公示到 {days[1]} 为止", f"the publicity runs until {days[1]}")
    yield _of("publicity", shown.step, said)


def _lead(state: State, number: int, word: str) -> Missing:
    leads = state.procedure.leads
    assert leads is not None  # noqa: S101 - a lead was accepted
    label = leads.words.term(word).label
    said = Text(
        f"第{number}条的线索（{label.zh}）要在这一步评议，线索本身不作结论",
        f"the lead of event {number} ({label.en}) is to be deliberated here; it decides nothing itself",
    )
    return _of("lead", state.procedure.step(leads.back_to), said)


def rests_on(state: State) -> Iterator[Text]:
    """Yield what a state rests on besides the document: the caller's lengths, days and words."""
    frame = state.frame
    open_ = [step for step in state.procedure.steps if step.is_publicity and step.days is None]
    if frame.days is not None and open_:
        yield Text(
            f"公示天数 {frame.days} 由使用者给出（来源：{frame.source}），文件没有写",
            f"the length of publicities, {frame.days} days, is the caller's (source: {frame.source}); the document sets none",
        )
    if any(step.is_publicity and frame.length(step) for step in state.procedure.steps):
        yield _counting(frame.first_counts)
    for taken in state.taken:
        if taken.ended is not None:
            said = (
                f"，最后一天 {taken.ended} 按登记",
                f": its last day, {taken.ended}, is as recorded",
            )
            yield Text(taken.step.label.zh + said[0], taken.step.label.en + said[1])
    for number in state.resolved:
        yield Text(
            f"第{number}条：异议的处理按登记，文件没有规定",
            f"event {number}: what came of the objection is as recorded; the document does not say",
        )


def _counting(first_counts: bool | None) -> Text:  # noqa: FBT001 - a reading
    if first_counts is None:
        return COUNTING
    if first_counts:
        return Text(
            "选用的读法：公示首日计算在内", "reading chosen: the first day of a publicity counts"
        )
    return Text(
        "选用的读法：公示首日不计算在内",
        "reading chosen: the first day of a publicity does not count",
    )
