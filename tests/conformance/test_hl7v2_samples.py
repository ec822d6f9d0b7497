"""Messages that others wrote, sent to the shipped map and into a record: what is accepted, and why the rest is not."""

from __future__ import annotations

import pytest

from medcluster.exchange import Listener, Reception, Source, Sources
from medcluster.foundation import Database, RandomIds, SystemClock
from medcluster.record import Record
from tests.conformance.hl7v2_samples import PACKAGES, samples

NOT_MAPPED = "the map standard says nothing about "
REFUSED = {  # package and message -> why it is right not to accept it as it is
    ("hl7-standard@1.0.4", "batch.hl7#1"): "the segment PV1 is missing",  # an admission without a visit
    ("hl7-standard@1.0.4", "batch.hl7#2"): NOT_MAPPED + "RSP^K11",
    ("hl7-standard@1.0.4", "message2.hl7#1"): NOT_MAPPED + "ACK^V01",
    ("hl7-standard@1.0.4", "message3.hl7#1"): NOT_MAPPED + "RSP^K11",
    ("simple-hl7@3.3.0", "oru-imm.hl7#1"): "nothing here identifies the report",  # orders without any number
    ("hl7==0.4.5", "samples.py#1"): "this is no date or time",  # born 196203520
    ("hl7==0.4.5", "test_construction.py#1"): "the type of the message is missing",
    ("hl7apy==1.3.5", "client.py#1"): NOT_MAPPED + "QBP^Q22",
    ("hl7apy==1.3.5", "test_core.py#4"): NOT_MAPPED + "RSP^K22",
    ("hl7apy==1.3.5", "test_mllp.py#1"): NOT_MAPPED + "{}",  # templates of messages
    ("hl7apy==1.3.5", "test_mllp.py#2"): NOT_MAPPED + "{}",
    ("hl7apy==1.3.5", "test_parser.py#1"): NOT_MAPPED + "RSP^K22",
    ("hl7apy==1.3.5", "test_parser.py#2"): NOT_MAPPED + "RSP^K22",
    ("hl7apy==1.3.5", "test_parser.py#3"): NOT_MAPPED + "RSP^K22",
    ("hl7apy==1.3.5", "test_parser.py#4"): NOT_MAPPED + "RSP^K22",
    ("hl7apy==1.3.5", "test_validation.py#1"): "PV1-19 ?? PID-18 is missing",  # an admission without a visit's number
    ("hl7apy==1.3.5", "test_validation.py#2"): NOT_MAPPED + "ZDT^Z01",
    ("hl7apy==1.3.5", "test_validation.py#5"): NOT_MAPPED + "RSP^K22",
}


@pytest.mark.parametrize("package", PACKAGES)
async def test_messages_that_others_wrote(database: Database, package: str) -> None:
    clock, ids = SystemClock(), RandomIds()
    sources = Sources(database, clock)
    await sources.listen(Listener(2575))
    source = Source("samples", "clinic", 2575, processing="PTD")
    await sources.add(source)
    reception = Reception(Record(database, clock=clock, ids=ids), sources, clock=clock, ids=ids)
    accepted = 0
    for name, raw in samples(package):
        answer = await reception.receive(raw, [source])
        said = (answer.block or b"").decode("utf-8", "replace").replace("\\S\\", "^")
        expected = REFUSED.get((package, name))
        if expected is None:
            assert answer.state in ("applied", "repeated"), f"{name}: {said}"
            assert answer.block is None or "\rMSA|AA|" in said or "\rMSA|CA|" in said, said
            accepted += 1
        else:
            assert answer.state == "refused" and expected in said, f"{name}: {said}"
    assert accepted >= 2
