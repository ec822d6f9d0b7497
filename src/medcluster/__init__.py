"""medcluster: the platform a medical cluster runs on.

The rooms and who may know whom: `docs/reasons/rooms.md`; a patient walked through all of them: `docs/tour`.
"""
