-- A search parameter that is gone takes its run with it: when it comes back, the rows written meanwhile lack its values.
GRANT DELETE ON record.reindexing TO {application_role};
