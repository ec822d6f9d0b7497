-- What finds an enrolment on the board by the beginnings of words: a name in either script, a birth date, a number.
CREATE TABLE protocol.word (
    word      text COLLATE "C" NOT NULL,     -- folded, as in protocol.enrolment.words
    careplan  text COLLATE "C" NOT NULL,
    pat       bigint NOT NULL,               -- pat, custodian, grants: those of the enrolment's row
    custodian integer NOT NULL,
    grants    integer[] NOT NULL,
    PRIMARY KEY (word, careplan)
);
CREATE INDEX word_by_careplan ON protocol.word (careplan);
COMMENT ON TABLE protocol.word IS 'Kept by triggers on protocol.enrolment.';
GRANT SELECT, INSERT, UPDATE, DELETE ON protocol.word TO {application_role};

ALTER TABLE protocol.enrolment NO FORCE ROW LEVEL SECURITY;
INSERT INTO protocol.word (word, careplan, pat, custodian, grants)
SELECT DISTINCT w.word, e.careplan, e.pat, e.custodian, e.grants
FROM protocol.enrolment AS e, unnest(string_to_array(ltrim(e.words), ' ')) AS w(word) WHERE w.word <> '';
ALTER TABLE protocol.enrolment FORCE ROW LEVEL SECURITY;

CREATE FUNCTION protocol.keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM protocol.word AS w USING stale AS s WHERE w.careplan = s.careplan;
    ELSIF TG_OP = 'UPDATE' THEN
        DELETE FROM protocol.word AS w USING fresh AS f JOIN stale AS s USING (careplan)
        WHERE w.careplan = f.careplan
          AND (f.words, f.pat, f.custodian, f.grants) IS DISTINCT FROM (s.words, s.pat, s.custodian, s.grants);
        INSERT INTO protocol.word (word, careplan, pat, custodian, grants)
        SELECT DISTINCT w.word, f.careplan, f.pat, f.custodian, f.grants
        FROM fresh AS f JOIN stale AS s USING (careplan), unnest(string_to_array(ltrim(f.words), ' ')) AS w(word)
        WHERE w.word <> ''
          AND (f.words, f.pat, f.custodian, f.grants) IS DISTINCT FROM (s.words, s.pat, s.custodian, s.grants);
    ELSE
        INSERT INTO protocol.word (word, careplan, pat, custodian, grants)
        SELECT DISTINCT w.word, f.careplan, f.pat, f.custodian, f.grants
        FROM fresh AS f, unnest(string_to_array(ltrim(f.words), ' ')) AS w(word) WHERE w.word <> '';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER words_of_new AFTER INSERT ON protocol.enrolment
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_words();
CREATE TRIGGER words_of_changed AFTER UPDATE ON protocol.enrolment
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_words();
CREATE TRIGGER words_of_gone AFTER DELETE ON protocol.enrolment
    REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION protocol.keep_words();

ALTER TABLE protocol.word ENABLE ROW LEVEL SECURITY;
ALTER TABLE protocol.word FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
    may_read constant text := $p$
        (SELECT current_setting('medcluster.every_row', true) = 'on')
        OR custodian = ANY ((SELECT coalesce(nullif(current_setting('medcluster.terms', true), ''), '{}')::integer[])::integer[])
        OR grants && (SELECT coalesce(nullif(current_setting('medcluster.terms', true), ''), '{}')::integer[])
        OR pat = (SELECT nullif(current_setting('medcluster.patient', true), '')::bigint)$p$;
    own_custodian constant text := $p$
        OR custodian = (SELECT nullif(current_setting('medcluster.custodian', true), '')::integer)$p$;
BEGIN
    EXECUTE format('CREATE POLICY visible ON protocol.word TO {application_role} USING (%s) WITH CHECK (%s %s)',
                   may_read, may_read, own_custodian);
END
$$;
