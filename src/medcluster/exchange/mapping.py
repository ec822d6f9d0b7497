"""What does a message become under a map?

Promise: the same message, map and setting give the same resources, with the same ids; what the map cannot make of it is
an error with its place, and what no map asked for is listed. Every resource was read back as R4 before it leaves. Pure.
Must not know: the record. Source of the shipped maps: HL7's v2-to-FHIR mappings.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence

from medcluster.exchange.drafts import Draft, Merging, Outcome, Plain, same_identifier
from medcluster.exchange.evaluating import Evaluation, Instance
from medcluster.exchange.expressions import ALL, Path
from medcluster.exchange.faults import DUPLICATE_KEY, EVENT, REQUIRED, SEGMENT_SEQUENCE, Place, Unfit
from medcluster.exchange.filling import Filling
from medcluster.exchange.functions import Context
from medcluster.exchange.map_model import Map, Merge, Rule, Template
from medcluster.exchange.message import Message
from medcluster.exchange.scopes import Scope, scopes
from medcluster.exchange.setting import Setting

_HEADER_READ_ELSEWHERE = (3, 4, 5, 6, 7, 9, 10, 11, 12, 15, 16, 18)
_NAMESPACE = uuid.UUID("6d656463-6c75-5374-8865-76322e6d6170")


def apply(found: Map, message: Message, setting: Setting) -> Outcome:
    """What the message asks to be written."""
    for number in _HEADER_READ_ELSEWHERE:
        message.value("MSH", number)
    for component in (2, 3):
        message.value("MSH", 9, component)
    trigger = message.trigger
    rule = found.rule(trigger)
    if rule is None:
        raise Unfit(f"the map {found.name} says nothing about {trigger}", Place("MSH", 1, 9), EVENT, code="AR")
    if rule.ignore:
        return Outcome(trigger, ignored=True)
    return _Mapping(found, rule, message, setting).outcome(trigger)


class _Mapping:
    """One message on its way."""

    def __init__(self, found: Map, rule: Rule, message: Message, setting: Setting) -> None:
        self.map = found
        self.rule = rule
        self.message = message
        self.setting = setting
        self.evaluation = Evaluation(Context(setting, found.tables))
        self.root = scopes(message.segments, rule.groups)

    def outcome(self, trigger: str) -> Outcome:
        self._check_needs()
        for template in self.map.templates_of(self.rule):
            for scope in self.root.each(template.each) if template.each else [self.root]:
                if self.evaluation.holds(template.when, scope):
                    self._begin(template, scope)
        filling = Filling(self.evaluation)
        for instance in self.evaluation.instances:
            filling.fill(instance)
        merging = tuple(self._merging(self.rule.merge)) if self.rule.merge else ()
        drafts = tuple(instance.draft for instance in self.evaluation.instances)
        return Outcome(trigger, drafts, merging, tuple(self.message.unread()))

    def _check_needs(self) -> None:
        for text, expression in self.rule.needs:
            if expression is None:
                if self.message.first(text) is None:
                    raise Unfit(f"the segment {text} is missing", Place(text), SEGMENT_SEQUENCE)
            elif not any(self.evaluation.plain_values(expression, scope) for scope in (self.root, *self.root.below())):
                place = next((_place_of(one.source) for one in expression if isinstance(one.source, Path)), Place())
                raise Unfit(f"{text} is missing", place, REQUIRED)

    def _begin(self, template: Template, scope: Scope) -> None:
        match = tuple(value for each in template.match for value in self.evaluation.plain_values(each, scope))
        draft = Draft(template.name, template.type, "", match=match, write=template.write)
        draft.union, draft.keep = template.union, template.keep
        draft.place = _first_place(template, scope)
        if template.match and not match:
            raise Unfit(f"nothing here identifies the {template.name}", draft.place, REQUIRED)
        for other in self.evaluation.instances:
            same = template.match and other.template is template and _overlap(other.draft.match, match)
            if same and template.write != "refer":
                raise Unfit(f"two resources {template.name} have one number", draft.place, DUPLICATE_KEY)
        if template.key:
            draft.id = self._derived(template, scope, draft.place)
            draft.full_url = f"{template.type}/{draft.id}"
        else:
            named = "|".join(sorted(f"{one.get('system')}|{one.get('value')}" for one in match))
            draft.full_url = f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{template.name}|{named}')}"
        self.evaluation.instances.append(Instance(template, scope, draft))

    def _derived(self, template: Template, scope: Scope, place: Place) -> str:
        """An id that the same key always has; what repeats within one message is counted."""
        parts = [str(value) for each in template.key for value in self.evaluation.plain_values(each, scope)[:1] or [""]]
        if not any(parts):
            raise Unfit(f"nothing here identifies the {template.name}", place, REQUIRED)
        taken = {instance.draft.id for instance in self.evaluation.instances}
        number = 1
        while True:
            key = "\x1f".join([self.setting.participant, self.setting.name, template.name, *parts, str(number)])
            found = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
            if found not in taken:
                return found
            number += 1

    def _merging(self, merge: Merge) -> Iterator[Merging]:
        for scope in self.root.each(merge.each) if merge.each else [self.root]:
            survivor = self.evaluation.target(merge.survivor, scope)
            merged = tuple(self.evaluation.plain_values(merge.merged, scope))
            if survivor is None or not merged:
                raise Unfit("whose record goes is missing", Place("MRG", 1, 1), REQUIRED)
            yield Merging(survivor.draft.full_url, merged)


def _overlap(some: Sequence[Plain], others: Sequence[Plain]) -> bool:
    return any(same_identifier(one, other) for one in some for other in others)


def _first_place(template: Template, scope: Scope) -> Place:
    """The segment that a resource comes from, as well as it can be told."""
    if scope.segments and scope.parent is not None:
        return Place(scope.segments[0].name, scope.segments[0].sequence)
    for expression in (*template.match, *template.key):
        for alternative in expression:
            if isinstance(alternative.source, Path):
                return _place_of(alternative.source)
    return Place()


def _place_of(path: Path) -> Place:
    return Place(path.segment, 1, path.field, 0 if path.repetition == ALL else path.repetition, path.component)
