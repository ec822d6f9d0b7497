"""How do the spec tests of the states become a page of the reference?

Promise: `render()` gives the whole of `docs/reference/states.md` from `tests/spec/protocol/test_states.py`, sentence by
sentence, without running it: what the page says is what the tests prove.
"""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "tests" / "spec" / "protocol" / "test_states.py"


def render() -> str:
    """The text of `docs/reference/states.md`."""
    module = ast.parse(SOURCE.read_text(encoding="utf-8"))
    lines = ["# The states of a step", "", "<!-- generated from tests/spec/protocol/test_states.py -->", ""]
    lines += [_flowing(_tail(ast.get_docstring(module) or "")), ""]
    for chapter in (node for node in module.body if isinstance(node, ast.ClassDef)):
        lines += [f"## {_flowing(ast.get_docstring(chapter) or chapter.name)}", ""]
        tests = [node for node in chapter.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
        lines += [f"- {_flowing(ast.get_docstring(test) or test.name)}" for test in tests]
        lines.append("")
    return "\n".join(lines)


def _tail(text: str) -> str:
    return text.partition("\n\n")[2]


def _flowing(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    print(render(), end="")
