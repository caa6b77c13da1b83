"""One adapter of two: `python -m adapting.mixing SHARE ONE OTHER TARGET`, where SHARE is that of the first.

Adapters that were learnt apart err on different messages. Their changes are averaged (model soups, Wortsman
et al. 2022), so that the encoder hears as the two together do and costs what one costs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import OpenDoorError

KEPT = 32
"""The rank of the mixture: two of rank 16 are kept whole, of more the least is dropped."""


def mix(one: Path, other: Path, share: float) -> dict[str, Any]:
    """The arrays of the mixture, `share` of the first and the rest of the second; raises OpenDoorError."""
    if not 0 <= share <= 1:
        raise OpenDoorError("The share of the first adapter is a number from 0 to 1.")
    with np.load(one) as first, np.load(other) as second:
        if str(first["encoder"]) != str(second["encoder"]):
            raise OpenDoorError("The two adapters belong to different encoders.")
        mixed: dict[str, Any] = {"encoder": first["encoder"]}
        for name in first.files:
            place, _, part = name.rpartition(".")
            if part == "down":
                change = share * _change(first, place) + (1 - share) * _change(second, place)
                mixed[f"{place}.down"], mixed[f"{place}.up"] = _narrowed(change)
    return mixed


def _change(adapter: Any, place: str) -> Any:
    return adapter[f"{place}.down"].astype(np.float32) @ adapter[f"{place}.up"].astype(np.float32)


def _narrowed(change: Any) -> tuple[Any, Any]:
    left, sizes, right = np.linalg.svd(change, full_matrices=False)
    evenly = np.sqrt(sizes[:KEPT])
    down, up = left[:, :KEPT] * evenly, evenly[:, None] * right[:KEPT]
    return down.astype(np.float16), up.astype(np.float16)


def main() -> None:
    """Reads the two, and writes their mixture."""
    share, one, other, target = sys.argv[1:5]
    np.savez_compressed(target, **mix(Path(one), Path(other), float(share)))


if __name__ == "__main__":
    try:
        main()
    except OpenDoorError as error:
        sys.exit(str(error))
