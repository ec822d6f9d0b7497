"""Exchange: how hospitals whose systems speak HL7 v2 take part.

Messages are read, mapped to FHIR by maps that are data (`maps/`), and written into the record in one transaction with
their acknowledgement; what could not be accepted is kept for repair and replay.

Tables (schema `exchange`): source, listener, map (settings of the operator), message (under row-level security).
Neighbours: stands on `cluster` (the rights of an interface), `record`, `fhir` and `foundation`; `app` listens, `cli`
and `web` show and repair. It does not know `protocol`, its neighbour on the floor.
"""

__all__: list[str] = []
