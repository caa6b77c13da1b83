"""Checks FHIR R4 bundles with `fhir.resources`: a JSON list on standard input, a line a problem on output.

It runs in an environment of its own, because `fhir.resources` 6.4.0, the last for R4 (4.0.1), wants another
pydantic than Rasa: it imports nothing of ours. `tests/earlyhelp/test_fhir_resources.py` starts it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from fhir.resources import construct_fhir_element
from fhir.resources.core.fhirabstractmodel import FHIRAbstractModel

CUT_SHORT = {
    "Task.status": "draft requested received accepted rejected ready cancelled in-progress on-hold failed "
    "completed entered-in-error"
}
"""Whole lists of codes where `fhir.resources` has only the beginning and a `+`.

https://hl7.org/fhir/R4/valueset-task-status.html"""


def problems_of(bundle: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one bundle."""
    try:
        read = construct_fhir_element("Bundle", bundle)
    except ValueError as error:
        yield f"not a Bundle of R4: {' '.join(str(error).split())}"
        return
    if json.loads(read.json()) != bundle:
        yield "read and written again it is another"
    yield from foreign_codes(read)
    known = {entry["fullUrl"] for entry in bundle["entry"]}
    if len(known) != len(bundle["entry"]):
        yield "two entries have one fullUrl"
    for each in references(bundle):
        if each not in known:
            yield f"the reference {each} leads nowhere"


def foreign_codes(element: FHIRAbstractModel) -> Iterator[str]:
    """Codes that R4 does not know: `fhir.resources` lists them, and does not hold anybody to them."""
    for name, field in element.__fields__.items():
        value, place = getattr(element, name), f"{element.resource_type}.{name}"
        allowed = field.field_info.extra.get("enum_values", ())
        if "+" in allowed:
            allowed = CUT_SHORT[place].split()
        for each in value if isinstance(value, list) else [value]:
            if allowed and each is not None and each not in allowed:
                yield f"{place} is {each!r}"
            if isinstance(each, FHIRAbstractModel):
                yield from foreign_codes(each)


def references(value: Any) -> Iterator[str]:
    """Every literal reference in it."""
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


if __name__ == "__main__":
    for number, given in enumerate(json.load(sys.stdin), start=1):
        for problem in problems_of(given):
            print(f"bundle {number}: {problem}")
