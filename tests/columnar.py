"""The two ways to read a register, side by side: record by record, and as columns."""

from pathlib import Path

from register_samples import put

from povertypolicy.columns.records import above_at, subject_at
from povertypolicy.expr.facts import TextFact
from povertypolicy.register import Source, read_register
from povertypolicy.register.registers import register


def told(fault):
    return (
        fault.file,
        fault.row or 0,
        fault.column,
        fault.path,
        fault.code,
        fault.text("zh"),
        fault.text("en"),
    )


def plain(subject):
    """What a register keeps of a subject: no names, no ids."""
    if subject is None:
        return None
    kept = {
        name: subject.__dict__[name]
        for name, fact in subject.facts.items()
        if not isinstance(fact, TextFact)
    }
    members = {
        name: None
        if subject.__dict__[name] is None
        else [plain(member) for member in subject.__dict__[name]]
        for name in subject.relations
    }
    more = {name: value for name, value in subject.more.items() if value is not None}
    return {"kind": type(subject).__name__, "prices": subject.prices_of, **kept, **members, **more}


def files_of(folder: Path, texts):
    """Put CSV texts, by kind, into files."""
    return {kind: put(folder, f"{kind.__name__}.csv", text) for kind, text in texts.items()}


def both_ways(folder: Path, texts, extensions=(), prices_of=None):
    """Read CSV texts, by kind, in both ways."""
    files = files_of(folder, texts)
    (main, file), *others = files.items()
    source = Source(prices_of=prices_of)
    one = read_register(main, file, dict(others), extensions=extensions, source=source)
    return one, register(files, extensions=extensions, prices_of=prices_of)


def assert_same(one, columns):
    """Every row, every fault and every value is the same."""
    assert columns.rows.tolist() == [entry.row for entry in one.entries]
    assert sorted(map(told, columns.faults)) == sorted(map(told, one.faults))
    extensions = columns.extensions
    for row, entry in enumerate(one.entries):
        assert [told(fault) for fault in columns.faults_of(row)] == [
            told(fault) for fault in entry.faults
        ]
        assert bool(columns.good[row]) == (entry.subject is not None)
        if entry.subject is not None:
            assert plain(subject_at(columns.frame, row, extensions)) == plain(entry.subject)
            above = above_at(columns.frame, row, extensions)
            assert [plain(holder) for holder in above] == [plain(holder) for holder in entry.above]
