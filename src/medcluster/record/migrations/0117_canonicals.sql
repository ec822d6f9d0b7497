-- ConceptMap: source-uri and target-uri find canonical addresses too, which are URIs (format 3).
INSERT INTO record.reindexing (name, types, last, total, finished)
SELECT 'format 3', '{ConceptMap}', coalesce(max(rid), 0), count(*), CASE WHEN count(*) = 0 THEN now() END
FROM record.resource WHERE type = 'ConceptMap';
