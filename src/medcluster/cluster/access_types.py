"""Which kinds of resources does the access table speak of?

Promise: every R4 resource type that can be stored is in exactly one kind; a type in none is refused to all.
Must not know: roles. Source: the R4 resource list, and its Patient compartment.
"""

from __future__ import annotations


def _named(types: str) -> frozenset[str]:
    return frozenset(types.split())


DIRECTORY = frozenset(  # the cluster itself; everybody may read it
    {
        "Endpoint",
        "HealthcareService",
        "Location",
        "Organization",
        "OrganizationAffiliation",
        "Practitioner",
        "PractitionerRole",
    }
)

DEFINITIONS = _named(  # knowledge, never about one patient; everybody may read it
    """ActivityDefinition CapabilityStatement ChargeItemDefinition CodeSystem CompartmentDefinition ConceptMap
    DeviceDefinition EffectEvidenceSynthesis EventDefinition Evidence EvidenceVariable ExampleScenario GraphDefinition
    ImplementationGuide Library Measure MedicationKnowledge MessageDefinition NamingSystem ObservationDefinition
    OperationDefinition PlanDefinition Questionnaire ResearchDefinition ResearchElementDefinition
    RiskEvidenceSynthesis SearchParameter SpecimenDefinition StructureDefinition StructureMap
    TerminologyCapabilities TestScript ValueSet"""
)

CLINICAL = _named(  # a person's health
    """AdverseEvent AllergyIntolerance Binary BiologicallyDerivedProduct BodyStructure CarePlan CareTeam
    ClinicalImpression Communication CommunicationRequest Composition Condition Consent DetectedIssue Device
    DeviceMetric DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference Encounter
    EpisodeOfCare FamilyMemberHistory Flag Goal GuidanceResponse ImagingStudy Immunization ImmunizationEvaluation
    ImmunizationRecommendation List Media Medication MedicationAdministration MedicationDispense MedicationRequest
    MedicationStatement MolecularSequence NutritionOrder Observation Patient Procedure QuestionnaireResponse
    RelatedPerson RequestGroup RiskAssessment ServiceRequest Specimen Substance SupplyDelivery SupplyRequest Task
    VisionPrescription"""
)

SCHEDULING = frozenset({"Appointment", "AppointmentResponse", "Schedule", "Slot"})

MONEY = _named(
    """Account ChargeItem Claim ClaimResponse Contract Coverage CoverageEligibilityRequest CoverageEligibilityResponse
    EnrollmentRequest EnrollmentResponse ExplanationOfBenefit InsurancePlan Invoice PaymentNotice
    PaymentReconciliation"""
)

TRACES = frozenset({"AuditEvent", "Provenance"})  # who did what; never deleted

OTHER = _named(  # stored for interfaces alone, until a room needs them
    """Basic Bundle CatalogEntry Group Linkage MeasureReport MedicinalProduct MedicinalProductAuthorization
    MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient
    MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical
    MedicinalProductUndesirableEffect MessageHeader Person ResearchStudy ResearchSubject Subscription
    SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial
    SubstanceSpecification TestReport VerificationResult"""
)

EVERY_STORED = DIRECTORY | DEFINITIONS | CLINICAL | SCHEDULING | MONEY | TRACES | OTHER
