"""Messages that are short and would be long to read."""

from __future__ import annotations

import time

import pytest

from medcluster.exchange import er7
from medcluster.exchange.faults import Unfit

HEADER = "MSH|^~\\&|LAB|SAINT-CHARLES|||20240101||ORU^R01|1|P|2.5\r"


@pytest.mark.parametrize("end", ["", "\n\n\n", "\r\n"])
def test_line_feeds_inside_a_text_are_kept_and_read_at_once(end: str) -> None:
    lines = "\n" * 60_000
    began = time.process_time()
    message = er7.parse(f"{HEADER}NTE|1||begin{lines}end{end}")
    assert time.process_time() - began < 1.5
    assert message.value("NTE", 3) == f"begin{lines}end"


@pytest.mark.parametrize("sign", ["|", "^", "~", "&", "\\"])
def test_a_message_of_nothing_but_delimiters_is_refused_at_once(sign: str) -> None:
    began = time.process_time()
    with pytest.raises(Unfit) as unfit:
        er7.parse(f"{HEADER}PID|1||{sign * 2_000_000}x")
    assert unfit.value.code == "AR"
    assert time.process_time() - began < 1.5  # split, they take twenty seconds, in which nobody else is answered
