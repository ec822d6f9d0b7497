-- Only codes with a system: a third of the postings, and what a patient's resources are sought by. With all of them the
-- index cost a fifth of a write (measured: docs/performance.md).
DROP INDEX record.token_patient;
CREATE INDEX token_patient ON record.token (pat, p, h, d DESC, rid DESC) WHERE pat IS NOT NULL AND s <> 0;
