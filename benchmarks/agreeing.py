"""Do all contenders answer alike? Before anything is timed."""

import handwritten
import households as hh
import itemised
import peers

from povertypolicy import Household, Outcome, Policy

OUTCOMES = {True: Outcome.YES, False: Outcome.NO, None: Outcome.UNKNOWN}


class Disagreement(Exception):
    """Two contenders answer differently."""


def simple_agrees(policy: Policy, records: list[hh.Record], subjects: list[Household]) -> None:
    """Ours, hand-written and zen: every outcome, criterion and income of every household.

    Raises:
        Disagreement: naming the household.
    """
    together = policy.together("household.identification", "household.exit")
    zen = peers.zen_decider()
    for record, subject in zip(records, subjects, strict=True):
        answers, by_hand = together.ask(subject), handwritten.simple(subject)
        outcomes = tuple(OUTCOMES[value] for value in by_hand[:2])
        if answers.outcomes != outcomes or not answers.trace == by_hand == zen(record):
            raise Disagreement(record["id"])
        if handwritten.identification(subject) != (by_hand[0], by_hand[-1]):
            raise Disagreement(record["id"])


def itemised_agrees(policy: Policy, subjects: list[Household]) -> None:
    """Ours and hand-written, from entries.

    Raises:
        Disagreement: naming the household.
    """
    clause = policy.clause(itemised.EXIT.info.id)
    for subject in subjects:
        decision, by_hand = clause.ask(subject), handwritten.itemised(subject)
        if decision.outcome is not OUTCOMES[by_hand[0]] or decision.trace != by_hand:
            raise Disagreement(subject.id)


def openfisca_agrees(records: list[hh.Record], subjects: list[Household], most: int) -> int:
    """OpenFisca, which knows no unknowns, off the lines; what is left open here it calls no.

    Returns how many households were compared.

    Raises:
        Disagreement: naming the household.
    """
    decide = peers.openfisca_decider()
    known = [
        (record, subject)
        for record, subject in zip(records, subjects, strict=True)
        if hh.is_known(record) and not hh.is_on_a_line(record)
    ][:most]
    for record, subject in known:
        wanted = tuple(bool(value) for value in handwritten.simple(subject)[:2])
        if decide(peers.openfisca_situation(record))[:2] != wanted:
            raise Disagreement(record["id"])
    return len(known)


def wrong_on_the_line(policy: Policy, count: int) -> dict[str, int]:
    """Count wrong answers for households exactly on the entry line and exactly on the exit line.

    On the entry line nobody is poor, on the exit line everybody leaves.
    """
    entry, exit_ = hh.on_the_line(count, hh.ENTRY), hh.on_the_line(count, hh.EXIT)
    openfisca, zen = peers.openfisca_decider(), peers.zen_decider()
    together = policy.together("household.identification", "household.exit")
    ours = [[together.ask(s).outcomes for s in hh.built(policy, drawn)] for drawn in (entry, exit_)]
    wrong = {
        "povertypolicy": sum(a[0] is not Outcome.NO for a in ours[0])
        + sum(a[1] is not Outcome.YES for a in ours[1])
    }
    for name, decide, form in (
        ("zen-engine", zen, dict),
        ("OpenFisca", openfisca, peers.openfisca_situation),
    ):
        wrong[name] = sum(decide(form(r))[0] is not False for r in entry) + sum(
            decide(form(r))[1] is not True for r in exit_
        )
    return wrong
