-- Who sees a resource sees that it was changed: looked up for the row at hand. Without OFFSET the planner may read all
-- resources into a hash first, for one row as for a million. Policies are asked in the reverse order of their names:
-- this one last, after the cheap questions.
DROP POLICY with_its_resource ON record.change;
CREATE POLICY also_with_its_resource ON record.change FOR SELECT TO {application_role}
    USING (EXISTS (SELECT FROM record.resource AS r WHERE r.rid = change.rid OFFSET 0));
