-- The history of a type, and of the whole record, is read from the change log: newest first within each type.
CREATE INDEX change_type ON record.change (type, ts DESC, rid DESC, ver DESC);

-- A change row has no grants: who sees a resource sees that it was changed. The name sorts behind "visible", so that the
-- cheap question is asked first.
CREATE POLICY with_its_resource ON record.change FOR SELECT TO {application_role}
    USING (EXISTS (SELECT FROM record.resource AS r WHERE r.rid = change.rid));
