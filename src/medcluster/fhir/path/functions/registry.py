"""How is a function made known to the compiler?

Promise: an eager function gets the environment, its input and the values of its arguments (evaluated in the scope
around the call); a lazy one gets the frame, its input and its arguments unevaluated, to run them once per item.
Must not know: any function.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate

from ..frames import Environment, Frame, Items, Term
from ..values import text

Eagerly = Callable[Concatenate[Environment, Items, ...], Items]
Lazily = Callable[Concatenate[Frame, Items, ...], Items]


@dataclass(frozen=True, slots=True)
class Eager:
    """A function over values."""

    run: Eagerly
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Lazy:
    """A function over expressions."""

    run: Lazily
    least: int
    most: int


REGISTRY: dict[str, Eager | Lazy] = {}


def eager(name: str, least: int = 0, most: int | None = None) -> Callable[[Eagerly], Eagerly]:
    """Register a function over values."""

    def register(run: Eagerly) -> Eagerly:
        REGISTRY[name] = Eager(run, least, least if most is None else most)
        return run

    return register


def lazy(name: str, least: int, most: int | None = None) -> Callable[[Lazily], Lazily]:
    """Register a function over expressions."""

    def register(run: Lazily) -> Lazily:
        REGISTRY[name] = Lazy(run, least, least if most is None else most)
        return run

    return register


def on_text(name: str, arguments: int = 0) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Register a function from a String and String arguments to one value; empty in, empty out."""

    def register(compute: Callable[..., object]) -> Callable[..., object]:
        def run(env: Environment, items: Items, *given: Items) -> Items:
            subject = text(items, f"{name}()")
            values = [text(one, f"an argument of {name}()") for one in given]
            if subject is None or None in values:
                return []
            result = compute(env, subject, *values)
            if result is None:
                return []
            return [env.text(result) if isinstance(result, str) else result]

        REGISTRY[name] = Eager(run, arguments, arguments)
        return compute

    return register


__all__ = ["REGISTRY", "Eager", "Lazy", "Term", "eager", "lazy", "on_text"]
