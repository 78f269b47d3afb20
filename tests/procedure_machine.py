"""Procedures as Hypothesis state machines, held against a plain model of their order."""

import datetime as dt
import json

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from povertypolicy.errors import InvalidData

DAY = dt.timedelta(days=1)
SMALL = settings(max_examples=20, stateful_step_count=20, deadline=None)
LARGE = settings(max_examples=400, stateful_step_count=40, deadline=None)
GAPS = st.integers(-2, 8)


def machine(bound, first, *, days=None, first_counts=True):  # noqa: C901 - one machine, many rules
    """The state machine of a procedure whose first event is on `first` or later."""
    steps = bound.node.steps
    ids = [step.id for step in steps]
    leads = bound.node.leads
    how = {"first_counts": first_counts}
    if days is not None:
        how |= {"publicity_days": days, "source": "a source"}
    as_of = bound.context.settings.as_of

    class Machine(RuleBasedStateMachine):
        """What is legal is worked out here again, in the plainest way."""

        def __init__(self):
            super().__init__()
            self.case = bound.open(**how)
            self.taken = 0  # how many steps stand
            self.shown_from = self.shown_until = None
            self.objection = None  # the number of the open one
            self.ended = False
            self.latest = None

        # the model

        def day(self, gap):
            return (self.latest or first) + gap * DAY

        def length(self, step):
            return step.days or days

        def last(self):
            """The last day of the publicity that is waited for; None: not known."""
            if self.shown_until is not None:
                return self.shown_until
            length = self.length(steps[self.taken - 1])
            return (
                None
                if length is None
                else self.shown_from + (length - (1 if first_counts else 0)) * DAY
            )

        def shows(self):
            return self.shown_from is not None

        def is_over(self, day):
            if self.ended:
                return True
            if self.taken < len(steps) or self.objection is not None:
                return False
            if not self.shows():
                return True
            return self.shown_until is not None or (self.last() is not None and day > self.last())

        def in_time(self, day):
            return day <= as_of and (self.latest is None or day >= self.latest)

        def waited(self, day):
            return not self.shows() or (self.last() is not None and day > self.last())

        def try_(self, legal, **event):
            """Record an event; it must be accepted exactly when the model says so."""
            before = self.case
            try:
                self.case = self.case.record(event)
            except InvalidData as error:
                refused = error
            else:
                refused = None
                self.latest = dt.date.fromisoformat(event["day"])
            assert legal is (refused is None), (event, before.events, refused)
            assert legal or self.case is before
            assert legal or all(fault.text("zh") and fault.text("en") for fault in refused.faults)
            return legal

        def reset_publicity(self, step, day):
            self.shown_from = day if step.is_publicity else None
            self.shown_until = None

        # the rules

        @rule(
            place=st.integers(0, len(steps) - 1),
            near=st.booleans(),
            gap=GAPS,
            wrong=st.integers(0, 5),
        )
        def step(self, place, near, gap, wrong):
            place = min(self.taken, len(steps) - 1) if near else place
            one, day = steps[place], self.day(gap)
            actor = one.actor.id if one.actor is not None else "somebody"
            good = wrong > 0 or one.actor is None
            legal = (
                place == self.taken
                and self.objection is None
                and not self.is_over(day)
                and self.in_time(day)
                and self.waited(day)
                and good
            )
            said = {
                "step": one.id,
                "day": day.isoformat(),
                "actor": actor if good else "nobody here",
            }
            if self.try_(legal, **said):
                self.taken += 1
                self.reset_publicity(one, day)

        @rule(place=st.integers(0, len(steps) - 1), near=st.booleans(), gap=GAPS)
        def publicity_end(self, place, near, gap):
            place = max(self.taken - 1, 0) if near else place
            one, day = steps[place], self.day(gap)
            last = self.last() if self.shows() else None
            legal = (
                place == self.taken - 1
                and self.shows()
                and self.shown_until is None
                and not self.is_over(day)
                and self.in_time(day)
                and (last is None or day >= last)
            )
            if self.try_(legal, event="publicity_end", step=one.id, day=day.isoformat()):
                self.shown_until = day

        @rule(place=st.integers(0, len(steps) - 1), near=st.booleans(), gap=GAPS)
        def objection(self, place, near, gap):
            place = max(self.taken - 1, 0) if near else place
            one, day = steps[place], self.day(gap)
            shown = (
                place == self.taken - 1
                and self.shows()
                and (self.last() is None or day <= self.last())
            )
            declined = place == self.taken and "consent" in one.kinds and self.waited(day)
            legal = (
                self.objection is None
                and (shown or declined)
                and self.in_time(day)
                and not self.is_over(day)
            )
            if self.objection is not None:
                return  # several at once are tried elsewhere
            if self.try_(legal, event="objection", step=one.id, day=day.isoformat()):
                self.objection = len(self.case.events)

        @rule(
            result=st.sampled_from(["go_on", "back", "end"]),
            place=st.integers(0, len(steps) - 1),
            gap=GAPS,
            number=st.integers(1, 3),
        )
        def resolution(self, result, place, gap, number):
            day = self.day(gap)
            said = {"step": ids[place]} if result == "back" else {}
            legal = (
                self.objection is not None
                and self.in_time(day)
                and not self.is_over(day)
                and (result != "back" or place < self.taken)
            )
            number = self.objection or number
            event = {
                "event": "resolution",
                "refers_to": number,
                "result": result,
                "source": "a note",
            }
            if self.try_(legal, **event, day=day.isoformat(), **said):
                self.objection = None
                self.ended = result == "end"
                if result == "back":
                    self.back_to(place)

        def back_to(self, place):
            if place < self.taken:
                self.taken = place
                self.shown_from = self.shown_until = None

        @rule(gap=GAPS)
        def lead(self, gap):
            day = self.day(gap)
            word = leads.words.ids()[0] if leads else "house"
            legal = (
                leads is not None
                and ids.index(leads.step) < self.taken
                and self.in_time(day)
                and not self.is_over(day)
            )
            if self.try_(legal, event="lead", lead=word, day=day.isoformat()):
                self.back_to(ids.index(leads.back_to))

        # what holds everywhere

        @invariant()
        def it_stands_where_the_model_does(self):
            assert list(self.case.state.done) == ids[: self.taken]

        @invariant()
        def replay_equals_live(self):
            log = self.case.log()
            again = bound.replay(json.loads(log), **how)
            assert again == self.case
            assert again.state == self.case.state
            assert again.log() == log

        @invariant()
        def a_legal_log_has_no_irregularity(self):
            checked = bound.check(json.loads(self.case.log()), **how)
            assert checked.irregularities == ()
            assert checked.state == self.case.state

        @invariant()
        def it_has_a_next_step_or_is_final(self):
            after = self.case.next
            assert self.case.is_final is (after.kind in ("done", "ended"))
            if after.kind == "step":
                assert after.id == ids[self.taken]
            assert (after.kind == "resolution") is (self.objection is not None)

        @invariant()
        def what_is_next_is_accepted(self):
            """Whatever is said to be next can be recorded, as soon as its day has come."""
            after = self.case.next
            if self.case.is_final:
                return
            day = max(self.latest or first, after.not_before or first)
            event = {"event": after.kind, "day": day.isoformat()}
            if after.kind == "resolution":
                event |= {"refers_to": self.objection, "result": "go_on", "source": "a note"}
            else:
                event["step"] = after.id
            if after.kind == "publicity_end":
                event["day"] = max(day, self.last() or day).isoformat()
            if day <= as_of:
                self.case.record(event)

    Machine.__name__ = f"Machine of {bound.info.id}"
    return Machine
