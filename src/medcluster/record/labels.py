"""How are the profiles, tags and security labels of a resource added and taken away?

Promise: a label is the same when its system and code are; adding what is there and taking what is not changes nothing,
and then the resource is the same object. Pure. Source: http://hl7.org/fhir/R4/resource-operation-meta-add.html and
-meta-delete.html.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from medcluster.fhir import types

_NONE = types.Meta()


def labels_of(resource: types.Resource) -> types.Meta:
    """The profiles, tags and security labels of a resource, without what the server says about its version."""
    meta = resource.meta or _NONE
    return types.Meta(profile=meta.profile, security=meta.security, tag=meta.tag)


def added(resource: types.Resource, more: types.Meta) -> types.Resource:
    """The resource with these labels as well."""
    meta = resource.meta or _NONE
    profile = (*meta.profile, *(one for one in dict.fromkeys(more.profile) if one not in meta.profile))
    return _with(resource, profile, _joined(meta.security, more.security), _joined(meta.tag, more.tag))


def removed(resource: types.Resource, less: types.Meta) -> types.Resource:
    """The resource without these labels."""
    meta = resource.meta or _NONE
    profile = tuple(one for one in meta.profile if one not in less.profile)
    return _with(resource, profile, _without(meta.security, less.security), _without(meta.tag, less.tag))


def _with(
    resource: types.Resource,
    profile: tuple[str | None, ...],
    security: tuple[types.Coding, ...],
    tag: tuple[types.Coding, ...],
) -> types.Resource:
    meta = resource.meta or _NONE
    if (profile, security, tag) == (meta.profile, meta.security, meta.tag):
        return resource
    return replace(resource, meta=replace(meta, profile=profile, security=security, tag=tag))


def _key(label: types.Coding) -> tuple[str | None, str | None]:
    return label.system, label.code


def _joined(have: tuple[types.Coding, ...], more: Iterable[types.Coding]) -> tuple[types.Coding, ...]:
    known = {_key(label) for label in have}
    fresh = {_key(label): label for label in more if _key(label) not in known}
    return (*have, *fresh.values())


def _without(have: tuple[types.Coding, ...], less: Iterable[types.Coding]) -> tuple[types.Coding, ...]:
    gone = {_key(label) for label in less}
    return tuple(label for label in have if _key(label) not in gone)
