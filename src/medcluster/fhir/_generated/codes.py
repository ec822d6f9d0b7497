"""Written by tools/generate_fhir.py from hl7.fhir.r4.core 4.0.1 (CC0); do not edit."""

from __future__ import annotations

from typing import Literal, TypeAlias

FHIRVersionCode: TypeAlias = Literal[
    "0.01",
    "0.05",
    "0.06",
    "0.11",
    "0.0.80",
    "0.0.81",
    "0.0.82",
    "0.4.0",
    "0.5.0",
    "1.0.0",
    "1.0.1",
    "1.0.2",
    "1.1.0",
    "1.4.0",
    "1.6.0",
    "1.8.0",
    "3.0.0",
    "3.0.1",
    "3.3.0",
    "3.5.0",
    "4.0.0",
    "4.0.1",
]  # http://hl7.org/fhir/ValueSet/FHIR-version
AccountStatusCode: TypeAlias = Literal[
    "active", "inactive", "entered-in-error", "on-hold", "unknown"
]  # http://hl7.org/fhir/ValueSet/account-status
ActionCardinalityBehaviorCode: TypeAlias = Literal[
    "single", "multiple"
]  # http://hl7.org/fhir/ValueSet/action-cardinality-behavior
ActionConditionKindCode: TypeAlias = Literal[
    "applicability", "start", "stop"
]  # http://hl7.org/fhir/ValueSet/action-condition-kind
ActionGroupingBehaviorCode: TypeAlias = Literal[
    "visual-group", "logical-group", "sentence-group"
]  # http://hl7.org/fhir/ValueSet/action-grouping-behavior
ActionParticipantTypeCode: TypeAlias = Literal[
    "patient", "practitioner", "related-person", "device"
]  # http://hl7.org/fhir/ValueSet/action-participant-type
ActionPrecheckBehaviorCode: TypeAlias = Literal["yes", "no"]  # http://hl7.org/fhir/ValueSet/action-precheck-behavior
ActionRelationshipTypeCode: TypeAlias = Literal[
    "before-start",
    "before",
    "before-end",
    "concurrent-with-start",
    "concurrent",
    "concurrent-with-end",
    "after-start",
    "after",
    "after-end",
]  # http://hl7.org/fhir/ValueSet/action-relationship-type
ActionRequiredBehaviorCode: TypeAlias = Literal[
    "must", "could", "must-unless-documented"
]  # http://hl7.org/fhir/ValueSet/action-required-behavior
ActionSelectionBehaviorCode: TypeAlias = Literal[
    "any", "all", "all-or-none", "exactly-one", "at-most-one", "one-or-more"
]  # http://hl7.org/fhir/ValueSet/action-selection-behavior
AddressTypeCode: TypeAlias = Literal["postal", "physical", "both"]  # http://hl7.org/fhir/ValueSet/address-type
AddressUseCode: TypeAlias = Literal[
    "home", "work", "temp", "old", "billing"
]  # http://hl7.org/fhir/ValueSet/address-use
AdministrativeGenderCode: TypeAlias = Literal[
    "male", "female", "other", "unknown"
]  # http://hl7.org/fhir/ValueSet/administrative-gender
AdverseEventActualityCode: TypeAlias = Literal[
    "actual", "potential"
]  # http://hl7.org/fhir/ValueSet/adverse-event-actuality
AdverseEventOutcomeCode: TypeAlias = Literal[
    "resolved", "recovering", "ongoing", "resolvedWithSequelae", "fatal", "unknown"
]  # http://hl7.org/fhir/ValueSet/adverse-event-outcome
AdverseEventSeverityCode: TypeAlias = Literal[
    "mild", "moderate", "severe"
]  # http://hl7.org/fhir/ValueSet/adverse-event-severity
AllTypesCode: TypeAlias = Literal[
    "Address",
    "Age",
    "Annotation",
    "Attachment",
    "BackboneElement",
    "CodeableConcept",
    "Coding",
    "ContactDetail",
    "ContactPoint",
    "Contributor",
    "Count",
    "DataRequirement",
    "Distance",
    "Dosage",
    "Duration",
    "Element",
    "ElementDefinition",
    "Expression",
    "Extension",
    "HumanName",
    "Identifier",
    "MarketingStatus",
    "Meta",
    "Money",
    "MoneyQuantity",
    "Narrative",
    "ParameterDefinition",
    "Period",
    "Population",
    "ProdCharacteristic",
    "ProductShelfLife",
    "Quantity",
    "Range",
    "Ratio",
    "Reference",
    "RelatedArtifact",
    "SampledData",
    "Signature",
    "SimpleQuantity",
    "SubstanceAmount",
    "Timing",
    "TriggerDefinition",
    "UsageContext",
    "base64Binary",
    "boolean",
    "canonical",
    "code",
    "date",
    "dateTime",
    "decimal",
    "id",
    "instant",
    "integer",
    "markdown",
    "oid",
    "positiveInt",
    "string",
    "time",
    "unsignedInt",
    "uri",
    "url",
    "uuid",
    "xhtml",
    "Account",
    "ActivityDefinition",
    "AdverseEvent",
    "AllergyIntolerance",
    "Appointment",
    "AppointmentResponse",
    "AuditEvent",
    "Basic",
    "Binary",
    "BiologicallyDerivedProduct",
    "BodyStructure",
    "Bundle",
    "CapabilityStatement",
    "CarePlan",
    "CareTeam",
    "CatalogEntry",
    "ChargeItem",
    "ChargeItemDefinition",
    "Claim",
    "ClaimResponse",
    "ClinicalImpression",
    "CodeSystem",
    "Communication",
    "CommunicationRequest",
    "CompartmentDefinition",
    "Composition",
    "ConceptMap",
    "Condition",
    "Consent",
    "Contract",
    "Coverage",
    "CoverageEligibilityRequest",
    "CoverageEligibilityResponse",
    "DetectedIssue",
    "Device",
    "DeviceDefinition",
    "DeviceMetric",
    "DeviceRequest",
    "DeviceUseStatement",
    "DiagnosticReport",
    "DocumentManifest",
    "DocumentReference",
    "DomainResource",
    "EffectEvidenceSynthesis",
    "Encounter",
    "Endpoint",
    "EnrollmentRequest",
    "EnrollmentResponse",
    "EpisodeOfCare",
    "EventDefinition",
    "Evidence",
    "EvidenceVariable",
    "ExampleScenario",
    "ExplanationOfBenefit",
    "FamilyMemberHistory",
    "Flag",
    "Goal",
    "GraphDefinition",
    "Group",
    "GuidanceResponse",
    "HealthcareService",
    "ImagingStudy",
    "Immunization",
    "ImmunizationEvaluation",
    "ImmunizationRecommendation",
    "ImplementationGuide",
    "InsurancePlan",
    "Invoice",
    "Library",
    "Linkage",
    "List",
    "Location",
    "Measure",
    "MeasureReport",
    "Media",
    "Medication",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationKnowledge",
    "MedicationRequest",
    "MedicationStatement",
    "MedicinalProduct",
    "MedicinalProductAuthorization",
    "MedicinalProductContraindication",
    "MedicinalProductIndication",
    "MedicinalProductIngredient",
    "MedicinalProductInteraction",
    "MedicinalProductManufactured",
    "MedicinalProductPackaged",
    "MedicinalProductPharmaceutical",
    "MedicinalProductUndesirableEffect",
    "MessageDefinition",
    "MessageHeader",
    "MolecularSequence",
    "NamingSystem",
    "NutritionOrder",
    "Observation",
    "ObservationDefinition",
    "OperationDefinition",
    "OperationOutcome",
    "Organization",
    "OrganizationAffiliation",
    "Parameters",
    "Patient",
    "PaymentNotice",
    "PaymentReconciliation",
    "Person",
    "PlanDefinition",
    "Practitioner",
    "PractitionerRole",
    "Procedure",
    "Provenance",
    "Questionnaire",
    "QuestionnaireResponse",
    "RelatedPerson",
    "RequestGroup",
    "ResearchDefinition",
    "ResearchElementDefinition",
    "ResearchStudy",
    "ResearchSubject",
    "Resource",
    "RiskAssessment",
    "RiskEvidenceSynthesis",
    "Schedule",
    "SearchParameter",
    "ServiceRequest",
    "Slot",
    "Specimen",
    "SpecimenDefinition",
    "StructureDefinition",
    "StructureMap",
    "Subscription",
    "Substance",
    "SubstanceNucleicAcid",
    "SubstancePolymer",
    "SubstanceProtein",
    "SubstanceReferenceInformation",
    "SubstanceSourceMaterial",
    "SubstanceSpecification",
    "SupplyDelivery",
    "SupplyRequest",
    "Task",
    "TerminologyCapabilities",
    "TestReport",
    "TestScript",
    "ValueSet",
    "VerificationResult",
    "VisionPrescription",
    "Type",
    "Any",
]  # http://hl7.org/fhir/ValueSet/all-types
AllergyIntoleranceCategoryCode: TypeAlias = Literal[
    "food", "medication", "environment", "biologic"
]  # http://hl7.org/fhir/ValueSet/allergy-intolerance-category
AllergyIntoleranceCriticalityCode: TypeAlias = Literal[
    "low", "high", "unable-to-assess"
]  # http://hl7.org/fhir/ValueSet/allergy-intolerance-criticality
AllergyIntoleranceTypeCode: TypeAlias = Literal[
    "allergy", "intolerance"
]  # http://hl7.org/fhir/ValueSet/allergy-intolerance-type
AllergyintoleranceClinicalCode: TypeAlias = Literal[
    "active", "inactive", "resolved"
]  # http://hl7.org/fhir/ValueSet/allergyintolerance-clinical
AllergyintoleranceVerificationCode: TypeAlias = Literal[
    "unconfirmed", "confirmed", "refuted", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/allergyintolerance-verification
AppointmentstatusCode: TypeAlias = Literal[
    "proposed",
    "pending",
    "booked",
    "arrived",
    "fulfilled",
    "cancelled",
    "noshow",
    "entered-in-error",
    "checked-in",
    "waitlist",
]  # http://hl7.org/fhir/ValueSet/appointmentstatus
AssertDirectionCodesCode: TypeAlias = Literal[
    "response", "request"
]  # http://hl7.org/fhir/ValueSet/assert-direction-codes
AssertOperatorCodesCode: TypeAlias = Literal[
    "equals",
    "notEquals",
    "in",
    "notIn",
    "greaterThan",
    "lessThan",
    "empty",
    "notEmpty",
    "contains",
    "notContains",
    "eval",
]  # http://hl7.org/fhir/ValueSet/assert-operator-codes
AssertResponseCodeTypesCode: TypeAlias = Literal[
    "okay",
    "created",
    "noContent",
    "notModified",
    "bad",
    "forbidden",
    "notFound",
    "methodNotAllowed",
    "conflict",
    "gone",
    "preconditionFailed",
    "unprocessable",
]  # http://hl7.org/fhir/ValueSet/assert-response-code-types
AuditEventActionCode: TypeAlias = Literal["C", "R", "U", "D", "E"]  # http://hl7.org/fhir/ValueSet/audit-event-action
AuditEventOutcomeCode: TypeAlias = Literal["0", "4", "8", "12"]  # http://hl7.org/fhir/ValueSet/audit-event-outcome
BindingStrengthCode: TypeAlias = Literal[
    "required", "extensible", "preferred", "example"
]  # http://hl7.org/fhir/ValueSet/binding-strength
BundleTypeCode: TypeAlias = Literal[
    "document",
    "message",
    "transaction",
    "transaction-response",
    "batch",
    "batch-response",
    "history",
    "searchset",
    "collection",
]  # http://hl7.org/fhir/ValueSet/bundle-type
CapabilityStatementKindCode: TypeAlias = Literal[
    "instance", "capability", "requirements"
]  # http://hl7.org/fhir/ValueSet/capability-statement-kind
CarePlanActivityKindCode: TypeAlias = Literal[
    "Appointment",
    "CommunicationRequest",
    "DeviceRequest",
    "MedicationRequest",
    "NutritionOrder",
    "Task",
    "ServiceRequest",
    "VisionPrescription",
]  # http://hl7.org/fhir/ValueSet/care-plan-activity-kind
CarePlanActivityStatusCode: TypeAlias = Literal[
    "not-started",
    "scheduled",
    "in-progress",
    "on-hold",
    "completed",
    "cancelled",
    "stopped",
    "unknown",
    "entered-in-error",
]  # http://hl7.org/fhir/ValueSet/care-plan-activity-status
CarePlanIntentCode: TypeAlias = Literal[
    "proposal", "plan", "order", "option"
]  # http://hl7.org/fhir/ValueSet/care-plan-intent
CareTeamStatusCode: TypeAlias = Literal[
    "proposed", "active", "suspended", "inactive", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/care-team-status
ChargeitemStatusCode: TypeAlias = Literal[
    "planned", "billable", "not-billable", "aborted", "billed", "entered-in-error", "unknown"
]  # http://hl7.org/fhir/ValueSet/chargeitem-status
ClaimUseCode: TypeAlias = Literal[
    "claim", "preauthorization", "predetermination"
]  # http://hl7.org/fhir/ValueSet/claim-use
ClinicalimpressionStatusCode: TypeAlias = Literal[
    "in-progress", "completed", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/clinicalimpression-status
CodeSearchSupportCode: TypeAlias = Literal["explicit", "all"]  # http://hl7.org/fhir/ValueSet/code-search-support
CodesystemContentModeCode: TypeAlias = Literal[
    "not-present", "example", "fragment", "complete", "supplement"
]  # http://hl7.org/fhir/ValueSet/codesystem-content-mode
CodesystemHierarchyMeaningCode: TypeAlias = Literal[
    "grouped-by", "is-a", "part-of", "classified-with"
]  # http://hl7.org/fhir/ValueSet/codesystem-hierarchy-meaning
CompartmentTypeCode: TypeAlias = Literal[
    "Patient", "Encounter", "RelatedPerson", "Practitioner", "Device"
]  # http://hl7.org/fhir/ValueSet/compartment-type
CompositionAttestationModeCode: TypeAlias = Literal[
    "personal", "professional", "legal", "official"
]  # http://hl7.org/fhir/ValueSet/composition-attestation-mode
CompositionStatusCode: TypeAlias = Literal[
    "preliminary", "final", "amended", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/composition-status
ConceptMapEquivalenceCode: TypeAlias = Literal[
    "relatedto",
    "equivalent",
    "equal",
    "wider",
    "subsumes",
    "narrower",
    "specializes",
    "inexact",
    "unmatched",
    "disjoint",
]  # http://hl7.org/fhir/ValueSet/concept-map-equivalence
ConceptPropertyTypeCode: TypeAlias = Literal[
    "code", "Coding", "string", "integer", "boolean", "dateTime", "decimal"
]  # http://hl7.org/fhir/ValueSet/concept-property-type
ConceptmapUnmappedModeCode: TypeAlias = Literal[
    "provided", "fixed", "other-map"
]  # http://hl7.org/fhir/ValueSet/conceptmap-unmapped-mode
ConditionClinicalCode: TypeAlias = Literal[
    "active", "recurrence", "relapse", "inactive", "remission", "resolved"
]  # http://hl7.org/fhir/ValueSet/condition-clinical
ConditionVerStatusCode: TypeAlias = Literal[
    "unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/condition-ver-status
ConditionalDeleteStatusCode: TypeAlias = Literal[
    "not-supported", "single", "multiple"
]  # http://hl7.org/fhir/ValueSet/conditional-delete-status
ConditionalReadStatusCode: TypeAlias = Literal[
    "not-supported", "modified-since", "not-match", "full-support"
]  # http://hl7.org/fhir/ValueSet/conditional-read-status
ConsentDataMeaningCode: TypeAlias = Literal[
    "instance", "related", "dependents", "authoredby"
]  # http://hl7.org/fhir/ValueSet/consent-data-meaning
ConsentProvisionTypeCode: TypeAlias = Literal["deny", "permit"]  # http://hl7.org/fhir/ValueSet/consent-provision-type
ConsentStateCodesCode: TypeAlias = Literal[
    "draft", "proposed", "active", "rejected", "inactive", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/consent-state-codes
ConstraintSeverityCode: TypeAlias = Literal["error", "warning"]  # http://hl7.org/fhir/ValueSet/constraint-severity
ContactPointSystemCode: TypeAlias = Literal[
    "phone", "fax", "email", "pager", "url", "sms", "other"
]  # http://hl7.org/fhir/ValueSet/contact-point-system
ContactPointUseCode: TypeAlias = Literal[
    "home", "work", "temp", "old", "mobile"
]  # http://hl7.org/fhir/ValueSet/contact-point-use
ContractPublicationstatusCode: TypeAlias = Literal[
    "amended",
    "appended",
    "cancelled",
    "disputed",
    "entered-in-error",
    "executable",
    "executed",
    "negotiable",
    "offered",
    "policy",
    "rejected",
    "renewed",
    "revoked",
    "resolved",
    "terminated",
]  # http://hl7.org/fhir/ValueSet/contract-publicationstatus
ContractStatusCode: TypeAlias = Literal[
    "amended",
    "appended",
    "cancelled",
    "disputed",
    "entered-in-error",
    "executable",
    "executed",
    "negotiable",
    "offered",
    "policy",
    "rejected",
    "renewed",
    "revoked",
    "resolved",
    "terminated",
]  # http://hl7.org/fhir/ValueSet/contract-status
ContributorTypeCode: TypeAlias = Literal[
    "author", "editor", "reviewer", "endorser"
]  # http://hl7.org/fhir/ValueSet/contributor-type
DaysOfWeekCode: TypeAlias = Literal[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun"
]  # http://hl7.org/fhir/ValueSet/days-of-week
DefinedTypesCode: TypeAlias = Literal[
    "Address",
    "Age",
    "Annotation",
    "Attachment",
    "BackboneElement",
    "CodeableConcept",
    "Coding",
    "ContactDetail",
    "ContactPoint",
    "Contributor",
    "Count",
    "DataRequirement",
    "Distance",
    "Dosage",
    "Duration",
    "Element",
    "ElementDefinition",
    "Expression",
    "Extension",
    "HumanName",
    "Identifier",
    "MarketingStatus",
    "Meta",
    "Money",
    "MoneyQuantity",
    "Narrative",
    "ParameterDefinition",
    "Period",
    "Population",
    "ProdCharacteristic",
    "ProductShelfLife",
    "Quantity",
    "Range",
    "Ratio",
    "Reference",
    "RelatedArtifact",
    "SampledData",
    "Signature",
    "SimpleQuantity",
    "SubstanceAmount",
    "Timing",
    "TriggerDefinition",
    "UsageContext",
    "base64Binary",
    "boolean",
    "canonical",
    "code",
    "date",
    "dateTime",
    "decimal",
    "id",
    "instant",
    "integer",
    "markdown",
    "oid",
    "positiveInt",
    "string",
    "time",
    "unsignedInt",
    "uri",
    "url",
    "uuid",
    "xhtml",
    "Account",
    "ActivityDefinition",
    "AdverseEvent",
    "AllergyIntolerance",
    "Appointment",
    "AppointmentResponse",
    "AuditEvent",
    "Basic",
    "Binary",
    "BiologicallyDerivedProduct",
    "BodyStructure",
    "Bundle",
    "CapabilityStatement",
    "CarePlan",
    "CareTeam",
    "CatalogEntry",
    "ChargeItem",
    "ChargeItemDefinition",
    "Claim",
    "ClaimResponse",
    "ClinicalImpression",
    "CodeSystem",
    "Communication",
    "CommunicationRequest",
    "CompartmentDefinition",
    "Composition",
    "ConceptMap",
    "Condition",
    "Consent",
    "Contract",
    "Coverage",
    "CoverageEligibilityRequest",
    "CoverageEligibilityResponse",
    "DetectedIssue",
    "Device",
    "DeviceDefinition",
    "DeviceMetric",
    "DeviceRequest",
    "DeviceUseStatement",
    "DiagnosticReport",
    "DocumentManifest",
    "DocumentReference",
    "DomainResource",
    "EffectEvidenceSynthesis",
    "Encounter",
    "Endpoint",
    "EnrollmentRequest",
    "EnrollmentResponse",
    "EpisodeOfCare",
    "EventDefinition",
    "Evidence",
    "EvidenceVariable",
    "ExampleScenario",
    "ExplanationOfBenefit",
    "FamilyMemberHistory",
    "Flag",
    "Goal",
    "GraphDefinition",
    "Group",
    "GuidanceResponse",
    "HealthcareService",
    "ImagingStudy",
    "Immunization",
    "ImmunizationEvaluation",
    "ImmunizationRecommendation",
    "ImplementationGuide",
    "InsurancePlan",
    "Invoice",
    "Library",
    "Linkage",
    "List",
    "Location",
    "Measure",
    "MeasureReport",
    "Media",
    "Medication",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationKnowledge",
    "MedicationRequest",
    "MedicationStatement",
    "MedicinalProduct",
    "MedicinalProductAuthorization",
    "MedicinalProductContraindication",
    "MedicinalProductIndication",
    "MedicinalProductIngredient",
    "MedicinalProductInteraction",
    "MedicinalProductManufactured",
    "MedicinalProductPackaged",
    "MedicinalProductPharmaceutical",
    "MedicinalProductUndesirableEffect",
    "MessageDefinition",
    "MessageHeader",
    "MolecularSequence",
    "NamingSystem",
    "NutritionOrder",
    "Observation",
    "ObservationDefinition",
    "OperationDefinition",
    "OperationOutcome",
    "Organization",
    "OrganizationAffiliation",
    "Parameters",
    "Patient",
    "PaymentNotice",
    "PaymentReconciliation",
    "Person",
    "PlanDefinition",
    "Practitioner",
    "PractitionerRole",
    "Procedure",
    "Provenance",
    "Questionnaire",
    "QuestionnaireResponse",
    "RelatedPerson",
    "RequestGroup",
    "ResearchDefinition",
    "ResearchElementDefinition",
    "ResearchStudy",
    "ResearchSubject",
    "Resource",
    "RiskAssessment",
    "RiskEvidenceSynthesis",
    "Schedule",
    "SearchParameter",
    "ServiceRequest",
    "Slot",
    "Specimen",
    "SpecimenDefinition",
    "StructureDefinition",
    "StructureMap",
    "Subscription",
    "Substance",
    "SubstanceNucleicAcid",
    "SubstancePolymer",
    "SubstanceProtein",
    "SubstanceReferenceInformation",
    "SubstanceSourceMaterial",
    "SubstanceSpecification",
    "SupplyDelivery",
    "SupplyRequest",
    "Task",
    "TerminologyCapabilities",
    "TestReport",
    "TestScript",
    "ValueSet",
    "VerificationResult",
    "VisionPrescription",
]  # http://hl7.org/fhir/ValueSet/defined-types
DetectedissueSeverityCode: TypeAlias = Literal[
    "high", "moderate", "low"
]  # http://hl7.org/fhir/ValueSet/detectedissue-severity
DeviceNametypeCode: TypeAlias = Literal[
    "udi-label-name", "user-friendly-name", "patient-reported-name", "manufacturer-name", "model-name", "other"
]  # http://hl7.org/fhir/ValueSet/device-nametype
DeviceStatementStatusCode: TypeAlias = Literal[
    "active", "completed", "entered-in-error", "intended", "stopped", "on-hold"
]  # http://hl7.org/fhir/ValueSet/device-statement-status
DeviceStatusCode: TypeAlias = Literal[
    "active", "inactive", "entered-in-error", "unknown"
]  # http://hl7.org/fhir/ValueSet/device-status
DiagnosticReportStatusCode: TypeAlias = Literal[
    "registered",
    "partial",
    "preliminary",
    "final",
    "amended",
    "corrected",
    "appended",
    "cancelled",
    "entered-in-error",
    "unknown",
]  # http://hl7.org/fhir/ValueSet/diagnostic-report-status
DiscriminatorTypeCode: TypeAlias = Literal[
    "value", "exists", "pattern", "type", "profile"
]  # http://hl7.org/fhir/ValueSet/discriminator-type
DocumentModeCode: TypeAlias = Literal["producer", "consumer"]  # http://hl7.org/fhir/ValueSet/document-mode
DocumentReferenceStatusCode: TypeAlias = Literal[
    "current", "superseded", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/document-reference-status
DocumentRelationshipTypeCode: TypeAlias = Literal[
    "replaces", "transforms", "signs", "appends"
]  # http://hl7.org/fhir/ValueSet/document-relationship-type
EligibilityrequestPurposeCode: TypeAlias = Literal[
    "auth-requirements", "benefits", "discovery", "validation"
]  # http://hl7.org/fhir/ValueSet/eligibilityrequest-purpose
EligibilityresponsePurposeCode: TypeAlias = Literal[
    "auth-requirements", "benefits", "discovery", "validation"
]  # http://hl7.org/fhir/ValueSet/eligibilityresponse-purpose
EncounterLocationStatusCode: TypeAlias = Literal[
    "planned", "active", "reserved", "completed"
]  # http://hl7.org/fhir/ValueSet/encounter-location-status
EncounterStatusCode: TypeAlias = Literal[
    "planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled", "entered-in-error", "unknown"
]  # http://hl7.org/fhir/ValueSet/encounter-status
EndpointStatusCode: TypeAlias = Literal[
    "active", "suspended", "error", "off", "entered-in-error", "test"
]  # http://hl7.org/fhir/ValueSet/endpoint-status
EpisodeOfCareStatusCode: TypeAlias = Literal[
    "planned", "waitlist", "active", "onhold", "finished", "cancelled", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/episode-of-care-status
EventCapabilityModeCode: TypeAlias = Literal["sender", "receiver"]  # http://hl7.org/fhir/ValueSet/event-capability-mode
EventStatusCode: TypeAlias = Literal[
    "preparation", "in-progress", "not-done", "on-hold", "stopped", "completed", "entered-in-error", "unknown"
]  # http://hl7.org/fhir/ValueSet/event-status
EventTimingCode: TypeAlias = Literal[
    "MORN",
    "MORN.early",
    "MORN.late",
    "NOON",
    "AFT",
    "AFT.early",
    "AFT.late",
    "EVE",
    "EVE.early",
    "EVE.late",
    "NIGHT",
    "PHS",
    "HS",
    "WAKE",
    "C",
    "CM",
    "CD",
    "CV",
    "AC",
    "ACM",
    "ACD",
    "ACV",
    "PC",
    "PCM",
    "PCD",
    "PCV",
]  # http://hl7.org/fhir/ValueSet/event-timing
ExamplescenarioActorTypeCode: TypeAlias = Literal[
    "person", "entity"
]  # http://hl7.org/fhir/ValueSet/examplescenario-actor-type
ExplanationofbenefitStatusCode: TypeAlias = Literal[
    "active", "cancelled", "draft", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/explanationofbenefit-status
ExposureStateCode: TypeAlias = Literal[
    "exposure", "exposure-alternative"
]  # http://hl7.org/fhir/ValueSet/exposure-state
ExtensionContextTypeCode: TypeAlias = Literal[
    "fhirpath", "element", "extension"
]  # http://hl7.org/fhir/ValueSet/extension-context-type
FilterOperatorCode: TypeAlias = Literal[
    "=", "is-a", "descendent-of", "is-not-a", "regex", "in", "not-in", "generalizes", "exists"
]  # http://hl7.org/fhir/ValueSet/filter-operator
FlagStatusCode: TypeAlias = Literal[
    "active", "inactive", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/flag-status
FmStatusCode: TypeAlias = Literal[
    "active", "cancelled", "draft", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/fm-status
GoalStatusCode: TypeAlias = Literal[
    "proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled", "entered-in-error", "rejected"
]  # http://hl7.org/fhir/ValueSet/goal-status
GraphCompartmentRuleCode: TypeAlias = Literal[
    "identical", "matching", "different", "custom"
]  # http://hl7.org/fhir/ValueSet/graph-compartment-rule
GraphCompartmentUseCode: TypeAlias = Literal[
    "condition", "requirement"
]  # http://hl7.org/fhir/ValueSet/graph-compartment-use
GroupMeasureCode: TypeAlias = Literal[
    "mean", "median", "mean-of-mean", "mean-of-median", "median-of-mean", "median-of-median"
]  # http://hl7.org/fhir/ValueSet/group-measure
GroupTypeCode: TypeAlias = Literal[
    "person", "animal", "practitioner", "device", "medication", "substance"
]  # http://hl7.org/fhir/ValueSet/group-type
GuidanceResponseStatusCode: TypeAlias = Literal[
    "success", "data-requested", "data-required", "in-progress", "failure", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/guidance-response-status
GuidePageGenerationCode: TypeAlias = Literal[
    "html", "markdown", "xml", "generated"
]  # http://hl7.org/fhir/ValueSet/guide-page-generation
GuideParameterCodeCode: TypeAlias = Literal[
    "apply",
    "path-resource",
    "path-pages",
    "path-tx-cache",
    "expansion-parameter",
    "rule-broken-links",
    "generate-xml",
    "generate-json",
    "generate-turtle",
    "html-template",
]  # http://hl7.org/fhir/ValueSet/guide-parameter-code
HistoryStatusCode: TypeAlias = Literal[
    "partial", "completed", "entered-in-error", "health-unknown"
]  # http://hl7.org/fhir/ValueSet/history-status
HttpOperationsCode: TypeAlias = Literal[
    "delete", "get", "options", "patch", "post", "put", "head"
]  # http://hl7.org/fhir/ValueSet/http-operations
HttpVerbCode: TypeAlias = Literal[
    "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"
]  # http://hl7.org/fhir/ValueSet/http-verb
IdentifierUseCode: TypeAlias = Literal[
    "usual", "official", "temp", "secondary", "old"
]  # http://hl7.org/fhir/ValueSet/identifier-use
IdentityAssuranceLevelCode: TypeAlias = Literal[
    "level1", "level2", "level3", "level4"
]  # http://hl7.org/fhir/ValueSet/identity-assuranceLevel
ImagingstudyStatusCode: TypeAlias = Literal[
    "registered", "available", "cancelled", "entered-in-error", "unknown"
]  # http://hl7.org/fhir/ValueSet/imagingstudy-status
ImmunizationEvaluationStatusCode: TypeAlias = Literal[
    "completed", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/immunization-evaluation-status
ImmunizationStatusCode: TypeAlias = Literal[
    "completed", "entered-in-error", "not-done"
]  # http://hl7.org/fhir/ValueSet/immunization-status
InsuranceplanApplicabilityCode: TypeAlias = Literal[
    "in-network", "out-of-network", "other"
]  # http://hl7.org/fhir/ValueSet/insuranceplan-applicability
InvoicePriceComponentTypeCode: TypeAlias = Literal[
    "base", "surcharge", "deduction", "discount", "tax", "informational"
]  # http://hl7.org/fhir/ValueSet/invoice-priceComponentType
InvoiceStatusCode: TypeAlias = Literal[
    "draft", "issued", "balanced", "cancelled", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/invoice-status
IssueSeverityCode: TypeAlias = Literal[
    "fatal", "error", "warning", "information"
]  # http://hl7.org/fhir/ValueSet/issue-severity
IssueTypeCode: TypeAlias = Literal[
    "invalid",
    "structure",
    "required",
    "value",
    "invariant",
    "security",
    "login",
    "unknown",
    "expired",
    "forbidden",
    "suppressed",
    "processing",
    "not-supported",
    "duplicate",
    "multiple-matches",
    "not-found",
    "deleted",
    "too-long",
    "code-invalid",
    "extension",
    "too-costly",
    "business-rule",
    "conflict",
    "transient",
    "lock-error",
    "no-store",
    "exception",
    "timeout",
    "incomplete",
    "throttled",
    "informational",
]  # http://hl7.org/fhir/ValueSet/issue-type
ItemTypeCode: TypeAlias = Literal[
    "group",
    "display",
    "question",
    "boolean",
    "decimal",
    "integer",
    "date",
    "dateTime",
    "time",
    "string",
    "text",
    "url",
    "choice",
    "open-choice",
    "attachment",
    "reference",
    "quantity",
]  # http://hl7.org/fhir/ValueSet/item-type
LinkTypeCode: TypeAlias = Literal[
    "replaced-by", "replaces", "refer", "seealso"
]  # http://hl7.org/fhir/ValueSet/link-type
LinkageTypeCode: TypeAlias = Literal["source", "alternate", "historical"]  # http://hl7.org/fhir/ValueSet/linkage-type
ListModeCode: TypeAlias = Literal["working", "snapshot", "changes"]  # http://hl7.org/fhir/ValueSet/list-mode
ListStatusCode: TypeAlias = Literal[
    "current", "retired", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/list-status
LocationModeCode: TypeAlias = Literal["instance", "kind"]  # http://hl7.org/fhir/ValueSet/location-mode
LocationStatusCode: TypeAlias = Literal[
    "active", "suspended", "inactive"
]  # http://hl7.org/fhir/ValueSet/location-status
MapContextTypeCode: TypeAlias = Literal["type", "variable"]  # http://hl7.org/fhir/ValueSet/map-context-type
MapGroupTypeModeCode: TypeAlias = Literal[
    "none", "types", "type-and-types"
]  # http://hl7.org/fhir/ValueSet/map-group-type-mode
MapInputModeCode: TypeAlias = Literal["source", "target"]  # http://hl7.org/fhir/ValueSet/map-input-mode
MapModelModeCode: TypeAlias = Literal[
    "source", "queried", "target", "produced"
]  # http://hl7.org/fhir/ValueSet/map-model-mode
MapSourceListModeCode: TypeAlias = Literal[
    "first", "not_first", "last", "not_last", "only_one"
]  # http://hl7.org/fhir/ValueSet/map-source-list-mode
MapTargetListModeCode: TypeAlias = Literal[
    "first", "share", "last", "collate"
]  # http://hl7.org/fhir/ValueSet/map-target-list-mode
MapTransformCode: TypeAlias = Literal[
    "create",
    "copy",
    "truncate",
    "escape",
    "cast",
    "append",
    "translate",
    "reference",
    "dateOp",
    "uuid",
    "pointer",
    "evaluate",
    "cc",
    "c",
    "qty",
    "id",
    "cp",
]  # http://hl7.org/fhir/ValueSet/map-transform
MeasureImprovementNotationCode: TypeAlias = Literal[
    "increase", "decrease"
]  # http://hl7.org/fhir/ValueSet/measure-improvement-notation
MeasureReportStatusCode: TypeAlias = Literal[
    "complete", "pending", "error"
]  # http://hl7.org/fhir/ValueSet/measure-report-status
MeasureReportTypeCode: TypeAlias = Literal[
    "individual", "subject-list", "summary", "data-collection"
]  # http://hl7.org/fhir/ValueSet/measure-report-type
MedicationAdminStatusCode: TypeAlias = Literal[
    "in-progress", "not-done", "on-hold", "completed", "entered-in-error", "stopped", "unknown"
]  # http://hl7.org/fhir/ValueSet/medication-admin-status
MedicationStatementStatusCode: TypeAlias = Literal[
    "active", "completed", "entered-in-error", "intended", "stopped", "on-hold", "unknown", "not-taken"
]  # http://hl7.org/fhir/ValueSet/medication-statement-status
MedicationStatusCode: TypeAlias = Literal[
    "active", "inactive", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/medication-status
MedicationdispenseStatusCode: TypeAlias = Literal[
    "preparation",
    "in-progress",
    "cancelled",
    "on-hold",
    "completed",
    "entered-in-error",
    "stopped",
    "declined",
    "unknown",
]  # http://hl7.org/fhir/ValueSet/medicationdispense-status
MedicationknowledgeStatusCode: TypeAlias = Literal[
    "active", "inactive", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/medicationknowledge-status
MedicationrequestIntentCode: TypeAlias = Literal[
    "proposal", "plan", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"
]  # http://hl7.org/fhir/ValueSet/medicationrequest-intent
MedicationrequestStatusCode: TypeAlias = Literal[
    "active", "on-hold", "cancelled", "completed", "entered-in-error", "stopped", "draft", "unknown"
]  # http://hl7.org/fhir/ValueSet/medicationrequest-status
MessageSignificanceCategoryCode: TypeAlias = Literal[
    "consequence", "currency", "notification"
]  # http://hl7.org/fhir/ValueSet/message-significance-category
MessageheaderResponseRequestCode: TypeAlias = Literal[
    "always", "on-error", "never", "on-success"
]  # http://hl7.org/fhir/ValueSet/messageheader-response-request
MetricCalibrationStateCode: TypeAlias = Literal[
    "not-calibrated", "calibration-required", "calibrated", "unspecified"
]  # http://hl7.org/fhir/ValueSet/metric-calibration-state
MetricCalibrationTypeCode: TypeAlias = Literal[
    "unspecified", "offset", "gain", "two-point"
]  # http://hl7.org/fhir/ValueSet/metric-calibration-type
MetricCategoryCode: TypeAlias = Literal[
    "measurement", "setting", "calculation", "unspecified"
]  # http://hl7.org/fhir/ValueSet/metric-category
MetricColorCode: TypeAlias = Literal[
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"
]  # http://hl7.org/fhir/ValueSet/metric-color
MetricOperationalStatusCode: TypeAlias = Literal[
    "on", "off", "standby", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/metric-operational-status
NameUseCode: TypeAlias = Literal[
    "usual", "official", "temp", "nickname", "anonymous", "old", "maiden"
]  # http://hl7.org/fhir/ValueSet/name-use
NamingsystemIdentifierTypeCode: TypeAlias = Literal[
    "oid", "uuid", "uri", "other"
]  # http://hl7.org/fhir/ValueSet/namingsystem-identifier-type
NamingsystemTypeCode: TypeAlias = Literal[
    "codesystem", "identifier", "root"
]  # http://hl7.org/fhir/ValueSet/namingsystem-type
NarrativeStatusCode: TypeAlias = Literal[
    "generated", "extensions", "additional", "empty"
]  # http://hl7.org/fhir/ValueSet/narrative-status
NetworkTypeCode: TypeAlias = Literal["1", "2", "3", "4", "5"]  # http://hl7.org/fhir/ValueSet/network-type
NoteTypeCode: TypeAlias = Literal["display", "print", "printoper"]  # http://hl7.org/fhir/ValueSet/note-type
ObservationRangeCategoryCode: TypeAlias = Literal[
    "reference", "critical", "absolute"
]  # http://hl7.org/fhir/ValueSet/observation-range-category
ObservationStatusCode: TypeAlias = Literal[
    "registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown"
]  # http://hl7.org/fhir/ValueSet/observation-status
OperationKindCode: TypeAlias = Literal["operation", "query"]  # http://hl7.org/fhir/ValueSet/operation-kind
OperationParameterUseCode: TypeAlias = Literal["in", "out"]  # http://hl7.org/fhir/ValueSet/operation-parameter-use
OrientationTypeCode: TypeAlias = Literal["sense", "antisense"]  # http://hl7.org/fhir/ValueSet/orientation-type
ParticipantrequiredCode: TypeAlias = Literal[
    "required", "optional", "information-only"
]  # http://hl7.org/fhir/ValueSet/participantrequired
ParticipationstatusCode: TypeAlias = Literal[
    "accepted", "declined", "tentative", "needs-action"
]  # http://hl7.org/fhir/ValueSet/participationstatus
PermittedDataTypeCode: TypeAlias = Literal[
    "Quantity",
    "CodeableConcept",
    "string",
    "boolean",
    "integer",
    "Range",
    "Ratio",
    "SampledData",
    "time",
    "dateTime",
    "Period",
]  # http://hl7.org/fhir/ValueSet/permitted-data-type
ProductCategoryCode: TypeAlias = Literal[
    "organ", "tissue", "fluid", "cells", "biologicalAgent"
]  # http://hl7.org/fhir/ValueSet/product-category
ProductStatusCode: TypeAlias = Literal["available", "unavailable"]  # http://hl7.org/fhir/ValueSet/product-status
ProductStorageScaleCode: TypeAlias = Literal[
    "farenheit", "celsius", "kelvin"
]  # http://hl7.org/fhir/ValueSet/product-storage-scale
PropertyRepresentationCode: TypeAlias = Literal[
    "xmlAttr", "xmlText", "typeAttr", "cdaText", "xhtml"
]  # http://hl7.org/fhir/ValueSet/property-representation
ProvenanceEntityRoleCode: TypeAlias = Literal[
    "derivation", "revision", "quotation", "source", "removal"
]  # http://hl7.org/fhir/ValueSet/provenance-entity-role
PublicationStatusCode: TypeAlias = Literal[
    "draft", "active", "retired", "unknown"
]  # http://hl7.org/fhir/ValueSet/publication-status
QualityTypeCode: TypeAlias = Literal["indel", "snp", "unknown"]  # http://hl7.org/fhir/ValueSet/quality-type
QuantityComparatorCode: TypeAlias = Literal["<", "<=", ">=", ">"]  # http://hl7.org/fhir/ValueSet/quantity-comparator
QuestionnaireAnswersStatusCode: TypeAlias = Literal[
    "in-progress", "completed", "amended", "entered-in-error", "stopped"
]  # http://hl7.org/fhir/ValueSet/questionnaire-answers-status
QuestionnaireEnableBehaviorCode: TypeAlias = Literal[
    "all", "any"
]  # http://hl7.org/fhir/ValueSet/questionnaire-enable-behavior
QuestionnaireEnableOperatorCode: TypeAlias = Literal[
    "exists", "=", "!=", ">", "<", ">=", "<="
]  # http://hl7.org/fhir/ValueSet/questionnaire-enable-operator
ReactionEventSeverityCode: TypeAlias = Literal[
    "mild", "moderate", "severe"
]  # http://hl7.org/fhir/ValueSet/reaction-event-severity
ReferenceHandlingPolicyCode: TypeAlias = Literal[
    "literal", "logical", "resolves", "enforced", "local"
]  # http://hl7.org/fhir/ValueSet/reference-handling-policy
ReferenceVersionRulesCode: TypeAlias = Literal[
    "either", "independent", "specific"
]  # http://hl7.org/fhir/ValueSet/reference-version-rules
RelatedArtifactTypeCode: TypeAlias = Literal[
    "documentation",
    "justification",
    "citation",
    "predecessor",
    "successor",
    "derived-from",
    "depends-on",
    "composed-of",
]  # http://hl7.org/fhir/ValueSet/related-artifact-type
RelationTypeCode: TypeAlias = Literal["triggers", "is-replaced-by"]  # http://hl7.org/fhir/ValueSet/relation-type
RemittanceOutcomeCode: TypeAlias = Literal[
    "queued", "complete", "error", "partial"
]  # http://hl7.org/fhir/ValueSet/remittance-outcome
ReportActionResultCodesCode: TypeAlias = Literal[
    "pass", "skip", "fail", "warning", "error"
]  # http://hl7.org/fhir/ValueSet/report-action-result-codes
ReportParticipantTypeCode: TypeAlias = Literal[
    "test-engine", "client", "server"
]  # http://hl7.org/fhir/ValueSet/report-participant-type
ReportResultCodesCode: TypeAlias = Literal[
    "pass", "fail", "pending"
]  # http://hl7.org/fhir/ValueSet/report-result-codes
ReportStatusCodesCode: TypeAlias = Literal[
    "completed", "in-progress", "waiting", "stopped", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/report-status-codes
RepositoryTypeCode: TypeAlias = Literal[
    "directlink", "openapi", "login", "oauth", "other"
]  # http://hl7.org/fhir/ValueSet/repository-type
RequestIntentCode: TypeAlias = Literal[
    "proposal",
    "plan",
    "directive",
    "order",
    "original-order",
    "reflex-order",
    "filler-order",
    "instance-order",
    "option",
]  # http://hl7.org/fhir/ValueSet/request-intent
RequestPriorityCode: TypeAlias = Literal[
    "routine", "urgent", "asap", "stat"
]  # http://hl7.org/fhir/ValueSet/request-priority
RequestResourceTypesCode: TypeAlias = Literal[
    "Appointment",
    "AppointmentResponse",
    "CarePlan",
    "Claim",
    "CommunicationRequest",
    "Contract",
    "DeviceRequest",
    "EnrollmentRequest",
    "ImmunizationRecommendation",
    "MedicationRequest",
    "NutritionOrder",
    "ServiceRequest",
    "SupplyRequest",
    "Task",
    "VisionPrescription",
]  # http://hl7.org/fhir/ValueSet/request-resource-types
RequestStatusCode: TypeAlias = Literal[
    "draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"
]  # http://hl7.org/fhir/ValueSet/request-status
ResearchElementTypeCode: TypeAlias = Literal[
    "population", "exposure", "outcome"
]  # http://hl7.org/fhir/ValueSet/research-element-type
ResearchStudyStatusCode: TypeAlias = Literal[
    "active",
    "administratively-completed",
    "approved",
    "closed-to-accrual",
    "closed-to-accrual-and-intervention",
    "completed",
    "disapproved",
    "in-review",
    "temporarily-closed-to-accrual",
    "temporarily-closed-to-accrual-and-intervention",
    "withdrawn",
]  # http://hl7.org/fhir/ValueSet/research-study-status
ResearchSubjectStatusCode: TypeAlias = Literal[
    "candidate",
    "eligible",
    "follow-up",
    "ineligible",
    "not-registered",
    "off-study",
    "on-study",
    "on-study-intervention",
    "on-study-observation",
    "pending-on-study",
    "potential-candidate",
    "screening",
    "withdrawn",
]  # http://hl7.org/fhir/ValueSet/research-subject-status
ResourceAggregationModeCode: TypeAlias = Literal[
    "contained", "referenced", "bundled"
]  # http://hl7.org/fhir/ValueSet/resource-aggregation-mode
ResourceSlicingRulesCode: TypeAlias = Literal[
    "closed", "open", "openAtEnd"
]  # http://hl7.org/fhir/ValueSet/resource-slicing-rules
ResourceTypesCode: TypeAlias = Literal[
    "Account",
    "ActivityDefinition",
    "AdverseEvent",
    "AllergyIntolerance",
    "Appointment",
    "AppointmentResponse",
    "AuditEvent",
    "Basic",
    "Binary",
    "BiologicallyDerivedProduct",
    "BodyStructure",
    "Bundle",
    "CapabilityStatement",
    "CarePlan",
    "CareTeam",
    "CatalogEntry",
    "ChargeItem",
    "ChargeItemDefinition",
    "Claim",
    "ClaimResponse",
    "ClinicalImpression",
    "CodeSystem",
    "Communication",
    "CommunicationRequest",
    "CompartmentDefinition",
    "Composition",
    "ConceptMap",
    "Condition",
    "Consent",
    "Contract",
    "Coverage",
    "CoverageEligibilityRequest",
    "CoverageEligibilityResponse",
    "DetectedIssue",
    "Device",
    "DeviceDefinition",
    "DeviceMetric",
    "DeviceRequest",
    "DeviceUseStatement",
    "DiagnosticReport",
    "DocumentManifest",
    "DocumentReference",
    "DomainResource",
    "EffectEvidenceSynthesis",
    "Encounter",
    "Endpoint",
    "EnrollmentRequest",
    "EnrollmentResponse",
    "EpisodeOfCare",
    "EventDefinition",
    "Evidence",
    "EvidenceVariable",
    "ExampleScenario",
    "ExplanationOfBenefit",
    "FamilyMemberHistory",
    "Flag",
    "Goal",
    "GraphDefinition",
    "Group",
    "GuidanceResponse",
    "HealthcareService",
    "ImagingStudy",
    "Immunization",
    "ImmunizationEvaluation",
    "ImmunizationRecommendation",
    "ImplementationGuide",
    "InsurancePlan",
    "Invoice",
    "Library",
    "Linkage",
    "List",
    "Location",
    "Measure",
    "MeasureReport",
    "Media",
    "Medication",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationKnowledge",
    "MedicationRequest",
    "MedicationStatement",
    "MedicinalProduct",
    "MedicinalProductAuthorization",
    "MedicinalProductContraindication",
    "MedicinalProductIndication",
    "MedicinalProductIngredient",
    "MedicinalProductInteraction",
    "MedicinalProductManufactured",
    "MedicinalProductPackaged",
    "MedicinalProductPharmaceutical",
    "MedicinalProductUndesirableEffect",
    "MessageDefinition",
    "MessageHeader",
    "MolecularSequence",
    "NamingSystem",
    "NutritionOrder",
    "Observation",
    "ObservationDefinition",
    "OperationDefinition",
    "OperationOutcome",
    "Organization",
    "OrganizationAffiliation",
    "Parameters",
    "Patient",
    "PaymentNotice",
    "PaymentReconciliation",
    "Person",
    "PlanDefinition",
    "Practitioner",
    "PractitionerRole",
    "Procedure",
    "Provenance",
    "Questionnaire",
    "QuestionnaireResponse",
    "RelatedPerson",
    "RequestGroup",
    "ResearchDefinition",
    "ResearchElementDefinition",
    "ResearchStudy",
    "ResearchSubject",
    "Resource",
    "RiskAssessment",
    "RiskEvidenceSynthesis",
    "Schedule",
    "SearchParameter",
    "ServiceRequest",
    "Slot",
    "Specimen",
    "SpecimenDefinition",
    "StructureDefinition",
    "StructureMap",
    "Subscription",
    "Substance",
    "SubstanceNucleicAcid",
    "SubstancePolymer",
    "SubstanceProtein",
    "SubstanceReferenceInformation",
    "SubstanceSourceMaterial",
    "SubstanceSpecification",
    "SupplyDelivery",
    "SupplyRequest",
    "Task",
    "TerminologyCapabilities",
    "TestReport",
    "TestScript",
    "ValueSet",
    "VerificationResult",
    "VisionPrescription",
]  # http://hl7.org/fhir/ValueSet/resource-types
ResponseCodeCode: TypeAlias = Literal[
    "ok", "transient-error", "fatal-error"
]  # http://hl7.org/fhir/ValueSet/response-code
RestfulCapabilityModeCode: TypeAlias = Literal[
    "client", "server"
]  # http://hl7.org/fhir/ValueSet/restful-capability-mode
SearchComparatorCode: TypeAlias = Literal[
    "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"
]  # http://hl7.org/fhir/ValueSet/search-comparator
SearchEntryModeCode: TypeAlias = Literal[
    "match", "include", "outcome"
]  # http://hl7.org/fhir/ValueSet/search-entry-mode
SearchModifierCodeCode: TypeAlias = Literal[
    "missing", "exact", "contains", "not", "text", "in", "not-in", "below", "above", "type", "identifier", "ofType"
]  # http://hl7.org/fhir/ValueSet/search-modifier-code
SearchParamTypeCode: TypeAlias = Literal[
    "number", "date", "string", "token", "reference", "composite", "quantity", "uri", "special"
]  # http://hl7.org/fhir/ValueSet/search-param-type
SearchXpathUsageCode: TypeAlias = Literal[
    "normal", "phonetic", "nearby", "distance", "other"
]  # http://hl7.org/fhir/ValueSet/search-xpath-usage
SequenceTypeCode: TypeAlias = Literal["aa", "dna", "rna"]  # http://hl7.org/fhir/ValueSet/sequence-type
SlotstatusCode: TypeAlias = Literal[
    "busy", "free", "busy-unavailable", "busy-tentative", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/slotstatus
SortDirectionCode: TypeAlias = Literal["ascending", "descending"]  # http://hl7.org/fhir/ValueSet/sort-direction
SpdxLicenseCode: TypeAlias = Literal[
    "not-open-source",
    "0BSD",
    "AAL",
    "Abstyles",
    "Adobe-2006",
    "Adobe-Glyph",
    "ADSL",
    "AFL-1.1",
    "AFL-1.2",
    "AFL-2.0",
    "AFL-2.1",
    "AFL-3.0",
    "Afmparse",
    "AGPL-1.0-only",
    "AGPL-1.0-or-later",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "Aladdin",
    "AMDPLPA",
    "AML",
    "AMPAS",
    "ANTLR-PD",
    "Apache-1.0",
    "Apache-1.1",
    "Apache-2.0",
    "APAFML",
    "APL-1.0",
    "APSL-1.0",
    "APSL-1.1",
    "APSL-1.2",
    "APSL-2.0",
    "Artistic-1.0-cl8",
    "Artistic-1.0-Perl",
    "Artistic-1.0",
    "Artistic-2.0",
    "Bahyph",
    "Barr",
    "Beerware",
    "BitTorrent-1.0",
    "BitTorrent-1.1",
    "Borceux",
    "BSD-1-Clause",
    "BSD-2-Clause-FreeBSD",
    "BSD-2-Clause-NetBSD",
    "BSD-2-Clause-Patent",
    "BSD-2-Clause",
    "BSD-3-Clause-Attribution",
    "BSD-3-Clause-Clear",
    "BSD-3-Clause-LBNL",
    "BSD-3-Clause-No-Nuclear-License-2014",
    "BSD-3-Clause-No-Nuclear-License",
    "BSD-3-Clause-No-Nuclear-Warranty",
    "BSD-3-Clause",
    "BSD-4-Clause-UC",
    "BSD-4-Clause",
    "BSD-Protection",
    "BSD-Source-Code",
    "BSL-1.0",
    "bzip2-1.0.5",
    "bzip2-1.0.6",
    "Caldera",
    "CATOSL-1.1",
    "CC-BY-1.0",
    "CC-BY-2.0",
    "CC-BY-2.5",
    "CC-BY-3.0",
    "CC-BY-4.0",
    "CC-BY-NC-1.0",
    "CC-BY-NC-2.0",
    "CC-BY-NC-2.5",
    "CC-BY-NC-3.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-ND-1.0",
    "CC-BY-NC-ND-2.0",
    "CC-BY-NC-ND-2.5",
    "CC-BY-NC-ND-3.0",
    "CC-BY-NC-ND-4.0",
    "CC-BY-NC-SA-1.0",
    "CC-BY-NC-SA-2.0",
    "CC-BY-NC-SA-2.5",
    "CC-BY-NC-SA-3.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-1.0",
    "CC-BY-ND-2.0",
    "CC-BY-ND-2.5",
    "CC-BY-ND-3.0",
    "CC-BY-ND-4.0",
    "CC-BY-SA-1.0",
    "CC-BY-SA-2.0",
    "CC-BY-SA-2.5",
    "CC-BY-SA-3.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "CDDL-1.0",
    "CDDL-1.1",
    "CDLA-Permissive-1.0",
    "CDLA-Sharing-1.0",
    "CECILL-1.0",
    "CECILL-1.1",
    "CECILL-2.0",
    "CECILL-2.1",
    "CECILL-B",
    "CECILL-C",
    "ClArtistic",
    "CNRI-Jython",
    "CNRI-Python-GPL-Compatible",
    "CNRI-Python",
    "Condor-1.1",
    "CPAL-1.0",
    "CPL-1.0",
    "CPOL-1.02",
    "Crossword",
    "CrystalStacker",
    "CUA-OPL-1.0",
    "Cube",
    "curl",
    "D-FSL-1.0",
    "diffmark",
    "DOC",
    "Dotseqn",
    "DSDP",
    "dvipdfm",
    "ECL-1.0",
    "ECL-2.0",
    "EFL-1.0",
    "EFL-2.0",
    "eGenix",
    "Entessa",
    "EPL-1.0",
    "EPL-2.0",
    "ErlPL-1.1",
    "EUDatagrid",
    "EUPL-1.0",
    "EUPL-1.1",
    "EUPL-1.2",
    "Eurosym",
    "Fair",
    "Frameworx-1.0",
    "FreeImage",
    "FSFAP",
    "FSFUL",
    "FSFULLR",
    "FTL",
    "GFDL-1.1-only",
    "GFDL-1.1-or-later",
    "GFDL-1.2-only",
    "GFDL-1.2-or-later",
    "GFDL-1.3-only",
    "GFDL-1.3-or-later",
    "Giftware",
    "GL2PS",
    "Glide",
    "Glulxe",
    "gnuplot",
    "GPL-1.0-only",
    "GPL-1.0-or-later",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "gSOAP-1.3b",
    "HaskellReport",
    "HPND",
    "IBM-pibs",
    "ICU",
    "IJG",
    "ImageMagick",
    "iMatix",
    "Imlib2",
    "Info-ZIP",
    "Intel-ACPI",
    "Intel",
    "Interbase-1.0",
    "IPA",
    "IPL-1.0",
    "ISC",
    "JasPer-2.0",
    "JSON",
    "LAL-1.2",
    "LAL-1.3",
    "Latex2e",
    "Leptonica",
    "LGPL-2.0-only",
    "LGPL-2.0-or-later",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "LGPLLR",
    "Libpng",
    "libtiff",
    "LiLiQ-P-1.1",
    "LiLiQ-R-1.1",
    "LiLiQ-Rplus-1.1",
    "Linux-OpenIB",
    "LPL-1.0",
    "LPL-1.02",
    "LPPL-1.0",
    "LPPL-1.1",
    "LPPL-1.2",
    "LPPL-1.3a",
    "LPPL-1.3c",
    "MakeIndex",
    "MirOS",
    "MIT-0",
    "MIT-advertising",
    "MIT-CMU",
    "MIT-enna",
    "MIT-feh",
    "MIT",
    "MITNFA",
    "Motosoto",
    "mpich2",
    "MPL-1.0",
    "MPL-1.1",
    "MPL-2.0-no-copyleft-exception",
    "MPL-2.0",
    "MS-PL",
    "MS-RL",
    "MTLL",
    "Multics",
    "Mup",
    "NASA-1.3",
    "Naumen",
    "NBPL-1.0",
    "NCSA",
    "Net-SNMP",
    "NetCDF",
    "Newsletr",
    "NGPL",
    "NLOD-1.0",
    "NLPL",
    "Nokia",
    "NOSL",
    "Noweb",
    "NPL-1.0",
    "NPL-1.1",
    "NPOSL-3.0",
    "NRL",
    "NTP",
    "OCCT-PL",
    "OCLC-2.0",
    "ODbL-1.0",
    "OFL-1.0",
    "OFL-1.1",
    "OGTSL",
    "OLDAP-1.1",
    "OLDAP-1.2",
    "OLDAP-1.3",
    "OLDAP-1.4",
    "OLDAP-2.0.1",
    "OLDAP-2.0",
    "OLDAP-2.1",
    "OLDAP-2.2.1",
    "OLDAP-2.2.2",
    "OLDAP-2.2",
    "OLDAP-2.3",
    "OLDAP-2.4",
    "OLDAP-2.5",
    "OLDAP-2.6",
    "OLDAP-2.7",
    "OLDAP-2.8",
    "OML",
    "OpenSSL",
    "OPL-1.0",
    "OSET-PL-2.1",
    "OSL-1.0",
    "OSL-1.1",
    "OSL-2.0",
    "OSL-2.1",
    "OSL-3.0",
    "PDDL-1.0",
    "PHP-3.0",
    "PHP-3.01",
    "Plexus",
    "PostgreSQL",
    "psfrag",
    "psutils",
    "Python-2.0",
    "Qhull",
    "QPL-1.0",
    "Rdisc",
    "RHeCos-1.1",
    "RPL-1.1",
    "RPL-1.5",
    "RPSL-1.0",
    "RSA-MD",
    "RSCPL",
    "Ruby",
    "SAX-PD",
    "Saxpath",
    "SCEA",
    "Sendmail",
    "SGI-B-1.0",
    "SGI-B-1.1",
    "SGI-B-2.0",
    "SimPL-2.0",
    "SISSL-1.2",
    "SISSL",
    "Sleepycat",
    "SMLNJ",
    "SMPPL",
    "SNIA",
    "Spencer-86",
    "Spencer-94",
    "Spencer-99",
    "SPL-1.0",
    "SugarCRM-1.1.3",
    "SWL",
    "TCL",
    "TCP-wrappers",
    "TMate",
    "TORQUE-1.1",
    "TOSL",
    "Unicode-DFS-2015",
    "Unicode-DFS-2016",
    "Unicode-TOU",
    "Unlicense",
    "UPL-1.0",
    "Vim",
    "VOSTROM",
    "VSL-1.0",
    "W3C-19980720",
    "W3C-20150513",
    "W3C",
    "Watcom-1.0",
    "Wsuipa",
    "WTFPL",
    "X11",
    "Xerox",
    "XFree86-1.1",
    "xinetd",
    "Xnet",
    "xpp",
    "XSkat",
    "YPL-1.0",
    "YPL-1.1",
    "Zed",
    "Zend-2.0",
    "Zimbra-1.3",
    "Zimbra-1.4",
    "zlib-acknowledgement",
    "Zlib",
    "ZPL-1.1",
    "ZPL-2.0",
    "ZPL-2.1",
]  # http://hl7.org/fhir/ValueSet/spdx-license
SpecimenContainedPreferenceCode: TypeAlias = Literal[
    "preferred", "alternate"
]  # http://hl7.org/fhir/ValueSet/specimen-contained-preference
SpecimenStatusCode: TypeAlias = Literal[
    "available", "unavailable", "unsatisfactory", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/specimen-status
StrandTypeCode: TypeAlias = Literal["watson", "crick"]  # http://hl7.org/fhir/ValueSet/strand-type
StructureDefinitionKindCode: TypeAlias = Literal[
    "primitive-type", "complex-type", "resource", "logical"
]  # http://hl7.org/fhir/ValueSet/structure-definition-kind
SubscriptionChannelTypeCode: TypeAlias = Literal[
    "rest-hook", "websocket", "email", "sms", "message"
]  # http://hl7.org/fhir/ValueSet/subscription-channel-type
SubscriptionStatusCode: TypeAlias = Literal[
    "requested", "active", "error", "off"
]  # http://hl7.org/fhir/ValueSet/subscription-status
SubstanceStatusCode: TypeAlias = Literal[
    "active", "inactive", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/substance-status
SupplydeliveryStatusCode: TypeAlias = Literal[
    "in-progress", "completed", "abandoned", "entered-in-error"
]  # http://hl7.org/fhir/ValueSet/supplydelivery-status
SupplydeliveryTypeCode: TypeAlias = Literal["medication", "device"]  # http://hl7.org/fhir/ValueSet/supplydelivery-type
SupplyrequestStatusCode: TypeAlias = Literal[
    "draft", "active", "suspended", "cancelled", "completed", "entered-in-error", "unknown"
]  # http://hl7.org/fhir/ValueSet/supplyrequest-status
SystemRestfulInteractionCode: TypeAlias = Literal[
    "transaction", "batch", "search-system", "history-system"
]  # http://hl7.org/fhir/ValueSet/system-restful-interaction
TaskIntentCode: TypeAlias = Literal[
    "unknown", "proposal", "plan", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"
]  # http://hl7.org/fhir/ValueSet/task-intent
TaskStatusCode: TypeAlias = Literal[
    "draft",
    "requested",
    "received",
    "accepted",
    "rejected",
    "ready",
    "cancelled",
    "in-progress",
    "on-hold",
    "failed",
    "completed",
    "entered-in-error",
]  # http://hl7.org/fhir/ValueSet/task-status
TriggerTypeCode: TypeAlias = Literal[
    "named-event",
    "periodic",
    "data-changed",
    "data-added",
    "data-modified",
    "data-removed",
    "data-accessed",
    "data-access-ended",
]  # http://hl7.org/fhir/ValueSet/trigger-type
TypeDerivationRuleCode: TypeAlias = Literal[
    "specialization", "constraint"
]  # http://hl7.org/fhir/ValueSet/type-derivation-rule
TypeRestfulInteractionCode: TypeAlias = Literal[
    "read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create", "search-type"
]  # http://hl7.org/fhir/ValueSet/type-restful-interaction
UdiEntryTypeCode: TypeAlias = Literal[
    "barcode", "rfid", "manual", "card", "self-reported", "unknown"
]  # http://hl7.org/fhir/ValueSet/udi-entry-type
UnitsOfTimeCode: TypeAlias = Literal[
    "s", "min", "h", "d", "wk", "mo", "a"
]  # http://hl7.org/fhir/ValueSet/units-of-time
VariableTypeCode: TypeAlias = Literal[
    "dichotomous", "continuous", "descriptive"
]  # http://hl7.org/fhir/ValueSet/variable-type
VerificationresultStatusCode: TypeAlias = Literal[
    "attested", "validated", "in-process", "req-revalid", "val-fail", "reval-fail"
]  # http://hl7.org/fhir/ValueSet/verificationresult-status
VersioningPolicyCode: TypeAlias = Literal[
    "no-version", "versioned", "versioned-update"
]  # http://hl7.org/fhir/ValueSet/versioning-policy
VisionBaseCodesCode: TypeAlias = Literal["up", "down", "in", "out"]  # http://hl7.org/fhir/ValueSet/vision-base-codes
VisionEyeCodesCode: TypeAlias = Literal["right", "left"]  # http://hl7.org/fhir/ValueSet/vision-eye-codes
V3ConfidentialityClassificationCode: TypeAlias = Literal[
    "U", "L", "M", "N", "R", "V"
]  # http://terminology.hl7.org/ValueSet/v3-ConfidentialityClassification

__all__ = [
    "AccountStatusCode",
    "ActionCardinalityBehaviorCode",
    "ActionConditionKindCode",
    "ActionGroupingBehaviorCode",
    "ActionParticipantTypeCode",
    "ActionPrecheckBehaviorCode",
    "ActionRelationshipTypeCode",
    "ActionRequiredBehaviorCode",
    "ActionSelectionBehaviorCode",
    "AddressTypeCode",
    "AddressUseCode",
    "AdministrativeGenderCode",
    "AdverseEventActualityCode",
    "AdverseEventOutcomeCode",
    "AdverseEventSeverityCode",
    "AllTypesCode",
    "AllergyIntoleranceCategoryCode",
    "AllergyIntoleranceCriticalityCode",
    "AllergyIntoleranceTypeCode",
    "AllergyintoleranceClinicalCode",
    "AllergyintoleranceVerificationCode",
    "AppointmentstatusCode",
    "AssertDirectionCodesCode",
    "AssertOperatorCodesCode",
    "AssertResponseCodeTypesCode",
    "AuditEventActionCode",
    "AuditEventOutcomeCode",
    "BindingStrengthCode",
    "BundleTypeCode",
    "CapabilityStatementKindCode",
    "CarePlanActivityKindCode",
    "CarePlanActivityStatusCode",
    "CarePlanIntentCode",
    "CareTeamStatusCode",
    "ChargeitemStatusCode",
    "ClaimUseCode",
    "ClinicalimpressionStatusCode",
    "CodeSearchSupportCode",
    "CodesystemContentModeCode",
    "CodesystemHierarchyMeaningCode",
    "CompartmentTypeCode",
    "CompositionAttestationModeCode",
    "CompositionStatusCode",
    "ConceptMapEquivalenceCode",
    "ConceptPropertyTypeCode",
    "ConceptmapUnmappedModeCode",
    "ConditionClinicalCode",
    "ConditionVerStatusCode",
    "ConditionalDeleteStatusCode",
    "ConditionalReadStatusCode",
    "ConsentDataMeaningCode",
    "ConsentProvisionTypeCode",
    "ConsentStateCodesCode",
    "ConstraintSeverityCode",
    "ContactPointSystemCode",
    "ContactPointUseCode",
    "ContractPublicationstatusCode",
    "ContractStatusCode",
    "ContributorTypeCode",
    "DaysOfWeekCode",
    "DefinedTypesCode",
    "DetectedissueSeverityCode",
    "DeviceNametypeCode",
    "DeviceStatementStatusCode",
    "DeviceStatusCode",
    "DiagnosticReportStatusCode",
    "DiscriminatorTypeCode",
    "DocumentModeCode",
    "DocumentReferenceStatusCode",
    "DocumentRelationshipTypeCode",
    "EligibilityrequestPurposeCode",
    "EligibilityresponsePurposeCode",
    "EncounterLocationStatusCode",
    "EncounterStatusCode",
    "EndpointStatusCode",
    "EpisodeOfCareStatusCode",
    "EventCapabilityModeCode",
    "EventStatusCode",
    "EventTimingCode",
    "ExamplescenarioActorTypeCode",
    "ExplanationofbenefitStatusCode",
    "ExposureStateCode",
    "ExtensionContextTypeCode",
    "FHIRVersionCode",
    "FilterOperatorCode",
    "FlagStatusCode",
    "FmStatusCode",
    "GoalStatusCode",
    "GraphCompartmentRuleCode",
    "GraphCompartmentUseCode",
    "GroupMeasureCode",
    "GroupTypeCode",
    "GuidanceResponseStatusCode",
    "GuidePageGenerationCode",
    "GuideParameterCodeCode",
    "HistoryStatusCode",
    "HttpOperationsCode",
    "HttpVerbCode",
    "IdentifierUseCode",
    "IdentityAssuranceLevelCode",
    "ImagingstudyStatusCode",
    "ImmunizationEvaluationStatusCode",
    "ImmunizationStatusCode",
    "InsuranceplanApplicabilityCode",
    "InvoicePriceComponentTypeCode",
    "InvoiceStatusCode",
    "IssueSeverityCode",
    "IssueTypeCode",
    "ItemTypeCode",
    "LinkTypeCode",
    "LinkageTypeCode",
    "ListModeCode",
    "ListStatusCode",
    "LocationModeCode",
    "LocationStatusCode",
    "MapContextTypeCode",
    "MapGroupTypeModeCode",
    "MapInputModeCode",
    "MapModelModeCode",
    "MapSourceListModeCode",
    "MapTargetListModeCode",
    "MapTransformCode",
    "MeasureImprovementNotationCode",
    "MeasureReportStatusCode",
    "MeasureReportTypeCode",
    "MedicationAdminStatusCode",
    "MedicationStatementStatusCode",
    "MedicationStatusCode",
    "MedicationdispenseStatusCode",
    "MedicationknowledgeStatusCode",
    "MedicationrequestIntentCode",
    "MedicationrequestStatusCode",
    "MessageSignificanceCategoryCode",
    "MessageheaderResponseRequestCode",
    "MetricCalibrationStateCode",
    "MetricCalibrationTypeCode",
    "MetricCategoryCode",
    "MetricColorCode",
    "MetricOperationalStatusCode",
    "NameUseCode",
    "NamingsystemIdentifierTypeCode",
    "NamingsystemTypeCode",
    "NarrativeStatusCode",
    "NetworkTypeCode",
    "NoteTypeCode",
    "ObservationRangeCategoryCode",
    "ObservationStatusCode",
    "OperationKindCode",
    "OperationParameterUseCode",
    "OrientationTypeCode",
    "ParticipantrequiredCode",
    "ParticipationstatusCode",
    "PermittedDataTypeCode",
    "ProductCategoryCode",
    "ProductStatusCode",
    "ProductStorageScaleCode",
    "PropertyRepresentationCode",
    "ProvenanceEntityRoleCode",
    "PublicationStatusCode",
    "QualityTypeCode",
    "QuantityComparatorCode",
    "QuestionnaireAnswersStatusCode",
    "QuestionnaireEnableBehaviorCode",
    "QuestionnaireEnableOperatorCode",
    "ReactionEventSeverityCode",
    "ReferenceHandlingPolicyCode",
    "ReferenceVersionRulesCode",
    "RelatedArtifactTypeCode",
    "RelationTypeCode",
    "RemittanceOutcomeCode",
    "ReportActionResultCodesCode",
    "ReportParticipantTypeCode",
    "ReportResultCodesCode",
    "ReportStatusCodesCode",
    "RepositoryTypeCode",
    "RequestIntentCode",
    "RequestPriorityCode",
    "RequestResourceTypesCode",
    "RequestStatusCode",
    "ResearchElementTypeCode",
    "ResearchStudyStatusCode",
    "ResearchSubjectStatusCode",
    "ResourceAggregationModeCode",
    "ResourceSlicingRulesCode",
    "ResourceTypesCode",
    "ResponseCodeCode",
    "RestfulCapabilityModeCode",
    "SearchComparatorCode",
    "SearchEntryModeCode",
    "SearchModifierCodeCode",
    "SearchParamTypeCode",
    "SearchXpathUsageCode",
    "SequenceTypeCode",
    "SlotstatusCode",
    "SortDirectionCode",
    "SpdxLicenseCode",
    "SpecimenContainedPreferenceCode",
    "SpecimenStatusCode",
    "StrandTypeCode",
    "StructureDefinitionKindCode",
    "SubscriptionChannelTypeCode",
    "SubscriptionStatusCode",
    "SubstanceStatusCode",
    "SupplydeliveryStatusCode",
    "SupplydeliveryTypeCode",
    "SupplyrequestStatusCode",
    "SystemRestfulInteractionCode",
    "TaskIntentCode",
    "TaskStatusCode",
    "TriggerTypeCode",
    "TypeDerivationRuleCode",
    "TypeRestfulInteractionCode",
    "UdiEntryTypeCode",
    "UnitsOfTimeCode",
    "V3ConfidentialityClassificationCode",
    "VariableTypeCode",
    "VerificationresultStatusCode",
    "VersioningPolicyCode",
    "VisionBaseCodesCode",
    "VisionEyeCodesCode",
]
