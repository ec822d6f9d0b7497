-- A change row has no grants. Who was given a patient's rows may change them, and the log says so: allowed where the
-- resource that the row tells of is visible to the writer, and nowhere else (before, any change row could be appended).
DROP POLICY IF EXISTS append ON record.change;
CREATE POLICY append ON record.change FOR INSERT TO {application_role}
    WITH CHECK (EXISTS (SELECT FROM record.resource AS r WHERE r.rid = change.rid));
