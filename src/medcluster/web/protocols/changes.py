"""How does a difference between two versions read?

Promise: pure: one sentence for each change, the old value in brackets, the reason of the author beneath it, the old and
the new window on one axis. Must not know: HTTP, services.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from medcluster.foundation import Words
from medcluster.protocol import Anchor, At, Change, ChangeKind, Cycle, Step, Version, level
from medcluster.web.protocols import wording
from medcluster.web.protocols.conditions import condition_words, definition_words
from medcluster.web.protocols.context import MiniBar, Part, StepChange
from medcluster.web.protocols.durations import cycle_sentence, moment, offsets, window_sentence, window_short
from medcluster.web.sentences import about
from medcluster.web.vocabulary import role_word, text_of

_MARK = re.compile("([\ue000-\ue001])([^\ue000-\ue002]*)\ue002")
_NEW, _OLD, _END = "\ue000", "\ue001", "\ue002"
WINDOW = (ChangeKind.EARLIEST, ChangeKind.LATEST)
TIMES = (*WINDOW, ChangeKind.TARGET, ChangeKind.ANCHOR)


def step_changes(changes: Sequence[Change], old: Version, new: Version, words: Words) -> tuple[StepChange, ...]:
    """The changes, one block a step."""
    groups = groupby(changes, key=lambda one: (one.step_id, one.kind is ChangeKind.ANCHOR_SOURCE))
    return tuple(_block(list(group), old, new, words) for _, group in groups)


def _block(group: list[Change], old: Version, new: Version, words: Words) -> StepChange:
    first, language = group[0], words.language
    step = first.new_step or first.old_step
    version = new if first.new_step or step is None else old
    title = text_of(step.title, language) if step else _whole_title(first, new, words)
    before, after = first.old_step, first.new_step
    timed = before and after and any(one.kind in TIMES for one in group)
    return StepChange(
        id=first.step_id if step else "",
        kind={ChangeKind.NEW_STEP: "new", ChangeKind.REMOVED_STEP: "removed"}.get(first.kind, "changed"),
        title=title,
        stage=wording.stage_title(words, version, step.stage) if step else "",
        tags=tuple(dict.fromkeys(kind_word(words, one.kind) for one in group)),
        says=tuple(says(one, old, new, words) for one in group),
        reason=text_of(first.reason, language) if first.reason else "",
        bars=_bars(before.at, after.at, old, new, words) if timed and before and after else None,
        bars_words=_bars_words(before, after, words) if timed and before and after else "",
        written=first.written,
    )


def _whole_title(change: Change, new: Version, words: Words) -> str:
    if change.kind is ChangeKind.ANCHOR_SOURCE:
        return wording.anchor_title(words, new, change.step_id).capitalize()
    return words.gettext("The protocol as a whole")


def kind_word(words: Words, kind: ChangeKind) -> str:
    """The word on a change's tag."""
    _ = words.gettext
    known = {
        ChangeKind.EARLIEST: _("window"),
        ChangeKind.LATEST: _("window"),
        ChangeKind.TARGET: _("target"),
        ChangeKind.ANCHOR: _("counted from"),
        ChangeKind.ROLE: _("role"),
        ChangeKind.CONDITION: _("condition"),
        ChangeKind.DEFINITION: _("condition"),
        ChangeKind.OTHERWISE: _("branch"),
        ChangeKind.START_WHEN: _("criteria"),
        ChangeKind.ELIGIBLE: _("who qualifies"),
        ChangeKind.NEW_STEP: _("new step"),
        ChangeKind.REMOVED_STEP: _("removed step"),
        ChangeKind.CYCLE: _("repetition"),
        ChangeKind.STAGE: _("stage"),
        ChangeKind.NEED: _("needs"),
        ChangeKind.DONE: _("completion"),
        ChangeKind.QUESTIONS: _("questions"),
        ChangeKind.SCORED: _("score"),
        ChangeKind.EVIDENCE: _("evidence"),
        ChangeKind.SAME_AS: _("shared step"),
        ChangeKind.COMPETENCE: _("training"),
        ChangeKind.ANCHOR_SOURCE: _("date"),
        ChangeKind.EXIT: _("leaving"),
        ChangeKind.WORDING: _("wording"),
    }
    return known.get(kind, str(kind))


def says(change: Change, old: Version, new: Version, words: Words) -> tuple[Part, ...]:
    """The sentence of a change, cut where the new and the old value stand."""
    now = value_words(change, change.new, new, change.new_step, words)
    freed = change.kind is ChangeKind.CONDITION and not change.new
    was = value_words(change, change.old, old, change.old_step, words, now=new)
    bracket = words.gettext("(was: %(value)s)") % {"value": was} if was else ""
    if change.kind is ChangeKind.REMOVED_STEP:
        bracket = was
    nothing = words.gettext("nothing")
    marked = {
        "new": f"{_NEW}{now or nothing}{_END}",
        "old": f"{_OLD}{bracket}{_END}" if bracket else "",
    }
    if freed:
        return _parts(words.gettext("It is now done for everybody %(old)s.") % marked)
    return _parts(_pattern(words, change.kind) % marked)


def _pattern(words: Words, kind: ChangeKind) -> str:
    _ = words.gettext
    known = {
        ChangeKind.EARLIEST: _("It may now begin from %(new)s on %(old)s."),
        ChangeKind.LATEST: _("It may now be done until %(new)s %(old)s."),
        ChangeKind.TARGET: _("It is now aimed at %(new)s %(old)s."),
        ChangeKind.ANCHOR: _("Its days are now counted from %(new)s %(old)s."),
        ChangeKind.ROLE: _("It is now done by %(new)s %(old)s."),
        ChangeKind.CONDITION: _("It is now done only if %(new)s %(old)s."),
        ChangeKind.DEFINITION: _("Its condition now looks at %(new)s %(old)s."),
        ChangeKind.OTHERWISE: _("Where the condition does not hold, this is now done instead: %(new)s %(old)s."),
        ChangeKind.START_WHEN: _("Before it starts, somebody must now judge: %(new)s %(old)s."),
        ChangeKind.ELIGIBLE: _("Who qualifies now: %(new)s %(old)s."),
        ChangeKind.NEW_STEP: _("This step is new: %(new)s"),
        ChangeKind.REMOVED_STEP: _("This step is taken away: %(old)s"),
        ChangeKind.CYCLE: _("It is now repeated: %(new)s %(old)s"),
        ChangeKind.STAGE: _("It now belongs to the stage %(new)s %(old)s."),
        ChangeKind.NEED: _("It now takes %(new)s %(old)s."),
        ChangeKind.DONE: _("It is now complete by itself with %(new)s %(old)s."),
        ChangeKind.QUESTIONS: _("It now asks %(new)s %(old)s."),
        ChangeKind.SCORED: _("In the score it now counts as %(new)s %(old)s."),
        ChangeKind.EVIDENCE: _("It now cites %(new)s %(old)s."),
        ChangeKind.SAME_AS: _("With other protocols it now shares %(new)s %(old)s."),
        ChangeKind.COMPETENCE: _("Whoever does it must now be trained for %(new)s %(old)s."),
        ChangeKind.ANCHOR_SOURCE: _("The date now comes from %(new)s %(old)s."),
        ChangeKind.EXIT: _("Patients now leave when %(new)s %(old)s."),
        ChangeKind.WORDING: _("The words are now: %(new)s %(old)s."),
    }
    return known[kind]


def _parts(marked: str) -> tuple[Part, ...]:
    found: list[Part] = []
    at = 0
    marked = re.sub(r"\s+(?=[.:]?$)|\s+(?=\.)", "", marked)
    for match in _MARK.finditer(marked):
        found.append(Part("", marked[at : match.start()]))
        found.append(Part("new" if match[1] == _NEW else "old", match[2]))
        at = match.end()
    found.append(Part("", marked[at:]))
    return tuple(part for part in found if part.text)


def value_words(
    change: Change, value: object, version: Version, step: Step | None, words: Words, *, now: Version | None = None
) -> str:
    """A value of the model as words; empty when there is none. `now`: the version that has the reader's words."""
    kind = change.kind
    if now and step and words.language in now.anchors.get(step.at.anchor, version.anchors[step.at.anchor]).title:
        version = replace(version, anchors={**version.anchors, **now.anchors})
    if value in (None, "", (), [], {}):
        return words.gettext("for everybody") if kind is ChangeKind.CONDITION else ""
    if isinstance(value, timedelta) and step:
        anchor = wording.anchor_title(words, version, step.at.anchor)
        return moment(words, value, anchor, beside=offsets(step.at))
    if isinstance(value, Step):
        roles = wording.roles_words(words, value.by)
        anchor = wording.anchor_title(words, version, value.at.anchor)
        return f"{text_of(value.title, words.language)} ({roles}). {window_sentence(words, value.at, anchor)}"
    if isinstance(value, Cycle):
        return cycle_sentence(words, value)
    if isinstance(value, Anchor):
        return wording.source_words(words, version, value)
    if isinstance(value, str):
        return _text_value(kind, value, version, words)
    if isinstance(value, (tuple, list)):
        return _listed(kind, list(value), version, words)
    if isinstance(value, Mapping):
        return _mapped(kind, value, words)
    return str(value)


def _text_value(kind: ChangeKind, value: str, version: Version, words: Words) -> str:
    if kind in (ChangeKind.CONDITION, ChangeKind.ELIGIBLE):
        return condition_words(words, value, version)
    if kind is ChangeKind.ANCHOR:
        return wording.anchor_title(words, version, value)
    if kind is ChangeKind.STAGE:
        return wording.stage_title(words, version, value)
    if kind is ChangeKind.START_WHEN and value in version.criteria:
        return text_of(version.criteria[value], words.language)
    if kind is ChangeKind.OTHERWISE:
        return next((text_of(one.title, words.language) for one in version.steps if one.id == value), value)
    return value.replace("-", " ")


def _listed(kind: ChangeKind, value: list[object], version: Version, words: Words) -> str:
    if kind is ChangeKind.ROLE:
        return ", ".join(role_word(words, str(one)) for one in value)
    if kind is ChangeKind.NEED:
        return wording.need_words(words, value)  # type: ignore[arg-type]
    if kind is ChangeKind.DONE:
        return wording.evidence_kinds(words, value)  # type: ignore[arg-type]
    if kind is ChangeKind.QUESTIONS:
        return words.ngettext("%(num)s question", "%(num)s questions", len(value)) % {"num": len(value)}
    if kind is ChangeKind.EXIT:
        return "; ".join(condition_words(words, str(one[0]), version) for one in value if isinstance(one, tuple))
    if kind is ChangeKind.EVIDENCE:
        cites = {one.id: one.cite for one in version.evidence}
        return ", ".join(cites.get(str(one), str(one)) for one in value)
    return ", ".join(str(one).replace("-", " ") for one in value if isinstance(one, str) and one)


def _mapped(kind: ChangeKind, value: Mapping[str, object], words: Words) -> str:
    if kind is ChangeKind.WORDING:
        return text_of({str(key): str(one) for key, one in value.items()}, words.language)
    return "; ".join(
        definition_words(words, name, parts) if isinstance(parts, Mapping) else f"{name} {parts}"
        for name, parts in value.items()
    )


def _bars(old: At, new: At, before: Version, after: Version, words: Words) -> tuple[MiniBar, MiniBar]:
    low, high = min(old.earliest, new.earliest), max(old.latest, new.latest)
    margin = (high - low) * 0.06 or timedelta(hours=1)
    low, high = low - margin, high + margin

    def bar(at: At, version: Version) -> MiniBar:
        def place(offset: timedelta) -> float:
            return round(100 * ((offset - low) / (high - low)), 1)

        start = place(at.earliest)
        label = about(words, version.version, window_short(words, at))
        return MiniBar(label, start, max(1.0, round(place(at.latest) - start, 1)), place(at.target))

    return bar(old, before), bar(new, after)


def _bars_words(before: Step, after: Step, words: Words) -> str:
    said = {"old": window_short(words, before.at), "new": window_short(words, after.at)}
    return words.gettext("Window before: %(old)s; now: %(new)s") % said


def headline(changes: Sequence[Change], words: Words) -> str:
    """How much changed."""
    steps = len({one.step_id for one in changes if one.new_step or one.old_step})
    number = len(changes)
    if not number:
        return words.gettext("Nothing has changed.")
    many = words.ngettext("%(num)s change", "%(num)s changes", number) % {"num": number}
    where = words.ngettext("in %(num)s step", "in %(num)s steps", steps) % {"num": steps}
    return f"{many} {where}." if steps else f"{many}."


def summary(changes: Sequence[Change], words: Words) -> str:
    """What kinds of changes, and so what kind of release it is."""
    if not changes:
        return ""
    _ = words.gettext
    counted = Counter(kind_word(words, one.kind) for one in changes)
    kinds = ", ".join(f"{word} × {number}" if number > 1 else word for word, number in counted.items())
    release = {
        "major": _("Who qualifies, or the steps themselves, changed: a major version."),
        "minor": _("No step was added or taken away and the same patients qualify: a minor version."),
        "patch": _("Only words and citations changed: the care is the same."),
    }[level(list(changes))]
    return f"{kinds[:1].upper()}{kinds[1:]}. {release}"


def whose_work(changes: Sequence[Change], words: Words) -> tuple[tuple[str, str], ...]:
    """The roles whose steps changed, and which."""
    found: dict[str, list[str]] = {}
    for one in changes:
        step = one.new_step or one.old_step
        if step is None or one.kind in (ChangeKind.WORDING, ChangeKind.EVIDENCE):
            continue
        title = text_of(step.title, words.language)
        roles = dict.fromkeys((*(one.new_step.by if one.new_step else ()), *(one.old_step.by if one.old_step else ())))
        for role in roles:
            if title not in found.setdefault(role, []):
                found[role].append(title)
    return tuple((role_word(words, role), ", ".join(titles)) for role, titles in found.items())
