"""The whole table by `pytest -m bench`: printed and kept, never judged."""

from __future__ import annotations

import pytest

from .__main__ import FAMILIES, ROUNDS, table
from .table import keep, machine, plain


@pytest.mark.bench
def test_the_table_is_measured_and_kept(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        rows = table(FAMILIES, ROUNDS)
        print("", plain(rows), sep="\n")
    keep(rows, machine())
