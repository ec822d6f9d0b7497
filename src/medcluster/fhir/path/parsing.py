"""How do the words of an expression belong together?

Promise: a text becomes one tree by the precedence of the specification, or a Fault at the word where it stopped
making sense. Must not know: what functions and types exist. Source: http://hl7.org/fhirpath/N1/grammar.html.
"""

from __future__ import annotations

from decimal import Decimal

from .dates import Date, DateTime, Time
from .frames import Fault
from .quantities import CALENDAR_WORDS, Quantity
from .syntax import Token, tokens
from .tree import DEEPEST, Binary, Call, Index, Literal, Member, Name, Sign, Sorted, Special, Tree, TypeTest, Variable

# the higher, the tighter
PRECEDENCE = {
    "implies": 1,
    **dict.fromkeys(("or", "xor"), 2),
    "and": 3,
    **dict.fromkeys(("in", "contains"), 4),
    **dict.fromkeys(("=", "~", "!=", "!~"), 5),
    **dict.fromkeys(("<=", "<", ">", ">="), 6),
    "|": 7,
    **dict.fromkeys(("is", "as"), 8),
    **dict.fromkeys(("+", "-", "&"), 9),
    **dict.fromkeys(("*", "/", "div", "mod"), 10),
}
_NOT_NAMES = {"and", "or", "xor", "implies", "div", "mod", "true", "false"}
LARGEST_INTEGER = 2**63 - 1


def parse(expression: str) -> Tree:
    """The tree of an expression."""
    parser = _Parser(tokens(expression))
    tree = parser.expression(1)
    if parser.token.kind != "end":
        raise parser.surprise("an operator or the end")
    return tree


class _Parser:
    def __init__(self, words: list[Token]) -> None:
        self._words = words
        self._place = 0
        self._nesting = 0

    @property
    def token(self) -> Token:
        return self._words[self._place]

    def surprise(self, wanted: str) -> Fault:
        token = self.token
        met = "the expression ends" if token.kind == "end" else f"{token.text!r} stands"
        return Fault(f"{met} where {wanted} is expected", token.column)

    def _take(self) -> Token:
        token = self.token
        self._place += 1
        return token

    def _is(self, symbol: str) -> bool:
        return self.token.text == symbol and self.token.kind == "symbol"

    def _expect(self, symbol: str) -> None:
        if not self._is(symbol):
            raise self.surprise(repr(symbol))
        self._place += 1

    def expression(self, least: int) -> Tree:
        self._nesting += 1
        if self._nesting > DEEPEST // 2:
            raise Fault("the expression is nested too deep", self.token.column)
        left = self._signed()
        while self.token.kind in ("symbol", "name") and PRECEDENCE.get(self.token.text, 0) >= least:
            token = self._take()
            if token.text in ("is", "as"):
                left = TypeTest(token.column, token.text, left, self._type())
            else:
                left = Binary(token.column, token.text, left, self.expression(PRECEDENCE[token.text] + 1))
        self._nesting -= 1
        return left

    def _signed(self) -> Tree:
        signs: list[Token] = []
        while self._is("-") or self._is("+"):
            signs.append(self._take())
        tree = self._path()
        for token in reversed(signs):
            tree = Sign(token.column, token.text, tree)
        return tree

    def _path(self) -> Tree:
        left = self._term()
        while True:
            if self._is("."):
                self._take()
                left = self._invocation(left)
            elif self._is("["):
                column = self._take().column
                left = Index(column, left, self.expression(1))
                self._expect("]")
            else:
                return left

    def _invocation(self, left: Tree) -> Tree:
        token = self._take()
        if token.kind not in ("name", "delimited"):
            self._place -= 1
            if token.kind == "special":
                raise Fault(f"{token.text} cannot follow a dot; it begins a path", token.column)
            raise self.surprise("a name")
        if token.kind == "name" and self._is("("):
            return Call(token.column, left, token.text, self._arguments())
        return Member(token.column, left, token.text)

    def _term(self) -> Tree:
        token = self.token
        match token.kind:
            case "number":
                return self._number()
            case "string":
                return Literal(self._take().column, token.text)
            case "date" | "datetime" | "time":
                return self._moment()
            case "special":
                return Special(self._take().column, token.text)
            case "name" | "delimited":
                return self._named()
            case "symbol" if token.text in "({%":
                return self._enclosed()
        raise self.surprise("a value or a path")

    def _named(self) -> Tree:
        token = self.token
        if token.kind == "name" and token.text in _NOT_NAMES:
            if token.text not in ("true", "false"):
                raise self.surprise("a value or a path")
            return Literal(self._take().column, token.text == "true")
        self._take()
        if token.kind == "name" and self._is("("):
            return Call(token.column, None, token.text, self._arguments())
        return Name(token.column, token.text)

    def _enclosed(self) -> Tree:
        token = self._take()
        if token.text == "(":
            tree = self.expression(1)
            self._expect(")")
            return tree
        if token.text == "{":
            self._expect("}")
            return Literal(token.column, None)
        if self.token.kind not in ("name", "delimited", "string"):
            raise self.surprise("the name of a variable")
        return Variable(token.column, self._take().text)

    def _arguments(self) -> tuple[Tree, ...]:
        self._expect("(")
        found: list[Tree] = []
        while not self._is(")"):
            if found:
                self._expect(",")
            tree = self.expression(1)
            if self.token.kind == "name" and self.token.text in ("asc", "desc"):
                tree = Sorted(tree.at, tree, self._take().text == "desc")
            found.append(tree)
        self._take()
        return tuple(found)

    def _type(self) -> str:
        parts: list[str] = []
        while True:
            if self.token.kind not in ("name", "delimited"):
                raise self.surprise("the name of a type")
            parts.append(self._take().text)
            if not self._is("."):
                return ".".join(parts)
            self._take()

    def _number(self) -> Tree:
        token = self._take()
        following = self.token
        if following.kind == "string":
            self._take()
            return Literal(token.column, Quantity(Decimal(token.text), following.text))
        if following.kind == "name" and following.text in CALENDAR_WORDS:
            self._take()
            return Literal(token.column, Quantity(Decimal(token.text), following.text))
        if "." in token.text:
            return Literal(token.column, Decimal(token.text))
        if len(token.text) > 19 or int(token.text) > LARGEST_INTEGER:
            raise Fault("the number is too large for an Integer; write it with a decimal point", token.column)
        return Literal(token.column, int(token.text))

    def _moment(self) -> Tree:
        token = self._take()
        value: Date | DateTime | Time | None
        match token.kind:
            case "date":
                value = Date.read(token.text[1:])
            case "datetime":
                value = DateTime.read(token.text[1:])
            case _:
                value = Time.read(token.text[2:])
        if value is None:
            raise Fault(f"{token.text} is no real date or time", token.column)
        return Literal(token.column, value)
