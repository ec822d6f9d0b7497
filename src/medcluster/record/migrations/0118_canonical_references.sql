-- What is included by a canonical address (format 4): resources that refer so, and those that have an address and a
-- version of their own.
INSERT INTO record.reindexing (name, types, last, total, finished)
SELECT 'format 4', t.names, coalesce(max(r.rid), 0), count(r.rid), CASE WHEN count(r.rid) = 0 THEN now() END
FROM (SELECT string_to_array(trim(
    'ActivityDefinition CapabilityStatement CarePlan ChargeItemDefinition CodeSystem Communication CompartmentDefinition '
    'ConceptMap DeviceRequest DiagnosticReport EffectEvidenceSynthesis EventDefinition Evidence EvidenceVariable '
    'ExampleScenario FamilyMemberHistory GraphDefinition ImplementationGuide Library Measure MeasureReport '
    'MessageDefinition NutritionOrder OperationDefinition PlanDefinition Procedure Questionnaire QuestionnaireResponse '
    'RequestGroup ResearchDefinition ResearchElementDefinition RiskEvidenceSynthesis SearchParameter ServiceRequest '
    'StructureDefinition StructureMap TerminologyCapabilities TestScript ValueSet '
), ' ') AS names) AS t
LEFT JOIN record.resource AS r ON r.type = ANY (t.names)
GROUP BY t.names;
