"""Written by tools/generate_fhir.py from hl7.fhir.r4.core 4.0.1 (CC0); do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from msgspec.structs import astuple

from medcluster.fhir._generated.codes import (
    AccountStatusCode,
    ActionCardinalityBehaviorCode,
    ActionConditionKindCode,
    ActionGroupingBehaviorCode,
    ActionParticipantTypeCode,
    ActionPrecheckBehaviorCode,
    ActionRelationshipTypeCode,
    ActionRequiredBehaviorCode,
    ActionSelectionBehaviorCode,
    AddressTypeCode,
    AddressUseCode,
    AdministrativeGenderCode,
    AdverseEventActualityCode,
    AdverseEventOutcomeCode,
    AdverseEventSeverityCode,
    AllTypesCode,
    AllergyIntoleranceCategoryCode,
    AllergyIntoleranceCriticalityCode,
    AllergyIntoleranceTypeCode,
    AllergyintoleranceClinicalCode,
    AllergyintoleranceVerificationCode,
    AppointmentstatusCode,
    AssertDirectionCodesCode,
    AssertOperatorCodesCode,
    AssertResponseCodeTypesCode,
    AuditEventActionCode,
    AuditEventOutcomeCode,
    BindingStrengthCode,
    BundleTypeCode,
    CapabilityStatementKindCode,
    CarePlanActivityKindCode,
    CarePlanActivityStatusCode,
    CarePlanIntentCode,
    CareTeamStatusCode,
    ChargeitemStatusCode,
    ClaimUseCode,
    ClinicalimpressionStatusCode,
    CodeSearchSupportCode,
    CodesystemContentModeCode,
    CodesystemHierarchyMeaningCode,
    CompartmentTypeCode,
    CompositionAttestationModeCode,
    CompositionStatusCode,
    ConceptMapEquivalenceCode,
    ConceptPropertyTypeCode,
    ConceptmapUnmappedModeCode,
    ConditionClinicalCode,
    ConditionVerStatusCode,
    ConditionalDeleteStatusCode,
    ConditionalReadStatusCode,
    ConsentDataMeaningCode,
    ConsentProvisionTypeCode,
    ConsentStateCodesCode,
    ConstraintSeverityCode,
    ContactPointSystemCode,
    ContactPointUseCode,
    ContractPublicationstatusCode,
    ContractStatusCode,
    ContributorTypeCode,
    DaysOfWeekCode,
    DefinedTypesCode,
    DetectedissueSeverityCode,
    DeviceNametypeCode,
    DeviceStatementStatusCode,
    DeviceStatusCode,
    DiagnosticReportStatusCode,
    DiscriminatorTypeCode,
    DocumentModeCode,
    DocumentReferenceStatusCode,
    DocumentRelationshipTypeCode,
    EligibilityrequestPurposeCode,
    EligibilityresponsePurposeCode,
    EncounterLocationStatusCode,
    EncounterStatusCode,
    EndpointStatusCode,
    EpisodeOfCareStatusCode,
    EventCapabilityModeCode,
    EventStatusCode,
    EventTimingCode,
    ExamplescenarioActorTypeCode,
    ExplanationofbenefitStatusCode,
    ExposureStateCode,
    ExtensionContextTypeCode,
    FHIRVersionCode,
    FilterOperatorCode,
    FlagStatusCode,
    FmStatusCode,
    GoalStatusCode,
    GraphCompartmentRuleCode,
    GraphCompartmentUseCode,
    GroupMeasureCode,
    GroupTypeCode,
    GuidanceResponseStatusCode,
    GuidePageGenerationCode,
    GuideParameterCodeCode,
    HistoryStatusCode,
    HttpOperationsCode,
    HttpVerbCode,
    IdentifierUseCode,
    IdentityAssuranceLevelCode,
    ImagingstudyStatusCode,
    ImmunizationEvaluationStatusCode,
    ImmunizationStatusCode,
    InsuranceplanApplicabilityCode,
    InvoicePriceComponentTypeCode,
    InvoiceStatusCode,
    IssueSeverityCode,
    IssueTypeCode,
    ItemTypeCode,
    LinkTypeCode,
    LinkageTypeCode,
    ListModeCode,
    ListStatusCode,
    LocationModeCode,
    LocationStatusCode,
    MapContextTypeCode,
    MapGroupTypeModeCode,
    MapInputModeCode,
    MapModelModeCode,
    MapSourceListModeCode,
    MapTargetListModeCode,
    MapTransformCode,
    MeasureImprovementNotationCode,
    MeasureReportStatusCode,
    MeasureReportTypeCode,
    MedicationAdminStatusCode,
    MedicationStatementStatusCode,
    MedicationStatusCode,
    MedicationdispenseStatusCode,
    MedicationknowledgeStatusCode,
    MedicationrequestIntentCode,
    MedicationrequestStatusCode,
    MessageSignificanceCategoryCode,
    MessageheaderResponseRequestCode,
    MetricCalibrationStateCode,
    MetricCalibrationTypeCode,
    MetricCategoryCode,
    MetricColorCode,
    MetricOperationalStatusCode,
    NameUseCode,
    NamingsystemIdentifierTypeCode,
    NamingsystemTypeCode,
    NarrativeStatusCode,
    NetworkTypeCode,
    NoteTypeCode,
    ObservationRangeCategoryCode,
    ObservationStatusCode,
    OperationKindCode,
    OperationParameterUseCode,
    OrientationTypeCode,
    ParticipantrequiredCode,
    ParticipationstatusCode,
    PermittedDataTypeCode,
    ProductCategoryCode,
    ProductStatusCode,
    ProductStorageScaleCode,
    PropertyRepresentationCode,
    ProvenanceEntityRoleCode,
    PublicationStatusCode,
    QualityTypeCode,
    QuantityComparatorCode,
    QuestionnaireAnswersStatusCode,
    QuestionnaireEnableBehaviorCode,
    QuestionnaireEnableOperatorCode,
    ReactionEventSeverityCode,
    ReferenceHandlingPolicyCode,
    ReferenceVersionRulesCode,
    RelatedArtifactTypeCode,
    RelationTypeCode,
    RemittanceOutcomeCode,
    ReportActionResultCodesCode,
    ReportParticipantTypeCode,
    ReportResultCodesCode,
    ReportStatusCodesCode,
    RepositoryTypeCode,
    RequestIntentCode,
    RequestPriorityCode,
    RequestResourceTypesCode,
    RequestStatusCode,
    ResearchElementTypeCode,
    ResearchStudyStatusCode,
    ResearchSubjectStatusCode,
    ResourceAggregationModeCode,
    ResourceSlicingRulesCode,
    ResourceTypesCode,
    ResponseCodeCode,
    RestfulCapabilityModeCode,
    SearchComparatorCode,
    SearchEntryModeCode,
    SearchModifierCodeCode,
    SearchParamTypeCode,
    SearchXpathUsageCode,
    SequenceTypeCode,
    SlotstatusCode,
    SortDirectionCode,
    SpdxLicenseCode,
    SpecimenContainedPreferenceCode,
    SpecimenStatusCode,
    StrandTypeCode,
    StructureDefinitionKindCode,
    SubscriptionChannelTypeCode,
    SubscriptionStatusCode,
    SubstanceStatusCode,
    SupplydeliveryStatusCode,
    SupplydeliveryTypeCode,
    SupplyrequestStatusCode,
    SystemRestfulInteractionCode,
    TaskIntentCode,
    TaskStatusCode,
    TriggerTypeCode,
    TypeDerivationRuleCode,
    TypeRestfulInteractionCode,
    UdiEntryTypeCode,
    UnitsOfTimeCode,
    V3ConfidentialityClassificationCode,
    VariableTypeCode,
    VerificationresultStatusCode,
    VersioningPolicyCode,
    VisionBaseCodesCode,
    VisionEyeCodesCode,
)
from medcluster.fhir.primitives import (
    Base,
    Base64Binary,
    Canonical,
    Code,
    Date,
    DateTime,
    Decimal,
    Id,
    Instant,
    Integer,
    Markdown,
    Oid,
    PositiveInt,
    SOME,
    String,
    Time,
    UnsignedInt,
    Uri,
    Url,
    Uuid,
    Xhtml,
    absent,
    one_choice,
)
from medcluster.fhir._generated.datatypes import (
    Address,
    Age,
    Annotation,
    Attachment,
    BackboneElement,
    CodeableConcept,
    Coding,
    ContactDetail,
    ContactPoint,
    Contributor,
    Count,
    DataRequirement,
    DataRequirementCodeFilter,
    DataRequirementDateFilter,
    DataRequirementSort,
    Distance,
    Dosage,
    DosageDoseAndRate,
    Duration,
    Element,
    ElementDefinition,
    ElementDefinitionBase,
    ElementDefinitionBinding,
    ElementDefinitionConstraint,
    ElementDefinitionExample,
    ElementDefinitionMapping,
    ElementDefinitionSlicing,
    ElementDefinitionSlicingDiscriminator,
    ElementDefinitionType,
    Expression,
    Extension,
    HumanName,
    Identifier,
    MarketingStatus,
    Meta,
    Money,
    Narrative,
    ParameterDefinition,
    Period,
    Population,
    ProdCharacteristic,
    ProductShelfLife,
    Quantity,
    Range,
    Ratio,
    Reference,
    RelatedArtifact,
    SampledData,
    Signature,
    SubstanceAmount,
    SubstanceAmountReferenceRange,
    Timing,
    TimingRepeat,
    TriggerDefinition,
    UsageContext,
)


class Resource(Base, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    id: Id | None = None
    meta: Meta | None = None
    implicitRules: Uri | None = None
    implicitRules_ext: Element | None = None
    language: Code | None = None
    language_ext: Element | None = None


class Binary(Resource, kw_only=True, gc=False, tag="Binary", tag_field="resourceType"):
    contentType: Code | None = None
    contentType_ext: Element | None = None
    securityContext: Reference | None = None
    data: Base64Binary | None = None
    data_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.contentType is None and self.contentType_ext is None:
            absent("contentType")


class BundleEntryResponse(BackboneElement, kw_only=True, gc=False):
    status: String | None = None
    status_ext: Element | None = None
    location: Uri | None = None
    location_ext: Element | None = None
    etag: String | None = None
    etag_ext: Element | None = None
    lastModified: Instant | None = None
    lastModified_ext: Element | None = None
    outcome: AnyResource | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class BundleEntryRequest(BackboneElement, kw_only=True, gc=False):
    method: HttpVerbCode | None = None
    method_ext: Element | None = None
    url: Uri | None = None
    url_ext: Element | None = None
    ifNoneMatch: String | None = None
    ifNoneMatch_ext: Element | None = None
    ifModifiedSince: Instant | None = None
    ifModifiedSince_ext: Element | None = None
    ifMatch: String | None = None
    ifMatch_ext: Element | None = None
    ifNoneExist: String | None = None
    ifNoneExist_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.method is None and self.method_ext is None:
            absent("method")
        if self.url is None and self.url_ext is None:
            absent("url")


class BundleEntrySearch(BackboneElement, kw_only=True, gc=False):
    mode: SearchEntryModeCode | None = None
    mode_ext: Element | None = None
    score: Decimal | None = None
    score_ext: Element | None = None


class BundleEntry(BackboneElement, kw_only=True, gc=False):
    link: Annotated[tuple[BundleLink, ...], SOME] = ()
    fullUrl: Uri | None = None
    fullUrl_ext: Element | None = None
    resource: AnyResource | None = None
    search: BundleEntrySearch | None = None
    request: BundleEntryRequest | None = None
    response: BundleEntryResponse | None = None


class BundleLink(BackboneElement, kw_only=True, gc=False):
    relation: String | None = None
    relation_ext: Element | None = None
    url: Uri | None = None
    url_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.relation is None and self.relation_ext is None:
            absent("relation")
        if self.url is None and self.url_ext is None:
            absent("url")


class Bundle(Resource, kw_only=True, gc=False, tag="Bundle", tag_field="resourceType"):
    identifier: Identifier | None = None
    type: BundleTypeCode | None = None
    type_ext: Element | None = None
    timestamp: Instant | None = None
    timestamp_ext: Element | None = None
    total: UnsignedInt | None = None
    total_ext: Element | None = None
    link: Annotated[tuple[BundleLink, ...], SOME] = ()
    entry: Annotated[tuple[BundleEntry, ...], SOME] = ()
    signature: Signature | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class DomainResource(Resource, kw_only=True, gc=False):
    text: Narrative | None = None
    contained: Annotated[tuple[AnyResource, ...], SOME] = ()
    extension: Annotated[tuple[Extension, ...], SOME] = ()
    modifierExtension: Annotated[tuple[Extension, ...], SOME] = ()


class ParametersParameter(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    valueBase64Binary: Base64Binary | None = None
    valueBase64Binary_ext: Element | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueCanonical: Canonical | None = None
    valueCanonical_ext: Element | None = None
    valueCode: Code | None = None
    valueCode_ext: Element | None = None
    valueDate: Date | None = None
    valueDate_ext: Element | None = None
    valueDateTime: DateTime | None = None
    valueDateTime_ext: Element | None = None
    valueDecimal: Decimal | None = None
    valueDecimal_ext: Element | None = None
    valueId: Id | None = None
    valueId_ext: Element | None = None
    valueInstant: Instant | None = None
    valueInstant_ext: Element | None = None
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueMarkdown: Markdown | None = None
    valueMarkdown_ext: Element | None = None
    valueOid: Oid | None = None
    valueOid_ext: Element | None = None
    valuePositiveInt: PositiveInt | None = None
    valuePositiveInt_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueTime: Time | None = None
    valueTime_ext: Element | None = None
    valueUnsignedInt: UnsignedInt | None = None
    valueUnsignedInt_ext: Element | None = None
    valueUri: Uri | None = None
    valueUri_ext: Element | None = None
    valueUrl: Url | None = None
    valueUrl_ext: Element | None = None
    valueUuid: Uuid | None = None
    valueUuid_ext: Element | None = None
    valueAddress: Address | None = None
    valueAge: Age | None = None
    valueAnnotation: Annotation | None = None
    valueAttachment: Attachment | None = None
    valueCodeableConcept: CodeableConcept | None = None
    valueCoding: Coding | None = None
    valueContactPoint: ContactPoint | None = None
    valueCount: Count | None = None
    valueDistance: Distance | None = None
    valueDuration: Duration | None = None
    valueHumanName: HumanName | None = None
    valueIdentifier: Identifier | None = None
    valueMoney: Money | None = None
    valuePeriod: Period | None = None
    valueQuantity: Quantity | None = None
    valueRange: Range | None = None
    valueRatio: Ratio | None = None
    valueReference: Reference | None = None
    valueSampledData: SampledData | None = None
    valueSignature: Signature | None = None
    valueTiming: Timing | None = None
    valueContactDetail: ContactDetail | None = None
    valueContributor: Contributor | None = None
    valueDataRequirement: DataRequirement | None = None
    valueExpression: Expression | None = None
    valueParameterDefinition: ParameterDefinition | None = None
    valueRelatedArtifact: RelatedArtifact | None = None
    valueTriggerDefinition: TriggerDefinition | None = None
    valueUsageContext: UsageContext | None = None
    valueDosage: Dosage | None = None
    valueMeta: Meta | None = None
    resource: AnyResource | None = None
    part: Annotated[tuple[ParametersParameter, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.name is None and self.name_ext is None:
            absent("name")
        if values[5:74].count(None) < 68:
            one_choice(self, "value", 5, 74, False)


class Parameters(Resource, kw_only=True, gc=False, tag="Parameters", tag_field="resourceType"):
    parameter: Annotated[tuple[ParametersParameter, ...], SOME] = ()


class AccountGuarantor(BackboneElement, kw_only=True, gc=False):
    party: Reference
    onHold: bool | None = None
    onHold_ext: Element | None = None
    period: Period | None = None


class AccountCoverage(BackboneElement, kw_only=True, gc=False):
    coverage: Reference
    priority: PositiveInt | None = None
    priority_ext: Element | None = None


class Account(DomainResource, kw_only=True, gc=False, tag="Account", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: AccountStatusCode | None = None
    status_ext: Element | None = None
    type: CodeableConcept | None = None
    name: String | None = None
    name_ext: Element | None = None
    subject: Annotated[tuple[Reference, ...], SOME] = ()
    servicePeriod: Period | None = None
    coverage: Annotated[tuple[AccountCoverage, ...], SOME] = ()
    owner: Reference | None = None
    description: String | None = None
    description_ext: Element | None = None
    guarantor: Annotated[tuple[AccountGuarantor, ...], SOME] = ()
    partOf: Reference | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class ActivityDefinitionDynamicValue(BackboneElement, kw_only=True, gc=False):
    path: String | None = None
    path_ext: Element | None = None
    expression: Expression

    def __post_init__(self) -> None:
        if self.path is None and self.path_ext is None:
            absent("path")


class ActivityDefinitionParticipant(BackboneElement, kw_only=True, gc=False):
    type: ActionParticipantTypeCode | None = None
    type_ext: Element | None = None
    role: CodeableConcept | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class ActivityDefinition(DomainResource, kw_only=True, gc=False, tag="ActivityDefinition", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    subtitle: String | None = None
    subtitle_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    subjectCodeableConcept: CodeableConcept | None = None
    subjectReference: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    usage: String | None = None
    usage_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    topic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    author: Annotated[tuple[ContactDetail, ...], SOME] = ()
    editor: Annotated[tuple[ContactDetail, ...], SOME] = ()
    reviewer: Annotated[tuple[ContactDetail, ...], SOME] = ()
    endorser: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    library: Annotated[tuple[Canonical | None, ...], SOME] = ()
    library_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    kind: RequestResourceTypesCode | None = None
    kind_ext: Element | None = None
    profile: Canonical | None = None
    profile_ext: Element | None = None
    code: CodeableConcept | None = None
    intent: RequestIntentCode | None = None
    intent_ext: Element | None = None
    priority: RequestPriorityCode | None = None
    priority_ext: Element | None = None
    doNotPerform: bool | None = None
    doNotPerform_ext: Element | None = None
    timingTiming: Timing | None = None
    timingDateTime: DateTime | None = None
    timingDateTime_ext: Element | None = None
    timingAge: Age | None = None
    timingPeriod: Period | None = None
    timingRange: Range | None = None
    timingDuration: Duration | None = None
    location: Reference | None = None
    participant: Annotated[tuple[ActivityDefinitionParticipant, ...], SOME] = ()
    productReference: Reference | None = None
    productCodeableConcept: CodeableConcept | None = None
    quantity: Quantity | None = None
    dosage: Annotated[tuple[Dosage, ...], SOME] = ()
    bodySite: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    specimenRequirement: Annotated[tuple[Reference, ...], SOME] = ()
    observationRequirement: Annotated[tuple[Reference, ...], SOME] = ()
    observationResultRequirement: Annotated[tuple[Reference, ...], SOME] = ()
    transform: Canonical | None = None
    transform_ext: Element | None = None
    dynamicValue: Annotated[tuple[ActivityDefinitionDynamicValue, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[25:27].count(None) < 1:
            one_choice(self, "subject", 25, 27, False)
        if values[66:73].count(None) < 6:
            one_choice(self, "timing", 66, 73, False)
        if values[75:77].count(None) < 1:
            one_choice(self, "product", 75, 77, False)


class AdverseEventSuspectEntityCausality(BackboneElement, kw_only=True, gc=False):
    assessment: CodeableConcept | None = None
    productRelatedness: String | None = None
    productRelatedness_ext: Element | None = None
    author: Reference | None = None
    method: CodeableConcept | None = None


class AdverseEventSuspectEntity(BackboneElement, kw_only=True, gc=False):
    instance: Reference
    causality: Annotated[tuple[AdverseEventSuspectEntityCausality, ...], SOME] = ()


class AdverseEvent(DomainResource, kw_only=True, gc=False, tag="AdverseEvent", tag_field="resourceType"):
    identifier: Identifier | None = None
    actuality: AdverseEventActualityCode | None = None
    actuality_ext: Element | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    event: CodeableConcept | None = None
    subject: Reference
    encounter: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    detected: DateTime | None = None
    detected_ext: Element | None = None
    recordedDate: DateTime | None = None
    recordedDate_ext: Element | None = None
    resultingCondition: Annotated[tuple[Reference, ...], SOME] = ()
    location: Reference | None = None
    seriousness: CodeableConcept | None = None
    severity: CodeableConcept | None = None
    outcome: CodeableConcept | None = None
    recorder: Reference | None = None
    contributor: Annotated[tuple[Reference, ...], SOME] = ()
    suspectEntity: Annotated[tuple[AdverseEventSuspectEntity, ...], SOME] = ()
    subjectMedicalHistory: Annotated[tuple[Reference, ...], SOME] = ()
    referenceDocument: Annotated[tuple[Reference, ...], SOME] = ()
    study: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.actuality is None and self.actuality_ext is None:
            absent("actuality")


class AllergyIntoleranceReaction(BackboneElement, kw_only=True, gc=False):
    substance: CodeableConcept | None = None
    manifestation: Annotated[tuple[CodeableConcept, ...], SOME]
    description: String | None = None
    description_ext: Element | None = None
    onset: DateTime | None = None
    onset_ext: Element | None = None
    severity: ReactionEventSeverityCode | None = None
    severity_ext: Element | None = None
    exposureRoute: CodeableConcept | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()


class AllergyIntolerance(DomainResource, kw_only=True, gc=False, tag="AllergyIntolerance", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    clinicalStatus: CodeableConcept | None = None
    verificationStatus: CodeableConcept | None = None
    type: AllergyIntoleranceTypeCode | None = None
    type_ext: Element | None = None
    category: Annotated[tuple[AllergyIntoleranceCategoryCode | None, ...], SOME] = ()
    category_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    criticality: AllergyIntoleranceCriticalityCode | None = None
    criticality_ext: Element | None = None
    code: CodeableConcept | None = None
    patient: Reference
    encounter: Reference | None = None
    onsetDateTime: DateTime | None = None
    onsetDateTime_ext: Element | None = None
    onsetAge: Age | None = None
    onsetPeriod: Period | None = None
    onsetRange: Range | None = None
    onsetString: String | None = None
    onsetString_ext: Element | None = None
    recordedDate: DateTime | None = None
    recordedDate_ext: Element | None = None
    recorder: Reference | None = None
    asserter: Reference | None = None
    lastOccurrence: DateTime | None = None
    lastOccurrence_ext: Element | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    reaction: Annotated[tuple[AllergyIntoleranceReaction, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[22:29].count(None) < 6:
            one_choice(self, "onset", 22, 29, False)


class AppointmentParticipant(BackboneElement, kw_only=True, gc=False):
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    actor: Reference | None = None
    required: ParticipantrequiredCode | None = None
    required_ext: Element | None = None
    status: ParticipationstatusCode | None = None
    status_ext: Element | None = None
    period: Period | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class Appointment(DomainResource, kw_only=True, gc=False, tag="Appointment", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: AppointmentstatusCode | None = None
    status_ext: Element | None = None
    cancelationReason: CodeableConcept | None = None
    serviceCategory: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    serviceType: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    specialty: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    appointmentType: CodeableConcept | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    priority: UnsignedInt | None = None
    priority_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    supportingInformation: Annotated[tuple[Reference, ...], SOME] = ()
    start: Instant | None = None
    start_ext: Element | None = None
    end: Instant | None = None
    end_ext: Element | None = None
    minutesDuration: PositiveInt | None = None
    minutesDuration_ext: Element | None = None
    slot: Annotated[tuple[Reference, ...], SOME] = ()
    created: DateTime | None = None
    created_ext: Element | None = None
    comment: String | None = None
    comment_ext: Element | None = None
    patientInstruction: String | None = None
    patientInstruction_ext: Element | None = None
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    participant: Annotated[tuple[AppointmentParticipant, ...], SOME]
    requestedPeriod: Annotated[tuple[Period, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class AppointmentResponse(DomainResource, kw_only=True, gc=False, tag="AppointmentResponse", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    appointment: Reference
    start: Instant | None = None
    start_ext: Element | None = None
    end: Instant | None = None
    end_ext: Element | None = None
    participantType: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    actor: Reference | None = None
    participantStatus: ParticipationstatusCode | None = None
    participantStatus_ext: Element | None = None
    comment: String | None = None
    comment_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.participantStatus is None and self.participantStatus_ext is None:
            absent("participantStatus")


class AuditEventEntityDetail(BackboneElement, kw_only=True, gc=False):
    type: String | None = None
    type_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueBase64Binary: Base64Binary | None = None
    valueBase64Binary_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.type is None and self.type_ext is None:
            absent("type")
        if values[5:9].count(None) != 3:
            one_choice(self, "value", 5, 9, True)


class AuditEventEntity(BackboneElement, kw_only=True, gc=False):
    what: Reference | None = None
    type: Coding | None = None
    role: Coding | None = None
    lifecycle: Coding | None = None
    securityLabel: Annotated[tuple[Coding, ...], SOME] = ()
    name: String | None = None
    name_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    query: Base64Binary | None = None
    query_ext: Element | None = None
    detail: Annotated[tuple[AuditEventEntityDetail, ...], SOME] = ()


class AuditEventSource(BackboneElement, kw_only=True, gc=False):
    site: String | None = None
    site_ext: Element | None = None
    observer: Reference
    type: Annotated[tuple[Coding, ...], SOME] = ()


class AuditEventAgentNetwork(BackboneElement, kw_only=True, gc=False):
    address: String | None = None
    address_ext: Element | None = None
    type: NetworkTypeCode | None = None
    type_ext: Element | None = None


class AuditEventAgent(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    role: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    who: Reference | None = None
    altId: String | None = None
    altId_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    requestor: bool | None = None
    requestor_ext: Element | None = None
    location: Reference | None = None
    policy: Annotated[tuple[Uri | None, ...], SOME] = ()
    policy_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    media: Coding | None = None
    network: AuditEventAgentNetwork | None = None
    purposeOfUse: Annotated[tuple[CodeableConcept, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.requestor is None and self.requestor_ext is None:
            absent("requestor")


class AuditEvent(DomainResource, kw_only=True, gc=False, tag="AuditEvent", tag_field="resourceType"):
    type: Coding
    subtype: Annotated[tuple[Coding, ...], SOME] = ()
    action: AuditEventActionCode | None = None
    action_ext: Element | None = None
    period: Period | None = None
    recorded: Instant | None = None
    recorded_ext: Element | None = None
    outcome: AuditEventOutcomeCode | None = None
    outcome_ext: Element | None = None
    outcomeDesc: String | None = None
    outcomeDesc_ext: Element | None = None
    purposeOfEvent: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    agent: Annotated[tuple[AuditEventAgent, ...], SOME]
    source: AuditEventSource
    entity: Annotated[tuple[AuditEventEntity, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.recorded is None and self.recorded_ext is None:
            absent("recorded")


class Basic(DomainResource, kw_only=True, gc=False, tag="Basic", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    code: CodeableConcept
    subject: Reference | None = None
    created: Date | None = None
    created_ext: Element | None = None
    author: Reference | None = None


class BiologicallyDerivedProductStorage(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    temperature: Decimal | None = None
    temperature_ext: Element | None = None
    scale: ProductStorageScaleCode | None = None
    scale_ext: Element | None = None
    duration: Period | None = None


class BiologicallyDerivedProductManipulation(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    timeDateTime: DateTime | None = None
    timeDateTime_ext: Element | None = None
    timePeriod: Period | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[5:8].count(None) < 2:
            one_choice(self, "time", 5, 8, False)


class BiologicallyDerivedProductProcessing(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    procedure: CodeableConcept | None = None
    additive: Reference | None = None
    timeDateTime: DateTime | None = None
    timeDateTime_ext: Element | None = None
    timePeriod: Period | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[7:10].count(None) < 2:
            one_choice(self, "time", 7, 10, False)


class BiologicallyDerivedProductCollection(BackboneElement, kw_only=True, gc=False):
    collector: Reference | None = None
    source: Reference | None = None
    collectedDateTime: DateTime | None = None
    collectedDateTime_ext: Element | None = None
    collectedPeriod: Period | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[5:8].count(None) < 2:
            one_choice(self, "collected", 5, 8, False)


class BiologicallyDerivedProduct(
    DomainResource, kw_only=True, gc=False, tag="BiologicallyDerivedProduct", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    productCategory: ProductCategoryCode | None = None
    productCategory_ext: Element | None = None
    productCode: CodeableConcept | None = None
    status: ProductStatusCode | None = None
    status_ext: Element | None = None
    request: Annotated[tuple[Reference, ...], SOME] = ()
    quantity: Integer | None = None
    quantity_ext: Element | None = None
    parent: Annotated[tuple[Reference, ...], SOME] = ()
    collection: BiologicallyDerivedProductCollection | None = None
    processing: Annotated[tuple[BiologicallyDerivedProductProcessing, ...], SOME] = ()
    manipulation: BiologicallyDerivedProductManipulation | None = None
    storage: Annotated[tuple[BiologicallyDerivedProductStorage, ...], SOME] = ()


class BodyStructure(DomainResource, kw_only=True, gc=False, tag="BodyStructure", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    active: bool | None = None
    active_ext: Element | None = None
    morphology: CodeableConcept | None = None
    location: CodeableConcept | None = None
    locationQualifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    description: String | None = None
    description_ext: Element | None = None
    image: Annotated[tuple[Attachment, ...], SOME] = ()
    patient: Reference


class CapabilityStatementDocument(BackboneElement, kw_only=True, gc=False):
    mode: DocumentModeCode | None = None
    mode_ext: Element | None = None
    documentation: Markdown | None = None
    documentation_ext: Element | None = None
    profile: Canonical | None = None
    profile_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.mode is None and self.mode_ext is None:
            absent("mode")
        if self.profile is None and self.profile_ext is None:
            absent("profile")


class CapabilityStatementMessagingSupportedMessage(BackboneElement, kw_only=True, gc=False):
    mode: EventCapabilityModeCode | None = None
    mode_ext: Element | None = None
    definition: Canonical | None = None
    definition_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.mode is None and self.mode_ext is None:
            absent("mode")
        if self.definition is None and self.definition_ext is None:
            absent("definition")


class CapabilityStatementMessagingEndpoint(BackboneElement, kw_only=True, gc=False):
    protocol: Coding
    address: Url | None = None
    address_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.address is None and self.address_ext is None:
            absent("address")


class CapabilityStatementMessaging(BackboneElement, kw_only=True, gc=False):
    endpoint: Annotated[tuple[CapabilityStatementMessagingEndpoint, ...], SOME] = ()
    reliableCache: UnsignedInt | None = None
    reliableCache_ext: Element | None = None
    documentation: Markdown | None = None
    documentation_ext: Element | None = None
    supportedMessage: Annotated[tuple[CapabilityStatementMessagingSupportedMessage, ...], SOME] = ()


class CapabilityStatementRestInteraction(BackboneElement, kw_only=True, gc=False):
    code: SystemRestfulInteractionCode | None = None
    code_ext: Element | None = None
    documentation: Markdown | None = None
    documentation_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")


class CapabilityStatementRestResourceOperation(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    definition: Canonical | None = None
    definition_ext: Element | None = None
    documentation: Markdown | None = None
    documentation_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.definition is None and self.definition_ext is None:
            absent("definition")


class CapabilityStatementRestResourceSearchParam(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    definition: Canonical | None = None
    definition_ext: Element | None = None
    type: SearchParamTypeCode | None = None
    type_ext: Element | None = None
    documentation: Markdown | None = None
    documentation_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.type is None and self.type_ext is None:
            absent("type")


class CapabilityStatementRestResourceInteraction(BackboneElement, kw_only=True, gc=False):
    code: TypeRestfulInteractionCode | None = None
    code_ext: Element | None = None
    documentation: Markdown | None = None
    documentation_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")


class CapabilityStatementRestResource(BackboneElement, kw_only=True, gc=False):
    type: ResourceTypesCode | None = None
    type_ext: Element | None = None
    profile: Canonical | None = None
    profile_ext: Element | None = None
    supportedProfile: Annotated[tuple[Canonical | None, ...], SOME] = ()
    supportedProfile_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    documentation: Markdown | None = None
    documentation_ext: Element | None = None
    interaction: Annotated[tuple[CapabilityStatementRestResourceInteraction, ...], SOME] = ()
    versioning: VersioningPolicyCode | None = None
    versioning_ext: Element | None = None
    readHistory: bool | None = None
    readHistory_ext: Element | None = None
    updateCreate: bool | None = None
    updateCreate_ext: Element | None = None
    conditionalCreate: bool | None = None
    conditionalCreate_ext: Element | None = None
    conditionalRead: ConditionalReadStatusCode | None = None
    conditionalRead_ext: Element | None = None
    conditionalUpdate: bool | None = None
    conditionalUpdate_ext: Element | None = None
    conditionalDelete: ConditionalDeleteStatusCode | None = None
    conditionalDelete_ext: Element | None = None
    referencePolicy: Annotated[tuple[ReferenceHandlingPolicyCode | None, ...], SOME] = ()
    referencePolicy_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    searchInclude: Annotated[tuple[String | None, ...], SOME] = ()
    searchInclude_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    searchRevInclude: Annotated[tuple[String | None, ...], SOME] = ()
    searchRevInclude_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    searchParam: Annotated[tuple[CapabilityStatementRestResourceSearchParam, ...], SOME] = ()
    operation: Annotated[tuple[CapabilityStatementRestResourceOperation, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class CapabilityStatementRestSecurity(BackboneElement, kw_only=True, gc=False):
    cors: bool | None = None
    cors_ext: Element | None = None
    service: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None


class CapabilityStatementRest(BackboneElement, kw_only=True, gc=False):
    mode: RestfulCapabilityModeCode | None = None
    mode_ext: Element | None = None
    documentation: Markdown | None = None
    documentation_ext: Element | None = None
    security: CapabilityStatementRestSecurity | None = None
    resource: Annotated[tuple[CapabilityStatementRestResource, ...], SOME] = ()
    interaction: Annotated[tuple[CapabilityStatementRestInteraction, ...], SOME] = ()
    searchParam: Annotated[tuple[CapabilityStatementRestResourceSearchParam, ...], SOME] = ()
    operation: Annotated[tuple[CapabilityStatementRestResourceOperation, ...], SOME] = ()
    compartment: Annotated[tuple[Canonical | None, ...], SOME] = ()
    compartment_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.mode is None and self.mode_ext is None:
            absent("mode")


class CapabilityStatementImplementation(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    url: Url | None = None
    url_ext: Element | None = None
    custodian: Reference | None = None

    def __post_init__(self) -> None:
        if self.description is None and self.description_ext is None:
            absent("description")


class CapabilityStatementSoftware(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    releaseDate: DateTime | None = None
    releaseDate_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")


class CapabilityStatement(DomainResource, kw_only=True, gc=False, tag="CapabilityStatement", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    kind: CapabilityStatementKindCode | None = None
    kind_ext: Element | None = None
    instantiates: Annotated[tuple[Canonical | None, ...], SOME] = ()
    instantiates_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    imports: Annotated[tuple[Canonical | None, ...], SOME] = ()
    imports_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    software: CapabilityStatementSoftware | None = None
    implementation: CapabilityStatementImplementation | None = None
    fhirVersion: FHIRVersionCode | None = None
    fhirVersion_ext: Element | None = None
    format: Annotated[tuple[Code | None, ...], SOME] = ()
    format_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    patchFormat: Annotated[tuple[Code | None, ...], SOME] = ()
    patchFormat_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    implementationGuide: Annotated[tuple[Canonical | None, ...], SOME] = ()
    implementationGuide_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    rest: Annotated[tuple[CapabilityStatementRest, ...], SOME] = ()
    messaging: Annotated[tuple[CapabilityStatementMessaging, ...], SOME] = ()
    document: Annotated[tuple[CapabilityStatementDocument, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.date is None and self.date_ext is None:
            absent("date")
        if self.kind is None and self.kind_ext is None:
            absent("kind")
        if self.fhirVersion is None and self.fhirVersion_ext is None:
            absent("fhirVersion")
        if not self.format and not self.format_ext:
            absent("format")


class CarePlanActivityDetail(BackboneElement, kw_only=True, gc=False):
    kind: CarePlanActivityKindCode | None = None
    kind_ext: Element | None = None
    instantiatesCanonical: Annotated[tuple[Canonical | None, ...], SOME] = ()
    instantiatesCanonical_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    instantiatesUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiatesUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    code: CodeableConcept | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    goal: Annotated[tuple[Reference, ...], SOME] = ()
    status: CarePlanActivityStatusCode | None = None
    status_ext: Element | None = None
    statusReason: CodeableConcept | None = None
    doNotPerform: bool | None = None
    doNotPerform_ext: Element | None = None
    scheduledTiming: Timing | None = None
    scheduledPeriod: Period | None = None
    scheduledString: String | None = None
    scheduledString_ext: Element | None = None
    location: Reference | None = None
    performer: Annotated[tuple[Reference, ...], SOME] = ()
    productCodeableConcept: CodeableConcept | None = None
    productReference: Reference | None = None
    dailyAmount: Quantity | None = None
    quantity: Quantity | None = None
    description: String | None = None
    description_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[18:22].count(None) < 3:
            one_choice(self, "scheduled", 18, 22, False)
        if values[24:26].count(None) < 1:
            one_choice(self, "product", 24, 26, False)


class CarePlanActivity(BackboneElement, kw_only=True, gc=False):
    outcomeCodeableConcept: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    outcomeReference: Annotated[tuple[Reference, ...], SOME] = ()
    progress: Annotated[tuple[Annotation, ...], SOME] = ()
    reference: Reference | None = None
    detail: CarePlanActivityDetail | None = None


class CarePlan(DomainResource, kw_only=True, gc=False, tag="CarePlan", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    instantiatesCanonical: Annotated[tuple[Canonical | None, ...], SOME] = ()
    instantiatesCanonical_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    instantiatesUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiatesUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    replaces: Annotated[tuple[Reference, ...], SOME] = ()
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    status: RequestStatusCode | None = None
    status_ext: Element | None = None
    intent: CarePlanIntentCode | None = None
    intent_ext: Element | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    title: String | None = None
    title_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    subject: Reference
    encounter: Reference | None = None
    period: Period | None = None
    created: DateTime | None = None
    created_ext: Element | None = None
    author: Reference | None = None
    contributor: Annotated[tuple[Reference, ...], SOME] = ()
    careTeam: Annotated[tuple[Reference, ...], SOME] = ()
    addresses: Annotated[tuple[Reference, ...], SOME] = ()
    supportingInfo: Annotated[tuple[Reference, ...], SOME] = ()
    goal: Annotated[tuple[Reference, ...], SOME] = ()
    activity: Annotated[tuple[CarePlanActivity, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.intent is None and self.intent_ext is None:
            absent("intent")


class CareTeamParticipant(BackboneElement, kw_only=True, gc=False):
    role: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    member: Reference | None = None
    onBehalfOf: Reference | None = None
    period: Period | None = None


class CareTeam(DomainResource, kw_only=True, gc=False, tag="CareTeam", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: CareTeamStatusCode | None = None
    status_ext: Element | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    name: String | None = None
    name_ext: Element | None = None
    subject: Reference | None = None
    encounter: Reference | None = None
    period: Period | None = None
    participant: Annotated[tuple[CareTeamParticipant, ...], SOME] = ()
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    managingOrganization: Annotated[tuple[Reference, ...], SOME] = ()
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()


class CatalogEntryRelatedEntry(BackboneElement, kw_only=True, gc=False):
    relationtype: RelationTypeCode | None = None
    relationtype_ext: Element | None = None
    item: Reference

    def __post_init__(self) -> None:
        if self.relationtype is None and self.relationtype_ext is None:
            absent("relationtype")


class CatalogEntry(DomainResource, kw_only=True, gc=False, tag="CatalogEntry", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    type: CodeableConcept | None = None
    orderable: bool | None = None
    orderable_ext: Element | None = None
    referencedItem: Reference
    additionalIdentifier: Annotated[tuple[Identifier, ...], SOME] = ()
    classification: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    validityPeriod: Period | None = None
    validTo: DateTime | None = None
    validTo_ext: Element | None = None
    lastUpdated: DateTime | None = None
    lastUpdated_ext: Element | None = None
    additionalCharacteristic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    additionalClassification: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    relatedEntry: Annotated[tuple[CatalogEntryRelatedEntry, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.orderable is None and self.orderable_ext is None:
            absent("orderable")


class ChargeItemPerformer(BackboneElement, kw_only=True, gc=False):
    function: CodeableConcept | None = None
    actor: Reference


class ChargeItem(DomainResource, kw_only=True, gc=False, tag="ChargeItem", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    definitionUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    definitionUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    definitionCanonical: Annotated[tuple[Canonical | None, ...], SOME] = ()
    definitionCanonical_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    status: ChargeitemStatusCode | None = None
    status_ext: Element | None = None
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    code: CodeableConcept
    subject: Reference
    context: Reference | None = None
    occurrenceDateTime: DateTime | None = None
    occurrenceDateTime_ext: Element | None = None
    occurrencePeriod: Period | None = None
    occurrenceTiming: Timing | None = None
    performer: Annotated[tuple[ChargeItemPerformer, ...], SOME] = ()
    performingOrganization: Reference | None = None
    requestingOrganization: Reference | None = None
    costCenter: Reference | None = None
    quantity: Quantity | None = None
    bodysite: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    factorOverride: Decimal | None = None
    factorOverride_ext: Element | None = None
    priceOverride: Money | None = None
    overrideReason: String | None = None
    overrideReason_ext: Element | None = None
    enterer: Reference | None = None
    enteredDate: DateTime | None = None
    enteredDate_ext: Element | None = None
    reason: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    service: Annotated[tuple[Reference, ...], SOME] = ()
    productReference: Reference | None = None
    productCodeableConcept: CodeableConcept | None = None
    account: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    supportingInformation: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[21:25].count(None) < 3:
            one_choice(self, "occurrence", 21, 25, False)
        if values[41:43].count(None) < 1:
            one_choice(self, "product", 41, 43, False)


class ChargeItemDefinitionPropertyGroupPriceComponent(BackboneElement, kw_only=True, gc=False):
    type: InvoicePriceComponentTypeCode | None = None
    type_ext: Element | None = None
    code: CodeableConcept | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    amount: Money | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class ChargeItemDefinitionPropertyGroup(BackboneElement, kw_only=True, gc=False):
    applicability: Annotated[tuple[ChargeItemDefinitionApplicability, ...], SOME] = ()
    priceComponent: Annotated[tuple[ChargeItemDefinitionPropertyGroupPriceComponent, ...], SOME] = ()


class ChargeItemDefinitionApplicability(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    language: String | None = None
    language_ext: Element | None = None
    expression: String | None = None
    expression_ext: Element | None = None


class ChargeItemDefinition(
    DomainResource, kw_only=True, gc=False, tag="ChargeItemDefinition", tag_field="resourceType"
):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    derivedFromUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    derivedFromUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    partOf: Annotated[tuple[Canonical | None, ...], SOME] = ()
    partOf_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    replaces: Annotated[tuple[Canonical | None, ...], SOME] = ()
    replaces_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    code: CodeableConcept | None = None
    instance: Annotated[tuple[Reference, ...], SOME] = ()
    applicability: Annotated[tuple[ChargeItemDefinitionApplicability, ...], SOME] = ()
    propertyGroup: Annotated[tuple[ChargeItemDefinitionPropertyGroup, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.url is None and self.url_ext is None:
            absent("url")
        if self.status is None and self.status_ext is None:
            absent("status")


class ClaimItemDetailSubDetail(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    revenue: CodeableConcept | None = None
    category: CodeableConcept | None = None
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    programCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    udi: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")


class ClaimItemDetail(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    revenue: CodeableConcept | None = None
    category: CodeableConcept | None = None
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    programCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    udi: Annotated[tuple[Reference, ...], SOME] = ()
    subDetail: Annotated[tuple[ClaimItemDetailSubDetail, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")


class ClaimItem(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    careTeamSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    careTeamSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    diagnosisSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    diagnosisSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    procedureSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    procedureSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    informationSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    informationSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    revenue: CodeableConcept | None = None
    category: CodeableConcept | None = None
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    programCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    servicedDate: Date | None = None
    servicedDate_ext: Element | None = None
    servicedPeriod: Period | None = None
    locationCodeableConcept: CodeableConcept | None = None
    locationAddress: Address | None = None
    locationReference: Reference | None = None
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    udi: Annotated[tuple[Reference, ...], SOME] = ()
    bodySite: CodeableConcept | None = None
    subSite: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    encounter: Annotated[tuple[Reference, ...], SOME] = ()
    detail: Annotated[tuple[ClaimItemDetail, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")
        if values[18:21].count(None) < 2:
            one_choice(self, "serviced", 18, 21, False)
        if values[21:24].count(None) < 2:
            one_choice(self, "location", 21, 24, False)


class ClaimAccident(BackboneElement, kw_only=True, gc=False):
    date: Date | None = None
    date_ext: Element | None = None
    type: CodeableConcept | None = None
    locationAddress: Address | None = None
    locationReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.date is None and self.date_ext is None:
            absent("date")
        if values[6:8].count(None) < 1:
            one_choice(self, "location", 6, 8, False)


class ClaimInsurance(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    focal: bool | None = None
    focal_ext: Element | None = None
    identifier: Identifier | None = None
    coverage: Reference
    businessArrangement: String | None = None
    businessArrangement_ext: Element | None = None
    preAuthRef: Annotated[tuple[String | None, ...], SOME] = ()
    preAuthRef_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    claimResponse: Reference | None = None

    def __post_init__(self) -> None:
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")
        if self.focal is None and self.focal_ext is None:
            absent("focal")


class ClaimProcedure(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    date: DateTime | None = None
    date_ext: Element | None = None
    procedureCodeableConcept: CodeableConcept | None = None
    procedureReference: Reference | None = None
    udi: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")
        if values[8:10].count(None) != 1:
            one_choice(self, "procedure", 8, 10, True)


class ClaimDiagnosis(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    diagnosisCodeableConcept: CodeableConcept | None = None
    diagnosisReference: Reference | None = None
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    onAdmission: CodeableConcept | None = None
    packageCode: CodeableConcept | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")
        if values[5:7].count(None) != 1:
            one_choice(self, "diagnosis", 5, 7, True)


class ClaimSupportingInfo(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    category: CodeableConcept
    code: CodeableConcept | None = None
    timingDate: Date | None = None
    timingDate_ext: Element | None = None
    timingPeriod: Period | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueQuantity: Quantity | None = None
    valueAttachment: Attachment | None = None
    valueReference: Reference | None = None
    reason: CodeableConcept | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")
        if values[7:10].count(None) < 2:
            one_choice(self, "timing", 7, 10, False)
        if values[10:17].count(None) < 6:
            one_choice(self, "value", 10, 17, False)


class ClaimCareTeam(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    provider: Reference
    responsible: bool | None = None
    responsible_ext: Element | None = None
    role: CodeableConcept | None = None
    qualification: CodeableConcept | None = None

    def __post_init__(self) -> None:
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")


class ClaimPayee(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    party: Reference | None = None


class ClaimRelated(BackboneElement, kw_only=True, gc=False):
    claim: Reference | None = None
    relationship: CodeableConcept | None = None
    reference: Identifier | None = None


class Claim(DomainResource, kw_only=True, gc=False, tag="Claim", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: FmStatusCode | None = None
    status_ext: Element | None = None
    type: CodeableConcept
    subType: CodeableConcept | None = None
    use: ClaimUseCode | None = None
    use_ext: Element | None = None
    patient: Reference
    billablePeriod: Period | None = None
    created: DateTime | None = None
    created_ext: Element | None = None
    enterer: Reference | None = None
    insurer: Reference | None = None
    provider: Reference
    priority: CodeableConcept
    fundsReserve: CodeableConcept | None = None
    related: Annotated[tuple[ClaimRelated, ...], SOME] = ()
    prescription: Reference | None = None
    originalPrescription: Reference | None = None
    payee: ClaimPayee | None = None
    referral: Reference | None = None
    facility: Reference | None = None
    careTeam: Annotated[tuple[ClaimCareTeam, ...], SOME] = ()
    supportingInfo: Annotated[tuple[ClaimSupportingInfo, ...], SOME] = ()
    diagnosis: Annotated[tuple[ClaimDiagnosis, ...], SOME] = ()
    procedure: Annotated[tuple[ClaimProcedure, ...], SOME] = ()
    insurance: Annotated[tuple[ClaimInsurance, ...], SOME]
    accident: ClaimAccident | None = None
    item: Annotated[tuple[ClaimItem, ...], SOME] = ()
    total: Money | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.use is None and self.use_ext is None:
            absent("use")
        if self.created is None and self.created_ext is None:
            absent("created")


class ClaimResponseError(BackboneElement, kw_only=True, gc=False):
    itemSequence: PositiveInt | None = None
    itemSequence_ext: Element | None = None
    detailSequence: PositiveInt | None = None
    detailSequence_ext: Element | None = None
    subDetailSequence: PositiveInt | None = None
    subDetailSequence_ext: Element | None = None
    code: CodeableConcept


class ClaimResponseInsurance(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    focal: bool | None = None
    focal_ext: Element | None = None
    coverage: Reference
    businessArrangement: String | None = None
    businessArrangement_ext: Element | None = None
    claimResponse: Reference | None = None

    def __post_init__(self) -> None:
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")
        if self.focal is None and self.focal_ext is None:
            absent("focal")


class ClaimResponseProcessNote(BackboneElement, kw_only=True, gc=False):
    number: PositiveInt | None = None
    number_ext: Element | None = None
    type: NoteTypeCode | None = None
    type_ext: Element | None = None
    text: String | None = None
    text_ext: Element | None = None
    language: CodeableConcept | None = None

    def __post_init__(self) -> None:
        if self.text is None and self.text_ext is None:
            absent("text")


class ClaimResponsePayment(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    adjustment: Money | None = None
    adjustmentReason: CodeableConcept | None = None
    date: Date | None = None
    date_ext: Element | None = None
    amount: Money
    identifier: Identifier | None = None


class ClaimResponseTotal(BackboneElement, kw_only=True, gc=False):
    category: CodeableConcept
    amount: Money


class ClaimResponseAddItemDetailSubDetail(BackboneElement, kw_only=True, gc=False):
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ClaimResponseItemAdjudication, ...], SOME]


class ClaimResponseAddItemDetail(BackboneElement, kw_only=True, gc=False):
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ClaimResponseItemAdjudication, ...], SOME]
    subDetail: Annotated[tuple[ClaimResponseAddItemDetailSubDetail, ...], SOME] = ()


class ClaimResponseAddItem(BackboneElement, kw_only=True, gc=False):
    itemSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    itemSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    detailSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    detailSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    subdetailSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    subdetailSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    provider: Annotated[tuple[Reference, ...], SOME] = ()
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    programCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    servicedDate: Date | None = None
    servicedDate_ext: Element | None = None
    servicedPeriod: Period | None = None
    locationCodeableConcept: CodeableConcept | None = None
    locationAddress: Address | None = None
    locationReference: Reference | None = None
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    bodySite: CodeableConcept | None = None
    subSite: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ClaimResponseItemAdjudication, ...], SOME]
    detail: Annotated[tuple[ClaimResponseAddItemDetail, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[13:16].count(None) < 2:
            one_choice(self, "serviced", 13, 16, False)
        if values[16:19].count(None) < 2:
            one_choice(self, "location", 16, 19, False)


class ClaimResponseItemDetailSubDetail(BackboneElement, kw_only=True, gc=False):
    subDetailSequence: PositiveInt | None = None
    subDetailSequence_ext: Element | None = None
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ClaimResponseItemAdjudication, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.subDetailSequence is None and self.subDetailSequence_ext is None:
            absent("subDetailSequence")


class ClaimResponseItemDetail(BackboneElement, kw_only=True, gc=False):
    detailSequence: PositiveInt | None = None
    detailSequence_ext: Element | None = None
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ClaimResponseItemAdjudication, ...], SOME]
    subDetail: Annotated[tuple[ClaimResponseItemDetailSubDetail, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.detailSequence is None and self.detailSequence_ext is None:
            absent("detailSequence")


class ClaimResponseItemAdjudication(BackboneElement, kw_only=True, gc=False):
    category: CodeableConcept
    reason: CodeableConcept | None = None
    amount: Money | None = None
    value: Decimal | None = None
    value_ext: Element | None = None


class ClaimResponseItem(BackboneElement, kw_only=True, gc=False):
    itemSequence: PositiveInt | None = None
    itemSequence_ext: Element | None = None
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ClaimResponseItemAdjudication, ...], SOME]
    detail: Annotated[tuple[ClaimResponseItemDetail, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.itemSequence is None and self.itemSequence_ext is None:
            absent("itemSequence")


class ClaimResponse(DomainResource, kw_only=True, gc=False, tag="ClaimResponse", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: FmStatusCode | None = None
    status_ext: Element | None = None
    type: CodeableConcept
    subType: CodeableConcept | None = None
    use: ClaimUseCode | None = None
    use_ext: Element | None = None
    patient: Reference
    created: DateTime | None = None
    created_ext: Element | None = None
    insurer: Reference
    requestor: Reference | None = None
    request: Reference | None = None
    outcome: RemittanceOutcomeCode | None = None
    outcome_ext: Element | None = None
    disposition: String | None = None
    disposition_ext: Element | None = None
    preAuthRef: String | None = None
    preAuthRef_ext: Element | None = None
    preAuthPeriod: Period | None = None
    payeeType: CodeableConcept | None = None
    item: Annotated[tuple[ClaimResponseItem, ...], SOME] = ()
    addItem: Annotated[tuple[ClaimResponseAddItem, ...], SOME] = ()
    adjudication: Annotated[tuple[ClaimResponseItemAdjudication, ...], SOME] = ()
    total: Annotated[tuple[ClaimResponseTotal, ...], SOME] = ()
    payment: ClaimResponsePayment | None = None
    fundsReserve: CodeableConcept | None = None
    formCode: CodeableConcept | None = None
    form: Attachment | None = None
    processNote: Annotated[tuple[ClaimResponseProcessNote, ...], SOME] = ()
    communicationRequest: Annotated[tuple[Reference, ...], SOME] = ()
    insurance: Annotated[tuple[ClaimResponseInsurance, ...], SOME] = ()
    error: Annotated[tuple[ClaimResponseError, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.use is None and self.use_ext is None:
            absent("use")
        if self.created is None and self.created_ext is None:
            absent("created")
        if self.outcome is None and self.outcome_ext is None:
            absent("outcome")


class ClinicalImpressionFinding(BackboneElement, kw_only=True, gc=False):
    itemCodeableConcept: CodeableConcept | None = None
    itemReference: Reference | None = None
    basis: String | None = None
    basis_ext: Element | None = None


class ClinicalImpressionInvestigation(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept
    item: Annotated[tuple[Reference, ...], SOME] = ()


class ClinicalImpression(DomainResource, kw_only=True, gc=False, tag="ClinicalImpression", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: ClinicalimpressionStatusCode | None = None
    status_ext: Element | None = None
    statusReason: CodeableConcept | None = None
    code: CodeableConcept | None = None
    description: String | None = None
    description_ext: Element | None = None
    subject: Reference
    encounter: Reference | None = None
    effectiveDateTime: DateTime | None = None
    effectiveDateTime_ext: Element | None = None
    effectivePeriod: Period | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    assessor: Reference | None = None
    previous: Reference | None = None
    problem: Annotated[tuple[Reference, ...], SOME] = ()
    investigation: Annotated[tuple[ClinicalImpressionInvestigation, ...], SOME] = ()
    protocol: Annotated[tuple[Uri | None, ...], SOME] = ()
    protocol_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    summary: String | None = None
    summary_ext: Element | None = None
    finding: Annotated[tuple[ClinicalImpressionFinding, ...], SOME] = ()
    prognosisCodeableConcept: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    prognosisReference: Annotated[tuple[Reference, ...], SOME] = ()
    supportingInfo: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[19:22].count(None) < 2:
            one_choice(self, "effective", 19, 22, False)


class CodeSystemConceptProperty(BackboneElement, kw_only=True, gc=False):
    code: Code | None = None
    code_ext: Element | None = None
    valueCode: Code | None = None
    valueCode_ext: Element | None = None
    valueCoding: Coding | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueDateTime: DateTime | None = None
    valueDateTime_ext: Element | None = None
    valueDecimal: Decimal | None = None
    valueDecimal_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.code is None and self.code_ext is None:
            absent("code")
        if values[5:18].count(None) != 12:
            one_choice(self, "value", 5, 18, True)


class CodeSystemConceptDesignation(BackboneElement, kw_only=True, gc=False):
    language: Code | None = None
    language_ext: Element | None = None
    use: Coding | None = None
    value: String | None = None
    value_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.value is None and self.value_ext is None:
            absent("value")


class CodeSystemConcept(BackboneElement, kw_only=True, gc=False):
    code: Code | None = None
    code_ext: Element | None = None
    display: String | None = None
    display_ext: Element | None = None
    definition: String | None = None
    definition_ext: Element | None = None
    designation: Annotated[tuple[CodeSystemConceptDesignation, ...], SOME] = ()
    property: Annotated[tuple[CodeSystemConceptProperty, ...], SOME] = ()
    concept: Annotated[tuple[CodeSystemConcept, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")


class CodeSystemProperty(BackboneElement, kw_only=True, gc=False):
    code: Code | None = None
    code_ext: Element | None = None
    uri: Uri | None = None
    uri_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    type: ConceptPropertyTypeCode | None = None
    type_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")
        if self.type is None and self.type_ext is None:
            absent("type")


class CodeSystemFilter(BackboneElement, kw_only=True, gc=False):
    code: Code | None = None
    code_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    operator: Annotated[tuple[FilterOperatorCode | None, ...], SOME] = ()
    operator_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    value: String | None = None
    value_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")
        if not self.operator and not self.operator_ext:
            absent("operator")
        if self.value is None and self.value_ext is None:
            absent("value")


class CodeSystem(DomainResource, kw_only=True, gc=False, tag="CodeSystem", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    caseSensitive: bool | None = None
    caseSensitive_ext: Element | None = None
    valueSet: Canonical | None = None
    valueSet_ext: Element | None = None
    hierarchyMeaning: CodesystemHierarchyMeaningCode | None = None
    hierarchyMeaning_ext: Element | None = None
    compositional: bool | None = None
    compositional_ext: Element | None = None
    versionNeeded: bool | None = None
    versionNeeded_ext: Element | None = None
    content: CodesystemContentModeCode | None = None
    content_ext: Element | None = None
    supplements: Canonical | None = None
    supplements_ext: Element | None = None
    count: UnsignedInt | None = None
    count_ext: Element | None = None
    filter: Annotated[tuple[CodeSystemFilter, ...], SOME] = ()
    property: Annotated[tuple[CodeSystemProperty, ...], SOME] = ()
    concept: Annotated[tuple[CodeSystemConcept, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.content is None and self.content_ext is None:
            absent("content")


class CommunicationPayload(BackboneElement, kw_only=True, gc=False):
    contentString: String | None = None
    contentString_ext: Element | None = None
    contentAttachment: Attachment | None = None
    contentReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:7].count(None) != 3:
            one_choice(self, "content", 3, 7, True)


class Communication(DomainResource, kw_only=True, gc=False, tag="Communication", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    instantiatesCanonical: Annotated[tuple[Canonical | None, ...], SOME] = ()
    instantiatesCanonical_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    instantiatesUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiatesUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    inResponseTo: Annotated[tuple[Reference, ...], SOME] = ()
    status: EventStatusCode | None = None
    status_ext: Element | None = None
    statusReason: CodeableConcept | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    priority: RequestPriorityCode | None = None
    priority_ext: Element | None = None
    medium: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    subject: Reference | None = None
    topic: CodeableConcept | None = None
    about: Annotated[tuple[Reference, ...], SOME] = ()
    encounter: Reference | None = None
    sent: DateTime | None = None
    sent_ext: Element | None = None
    received: DateTime | None = None
    received_ext: Element | None = None
    recipient: Annotated[tuple[Reference, ...], SOME] = ()
    sender: Reference | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    payload: Annotated[tuple[CommunicationPayload, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class CommunicationRequestPayload(BackboneElement, kw_only=True, gc=False):
    contentString: String | None = None
    contentString_ext: Element | None = None
    contentAttachment: Attachment | None = None
    contentReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:7].count(None) != 3:
            one_choice(self, "content", 3, 7, True)


class CommunicationRequest(
    DomainResource, kw_only=True, gc=False, tag="CommunicationRequest", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    replaces: Annotated[tuple[Reference, ...], SOME] = ()
    groupIdentifier: Identifier | None = None
    status: RequestStatusCode | None = None
    status_ext: Element | None = None
    statusReason: CodeableConcept | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    priority: RequestPriorityCode | None = None
    priority_ext: Element | None = None
    doNotPerform: bool | None = None
    doNotPerform_ext: Element | None = None
    medium: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    subject: Reference | None = None
    about: Annotated[tuple[Reference, ...], SOME] = ()
    encounter: Reference | None = None
    payload: Annotated[tuple[CommunicationRequestPayload, ...], SOME] = ()
    occurrenceDateTime: DateTime | None = None
    occurrenceDateTime_ext: Element | None = None
    occurrencePeriod: Period | None = None
    authoredOn: DateTime | None = None
    authoredOn_ext: Element | None = None
    requester: Reference | None = None
    recipient: Annotated[tuple[Reference, ...], SOME] = ()
    sender: Reference | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[27:30].count(None) < 2:
            one_choice(self, "occurrence", 27, 30, False)


class CompartmentDefinitionResource(BackboneElement, kw_only=True, gc=False):
    code: ResourceTypesCode | None = None
    code_ext: Element | None = None
    param: Annotated[tuple[String | None, ...], SOME] = ()
    param_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    documentation: String | None = None
    documentation_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")


class CompartmentDefinition(
    DomainResource, kw_only=True, gc=False, tag="CompartmentDefinition", tag_field="resourceType"
):
    url: Uri | None = None
    url_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    code: CompartmentTypeCode | None = None
    code_ext: Element | None = None
    search: bool | None = None
    search_ext: Element | None = None
    resource: Annotated[tuple[CompartmentDefinitionResource, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.url is None and self.url_ext is None:
            absent("url")
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.code is None and self.code_ext is None:
            absent("code")
        if self.search is None and self.search_ext is None:
            absent("search")


class CompositionSection(BackboneElement, kw_only=True, gc=False):
    title: String | None = None
    title_ext: Element | None = None
    code: CodeableConcept | None = None
    author: Annotated[tuple[Reference, ...], SOME] = ()
    focus: Reference | None = None
    text: Narrative | None = None
    mode: ListModeCode | None = None
    mode_ext: Element | None = None
    orderedBy: CodeableConcept | None = None
    entry: Annotated[tuple[Reference, ...], SOME] = ()
    emptyReason: CodeableConcept | None = None
    section: Annotated[tuple[CompositionSection, ...], SOME] = ()


class CompositionEvent(BackboneElement, kw_only=True, gc=False):
    code: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    period: Period | None = None
    detail: Annotated[tuple[Reference, ...], SOME] = ()


class CompositionRelatesTo(BackboneElement, kw_only=True, gc=False):
    code: DocumentRelationshipTypeCode | None = None
    code_ext: Element | None = None
    targetIdentifier: Identifier | None = None
    targetReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.code is None and self.code_ext is None:
            absent("code")
        if values[5:7].count(None) != 1:
            one_choice(self, "target", 5, 7, True)


class CompositionAttester(BackboneElement, kw_only=True, gc=False):
    mode: CompositionAttestationModeCode | None = None
    mode_ext: Element | None = None
    time: DateTime | None = None
    time_ext: Element | None = None
    party: Reference | None = None

    def __post_init__(self) -> None:
        if self.mode is None and self.mode_ext is None:
            absent("mode")


class Composition(DomainResource, kw_only=True, gc=False, tag="Composition", tag_field="resourceType"):
    identifier: Identifier | None = None
    status: CompositionStatusCode | None = None
    status_ext: Element | None = None
    type: CodeableConcept
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    subject: Reference | None = None
    encounter: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    author: Annotated[tuple[Reference, ...], SOME]
    title: String | None = None
    title_ext: Element | None = None
    confidentiality: V3ConfidentialityClassificationCode | None = None
    confidentiality_ext: Element | None = None
    attester: Annotated[tuple[CompositionAttester, ...], SOME] = ()
    custodian: Reference | None = None
    relatesTo: Annotated[tuple[CompositionRelatesTo, ...], SOME] = ()
    event: Annotated[tuple[CompositionEvent, ...], SOME] = ()
    section: Annotated[tuple[CompositionSection, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.date is None and self.date_ext is None:
            absent("date")
        if self.title is None and self.title_ext is None:
            absent("title")


class ConceptMapGroupUnmapped(BackboneElement, kw_only=True, gc=False):
    mode: ConceptmapUnmappedModeCode | None = None
    mode_ext: Element | None = None
    code: Code | None = None
    code_ext: Element | None = None
    display: String | None = None
    display_ext: Element | None = None
    url: Canonical | None = None
    url_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.mode is None and self.mode_ext is None:
            absent("mode")


class ConceptMapGroupElementTargetDependsOn(BackboneElement, kw_only=True, gc=False):
    property: Uri | None = None
    property_ext: Element | None = None
    system: Canonical | None = None
    system_ext: Element | None = None
    value: String | None = None
    value_ext: Element | None = None
    display: String | None = None
    display_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.property is None and self.property_ext is None:
            absent("property")
        if self.value is None and self.value_ext is None:
            absent("value")


class ConceptMapGroupElementTarget(BackboneElement, kw_only=True, gc=False):
    code: Code | None = None
    code_ext: Element | None = None
    display: String | None = None
    display_ext: Element | None = None
    equivalence: ConceptMapEquivalenceCode | None = None
    equivalence_ext: Element | None = None
    comment: String | None = None
    comment_ext: Element | None = None
    dependsOn: Annotated[tuple[ConceptMapGroupElementTargetDependsOn, ...], SOME] = ()
    product: Annotated[tuple[ConceptMapGroupElementTargetDependsOn, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.equivalence is None and self.equivalence_ext is None:
            absent("equivalence")


class ConceptMapGroupElement(BackboneElement, kw_only=True, gc=False):
    code: Code | None = None
    code_ext: Element | None = None
    display: String | None = None
    display_ext: Element | None = None
    target: Annotated[tuple[ConceptMapGroupElementTarget, ...], SOME] = ()


class ConceptMapGroup(BackboneElement, kw_only=True, gc=False):
    source: Uri | None = None
    source_ext: Element | None = None
    sourceVersion: String | None = None
    sourceVersion_ext: Element | None = None
    target: Uri | None = None
    target_ext: Element | None = None
    targetVersion: String | None = None
    targetVersion_ext: Element | None = None
    element: Annotated[tuple[ConceptMapGroupElement, ...], SOME]
    unmapped: ConceptMapGroupUnmapped | None = None


class ConceptMap(DomainResource, kw_only=True, gc=False, tag="ConceptMap", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Identifier | None = None
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    sourceUri: Uri | None = None
    sourceUri_ext: Element | None = None
    sourceCanonical: Canonical | None = None
    sourceCanonical_ext: Element | None = None
    targetUri: Uri | None = None
    targetUri_ext: Element | None = None
    targetCanonical: Canonical | None = None
    targetCanonical_ext: Element | None = None
    group: Annotated[tuple[ConceptMapGroup, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[36:40].count(None) < 3:
            one_choice(self, "source", 36, 40, False)
        if values[40:44].count(None) < 3:
            one_choice(self, "target", 40, 44, False)


class ConditionEvidence(BackboneElement, kw_only=True, gc=False):
    code: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    detail: Annotated[tuple[Reference, ...], SOME] = ()


class ConditionStage(BackboneElement, kw_only=True, gc=False):
    summary: CodeableConcept | None = None
    assessment: Annotated[tuple[Reference, ...], SOME] = ()
    type: CodeableConcept | None = None


class Condition(DomainResource, kw_only=True, gc=False, tag="Condition", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    clinicalStatus: CodeableConcept | None = None
    verificationStatus: CodeableConcept | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    severity: CodeableConcept | None = None
    code: CodeableConcept | None = None
    bodySite: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    subject: Reference
    encounter: Reference | None = None
    onsetDateTime: DateTime | None = None
    onsetDateTime_ext: Element | None = None
    onsetAge: Age | None = None
    onsetPeriod: Period | None = None
    onsetRange: Range | None = None
    onsetString: String | None = None
    onsetString_ext: Element | None = None
    abatementDateTime: DateTime | None = None
    abatementDateTime_ext: Element | None = None
    abatementAge: Age | None = None
    abatementPeriod: Period | None = None
    abatementRange: Range | None = None
    abatementString: String | None = None
    abatementString_ext: Element | None = None
    recordedDate: DateTime | None = None
    recordedDate_ext: Element | None = None
    recorder: Reference | None = None
    asserter: Reference | None = None
    stage: Annotated[tuple[ConditionStage, ...], SOME] = ()
    evidence: Annotated[tuple[ConditionEvidence, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[19:26].count(None) < 6:
            one_choice(self, "onset", 19, 26, False)
        if values[26:33].count(None) < 6:
            one_choice(self, "abatement", 26, 33, False)


class ConsentProvisionData(BackboneElement, kw_only=True, gc=False):
    meaning: ConsentDataMeaningCode | None = None
    meaning_ext: Element | None = None
    reference: Reference

    def __post_init__(self) -> None:
        if self.meaning is None and self.meaning_ext is None:
            absent("meaning")


class ConsentProvisionActor(BackboneElement, kw_only=True, gc=False):
    role: CodeableConcept
    reference: Reference


class ConsentProvision(BackboneElement, kw_only=True, gc=False):
    type: ConsentProvisionTypeCode | None = None
    type_ext: Element | None = None
    period: Period | None = None
    actor: Annotated[tuple[ConsentProvisionActor, ...], SOME] = ()
    action: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    securityLabel: Annotated[tuple[Coding, ...], SOME] = ()
    purpose: Annotated[tuple[Coding, ...], SOME] = ()
    class_: Annotated[tuple[Coding, ...], SOME] = ()
    code: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    dataPeriod: Period | None = None
    data: Annotated[tuple[ConsentProvisionData, ...], SOME] = ()
    provision: Annotated[tuple[ConsentProvision, ...], SOME] = ()


class ConsentVerification(BackboneElement, kw_only=True, gc=False):
    verified: bool | None = None
    verified_ext: Element | None = None
    verifiedWith: Reference | None = None
    verificationDate: DateTime | None = None
    verificationDate_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.verified is None and self.verified_ext is None:
            absent("verified")


class ConsentPolicy(BackboneElement, kw_only=True, gc=False):
    authority: Uri | None = None
    authority_ext: Element | None = None
    uri: Uri | None = None
    uri_ext: Element | None = None


class Consent(DomainResource, kw_only=True, gc=False, tag="Consent", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: ConsentStateCodesCode | None = None
    status_ext: Element | None = None
    scope: CodeableConcept
    category: Annotated[tuple[CodeableConcept, ...], SOME]
    patient: Reference | None = None
    dateTime: DateTime | None = None
    dateTime_ext: Element | None = None
    performer: Annotated[tuple[Reference, ...], SOME] = ()
    organization: Annotated[tuple[Reference, ...], SOME] = ()
    sourceAttachment: Attachment | None = None
    sourceReference: Reference | None = None
    policy: Annotated[tuple[ConsentPolicy, ...], SOME] = ()
    policyRule: CodeableConcept | None = None
    verification: Annotated[tuple[ConsentVerification, ...], SOME] = ()
    provision: ConsentProvision | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[20:22].count(None) < 1:
            one_choice(self, "source", 20, 22, False)


class ContractRule(BackboneElement, kw_only=True, gc=False):
    contentAttachment: Attachment | None = None
    contentReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) != 1:
            one_choice(self, "content", 3, 5, True)


class ContractLegal(BackboneElement, kw_only=True, gc=False):
    contentAttachment: Attachment | None = None
    contentReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) != 1:
            one_choice(self, "content", 3, 5, True)


class ContractFriendly(BackboneElement, kw_only=True, gc=False):
    contentAttachment: Attachment | None = None
    contentReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) != 1:
            one_choice(self, "content", 3, 5, True)


class ContractSigner(BackboneElement, kw_only=True, gc=False):
    type: Coding
    party: Reference
    signature: Annotated[tuple[Signature, ...], SOME]


class ContractTermActionSubject(BackboneElement, kw_only=True, gc=False):
    reference: Annotated[tuple[Reference, ...], SOME]
    role: CodeableConcept | None = None


class ContractTermAction(BackboneElement, kw_only=True, gc=False):
    doNotPerform: bool | None = None
    doNotPerform_ext: Element | None = None
    type: CodeableConcept
    subject: Annotated[tuple[ContractTermActionSubject, ...], SOME] = ()
    intent: CodeableConcept
    linkId: Annotated[tuple[String | None, ...], SOME] = ()
    linkId_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    status: CodeableConcept
    context: Reference | None = None
    contextLinkId: Annotated[tuple[String | None, ...], SOME] = ()
    contextLinkId_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    occurrenceDateTime: DateTime | None = None
    occurrenceDateTime_ext: Element | None = None
    occurrencePeriod: Period | None = None
    occurrenceTiming: Timing | None = None
    requester: Annotated[tuple[Reference, ...], SOME] = ()
    requesterLinkId: Annotated[tuple[String | None, ...], SOME] = ()
    requesterLinkId_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    performerType: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    performerRole: CodeableConcept | None = None
    performer: Reference | None = None
    performerLinkId: Annotated[tuple[String | None, ...], SOME] = ()
    performerLinkId_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    reason: Annotated[tuple[String | None, ...], SOME] = ()
    reason_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    reasonLinkId: Annotated[tuple[String | None, ...], SOME] = ()
    reasonLinkId_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    securityLabelNumber: Annotated[tuple[UnsignedInt | None, ...], SOME] = ()
    securityLabelNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[14:18].count(None) < 3:
            one_choice(self, "occurrence", 14, 18, False)


class ContractTermAssetValuedItem(BackboneElement, kw_only=True, gc=False):
    entityCodeableConcept: CodeableConcept | None = None
    entityReference: Reference | None = None
    identifier: Identifier | None = None
    effectiveTime: DateTime | None = None
    effectiveTime_ext: Element | None = None
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    points: Decimal | None = None
    points_ext: Element | None = None
    net: Money | None = None
    payment: String | None = None
    payment_ext: Element | None = None
    paymentDate: DateTime | None = None
    paymentDate_ext: Element | None = None
    responsible: Reference | None = None
    recipient: Reference | None = None
    linkId: Annotated[tuple[String | None, ...], SOME] = ()
    linkId_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    securityLabelNumber: Annotated[tuple[UnsignedInt | None, ...], SOME] = ()
    securityLabelNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) < 1:
            one_choice(self, "entity", 3, 5, False)


class ContractTermAssetContext(BackboneElement, kw_only=True, gc=False):
    reference: Reference | None = None
    code: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    text: String | None = None
    text_ext: Element | None = None


class ContractTermAsset(BackboneElement, kw_only=True, gc=False):
    scope: CodeableConcept | None = None
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    typeReference: Annotated[tuple[Reference, ...], SOME] = ()
    subtype: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    relationship: Coding | None = None
    context: Annotated[tuple[ContractTermAssetContext, ...], SOME] = ()
    condition: String | None = None
    condition_ext: Element | None = None
    periodType: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    period: Annotated[tuple[Period, ...], SOME] = ()
    usePeriod: Annotated[tuple[Period, ...], SOME] = ()
    text: String | None = None
    text_ext: Element | None = None
    linkId: Annotated[tuple[String | None, ...], SOME] = ()
    linkId_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    answer: Annotated[tuple[ContractTermOfferAnswer, ...], SOME] = ()
    securityLabelNumber: Annotated[tuple[UnsignedInt | None, ...], SOME] = ()
    securityLabelNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    valuedItem: Annotated[tuple[ContractTermAssetValuedItem, ...], SOME] = ()


class ContractTermOfferAnswer(BackboneElement, kw_only=True, gc=False):
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueDecimal: Decimal | None = None
    valueDecimal_ext: Element | None = None
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueDate: Date | None = None
    valueDate_ext: Element | None = None
    valueDateTime: DateTime | None = None
    valueDateTime_ext: Element | None = None
    valueTime: Time | None = None
    valueTime_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueUri: Uri | None = None
    valueUri_ext: Element | None = None
    valueAttachment: Attachment | None = None
    valueCoding: Coding | None = None
    valueQuantity: Quantity | None = None
    valueReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:23].count(None) != 19:
            one_choice(self, "value", 3, 23, True)


class ContractTermOfferParty(BackboneElement, kw_only=True, gc=False):
    reference: Annotated[tuple[Reference, ...], SOME]
    role: CodeableConcept


class ContractTermOffer(BackboneElement, kw_only=True, gc=False):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    party: Annotated[tuple[ContractTermOfferParty, ...], SOME] = ()
    topic: Reference | None = None
    type: CodeableConcept | None = None
    decision: CodeableConcept | None = None
    decisionMode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    answer: Annotated[tuple[ContractTermOfferAnswer, ...], SOME] = ()
    text: String | None = None
    text_ext: Element | None = None
    linkId: Annotated[tuple[String | None, ...], SOME] = ()
    linkId_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    securityLabelNumber: Annotated[tuple[UnsignedInt | None, ...], SOME] = ()
    securityLabelNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()


class ContractTermSecurityLabel(BackboneElement, kw_only=True, gc=False):
    number: Annotated[tuple[UnsignedInt | None, ...], SOME] = ()
    number_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    classification: Coding
    category: Annotated[tuple[Coding, ...], SOME] = ()
    control: Annotated[tuple[Coding, ...], SOME] = ()


class ContractTerm(BackboneElement, kw_only=True, gc=False):
    identifier: Identifier | None = None
    issued: DateTime | None = None
    issued_ext: Element | None = None
    applies: Period | None = None
    topicCodeableConcept: CodeableConcept | None = None
    topicReference: Reference | None = None
    type: CodeableConcept | None = None
    subType: CodeableConcept | None = None
    text: String | None = None
    text_ext: Element | None = None
    securityLabel: Annotated[tuple[ContractTermSecurityLabel, ...], SOME] = ()
    offer: ContractTermOffer
    asset: Annotated[tuple[ContractTermAsset, ...], SOME] = ()
    action: Annotated[tuple[ContractTermAction, ...], SOME] = ()
    group: Annotated[tuple[ContractTerm, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[7:9].count(None) < 1:
            one_choice(self, "topic", 7, 9, False)


class ContractContentDefinition(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    subType: CodeableConcept | None = None
    publisher: Reference | None = None
    publicationDate: DateTime | None = None
    publicationDate_ext: Element | None = None
    publicationStatus: ContractPublicationstatusCode | None = None
    publicationStatus_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.publicationStatus is None and self.publicationStatus_ext is None:
            absent("publicationStatus")


class Contract(DomainResource, kw_only=True, gc=False, tag="Contract", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    url: Uri | None = None
    url_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    status: ContractStatusCode | None = None
    status_ext: Element | None = None
    legalState: CodeableConcept | None = None
    instantiatesCanonical: Reference | None = None
    instantiatesUri: Uri | None = None
    instantiatesUri_ext: Element | None = None
    contentDerivative: CodeableConcept | None = None
    issued: DateTime | None = None
    issued_ext: Element | None = None
    applies: Period | None = None
    expirationType: CodeableConcept | None = None
    subject: Annotated[tuple[Reference, ...], SOME] = ()
    authority: Annotated[tuple[Reference, ...], SOME] = ()
    domain: Annotated[tuple[Reference, ...], SOME] = ()
    site: Annotated[tuple[Reference, ...], SOME] = ()
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    subtitle: String | None = None
    subtitle_ext: Element | None = None
    alias: Annotated[tuple[String | None, ...], SOME] = ()
    alias_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    author: Reference | None = None
    scope: CodeableConcept | None = None
    topicCodeableConcept: CodeableConcept | None = None
    topicReference: Reference | None = None
    type: CodeableConcept | None = None
    subType: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    contentDefinition: ContractContentDefinition | None = None
    term: Annotated[tuple[ContractTerm, ...], SOME] = ()
    supportingInfo: Annotated[tuple[Reference, ...], SOME] = ()
    relevantHistory: Annotated[tuple[Reference, ...], SOME] = ()
    signer: Annotated[tuple[ContractSigner, ...], SOME] = ()
    friendly: Annotated[tuple[ContractFriendly, ...], SOME] = ()
    legal: Annotated[tuple[ContractLegal, ...], SOME] = ()
    rule: Annotated[tuple[ContractRule, ...], SOME] = ()
    legallyBindingAttachment: Attachment | None = None
    legallyBindingReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[40:42].count(None) < 1:
            one_choice(self, "topic", 40, 42, False)
        if values[52:54].count(None) < 1:
            one_choice(self, "legallyBinding", 52, 54, False)


class CoverageCostToBeneficiaryException(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    period: Period | None = None


class CoverageCostToBeneficiary(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    valueQuantity: Quantity | None = None
    valueMoney: Money | None = None
    exception: Annotated[tuple[CoverageCostToBeneficiaryException, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:6].count(None) != 1:
            one_choice(self, "value", 4, 6, True)


class CoverageClass(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    value: String | None = None
    value_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.value is None and self.value_ext is None:
            absent("value")


class Coverage(DomainResource, kw_only=True, gc=False, tag="Coverage", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: FmStatusCode | None = None
    status_ext: Element | None = None
    type: CodeableConcept | None = None
    policyHolder: Reference | None = None
    subscriber: Reference | None = None
    subscriberId: String | None = None
    subscriberId_ext: Element | None = None
    beneficiary: Reference
    dependent: String | None = None
    dependent_ext: Element | None = None
    relationship: CodeableConcept | None = None
    period: Period | None = None
    payor: Annotated[tuple[Reference, ...], SOME]
    class_: Annotated[tuple[CoverageClass, ...], SOME] = ()
    order: PositiveInt | None = None
    order_ext: Element | None = None
    network: String | None = None
    network_ext: Element | None = None
    costToBeneficiary: Annotated[tuple[CoverageCostToBeneficiary, ...], SOME] = ()
    subrogation: bool | None = None
    subrogation_ext: Element | None = None
    contract: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class CoverageEligibilityRequestItemDiagnosis(BackboneElement, kw_only=True, gc=False):
    diagnosisCodeableConcept: CodeableConcept | None = None
    diagnosisReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) < 1:
            one_choice(self, "diagnosis", 3, 5, False)


class CoverageEligibilityRequestItem(BackboneElement, kw_only=True, gc=False):
    supportingInfoSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    supportingInfoSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    category: CodeableConcept | None = None
    productOrService: CodeableConcept | None = None
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    provider: Reference | None = None
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    facility: Reference | None = None
    diagnosis: Annotated[tuple[CoverageEligibilityRequestItemDiagnosis, ...], SOME] = ()
    detail: Annotated[tuple[Reference, ...], SOME] = ()


class CoverageEligibilityRequestInsurance(BackboneElement, kw_only=True, gc=False):
    focal: bool | None = None
    focal_ext: Element | None = None
    coverage: Reference
    businessArrangement: String | None = None
    businessArrangement_ext: Element | None = None


class CoverageEligibilityRequestSupportingInfo(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    information: Reference
    appliesToAll: bool | None = None
    appliesToAll_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")


class CoverageEligibilityRequest(
    DomainResource, kw_only=True, gc=False, tag="CoverageEligibilityRequest", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: FmStatusCode | None = None
    status_ext: Element | None = None
    priority: CodeableConcept | None = None
    purpose: Annotated[tuple[EligibilityrequestPurposeCode | None, ...], SOME] = ()
    purpose_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    patient: Reference
    servicedDate: Date | None = None
    servicedDate_ext: Element | None = None
    servicedPeriod: Period | None = None
    created: DateTime | None = None
    created_ext: Element | None = None
    enterer: Reference | None = None
    provider: Reference | None = None
    insurer: Reference
    facility: Reference | None = None
    supportingInfo: Annotated[tuple[CoverageEligibilityRequestSupportingInfo, ...], SOME] = ()
    insurance: Annotated[tuple[CoverageEligibilityRequestInsurance, ...], SOME] = ()
    item: Annotated[tuple[CoverageEligibilityRequestItem, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if not self.purpose and not self.purpose_ext:
            absent("purpose")
        if values[17:20].count(None) < 2:
            one_choice(self, "serviced", 17, 20, False)
        if self.created is None and self.created_ext is None:
            absent("created")


class CoverageEligibilityResponseError(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept


class CoverageEligibilityResponseInsuranceItemBenefit(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    allowedUnsignedInt: UnsignedInt | None = None
    allowedUnsignedInt_ext: Element | None = None
    allowedString: String | None = None
    allowedString_ext: Element | None = None
    allowedMoney: Money | None = None
    usedUnsignedInt: UnsignedInt | None = None
    usedUnsignedInt_ext: Element | None = None
    usedString: String | None = None
    usedString_ext: Element | None = None
    usedMoney: Money | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:9].count(None) < 4:
            one_choice(self, "allowed", 4, 9, False)
        if values[9:14].count(None) < 4:
            one_choice(self, "used", 9, 14, False)


class CoverageEligibilityResponseInsuranceItem(BackboneElement, kw_only=True, gc=False):
    category: CodeableConcept | None = None
    productOrService: CodeableConcept | None = None
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    provider: Reference | None = None
    excluded: bool | None = None
    excluded_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    network: CodeableConcept | None = None
    unit: CodeableConcept | None = None
    term: CodeableConcept | None = None
    benefit: Annotated[tuple[CoverageEligibilityResponseInsuranceItemBenefit, ...], SOME] = ()
    authorizationRequired: bool | None = None
    authorizationRequired_ext: Element | None = None
    authorizationSupporting: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    authorizationUrl: Uri | None = None
    authorizationUrl_ext: Element | None = None


class CoverageEligibilityResponseInsurance(BackboneElement, kw_only=True, gc=False):
    coverage: Reference
    inforce: bool | None = None
    inforce_ext: Element | None = None
    benefitPeriod: Period | None = None
    item: Annotated[tuple[CoverageEligibilityResponseInsuranceItem, ...], SOME] = ()


class CoverageEligibilityResponse(
    DomainResource, kw_only=True, gc=False, tag="CoverageEligibilityResponse", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: FmStatusCode | None = None
    status_ext: Element | None = None
    purpose: Annotated[tuple[EligibilityresponsePurposeCode | None, ...], SOME] = ()
    purpose_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    patient: Reference
    servicedDate: Date | None = None
    servicedDate_ext: Element | None = None
    servicedPeriod: Period | None = None
    created: DateTime | None = None
    created_ext: Element | None = None
    requestor: Reference | None = None
    request: Reference
    outcome: RemittanceOutcomeCode | None = None
    outcome_ext: Element | None = None
    disposition: String | None = None
    disposition_ext: Element | None = None
    insurer: Reference
    insurance: Annotated[tuple[CoverageEligibilityResponseInsurance, ...], SOME] = ()
    preAuthRef: String | None = None
    preAuthRef_ext: Element | None = None
    form: CodeableConcept | None = None
    error: Annotated[tuple[CoverageEligibilityResponseError, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if not self.purpose and not self.purpose_ext:
            absent("purpose")
        if values[16:19].count(None) < 2:
            one_choice(self, "serviced", 16, 19, False)
        if self.created is None and self.created_ext is None:
            absent("created")
        if self.outcome is None and self.outcome_ext is None:
            absent("outcome")


class DetectedIssueMitigation(BackboneElement, kw_only=True, gc=False):
    action: CodeableConcept
    date: DateTime | None = None
    date_ext: Element | None = None
    author: Reference | None = None


class DetectedIssueEvidence(BackboneElement, kw_only=True, gc=False):
    code: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    detail: Annotated[tuple[Reference, ...], SOME] = ()


class DetectedIssue(DomainResource, kw_only=True, gc=False, tag="DetectedIssue", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: ObservationStatusCode | None = None
    status_ext: Element | None = None
    code: CodeableConcept | None = None
    severity: DetectedissueSeverityCode | None = None
    severity_ext: Element | None = None
    patient: Reference | None = None
    identifiedDateTime: DateTime | None = None
    identifiedDateTime_ext: Element | None = None
    identifiedPeriod: Period | None = None
    author: Reference | None = None
    implicated: Annotated[tuple[Reference, ...], SOME] = ()
    evidence: Annotated[tuple[DetectedIssueEvidence, ...], SOME] = ()
    detail: String | None = None
    detail_ext: Element | None = None
    reference: Uri | None = None
    reference_ext: Element | None = None
    mitigation: Annotated[tuple[DetectedIssueMitigation, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[17:20].count(None) < 2:
            one_choice(self, "identified", 17, 20, False)


class DeviceProperty(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    valueQuantity: Annotated[tuple[Quantity, ...], SOME] = ()
    valueCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()


class DeviceVersion(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    component: Identifier | None = None
    value: String | None = None
    value_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.value is None and self.value_ext is None:
            absent("value")


class DeviceSpecialization(BackboneElement, kw_only=True, gc=False):
    systemType: CodeableConcept
    version: String | None = None
    version_ext: Element | None = None


class DeviceDeviceName(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    type: DeviceNametypeCode | None = None
    type_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.type is None and self.type_ext is None:
            absent("type")


class DeviceUdiCarrier(BackboneElement, kw_only=True, gc=False):
    deviceIdentifier: String | None = None
    deviceIdentifier_ext: Element | None = None
    issuer: Uri | None = None
    issuer_ext: Element | None = None
    jurisdiction: Uri | None = None
    jurisdiction_ext: Element | None = None
    carrierAIDC: Base64Binary | None = None
    carrierAIDC_ext: Element | None = None
    carrierHRF: String | None = None
    carrierHRF_ext: Element | None = None
    entryType: UdiEntryTypeCode | None = None
    entryType_ext: Element | None = None


class Device(DomainResource, kw_only=True, gc=False, tag="Device", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    definition: Reference | None = None
    udiCarrier: Annotated[tuple[DeviceUdiCarrier, ...], SOME] = ()
    status: DeviceStatusCode | None = None
    status_ext: Element | None = None
    statusReason: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    distinctIdentifier: String | None = None
    distinctIdentifier_ext: Element | None = None
    manufacturer: String | None = None
    manufacturer_ext: Element | None = None
    manufactureDate: DateTime | None = None
    manufactureDate_ext: Element | None = None
    expirationDate: DateTime | None = None
    expirationDate_ext: Element | None = None
    lotNumber: String | None = None
    lotNumber_ext: Element | None = None
    serialNumber: String | None = None
    serialNumber_ext: Element | None = None
    deviceName: Annotated[tuple[DeviceDeviceName, ...], SOME] = ()
    modelNumber: String | None = None
    modelNumber_ext: Element | None = None
    partNumber: String | None = None
    partNumber_ext: Element | None = None
    type: CodeableConcept | None = None
    specialization: Annotated[tuple[DeviceSpecialization, ...], SOME] = ()
    version: Annotated[tuple[DeviceVersion, ...], SOME] = ()
    property: Annotated[tuple[DeviceProperty, ...], SOME] = ()
    patient: Reference | None = None
    owner: Reference | None = None
    contact: Annotated[tuple[ContactPoint, ...], SOME] = ()
    location: Reference | None = None
    url: Uri | None = None
    url_ext: Element | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    safety: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    parent: Reference | None = None


class DeviceDefinitionMaterial(BackboneElement, kw_only=True, gc=False):
    substance: CodeableConcept
    alternate: bool | None = None
    alternate_ext: Element | None = None
    allergenicIndicator: bool | None = None
    allergenicIndicator_ext: Element | None = None


class DeviceDefinitionProperty(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    valueQuantity: Annotated[tuple[Quantity, ...], SOME] = ()
    valueCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()


class DeviceDefinitionCapability(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    description: Annotated[tuple[CodeableConcept, ...], SOME] = ()


class DeviceDefinitionSpecialization(BackboneElement, kw_only=True, gc=False):
    systemType: String | None = None
    systemType_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.systemType is None and self.systemType_ext is None:
            absent("systemType")


class DeviceDefinitionDeviceName(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    type: DeviceNametypeCode | None = None
    type_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.type is None and self.type_ext is None:
            absent("type")


class DeviceDefinitionUdiDeviceIdentifier(BackboneElement, kw_only=True, gc=False):
    deviceIdentifier: String | None = None
    deviceIdentifier_ext: Element | None = None
    issuer: Uri | None = None
    issuer_ext: Element | None = None
    jurisdiction: Uri | None = None
    jurisdiction_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.deviceIdentifier is None and self.deviceIdentifier_ext is None:
            absent("deviceIdentifier")
        if self.issuer is None and self.issuer_ext is None:
            absent("issuer")
        if self.jurisdiction is None and self.jurisdiction_ext is None:
            absent("jurisdiction")


class DeviceDefinition(DomainResource, kw_only=True, gc=False, tag="DeviceDefinition", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    udiDeviceIdentifier: Annotated[tuple[DeviceDefinitionUdiDeviceIdentifier, ...], SOME] = ()
    manufacturerString: String | None = None
    manufacturerString_ext: Element | None = None
    manufacturerReference: Reference | None = None
    deviceName: Annotated[tuple[DeviceDefinitionDeviceName, ...], SOME] = ()
    modelNumber: String | None = None
    modelNumber_ext: Element | None = None
    type: CodeableConcept | None = None
    specialization: Annotated[tuple[DeviceDefinitionSpecialization, ...], SOME] = ()
    version: Annotated[tuple[String | None, ...], SOME] = ()
    version_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    safety: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    shelfLifeStorage: Annotated[tuple[ProductShelfLife, ...], SOME] = ()
    physicalCharacteristics: ProdCharacteristic | None = None
    languageCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    capability: Annotated[tuple[DeviceDefinitionCapability, ...], SOME] = ()
    property: Annotated[tuple[DeviceDefinitionProperty, ...], SOME] = ()
    owner: Reference | None = None
    contact: Annotated[tuple[ContactPoint, ...], SOME] = ()
    url: Uri | None = None
    url_ext: Element | None = None
    onlineInformation: Uri | None = None
    onlineInformation_ext: Element | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    quantity: Quantity | None = None
    parentDevice: Reference | None = None
    material: Annotated[tuple[DeviceDefinitionMaterial, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[12:15].count(None) < 2:
            one_choice(self, "manufacturer", 12, 15, False)


class DeviceMetricCalibration(BackboneElement, kw_only=True, gc=False):
    type: MetricCalibrationTypeCode | None = None
    type_ext: Element | None = None
    state: MetricCalibrationStateCode | None = None
    state_ext: Element | None = None
    time: Instant | None = None
    time_ext: Element | None = None


class DeviceMetric(DomainResource, kw_only=True, gc=False, tag="DeviceMetric", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    type: CodeableConcept
    unit: CodeableConcept | None = None
    source: Reference | None = None
    parent: Reference | None = None
    operationalStatus: MetricOperationalStatusCode | None = None
    operationalStatus_ext: Element | None = None
    color: MetricColorCode | None = None
    color_ext: Element | None = None
    category: MetricCategoryCode | None = None
    category_ext: Element | None = None
    measurementPeriod: Timing | None = None
    calibration: Annotated[tuple[DeviceMetricCalibration, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.category is None and self.category_ext is None:
            absent("category")


class DeviceRequestParameter(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    valueCodeableConcept: CodeableConcept | None = None
    valueQuantity: Quantity | None = None
    valueRange: Range | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:9].count(None) < 4:
            one_choice(self, "value", 4, 9, False)


class DeviceRequest(DomainResource, kw_only=True, gc=False, tag="DeviceRequest", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    instantiatesCanonical: Annotated[tuple[Canonical | None, ...], SOME] = ()
    instantiatesCanonical_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    instantiatesUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiatesUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    priorRequest: Annotated[tuple[Reference, ...], SOME] = ()
    groupIdentifier: Identifier | None = None
    status: RequestStatusCode | None = None
    status_ext: Element | None = None
    intent: RequestIntentCode | None = None
    intent_ext: Element | None = None
    priority: RequestPriorityCode | None = None
    priority_ext: Element | None = None
    codeReference: Reference | None = None
    codeCodeableConcept: CodeableConcept | None = None
    parameter: Annotated[tuple[DeviceRequestParameter, ...], SOME] = ()
    subject: Reference
    encounter: Reference | None = None
    occurrenceDateTime: DateTime | None = None
    occurrenceDateTime_ext: Element | None = None
    occurrencePeriod: Period | None = None
    occurrenceTiming: Timing | None = None
    authoredOn: DateTime | None = None
    authoredOn_ext: Element | None = None
    requester: Reference | None = None
    performerType: CodeableConcept | None = None
    performer: Reference | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    insurance: Annotated[tuple[Reference, ...], SOME] = ()
    supportingInfo: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    relevantHistory: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.intent is None and self.intent_ext is None:
            absent("intent")
        if values[24:26].count(None) != 1:
            one_choice(self, "code", 24, 26, True)
        if values[29:33].count(None) < 3:
            one_choice(self, "occurrence", 29, 33, False)


class DeviceUseStatement(DomainResource, kw_only=True, gc=False, tag="DeviceUseStatement", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    status: DeviceStatementStatusCode | None = None
    status_ext: Element | None = None
    subject: Reference
    derivedFrom: Annotated[tuple[Reference, ...], SOME] = ()
    timingTiming: Timing | None = None
    timingPeriod: Period | None = None
    timingDateTime: DateTime | None = None
    timingDateTime_ext: Element | None = None
    recordedOn: DateTime | None = None
    recordedOn_ext: Element | None = None
    source: Reference | None = None
    device: Reference
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    bodySite: CodeableConcept | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[16:20].count(None) < 3:
            one_choice(self, "timing", 16, 20, False)


class DiagnosticReportMedia(BackboneElement, kw_only=True, gc=False):
    comment: String | None = None
    comment_ext: Element | None = None
    link: Reference


class DiagnosticReport(DomainResource, kw_only=True, gc=False, tag="DiagnosticReport", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    status: DiagnosticReportStatusCode | None = None
    status_ext: Element | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    code: CodeableConcept
    subject: Reference | None = None
    encounter: Reference | None = None
    effectiveDateTime: DateTime | None = None
    effectiveDateTime_ext: Element | None = None
    effectivePeriod: Period | None = None
    issued: Instant | None = None
    issued_ext: Element | None = None
    performer: Annotated[tuple[Reference, ...], SOME] = ()
    resultsInterpreter: Annotated[tuple[Reference, ...], SOME] = ()
    specimen: Annotated[tuple[Reference, ...], SOME] = ()
    result: Annotated[tuple[Reference, ...], SOME] = ()
    imagingStudy: Annotated[tuple[Reference, ...], SOME] = ()
    media: Annotated[tuple[DiagnosticReportMedia, ...], SOME] = ()
    conclusion: String | None = None
    conclusion_ext: Element | None = None
    conclusionCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    presentedForm: Annotated[tuple[Attachment, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[18:21].count(None) < 2:
            one_choice(self, "effective", 18, 21, False)


class DocumentManifestRelated(BackboneElement, kw_only=True, gc=False):
    identifier: Identifier | None = None
    ref: Reference | None = None


class DocumentManifest(DomainResource, kw_only=True, gc=False, tag="DocumentManifest", tag_field="resourceType"):
    masterIdentifier: Identifier | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: DocumentReferenceStatusCode | None = None
    status_ext: Element | None = None
    type: CodeableConcept | None = None
    subject: Reference | None = None
    created: DateTime | None = None
    created_ext: Element | None = None
    author: Annotated[tuple[Reference, ...], SOME] = ()
    recipient: Annotated[tuple[Reference, ...], SOME] = ()
    source: Uri | None = None
    source_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    content: Annotated[tuple[Reference, ...], SOME]
    related: Annotated[tuple[DocumentManifestRelated, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class DocumentReferenceContext(BackboneElement, kw_only=True, gc=False):
    encounter: Annotated[tuple[Reference, ...], SOME] = ()
    event: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    period: Period | None = None
    facilityType: CodeableConcept | None = None
    practiceSetting: CodeableConcept | None = None
    sourcePatientInfo: Reference | None = None
    related: Annotated[tuple[Reference, ...], SOME] = ()


class DocumentReferenceContent(BackboneElement, kw_only=True, gc=False):
    attachment: Attachment
    format: Coding | None = None


class DocumentReferenceRelatesTo(BackboneElement, kw_only=True, gc=False):
    code: DocumentRelationshipTypeCode | None = None
    code_ext: Element | None = None
    target: Reference

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")


class DocumentReference(DomainResource, kw_only=True, gc=False, tag="DocumentReference", tag_field="resourceType"):
    masterIdentifier: Identifier | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: DocumentReferenceStatusCode | None = None
    status_ext: Element | None = None
    docStatus: CompositionStatusCode | None = None
    docStatus_ext: Element | None = None
    type: CodeableConcept | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    subject: Reference | None = None
    date: Instant | None = None
    date_ext: Element | None = None
    author: Annotated[tuple[Reference, ...], SOME] = ()
    authenticator: Reference | None = None
    custodian: Reference | None = None
    relatesTo: Annotated[tuple[DocumentReferenceRelatesTo, ...], SOME] = ()
    description: String | None = None
    description_ext: Element | None = None
    securityLabel: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    content: Annotated[tuple[DocumentReferenceContent, ...], SOME]
    context: DocumentReferenceContext | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class EffectEvidenceSynthesisCertaintyCertaintySubcomponent(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    rating: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()


class EffectEvidenceSynthesisCertainty(BackboneElement, kw_only=True, gc=False):
    rating: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    certaintySubcomponent: Annotated[tuple[EffectEvidenceSynthesisCertaintyCertaintySubcomponent, ...], SOME] = ()


class EffectEvidenceSynthesisEffectEstimatePrecisionEstimate(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    level: Decimal | None = None
    level_ext: Element | None = None
    from_: Decimal | None = None
    from_ext: Element | None = None
    to: Decimal | None = None
    to_ext: Element | None = None


class EffectEvidenceSynthesisEffectEstimate(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    type: CodeableConcept | None = None
    variantState: CodeableConcept | None = None
    value: Decimal | None = None
    value_ext: Element | None = None
    unitOfMeasure: CodeableConcept | None = None
    precisionEstimate: Annotated[tuple[EffectEvidenceSynthesisEffectEstimatePrecisionEstimate, ...], SOME] = ()


class EffectEvidenceSynthesisResultsByExposure(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    exposureState: ExposureStateCode | None = None
    exposureState_ext: Element | None = None
    variantState: CodeableConcept | None = None
    riskEvidenceSynthesis: Reference


class EffectEvidenceSynthesisSampleSize(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    numberOfStudies: Integer | None = None
    numberOfStudies_ext: Element | None = None
    numberOfParticipants: Integer | None = None
    numberOfParticipants_ext: Element | None = None


class EffectEvidenceSynthesis(
    DomainResource, kw_only=True, gc=False, tag="EffectEvidenceSynthesis", tag_field="resourceType"
):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    topic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    author: Annotated[tuple[ContactDetail, ...], SOME] = ()
    editor: Annotated[tuple[ContactDetail, ...], SOME] = ()
    reviewer: Annotated[tuple[ContactDetail, ...], SOME] = ()
    endorser: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    synthesisType: CodeableConcept | None = None
    studyType: CodeableConcept | None = None
    population: Reference
    exposure: Reference
    exposureAlternative: Reference
    outcome: Reference
    sampleSize: EffectEvidenceSynthesisSampleSize | None = None
    resultsByExposure: Annotated[tuple[EffectEvidenceSynthesisResultsByExposure, ...], SOME] = ()
    effectEstimate: Annotated[tuple[EffectEvidenceSynthesisEffectEstimate, ...], SOME] = ()
    certainty: Annotated[tuple[EffectEvidenceSynthesisCertainty, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class EncounterLocation(BackboneElement, kw_only=True, gc=False):
    location: Reference
    status: EncounterLocationStatusCode | None = None
    status_ext: Element | None = None
    physicalType: CodeableConcept | None = None
    period: Period | None = None


class EncounterHospitalization(BackboneElement, kw_only=True, gc=False):
    preAdmissionIdentifier: Identifier | None = None
    origin: Reference | None = None
    admitSource: CodeableConcept | None = None
    reAdmission: CodeableConcept | None = None
    dietPreference: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    specialCourtesy: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    specialArrangement: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    destination: Reference | None = None
    dischargeDisposition: CodeableConcept | None = None


class EncounterDiagnosis(BackboneElement, kw_only=True, gc=False):
    condition: Reference
    use: CodeableConcept | None = None
    rank: PositiveInt | None = None
    rank_ext: Element | None = None


class EncounterParticipant(BackboneElement, kw_only=True, gc=False):
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    period: Period | None = None
    individual: Reference | None = None


class EncounterClassHistory(BackboneElement, kw_only=True, gc=False):
    class_: Coding
    period: Period


class EncounterStatusHistory(BackboneElement, kw_only=True, gc=False):
    status: EncounterStatusCode | None = None
    status_ext: Element | None = None
    period: Period

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class Encounter(DomainResource, kw_only=True, gc=False, tag="Encounter", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: EncounterStatusCode | None = None
    status_ext: Element | None = None
    statusHistory: Annotated[tuple[EncounterStatusHistory, ...], SOME] = ()
    class_: Coding
    classHistory: Annotated[tuple[EncounterClassHistory, ...], SOME] = ()
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    serviceType: CodeableConcept | None = None
    priority: CodeableConcept | None = None
    subject: Reference | None = None
    episodeOfCare: Annotated[tuple[Reference, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    participant: Annotated[tuple[EncounterParticipant, ...], SOME] = ()
    appointment: Annotated[tuple[Reference, ...], SOME] = ()
    period: Period | None = None
    length: Duration | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    diagnosis: Annotated[tuple[EncounterDiagnosis, ...], SOME] = ()
    account: Annotated[tuple[Reference, ...], SOME] = ()
    hospitalization: EncounterHospitalization | None = None
    location: Annotated[tuple[EncounterLocation, ...], SOME] = ()
    serviceProvider: Reference | None = None
    partOf: Reference | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class Endpoint(DomainResource, kw_only=True, gc=False, tag="Endpoint", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: EndpointStatusCode | None = None
    status_ext: Element | None = None
    connectionType: Coding
    name: String | None = None
    name_ext: Element | None = None
    managingOrganization: Reference | None = None
    contact: Annotated[tuple[ContactPoint, ...], SOME] = ()
    period: Period | None = None
    payloadType: Annotated[tuple[CodeableConcept, ...], SOME]
    payloadMimeType: Annotated[tuple[Code | None, ...], SOME] = ()
    payloadMimeType_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    address: Url | None = None
    address_ext: Element | None = None
    header: Annotated[tuple[String | None, ...], SOME] = ()
    header_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.address is None and self.address_ext is None:
            absent("address")


class EnrollmentRequest(DomainResource, kw_only=True, gc=False, tag="EnrollmentRequest", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: FmStatusCode | None = None
    status_ext: Element | None = None
    created: DateTime | None = None
    created_ext: Element | None = None
    insurer: Reference | None = None
    provider: Reference | None = None
    candidate: Reference | None = None
    coverage: Reference | None = None


class EnrollmentResponse(DomainResource, kw_only=True, gc=False, tag="EnrollmentResponse", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: FmStatusCode | None = None
    status_ext: Element | None = None
    request: Reference | None = None
    outcome: RemittanceOutcomeCode | None = None
    outcome_ext: Element | None = None
    disposition: String | None = None
    disposition_ext: Element | None = None
    created: DateTime | None = None
    created_ext: Element | None = None
    organization: Reference | None = None
    requestProvider: Reference | None = None


class EpisodeOfCareDiagnosis(BackboneElement, kw_only=True, gc=False):
    condition: Reference
    role: CodeableConcept | None = None
    rank: PositiveInt | None = None
    rank_ext: Element | None = None


class EpisodeOfCareStatusHistory(BackboneElement, kw_only=True, gc=False):
    status: EpisodeOfCareStatusCode | None = None
    status_ext: Element | None = None
    period: Period

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class EpisodeOfCare(DomainResource, kw_only=True, gc=False, tag="EpisodeOfCare", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: EpisodeOfCareStatusCode | None = None
    status_ext: Element | None = None
    statusHistory: Annotated[tuple[EpisodeOfCareStatusHistory, ...], SOME] = ()
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    diagnosis: Annotated[tuple[EpisodeOfCareDiagnosis, ...], SOME] = ()
    patient: Reference
    managingOrganization: Reference | None = None
    period: Period | None = None
    referralRequest: Annotated[tuple[Reference, ...], SOME] = ()
    careManager: Reference | None = None
    team: Annotated[tuple[Reference, ...], SOME] = ()
    account: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class EventDefinition(DomainResource, kw_only=True, gc=False, tag="EventDefinition", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    subtitle: String | None = None
    subtitle_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    subjectCodeableConcept: CodeableConcept | None = None
    subjectReference: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    usage: String | None = None
    usage_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    topic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    author: Annotated[tuple[ContactDetail, ...], SOME] = ()
    editor: Annotated[tuple[ContactDetail, ...], SOME] = ()
    reviewer: Annotated[tuple[ContactDetail, ...], SOME] = ()
    endorser: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    trigger: Annotated[tuple[TriggerDefinition, ...], SOME]

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[25:27].count(None) < 1:
            one_choice(self, "subject", 25, 27, False)


class Evidence(DomainResource, kw_only=True, gc=False, tag="Evidence", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    shortTitle: String | None = None
    shortTitle_ext: Element | None = None
    subtitle: String | None = None
    subtitle_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    topic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    author: Annotated[tuple[ContactDetail, ...], SOME] = ()
    editor: Annotated[tuple[ContactDetail, ...], SOME] = ()
    reviewer: Annotated[tuple[ContactDetail, ...], SOME] = ()
    endorser: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    exposureBackground: Reference
    exposureVariant: Annotated[tuple[Reference, ...], SOME] = ()
    outcome: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class EvidenceVariableCharacteristic(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    definitionReference: Reference | None = None
    definitionCanonical: Canonical | None = None
    definitionCanonical_ext: Element | None = None
    definitionCodeableConcept: CodeableConcept | None = None
    definitionExpression: Expression | None = None
    definitionDataRequirement: DataRequirement | None = None
    definitionTriggerDefinition: TriggerDefinition | None = None
    usageContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    exclude: bool | None = None
    exclude_ext: Element | None = None
    participantEffectiveDateTime: DateTime | None = None
    participantEffectiveDateTime_ext: Element | None = None
    participantEffectivePeriod: Period | None = None
    participantEffectiveDuration: Duration | None = None
    participantEffectiveTiming: Timing | None = None
    timeFromStart: Duration | None = None
    groupMeasure: GroupMeasureCode | None = None
    groupMeasure_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[5:12].count(None) != 6:
            one_choice(self, "definition", 5, 12, True)
        if values[15:20].count(None) < 4:
            one_choice(self, "participantEffective", 15, 20, False)


class EvidenceVariable(DomainResource, kw_only=True, gc=False, tag="EvidenceVariable", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    shortTitle: String | None = None
    shortTitle_ext: Element | None = None
    subtitle: String | None = None
    subtitle_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    topic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    author: Annotated[tuple[ContactDetail, ...], SOME] = ()
    editor: Annotated[tuple[ContactDetail, ...], SOME] = ()
    reviewer: Annotated[tuple[ContactDetail, ...], SOME] = ()
    endorser: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    type: VariableTypeCode | None = None
    type_ext: Element | None = None
    characteristic: Annotated[tuple[EvidenceVariableCharacteristic, ...], SOME]

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class ExampleScenarioProcessStepAlternative(BackboneElement, kw_only=True, gc=False):
    title: String | None = None
    title_ext: Element | None = None
    description: Markdown | None = None
    description_ext: Element | None = None
    step: Annotated[tuple[ExampleScenarioProcessStep, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.title is None and self.title_ext is None:
            absent("title")


class ExampleScenarioProcessStepOperation(BackboneElement, kw_only=True, gc=False):
    number: String | None = None
    number_ext: Element | None = None
    type: String | None = None
    type_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    initiator: String | None = None
    initiator_ext: Element | None = None
    receiver: String | None = None
    receiver_ext: Element | None = None
    description: Markdown | None = None
    description_ext: Element | None = None
    initiatorActive: bool | None = None
    initiatorActive_ext: Element | None = None
    receiverActive: bool | None = None
    receiverActive_ext: Element | None = None
    request: ExampleScenarioInstanceContainedInstance | None = None
    response: ExampleScenarioInstanceContainedInstance | None = None

    def __post_init__(self) -> None:
        if self.number is None and self.number_ext is None:
            absent("number")


class ExampleScenarioProcessStep(BackboneElement, kw_only=True, gc=False):
    process: Annotated[tuple[ExampleScenarioProcess, ...], SOME] = ()
    pause: bool | None = None
    pause_ext: Element | None = None
    operation: ExampleScenarioProcessStepOperation | None = None
    alternative: Annotated[tuple[ExampleScenarioProcessStepAlternative, ...], SOME] = ()


class ExampleScenarioProcess(BackboneElement, kw_only=True, gc=False):
    title: String | None = None
    title_ext: Element | None = None
    description: Markdown | None = None
    description_ext: Element | None = None
    preConditions: Markdown | None = None
    preConditions_ext: Element | None = None
    postConditions: Markdown | None = None
    postConditions_ext: Element | None = None
    step: Annotated[tuple[ExampleScenarioProcessStep, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.title is None and self.title_ext is None:
            absent("title")


class ExampleScenarioInstanceContainedInstance(BackboneElement, kw_only=True, gc=False):
    resourceId: String | None = None
    resourceId_ext: Element | None = None
    versionId: String | None = None
    versionId_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.resourceId is None and self.resourceId_ext is None:
            absent("resourceId")


class ExampleScenarioInstanceVersion(BackboneElement, kw_only=True, gc=False):
    versionId: String | None = None
    versionId_ext: Element | None = None
    description: Markdown | None = None
    description_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.versionId is None and self.versionId_ext is None:
            absent("versionId")
        if self.description is None and self.description_ext is None:
            absent("description")


class ExampleScenarioInstance(BackboneElement, kw_only=True, gc=False):
    resourceId: String | None = None
    resourceId_ext: Element | None = None
    resourceType: ResourceTypesCode | None = None
    resourceType_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    description: Markdown | None = None
    description_ext: Element | None = None
    version: Annotated[tuple[ExampleScenarioInstanceVersion, ...], SOME] = ()
    containedInstance: Annotated[tuple[ExampleScenarioInstanceContainedInstance, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.resourceId is None and self.resourceId_ext is None:
            absent("resourceId")
        if self.resourceType is None and self.resourceType_ext is None:
            absent("resourceType")


class ExampleScenarioActor(BackboneElement, kw_only=True, gc=False):
    actorId: String | None = None
    actorId_ext: Element | None = None
    type: ExamplescenarioActorTypeCode | None = None
    type_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    description: Markdown | None = None
    description_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.actorId is None and self.actorId_ext is None:
            absent("actorId")
        if self.type is None and self.type_ext is None:
            absent("type")


class ExampleScenario(DomainResource, kw_only=True, gc=False, tag="ExampleScenario", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    actor: Annotated[tuple[ExampleScenarioActor, ...], SOME] = ()
    instance: Annotated[tuple[ExampleScenarioInstance, ...], SOME] = ()
    process: Annotated[tuple[ExampleScenarioProcess, ...], SOME] = ()
    workflow: Annotated[tuple[Canonical | None, ...], SOME] = ()
    workflow_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class ExplanationOfBenefitBenefitBalanceFinancial(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    allowedUnsignedInt: UnsignedInt | None = None
    allowedUnsignedInt_ext: Element | None = None
    allowedString: String | None = None
    allowedString_ext: Element | None = None
    allowedMoney: Money | None = None
    usedUnsignedInt: UnsignedInt | None = None
    usedUnsignedInt_ext: Element | None = None
    usedMoney: Money | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:9].count(None) < 4:
            one_choice(self, "allowed", 4, 9, False)
        if values[9:12].count(None) < 2:
            one_choice(self, "used", 9, 12, False)


class ExplanationOfBenefitBenefitBalance(BackboneElement, kw_only=True, gc=False):
    category: CodeableConcept
    excluded: bool | None = None
    excluded_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    network: CodeableConcept | None = None
    unit: CodeableConcept | None = None
    term: CodeableConcept | None = None
    financial: Annotated[tuple[ExplanationOfBenefitBenefitBalanceFinancial, ...], SOME] = ()


class ExplanationOfBenefitProcessNote(BackboneElement, kw_only=True, gc=False):
    number: PositiveInt | None = None
    number_ext: Element | None = None
    type: NoteTypeCode | None = None
    type_ext: Element | None = None
    text: String | None = None
    text_ext: Element | None = None
    language: CodeableConcept | None = None


class ExplanationOfBenefitPayment(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    adjustment: Money | None = None
    adjustmentReason: CodeableConcept | None = None
    date: Date | None = None
    date_ext: Element | None = None
    amount: Money | None = None
    identifier: Identifier | None = None


class ExplanationOfBenefitTotal(BackboneElement, kw_only=True, gc=False):
    category: CodeableConcept
    amount: Money


class ExplanationOfBenefitAddItemDetailSubDetail(BackboneElement, kw_only=True, gc=False):
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ExplanationOfBenefitItemAdjudication, ...], SOME] = ()


class ExplanationOfBenefitAddItemDetail(BackboneElement, kw_only=True, gc=False):
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ExplanationOfBenefitItemAdjudication, ...], SOME] = ()
    subDetail: Annotated[tuple[ExplanationOfBenefitAddItemDetailSubDetail, ...], SOME] = ()


class ExplanationOfBenefitAddItem(BackboneElement, kw_only=True, gc=False):
    itemSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    itemSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    detailSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    detailSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    subDetailSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    subDetailSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    provider: Annotated[tuple[Reference, ...], SOME] = ()
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    programCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    servicedDate: Date | None = None
    servicedDate_ext: Element | None = None
    servicedPeriod: Period | None = None
    locationCodeableConcept: CodeableConcept | None = None
    locationAddress: Address | None = None
    locationReference: Reference | None = None
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    bodySite: CodeableConcept | None = None
    subSite: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ExplanationOfBenefitItemAdjudication, ...], SOME] = ()
    detail: Annotated[tuple[ExplanationOfBenefitAddItemDetail, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[13:16].count(None) < 2:
            one_choice(self, "serviced", 13, 16, False)
        if values[16:19].count(None) < 2:
            one_choice(self, "location", 16, 19, False)


class ExplanationOfBenefitItemDetailSubDetail(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    revenue: CodeableConcept | None = None
    category: CodeableConcept | None = None
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    programCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    udi: Annotated[tuple[Reference, ...], SOME] = ()
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ExplanationOfBenefitItemAdjudication, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")


class ExplanationOfBenefitItemDetail(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    revenue: CodeableConcept | None = None
    category: CodeableConcept | None = None
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    programCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    udi: Annotated[tuple[Reference, ...], SOME] = ()
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ExplanationOfBenefitItemAdjudication, ...], SOME] = ()
    subDetail: Annotated[tuple[ExplanationOfBenefitItemDetailSubDetail, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")


class ExplanationOfBenefitItemAdjudication(BackboneElement, kw_only=True, gc=False):
    category: CodeableConcept
    reason: CodeableConcept | None = None
    amount: Money | None = None
    value: Decimal | None = None
    value_ext: Element | None = None


class ExplanationOfBenefitItem(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    careTeamSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    careTeamSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    diagnosisSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    diagnosisSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    procedureSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    procedureSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    informationSequence: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    informationSequence_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    revenue: CodeableConcept | None = None
    category: CodeableConcept | None = None
    productOrService: CodeableConcept
    modifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    programCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    servicedDate: Date | None = None
    servicedDate_ext: Element | None = None
    servicedPeriod: Period | None = None
    locationCodeableConcept: CodeableConcept | None = None
    locationAddress: Address | None = None
    locationReference: Reference | None = None
    quantity: Quantity | None = None
    unitPrice: Money | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    net: Money | None = None
    udi: Annotated[tuple[Reference, ...], SOME] = ()
    bodySite: CodeableConcept | None = None
    subSite: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    encounter: Annotated[tuple[Reference, ...], SOME] = ()
    noteNumber: Annotated[tuple[PositiveInt | None, ...], SOME] = ()
    noteNumber_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    adjudication: Annotated[tuple[ExplanationOfBenefitItemAdjudication, ...], SOME] = ()
    detail: Annotated[tuple[ExplanationOfBenefitItemDetail, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")
        if values[18:21].count(None) < 2:
            one_choice(self, "serviced", 18, 21, False)
        if values[21:24].count(None) < 2:
            one_choice(self, "location", 21, 24, False)


class ExplanationOfBenefitAccident(BackboneElement, kw_only=True, gc=False):
    date: Date | None = None
    date_ext: Element | None = None
    type: CodeableConcept | None = None
    locationAddress: Address | None = None
    locationReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[6:8].count(None) < 1:
            one_choice(self, "location", 6, 8, False)


class ExplanationOfBenefitInsurance(BackboneElement, kw_only=True, gc=False):
    focal: bool | None = None
    focal_ext: Element | None = None
    coverage: Reference
    preAuthRef: Annotated[tuple[String | None, ...], SOME] = ()
    preAuthRef_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.focal is None and self.focal_ext is None:
            absent("focal")


class ExplanationOfBenefitProcedure(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    date: DateTime | None = None
    date_ext: Element | None = None
    procedureCodeableConcept: CodeableConcept | None = None
    procedureReference: Reference | None = None
    udi: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")
        if values[8:10].count(None) != 1:
            one_choice(self, "procedure", 8, 10, True)


class ExplanationOfBenefitDiagnosis(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    diagnosisCodeableConcept: CodeableConcept | None = None
    diagnosisReference: Reference | None = None
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    onAdmission: CodeableConcept | None = None
    packageCode: CodeableConcept | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")
        if values[5:7].count(None) != 1:
            one_choice(self, "diagnosis", 5, 7, True)


class ExplanationOfBenefitSupportingInfo(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    category: CodeableConcept
    code: CodeableConcept | None = None
    timingDate: Date | None = None
    timingDate_ext: Element | None = None
    timingPeriod: Period | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueQuantity: Quantity | None = None
    valueAttachment: Attachment | None = None
    valueReference: Reference | None = None
    reason: Coding | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")
        if values[7:10].count(None) < 2:
            one_choice(self, "timing", 7, 10, False)
        if values[10:17].count(None) < 6:
            one_choice(self, "value", 10, 17, False)


class ExplanationOfBenefitCareTeam(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    provider: Reference
    responsible: bool | None = None
    responsible_ext: Element | None = None
    role: CodeableConcept | None = None
    qualification: CodeableConcept | None = None

    def __post_init__(self) -> None:
        if self.sequence is None and self.sequence_ext is None:
            absent("sequence")


class ExplanationOfBenefitPayee(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    party: Reference | None = None


class ExplanationOfBenefitRelated(BackboneElement, kw_only=True, gc=False):
    claim: Reference | None = None
    relationship: CodeableConcept | None = None
    reference: Identifier | None = None


class ExplanationOfBenefit(
    DomainResource, kw_only=True, gc=False, tag="ExplanationOfBenefit", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: ExplanationofbenefitStatusCode | None = None
    status_ext: Element | None = None
    type: CodeableConcept
    subType: CodeableConcept | None = None
    use: ClaimUseCode | None = None
    use_ext: Element | None = None
    patient: Reference
    billablePeriod: Period | None = None
    created: DateTime | None = None
    created_ext: Element | None = None
    enterer: Reference | None = None
    insurer: Reference
    provider: Reference
    priority: CodeableConcept | None = None
    fundsReserveRequested: CodeableConcept | None = None
    fundsReserve: CodeableConcept | None = None
    related: Annotated[tuple[ExplanationOfBenefitRelated, ...], SOME] = ()
    prescription: Reference | None = None
    originalPrescription: Reference | None = None
    payee: ExplanationOfBenefitPayee | None = None
    referral: Reference | None = None
    facility: Reference | None = None
    claim: Reference | None = None
    claimResponse: Reference | None = None
    outcome: RemittanceOutcomeCode | None = None
    outcome_ext: Element | None = None
    disposition: String | None = None
    disposition_ext: Element | None = None
    preAuthRef: Annotated[tuple[String | None, ...], SOME] = ()
    preAuthRef_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    preAuthRefPeriod: Annotated[tuple[Period, ...], SOME] = ()
    careTeam: Annotated[tuple[ExplanationOfBenefitCareTeam, ...], SOME] = ()
    supportingInfo: Annotated[tuple[ExplanationOfBenefitSupportingInfo, ...], SOME] = ()
    diagnosis: Annotated[tuple[ExplanationOfBenefitDiagnosis, ...], SOME] = ()
    procedure: Annotated[tuple[ExplanationOfBenefitProcedure, ...], SOME] = ()
    precedence: PositiveInt | None = None
    precedence_ext: Element | None = None
    insurance: Annotated[tuple[ExplanationOfBenefitInsurance, ...], SOME]
    accident: ExplanationOfBenefitAccident | None = None
    item: Annotated[tuple[ExplanationOfBenefitItem, ...], SOME] = ()
    addItem: Annotated[tuple[ExplanationOfBenefitAddItem, ...], SOME] = ()
    adjudication: Annotated[tuple[ExplanationOfBenefitItemAdjudication, ...], SOME] = ()
    total: Annotated[tuple[ExplanationOfBenefitTotal, ...], SOME] = ()
    payment: ExplanationOfBenefitPayment | None = None
    formCode: CodeableConcept | None = None
    form: Attachment | None = None
    processNote: Annotated[tuple[ExplanationOfBenefitProcessNote, ...], SOME] = ()
    benefitPeriod: Period | None = None
    benefitBalance: Annotated[tuple[ExplanationOfBenefitBenefitBalance, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.use is None and self.use_ext is None:
            absent("use")
        if self.created is None and self.created_ext is None:
            absent("created")
        if self.outcome is None and self.outcome_ext is None:
            absent("outcome")


class FamilyMemberHistoryCondition(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept
    outcome: CodeableConcept | None = None
    contributedToDeath: bool | None = None
    contributedToDeath_ext: Element | None = None
    onsetAge: Age | None = None
    onsetRange: Range | None = None
    onsetPeriod: Period | None = None
    onsetString: String | None = None
    onsetString_ext: Element | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[7:12].count(None) < 4:
            one_choice(self, "onset", 7, 12, False)


class FamilyMemberHistory(DomainResource, kw_only=True, gc=False, tag="FamilyMemberHistory", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    instantiatesCanonical: Annotated[tuple[Canonical | None, ...], SOME] = ()
    instantiatesCanonical_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    instantiatesUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiatesUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    status: HistoryStatusCode | None = None
    status_ext: Element | None = None
    dataAbsentReason: CodeableConcept | None = None
    patient: Reference
    date: DateTime | None = None
    date_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    relationship: CodeableConcept
    sex: CodeableConcept | None = None
    bornPeriod: Period | None = None
    bornDate: Date | None = None
    bornDate_ext: Element | None = None
    bornString: String | None = None
    bornString_ext: Element | None = None
    ageAge: Age | None = None
    ageRange: Range | None = None
    ageString: String | None = None
    ageString_ext: Element | None = None
    estimatedAge: bool | None = None
    estimatedAge_ext: Element | None = None
    deceasedBoolean: bool | None = None
    deceasedBoolean_ext: Element | None = None
    deceasedAge: Age | None = None
    deceasedRange: Range | None = None
    deceasedDate: Date | None = None
    deceasedDate_ext: Element | None = None
    deceasedString: String | None = None
    deceasedString_ext: Element | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    condition: Annotated[tuple[FamilyMemberHistoryCondition, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[25:30].count(None) < 4:
            one_choice(self, "born", 25, 30, False)
        if values[30:34].count(None) < 3:
            one_choice(self, "age", 30, 34, False)
        if values[36:44].count(None) < 7:
            one_choice(self, "deceased", 36, 44, False)


class Flag(DomainResource, kw_only=True, gc=False, tag="Flag", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: FlagStatusCode | None = None
    status_ext: Element | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    code: CodeableConcept
    subject: Reference
    period: Period | None = None
    encounter: Reference | None = None
    author: Reference | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class GoalTarget(BackboneElement, kw_only=True, gc=False):
    measure: CodeableConcept | None = None
    detailQuantity: Quantity | None = None
    detailRange: Range | None = None
    detailCodeableConcept: CodeableConcept | None = None
    detailString: String | None = None
    detailString_ext: Element | None = None
    detailBoolean: bool | None = None
    detailBoolean_ext: Element | None = None
    detailInteger: Integer | None = None
    detailInteger_ext: Element | None = None
    detailRatio: Ratio | None = None
    dueDate: Date | None = None
    dueDate_ext: Element | None = None
    dueDuration: Duration | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:14].count(None) < 9:
            one_choice(self, "detail", 4, 14, False)
        if values[14:17].count(None) < 2:
            one_choice(self, "due", 14, 17, False)


class Goal(DomainResource, kw_only=True, gc=False, tag="Goal", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    lifecycleStatus: GoalStatusCode | None = None
    lifecycleStatus_ext: Element | None = None
    achievementStatus: CodeableConcept | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    priority: CodeableConcept | None = None
    description: CodeableConcept
    subject: Reference
    startDate: Date | None = None
    startDate_ext: Element | None = None
    startCodeableConcept: CodeableConcept | None = None
    target: Annotated[tuple[GoalTarget, ...], SOME] = ()
    statusDate: Date | None = None
    statusDate_ext: Element | None = None
    statusReason: String | None = None
    statusReason_ext: Element | None = None
    expressedBy: Reference | None = None
    addresses: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    outcomeCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    outcomeReference: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.lifecycleStatus is None and self.lifecycleStatus_ext is None:
            absent("lifecycleStatus")
        if values[18:21].count(None) < 2:
            one_choice(self, "start", 18, 21, False)


class GraphDefinitionLinkTargetCompartment(BackboneElement, kw_only=True, gc=False):
    use: GraphCompartmentUseCode | None = None
    use_ext: Element | None = None
    code: CompartmentTypeCode | None = None
    code_ext: Element | None = None
    rule: GraphCompartmentRuleCode | None = None
    rule_ext: Element | None = None
    expression: String | None = None
    expression_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.use is None and self.use_ext is None:
            absent("use")
        if self.code is None and self.code_ext is None:
            absent("code")
        if self.rule is None and self.rule_ext is None:
            absent("rule")


class GraphDefinitionLinkTarget(BackboneElement, kw_only=True, gc=False):
    type: ResourceTypesCode | None = None
    type_ext: Element | None = None
    params: String | None = None
    params_ext: Element | None = None
    profile: Canonical | None = None
    profile_ext: Element | None = None
    compartment: Annotated[tuple[GraphDefinitionLinkTargetCompartment, ...], SOME] = ()
    link: Annotated[tuple[GraphDefinitionLink, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class GraphDefinitionLink(BackboneElement, kw_only=True, gc=False):
    path: String | None = None
    path_ext: Element | None = None
    sliceName: String | None = None
    sliceName_ext: Element | None = None
    min: Integer | None = None
    min_ext: Element | None = None
    max: String | None = None
    max_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    target: Annotated[tuple[GraphDefinitionLinkTarget, ...], SOME] = ()


class GraphDefinition(DomainResource, kw_only=True, gc=False, tag="GraphDefinition", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    start: ResourceTypesCode | None = None
    start_ext: Element | None = None
    profile: Canonical | None = None
    profile_ext: Element | None = None
    link: Annotated[tuple[GraphDefinitionLink, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.start is None and self.start_ext is None:
            absent("start")


class GroupMember(BackboneElement, kw_only=True, gc=False):
    entity: Reference
    period: Period | None = None
    inactive: bool | None = None
    inactive_ext: Element | None = None


class GroupCharacteristic(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept
    valueCodeableConcept: CodeableConcept | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueQuantity: Quantity | None = None
    valueRange: Range | None = None
    valueReference: Reference | None = None
    exclude: bool | None = None
    exclude_ext: Element | None = None
    period: Period | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:10].count(None) != 5:
            one_choice(self, "value", 4, 10, True)
        if self.exclude is None and self.exclude_ext is None:
            absent("exclude")


class Group(DomainResource, kw_only=True, gc=False, tag="Group", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    active: bool | None = None
    active_ext: Element | None = None
    type: GroupTypeCode | None = None
    type_ext: Element | None = None
    actual: bool | None = None
    actual_ext: Element | None = None
    code: CodeableConcept | None = None
    name: String | None = None
    name_ext: Element | None = None
    quantity: UnsignedInt | None = None
    quantity_ext: Element | None = None
    managingEntity: Reference | None = None
    characteristic: Annotated[tuple[GroupCharacteristic, ...], SOME] = ()
    member: Annotated[tuple[GroupMember, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")
        if self.actual is None and self.actual_ext is None:
            absent("actual")


class GuidanceResponse(DomainResource, kw_only=True, gc=False, tag="GuidanceResponse", tag_field="resourceType"):
    requestIdentifier: Identifier | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    moduleUri: Uri | None = None
    moduleUri_ext: Element | None = None
    moduleCanonical: Canonical | None = None
    moduleCanonical_ext: Element | None = None
    moduleCodeableConcept: CodeableConcept | None = None
    status: GuidanceResponseStatusCode | None = None
    status_ext: Element | None = None
    subject: Reference | None = None
    encounter: Reference | None = None
    occurrenceDateTime: DateTime | None = None
    occurrenceDateTime_ext: Element | None = None
    performer: Reference | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    evaluationMessage: Annotated[tuple[Reference, ...], SOME] = ()
    outputParameters: Reference | None = None
    result: Reference | None = None
    dataRequirement: Annotated[tuple[DataRequirement, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[12:17].count(None) != 4:
            one_choice(self, "module", 12, 17, True)
        if self.status is None and self.status_ext is None:
            absent("status")


class HealthcareServiceNotAvailable(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    during: Period | None = None

    def __post_init__(self) -> None:
        if self.description is None and self.description_ext is None:
            absent("description")


class HealthcareServiceAvailableTime(BackboneElement, kw_only=True, gc=False):
    daysOfWeek: Annotated[tuple[DaysOfWeekCode | None, ...], SOME] = ()
    daysOfWeek_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    allDay: bool | None = None
    allDay_ext: Element | None = None
    availableStartTime: Time | None = None
    availableStartTime_ext: Element | None = None
    availableEndTime: Time | None = None
    availableEndTime_ext: Element | None = None


class HealthcareServiceEligibility(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    comment: Markdown | None = None
    comment_ext: Element | None = None


class HealthcareService(DomainResource, kw_only=True, gc=False, tag="HealthcareService", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    active: bool | None = None
    active_ext: Element | None = None
    providedBy: Reference | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    specialty: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    location: Annotated[tuple[Reference, ...], SOME] = ()
    name: String | None = None
    name_ext: Element | None = None
    comment: String | None = None
    comment_ext: Element | None = None
    extraDetails: Markdown | None = None
    extraDetails_ext: Element | None = None
    photo: Attachment | None = None
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    coverageArea: Annotated[tuple[Reference, ...], SOME] = ()
    serviceProvisionCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    eligibility: Annotated[tuple[HealthcareServiceEligibility, ...], SOME] = ()
    program: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    characteristic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    communication: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    referralMethod: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    appointmentRequired: bool | None = None
    appointmentRequired_ext: Element | None = None
    availableTime: Annotated[tuple[HealthcareServiceAvailableTime, ...], SOME] = ()
    notAvailable: Annotated[tuple[HealthcareServiceNotAvailable, ...], SOME] = ()
    availabilityExceptions: String | None = None
    availabilityExceptions_ext: Element | None = None
    endpoint: Annotated[tuple[Reference, ...], SOME] = ()


class ImagingStudySeriesInstance(BackboneElement, kw_only=True, gc=False):
    uid: Id | None = None
    uid_ext: Element | None = None
    sopClass: Coding
    number: UnsignedInt | None = None
    number_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.uid is None and self.uid_ext is None:
            absent("uid")


class ImagingStudySeriesPerformer(BackboneElement, kw_only=True, gc=False):
    function: CodeableConcept | None = None
    actor: Reference


class ImagingStudySeries(BackboneElement, kw_only=True, gc=False):
    uid: Id | None = None
    uid_ext: Element | None = None
    number: UnsignedInt | None = None
    number_ext: Element | None = None
    modality: Coding
    description: String | None = None
    description_ext: Element | None = None
    numberOfInstances: UnsignedInt | None = None
    numberOfInstances_ext: Element | None = None
    endpoint: Annotated[tuple[Reference, ...], SOME] = ()
    bodySite: Coding | None = None
    laterality: Coding | None = None
    specimen: Annotated[tuple[Reference, ...], SOME] = ()
    started: DateTime | None = None
    started_ext: Element | None = None
    performer: Annotated[tuple[ImagingStudySeriesPerformer, ...], SOME] = ()
    instance: Annotated[tuple[ImagingStudySeriesInstance, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.uid is None and self.uid_ext is None:
            absent("uid")


class ImagingStudy(DomainResource, kw_only=True, gc=False, tag="ImagingStudy", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: ImagingstudyStatusCode | None = None
    status_ext: Element | None = None
    modality: Annotated[tuple[Coding, ...], SOME] = ()
    subject: Reference
    encounter: Reference | None = None
    started: DateTime | None = None
    started_ext: Element | None = None
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    referrer: Reference | None = None
    interpreter: Annotated[tuple[Reference, ...], SOME] = ()
    endpoint: Annotated[tuple[Reference, ...], SOME] = ()
    numberOfSeries: UnsignedInt | None = None
    numberOfSeries_ext: Element | None = None
    numberOfInstances: UnsignedInt | None = None
    numberOfInstances_ext: Element | None = None
    procedureReference: Reference | None = None
    procedureCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    location: Reference | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    description: String | None = None
    description_ext: Element | None = None
    series: Annotated[tuple[ImagingStudySeries, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class ImmunizationProtocolApplied(BackboneElement, kw_only=True, gc=False):
    series: String | None = None
    series_ext: Element | None = None
    authority: Reference | None = None
    targetDisease: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    doseNumberPositiveInt: PositiveInt | None = None
    doseNumberPositiveInt_ext: Element | None = None
    doseNumberString: String | None = None
    doseNumberString_ext: Element | None = None
    seriesDosesPositiveInt: PositiveInt | None = None
    seriesDosesPositiveInt_ext: Element | None = None
    seriesDosesString: String | None = None
    seriesDosesString_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[7:11].count(None) != 3:
            one_choice(self, "doseNumber", 7, 11, True)
        if values[11:15].count(None) < 3:
            one_choice(self, "seriesDoses", 11, 15, False)


class ImmunizationReaction(BackboneElement, kw_only=True, gc=False):
    date: DateTime | None = None
    date_ext: Element | None = None
    detail: Reference | None = None
    reported: bool | None = None
    reported_ext: Element | None = None


class ImmunizationEducation(BackboneElement, kw_only=True, gc=False):
    documentType: String | None = None
    documentType_ext: Element | None = None
    reference: Uri | None = None
    reference_ext: Element | None = None
    publicationDate: DateTime | None = None
    publicationDate_ext: Element | None = None
    presentationDate: DateTime | None = None
    presentationDate_ext: Element | None = None


class ImmunizationPerformer(BackboneElement, kw_only=True, gc=False):
    function: CodeableConcept | None = None
    actor: Reference


class Immunization(DomainResource, kw_only=True, gc=False, tag="Immunization", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: ImmunizationStatusCode | None = None
    status_ext: Element | None = None
    statusReason: CodeableConcept | None = None
    vaccineCode: CodeableConcept
    patient: Reference
    encounter: Reference | None = None
    occurrenceDateTime: DateTime | None = None
    occurrenceDateTime_ext: Element | None = None
    occurrenceString: String | None = None
    occurrenceString_ext: Element | None = None
    recorded: DateTime | None = None
    recorded_ext: Element | None = None
    primarySource: bool | None = None
    primarySource_ext: Element | None = None
    reportOrigin: CodeableConcept | None = None
    location: Reference | None = None
    manufacturer: Reference | None = None
    lotNumber: String | None = None
    lotNumber_ext: Element | None = None
    expirationDate: Date | None = None
    expirationDate_ext: Element | None = None
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    doseQuantity: Quantity | None = None
    performer: Annotated[tuple[ImmunizationPerformer, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    isSubpotent: bool | None = None
    isSubpotent_ext: Element | None = None
    subpotentReason: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    education: Annotated[tuple[ImmunizationEducation, ...], SOME] = ()
    programEligibility: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    fundingSource: CodeableConcept | None = None
    reaction: Annotated[tuple[ImmunizationReaction, ...], SOME] = ()
    protocolApplied: Annotated[tuple[ImmunizationProtocolApplied, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[17:21].count(None) != 3:
            one_choice(self, "occurrence", 17, 21, True)


class ImmunizationEvaluation(
    DomainResource, kw_only=True, gc=False, tag="ImmunizationEvaluation", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: ImmunizationEvaluationStatusCode | None = None
    status_ext: Element | None = None
    patient: Reference
    date: DateTime | None = None
    date_ext: Element | None = None
    authority: Reference | None = None
    targetDisease: CodeableConcept
    immunizationEvent: Reference
    doseStatus: CodeableConcept
    doseStatusReason: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    description: String | None = None
    description_ext: Element | None = None
    series: String | None = None
    series_ext: Element | None = None
    doseNumberPositiveInt: PositiveInt | None = None
    doseNumberPositiveInt_ext: Element | None = None
    doseNumberString: String | None = None
    doseNumberString_ext: Element | None = None
    seriesDosesPositiveInt: PositiveInt | None = None
    seriesDosesPositiveInt_ext: Element | None = None
    seriesDosesString: String | None = None
    seriesDosesString_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[25:29].count(None) < 3:
            one_choice(self, "doseNumber", 25, 29, False)
        if values[29:33].count(None) < 3:
            one_choice(self, "seriesDoses", 29, 33, False)


class ImmunizationRecommendationRecommendationDateCriterion(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept
    value: DateTime | None = None
    value_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.value is None and self.value_ext is None:
            absent("value")


class ImmunizationRecommendationRecommendation(BackboneElement, kw_only=True, gc=False):
    vaccineCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    targetDisease: CodeableConcept | None = None
    contraindicatedVaccineCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    forecastStatus: CodeableConcept
    forecastReason: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    dateCriterion: Annotated[tuple[ImmunizationRecommendationRecommendationDateCriterion, ...], SOME] = ()
    description: String | None = None
    description_ext: Element | None = None
    series: String | None = None
    series_ext: Element | None = None
    doseNumberPositiveInt: PositiveInt | None = None
    doseNumberPositiveInt_ext: Element | None = None
    doseNumberString: String | None = None
    doseNumberString_ext: Element | None = None
    seriesDosesPositiveInt: PositiveInt | None = None
    seriesDosesPositiveInt_ext: Element | None = None
    seriesDosesString: String | None = None
    seriesDosesString_ext: Element | None = None
    supportingImmunization: Annotated[tuple[Reference, ...], SOME] = ()
    supportingPatientInformation: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[13:17].count(None) < 3:
            one_choice(self, "doseNumber", 13, 17, False)
        if values[17:21].count(None) < 3:
            one_choice(self, "seriesDoses", 17, 21, False)


class ImmunizationRecommendation(
    DomainResource, kw_only=True, gc=False, tag="ImmunizationRecommendation", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    patient: Reference
    date: DateTime | None = None
    date_ext: Element | None = None
    authority: Reference | None = None
    recommendation: Annotated[tuple[ImmunizationRecommendationRecommendation, ...], SOME]

    def __post_init__(self) -> None:
        if self.date is None and self.date_ext is None:
            absent("date")


class ImplementationGuideManifestPage(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    anchor: Annotated[tuple[String | None, ...], SOME] = ()
    anchor_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")


class ImplementationGuideManifestResource(BackboneElement, kw_only=True, gc=False):
    reference: Reference
    exampleBoolean: bool | None = None
    exampleBoolean_ext: Element | None = None
    exampleCanonical: Canonical | None = None
    exampleCanonical_ext: Element | None = None
    relativePath: Url | None = None
    relativePath_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:8].count(None) < 3:
            one_choice(self, "example", 4, 8, False)


class ImplementationGuideManifest(BackboneElement, kw_only=True, gc=False):
    rendering: Url | None = None
    rendering_ext: Element | None = None
    resource: Annotated[tuple[ImplementationGuideManifestResource, ...], SOME]
    page: Annotated[tuple[ImplementationGuideManifestPage, ...], SOME] = ()
    image: Annotated[tuple[String | None, ...], SOME] = ()
    image_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    other: Annotated[tuple[String | None, ...], SOME] = ()
    other_ext: Annotated[tuple[Element | None, ...], SOME] = ()


class ImplementationGuideDefinitionTemplate(BackboneElement, kw_only=True, gc=False):
    code: Code | None = None
    code_ext: Element | None = None
    source: String | None = None
    source_ext: Element | None = None
    scope: String | None = None
    scope_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")
        if self.source is None and self.source_ext is None:
            absent("source")


class ImplementationGuideDefinitionParameter(BackboneElement, kw_only=True, gc=False):
    code: GuideParameterCodeCode | None = None
    code_ext: Element | None = None
    value: String | None = None
    value_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")
        if self.value is None and self.value_ext is None:
            absent("value")


class ImplementationGuideDefinitionPage(BackboneElement, kw_only=True, gc=False):
    nameUrl: Url | None = None
    nameUrl_ext: Element | None = None
    nameReference: Reference | None = None
    title: String | None = None
    title_ext: Element | None = None
    generation: GuidePageGenerationCode | None = None
    generation_ext: Element | None = None
    page: Annotated[tuple[ImplementationGuideDefinitionPage, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:6].count(None) != 2:
            one_choice(self, "name", 3, 6, True)
        if self.title is None and self.title_ext is None:
            absent("title")
        if self.generation is None and self.generation_ext is None:
            absent("generation")


class ImplementationGuideDefinitionResource(BackboneElement, kw_only=True, gc=False):
    reference: Reference
    fhirVersion: Annotated[tuple[FHIRVersionCode | None, ...], SOME] = ()
    fhirVersion_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    name: String | None = None
    name_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    exampleBoolean: bool | None = None
    exampleBoolean_ext: Element | None = None
    exampleCanonical: Canonical | None = None
    exampleCanonical_ext: Element | None = None
    groupingId: Id | None = None
    groupingId_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[10:14].count(None) < 3:
            one_choice(self, "example", 10, 14, False)


class ImplementationGuideDefinitionGrouping(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")


class ImplementationGuideDefinition(BackboneElement, kw_only=True, gc=False):
    grouping: Annotated[tuple[ImplementationGuideDefinitionGrouping, ...], SOME] = ()
    resource: Annotated[tuple[ImplementationGuideDefinitionResource, ...], SOME]
    page: ImplementationGuideDefinitionPage | None = None
    parameter: Annotated[tuple[ImplementationGuideDefinitionParameter, ...], SOME] = ()
    template: Annotated[tuple[ImplementationGuideDefinitionTemplate, ...], SOME] = ()


class ImplementationGuideGlobal(BackboneElement, kw_only=True, gc=False):
    type: ResourceTypesCode | None = None
    type_ext: Element | None = None
    profile: Canonical | None = None
    profile_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")
        if self.profile is None and self.profile_ext is None:
            absent("profile")


class ImplementationGuideDependsOn(BackboneElement, kw_only=True, gc=False):
    uri: Canonical | None = None
    uri_ext: Element | None = None
    packageId: Id | None = None
    packageId_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.uri is None and self.uri_ext is None:
            absent("uri")


class ImplementationGuide(DomainResource, kw_only=True, gc=False, tag="ImplementationGuide", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    packageId: Id | None = None
    packageId_ext: Element | None = None
    license: SpdxLicenseCode | None = None
    license_ext: Element | None = None
    fhirVersion: Annotated[tuple[FHIRVersionCode | None, ...], SOME] = ()
    fhirVersion_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    dependsOn: Annotated[tuple[ImplementationGuideDependsOn, ...], SOME] = ()
    global_: Annotated[tuple[ImplementationGuideGlobal, ...], SOME] = ()
    definition: ImplementationGuideDefinition | None = None
    manifest: ImplementationGuideManifest | None = None

    def __post_init__(self) -> None:
        if self.url is None and self.url_ext is None:
            absent("url")
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.packageId is None and self.packageId_ext is None:
            absent("packageId")
        if not self.fhirVersion and not self.fhirVersion_ext:
            absent("fhirVersion")


class InsurancePlanPlanSpecificCostBenefitCost(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    applicability: CodeableConcept | None = None
    qualifiers: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    value: Quantity | None = None


class InsurancePlanPlanSpecificCostBenefit(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    cost: Annotated[tuple[InsurancePlanPlanSpecificCostBenefitCost, ...], SOME] = ()


class InsurancePlanPlanSpecificCost(BackboneElement, kw_only=True, gc=False):
    category: CodeableConcept
    benefit: Annotated[tuple[InsurancePlanPlanSpecificCostBenefit, ...], SOME] = ()


class InsurancePlanPlanGeneralCost(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    groupSize: PositiveInt | None = None
    groupSize_ext: Element | None = None
    cost: Money | None = None
    comment: String | None = None
    comment_ext: Element | None = None


class InsurancePlanPlan(BackboneElement, kw_only=True, gc=False):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    type: CodeableConcept | None = None
    coverageArea: Annotated[tuple[Reference, ...], SOME] = ()
    network: Annotated[tuple[Reference, ...], SOME] = ()
    generalCost: Annotated[tuple[InsurancePlanPlanGeneralCost, ...], SOME] = ()
    specificCost: Annotated[tuple[InsurancePlanPlanSpecificCost, ...], SOME] = ()


class InsurancePlanCoverageBenefitLimit(BackboneElement, kw_only=True, gc=False):
    value: Quantity | None = None
    code: CodeableConcept | None = None


class InsurancePlanCoverageBenefit(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    requirement: String | None = None
    requirement_ext: Element | None = None
    limit: Annotated[tuple[InsurancePlanCoverageBenefitLimit, ...], SOME] = ()


class InsurancePlanCoverage(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    network: Annotated[tuple[Reference, ...], SOME] = ()
    benefit: Annotated[tuple[InsurancePlanCoverageBenefit, ...], SOME]


class InsurancePlanContact(BackboneElement, kw_only=True, gc=False):
    purpose: CodeableConcept | None = None
    name: HumanName | None = None
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    address: Address | None = None


class InsurancePlan(DomainResource, kw_only=True, gc=False, tag="InsurancePlan", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    name: String | None = None
    name_ext: Element | None = None
    alias: Annotated[tuple[String | None, ...], SOME] = ()
    alias_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    period: Period | None = None
    ownedBy: Reference | None = None
    administeredBy: Reference | None = None
    coverageArea: Annotated[tuple[Reference, ...], SOME] = ()
    contact: Annotated[tuple[InsurancePlanContact, ...], SOME] = ()
    endpoint: Annotated[tuple[Reference, ...], SOME] = ()
    network: Annotated[tuple[Reference, ...], SOME] = ()
    coverage: Annotated[tuple[InsurancePlanCoverage, ...], SOME] = ()
    plan: Annotated[tuple[InsurancePlanPlan, ...], SOME] = ()


class InvoiceLineItemPriceComponent(BackboneElement, kw_only=True, gc=False):
    type: InvoicePriceComponentTypeCode | None = None
    type_ext: Element | None = None
    code: CodeableConcept | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    amount: Money | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class InvoiceLineItem(BackboneElement, kw_only=True, gc=False):
    sequence: PositiveInt | None = None
    sequence_ext: Element | None = None
    chargeItemReference: Reference | None = None
    chargeItemCodeableConcept: CodeableConcept | None = None
    priceComponent: Annotated[tuple[InvoiceLineItemPriceComponent, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[5:7].count(None) != 1:
            one_choice(self, "chargeItem", 5, 7, True)


class InvoiceParticipant(BackboneElement, kw_only=True, gc=False):
    role: CodeableConcept | None = None
    actor: Reference


class Invoice(DomainResource, kw_only=True, gc=False, tag="Invoice", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: InvoiceStatusCode | None = None
    status_ext: Element | None = None
    cancelledReason: String | None = None
    cancelledReason_ext: Element | None = None
    type: CodeableConcept | None = None
    subject: Reference | None = None
    recipient: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    participant: Annotated[tuple[InvoiceParticipant, ...], SOME] = ()
    issuer: Reference | None = None
    account: Reference | None = None
    lineItem: Annotated[tuple[InvoiceLineItem, ...], SOME] = ()
    totalPriceComponent: Annotated[tuple[InvoiceLineItemPriceComponent, ...], SOME] = ()
    totalNet: Money | None = None
    totalGross: Money | None = None
    paymentTerms: Markdown | None = None
    paymentTerms_ext: Element | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class Library(DomainResource, kw_only=True, gc=False, tag="Library", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    subtitle: String | None = None
    subtitle_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    type: CodeableConcept
    subjectCodeableConcept: CodeableConcept | None = None
    subjectReference: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    usage: String | None = None
    usage_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    topic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    author: Annotated[tuple[ContactDetail, ...], SOME] = ()
    editor: Annotated[tuple[ContactDetail, ...], SOME] = ()
    reviewer: Annotated[tuple[ContactDetail, ...], SOME] = ()
    endorser: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    parameter: Annotated[tuple[ParameterDefinition, ...], SOME] = ()
    dataRequirement: Annotated[tuple[DataRequirement, ...], SOME] = ()
    content: Annotated[tuple[Attachment, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[26:28].count(None) < 1:
            one_choice(self, "subject", 26, 28, False)


class LinkageItem(BackboneElement, kw_only=True, gc=False):
    type: LinkageTypeCode | None = None
    type_ext: Element | None = None
    resource: Reference

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class Linkage(DomainResource, kw_only=True, gc=False, tag="Linkage", tag_field="resourceType"):
    active: bool | None = None
    active_ext: Element | None = None
    author: Reference | None = None
    item: Annotated[tuple[LinkageItem, ...], SOME]


class ListEntry(BackboneElement, kw_only=True, gc=False):
    flag: CodeableConcept | None = None
    deleted: bool | None = None
    deleted_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    item: Reference


class List(DomainResource, kw_only=True, gc=False, tag="List", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: ListStatusCode | None = None
    status_ext: Element | None = None
    mode: ListModeCode | None = None
    mode_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    code: CodeableConcept | None = None
    subject: Reference | None = None
    encounter: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    source: Reference | None = None
    orderedBy: CodeableConcept | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    entry: Annotated[tuple[ListEntry, ...], SOME] = ()
    emptyReason: CodeableConcept | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.mode is None and self.mode_ext is None:
            absent("mode")


class LocationHoursOfOperation(BackboneElement, kw_only=True, gc=False):
    daysOfWeek: Annotated[tuple[DaysOfWeekCode | None, ...], SOME] = ()
    daysOfWeek_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    allDay: bool | None = None
    allDay_ext: Element | None = None
    openingTime: Time | None = None
    openingTime_ext: Element | None = None
    closingTime: Time | None = None
    closingTime_ext: Element | None = None


class LocationPosition(BackboneElement, kw_only=True, gc=False):
    longitude: Decimal | None = None
    longitude_ext: Element | None = None
    latitude: Decimal | None = None
    latitude_ext: Element | None = None
    altitude: Decimal | None = None
    altitude_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.longitude is None and self.longitude_ext is None:
            absent("longitude")
        if self.latitude is None and self.latitude_ext is None:
            absent("latitude")


class Location(DomainResource, kw_only=True, gc=False, tag="Location", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: LocationStatusCode | None = None
    status_ext: Element | None = None
    operationalStatus: Coding | None = None
    name: String | None = None
    name_ext: Element | None = None
    alias: Annotated[tuple[String | None, ...], SOME] = ()
    alias_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    description: String | None = None
    description_ext: Element | None = None
    mode: LocationModeCode | None = None
    mode_ext: Element | None = None
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    address: Address | None = None
    physicalType: CodeableConcept | None = None
    position: LocationPosition | None = None
    managingOrganization: Reference | None = None
    partOf: Reference | None = None
    hoursOfOperation: Annotated[tuple[LocationHoursOfOperation, ...], SOME] = ()
    availabilityExceptions: String | None = None
    availabilityExceptions_ext: Element | None = None
    endpoint: Annotated[tuple[Reference, ...], SOME] = ()


class MeasureSupplementalData(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    usage: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    description: String | None = None
    description_ext: Element | None = None
    criteria: Expression


class MeasureGroupStratifierComponent(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    description: String | None = None
    description_ext: Element | None = None
    criteria: Expression


class MeasureGroupStratifier(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    description: String | None = None
    description_ext: Element | None = None
    criteria: Expression | None = None
    component: Annotated[tuple[MeasureGroupStratifierComponent, ...], SOME] = ()


class MeasureGroupPopulation(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    description: String | None = None
    description_ext: Element | None = None
    criteria: Expression


class MeasureGroup(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    description: String | None = None
    description_ext: Element | None = None
    population: Annotated[tuple[MeasureGroupPopulation, ...], SOME] = ()
    stratifier: Annotated[tuple[MeasureGroupStratifier, ...], SOME] = ()


class Measure(DomainResource, kw_only=True, gc=False, tag="Measure", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    subtitle: String | None = None
    subtitle_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    subjectCodeableConcept: CodeableConcept | None = None
    subjectReference: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    usage: String | None = None
    usage_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    topic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    author: Annotated[tuple[ContactDetail, ...], SOME] = ()
    editor: Annotated[tuple[ContactDetail, ...], SOME] = ()
    reviewer: Annotated[tuple[ContactDetail, ...], SOME] = ()
    endorser: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    library: Annotated[tuple[Canonical | None, ...], SOME] = ()
    library_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    disclaimer: Markdown | None = None
    disclaimer_ext: Element | None = None
    scoring: CodeableConcept | None = None
    compositeScoring: CodeableConcept | None = None
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    riskAdjustment: String | None = None
    riskAdjustment_ext: Element | None = None
    rateAggregation: String | None = None
    rateAggregation_ext: Element | None = None
    rationale: Markdown | None = None
    rationale_ext: Element | None = None
    clinicalRecommendationStatement: Markdown | None = None
    clinicalRecommendationStatement_ext: Element | None = None
    improvementNotation: CodeableConcept | None = None
    definition: Annotated[tuple[Markdown | None, ...], SOME] = ()
    definition_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    guidance: Markdown | None = None
    guidance_ext: Element | None = None
    group: Annotated[tuple[MeasureGroup, ...], SOME] = ()
    supplementalData: Annotated[tuple[MeasureSupplementalData, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[25:27].count(None) < 1:
            one_choice(self, "subject", 25, 27, False)


class MeasureReportGroupStratifierStratumPopulation(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    count: Integer | None = None
    count_ext: Element | None = None
    subjectResults: Reference | None = None


class MeasureReportGroupStratifierStratumComponent(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept
    value: CodeableConcept


class MeasureReportGroupStratifierStratum(BackboneElement, kw_only=True, gc=False):
    value: CodeableConcept | None = None
    component: Annotated[tuple[MeasureReportGroupStratifierStratumComponent, ...], SOME] = ()
    population: Annotated[tuple[MeasureReportGroupStratifierStratumPopulation, ...], SOME] = ()
    measureScore: Quantity | None = None


class MeasureReportGroupStratifier(BackboneElement, kw_only=True, gc=False):
    code: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    stratum: Annotated[tuple[MeasureReportGroupStratifierStratum, ...], SOME] = ()


class MeasureReportGroupPopulation(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    count: Integer | None = None
    count_ext: Element | None = None
    subjectResults: Reference | None = None


class MeasureReportGroup(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    population: Annotated[tuple[MeasureReportGroupPopulation, ...], SOME] = ()
    measureScore: Quantity | None = None
    stratifier: Annotated[tuple[MeasureReportGroupStratifier, ...], SOME] = ()


class MeasureReport(DomainResource, kw_only=True, gc=False, tag="MeasureReport", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: MeasureReportStatusCode | None = None
    status_ext: Element | None = None
    type: MeasureReportTypeCode | None = None
    type_ext: Element | None = None
    measure: Canonical | None = None
    measure_ext: Element | None = None
    subject: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    reporter: Reference | None = None
    period: Period
    improvementNotation: CodeableConcept | None = None
    group: Annotated[tuple[MeasureReportGroup, ...], SOME] = ()
    evaluatedResource: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.type is None and self.type_ext is None:
            absent("type")
        if self.measure is None and self.measure_ext is None:
            absent("measure")


class Media(DomainResource, kw_only=True, gc=False, tag="Media", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    status: EventStatusCode | None = None
    status_ext: Element | None = None
    type: CodeableConcept | None = None
    modality: CodeableConcept | None = None
    view: CodeableConcept | None = None
    subject: Reference | None = None
    encounter: Reference | None = None
    createdDateTime: DateTime | None = None
    createdDateTime_ext: Element | None = None
    createdPeriod: Period | None = None
    issued: Instant | None = None
    issued_ext: Element | None = None
    operator: Reference | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    bodySite: CodeableConcept | None = None
    deviceName: String | None = None
    deviceName_ext: Element | None = None
    device: Reference | None = None
    height: PositiveInt | None = None
    height_ext: Element | None = None
    width: PositiveInt | None = None
    width_ext: Element | None = None
    frames: PositiveInt | None = None
    frames_ext: Element | None = None
    duration: Decimal | None = None
    duration_ext: Element | None = None
    content: Attachment
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[20:23].count(None) < 2:
            one_choice(self, "created", 20, 23, False)


class MedicationBatch(BackboneElement, kw_only=True, gc=False):
    lotNumber: String | None = None
    lotNumber_ext: Element | None = None
    expirationDate: DateTime | None = None
    expirationDate_ext: Element | None = None


class MedicationIngredient(BackboneElement, kw_only=True, gc=False):
    itemCodeableConcept: CodeableConcept | None = None
    itemReference: Reference | None = None
    isActive: bool | None = None
    isActive_ext: Element | None = None
    strength: Ratio | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) != 1:
            one_choice(self, "item", 3, 5, True)


class Medication(DomainResource, kw_only=True, gc=False, tag="Medication", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    code: CodeableConcept | None = None
    status: MedicationStatusCode | None = None
    status_ext: Element | None = None
    manufacturer: Reference | None = None
    form: CodeableConcept | None = None
    amount: Ratio | None = None
    ingredient: Annotated[tuple[MedicationIngredient, ...], SOME] = ()
    batch: MedicationBatch | None = None


class MedicationAdministrationDosage(BackboneElement, kw_only=True, gc=False):
    text: String | None = None
    text_ext: Element | None = None
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    method: CodeableConcept | None = None
    dose: Quantity | None = None
    rateRatio: Ratio | None = None
    rateQuantity: Quantity | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[9:11].count(None) < 1:
            one_choice(self, "rate", 9, 11, False)


class MedicationAdministrationPerformer(BackboneElement, kw_only=True, gc=False):
    function: CodeableConcept | None = None
    actor: Reference


class MedicationAdministration(
    DomainResource, kw_only=True, gc=False, tag="MedicationAdministration", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    instantiates: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiates_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    status: MedicationAdminStatusCode | None = None
    status_ext: Element | None = None
    statusReason: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    category: CodeableConcept | None = None
    medicationCodeableConcept: CodeableConcept | None = None
    medicationReference: Reference | None = None
    subject: Reference
    context: Reference | None = None
    supportingInformation: Annotated[tuple[Reference, ...], SOME] = ()
    effectiveDateTime: DateTime | None = None
    effectiveDateTime_ext: Element | None = None
    effectivePeriod: Period | None = None
    performer: Annotated[tuple[MedicationAdministrationPerformer, ...], SOME] = ()
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    request: Reference | None = None
    device: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    dosage: MedicationAdministrationDosage | None = None
    eventHistory: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[18:20].count(None) != 1:
            one_choice(self, "medication", 18, 20, True)
        if values[23:26].count(None) != 2:
            one_choice(self, "effective", 23, 26, True)


class MedicationDispenseSubstitution(BackboneElement, kw_only=True, gc=False):
    wasSubstituted: bool | None = None
    wasSubstituted_ext: Element | None = None
    type: CodeableConcept | None = None
    reason: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    responsibleParty: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.wasSubstituted is None and self.wasSubstituted_ext is None:
            absent("wasSubstituted")


class MedicationDispensePerformer(BackboneElement, kw_only=True, gc=False):
    function: CodeableConcept | None = None
    actor: Reference


class MedicationDispense(DomainResource, kw_only=True, gc=False, tag="MedicationDispense", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    status: MedicationdispenseStatusCode | None = None
    status_ext: Element | None = None
    statusReasonCodeableConcept: CodeableConcept | None = None
    statusReasonReference: Reference | None = None
    category: CodeableConcept | None = None
    medicationCodeableConcept: CodeableConcept | None = None
    medicationReference: Reference | None = None
    subject: Reference | None = None
    context: Reference | None = None
    supportingInformation: Annotated[tuple[Reference, ...], SOME] = ()
    performer: Annotated[tuple[MedicationDispensePerformer, ...], SOME] = ()
    location: Reference | None = None
    authorizingPrescription: Annotated[tuple[Reference, ...], SOME] = ()
    type: CodeableConcept | None = None
    quantity: Quantity | None = None
    daysSupply: Quantity | None = None
    whenPrepared: DateTime | None = None
    whenPrepared_ext: Element | None = None
    whenHandedOver: DateTime | None = None
    whenHandedOver_ext: Element | None = None
    destination: Reference | None = None
    receiver: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    dosageInstruction: Annotated[tuple[Dosage, ...], SOME] = ()
    substitution: MedicationDispenseSubstitution | None = None
    detectedIssue: Annotated[tuple[Reference, ...], SOME] = ()
    eventHistory: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[14:16].count(None) < 1:
            one_choice(self, "statusReason", 14, 16, False)
        if values[17:19].count(None) != 1:
            one_choice(self, "medication", 17, 19, True)


class MedicationKnowledgeKinetics(BackboneElement, kw_only=True, gc=False):
    areaUnderCurve: Annotated[tuple[Quantity, ...], SOME] = ()
    lethalDose50: Annotated[tuple[Quantity, ...], SOME] = ()
    halfLifePeriod: Duration | None = None


class MedicationKnowledgeRegulatoryMaxDispense(BackboneElement, kw_only=True, gc=False):
    quantity: Quantity
    period: Duration | None = None


class MedicationKnowledgeRegulatorySchedule(BackboneElement, kw_only=True, gc=False):
    schedule: CodeableConcept


class MedicationKnowledgeRegulatorySubstitution(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    allowed: bool | None = None
    allowed_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.allowed is None and self.allowed_ext is None:
            absent("allowed")


class MedicationKnowledgeRegulatory(BackboneElement, kw_only=True, gc=False):
    regulatoryAuthority: Reference
    substitution: Annotated[tuple[MedicationKnowledgeRegulatorySubstitution, ...], SOME] = ()
    schedule: Annotated[tuple[MedicationKnowledgeRegulatorySchedule, ...], SOME] = ()
    maxDispense: MedicationKnowledgeRegulatoryMaxDispense | None = None


class MedicationKnowledgeDrugCharacteristic(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    valueCodeableConcept: CodeableConcept | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueQuantity: Quantity | None = None
    valueBase64Binary: Base64Binary | None = None
    valueBase64Binary_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:10].count(None) < 5:
            one_choice(self, "value", 4, 10, False)


class MedicationKnowledgePackaging(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    quantity: Quantity | None = None


class MedicationKnowledgeMedicineClassification(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    classification: Annotated[tuple[CodeableConcept, ...], SOME] = ()


class MedicationKnowledgeAdministrationGuidelinesPatientCharacteristics(BackboneElement, kw_only=True, gc=False):
    characteristicCodeableConcept: CodeableConcept | None = None
    characteristicQuantity: Quantity | None = None
    value: Annotated[tuple[String | None, ...], SOME] = ()
    value_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) != 1:
            one_choice(self, "characteristic", 3, 5, True)


class MedicationKnowledgeAdministrationGuidelinesDosage(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    dosage: Annotated[tuple[Dosage, ...], SOME]


class MedicationKnowledgeAdministrationGuidelines(BackboneElement, kw_only=True, gc=False):
    dosage: Annotated[tuple[MedicationKnowledgeAdministrationGuidelinesDosage, ...], SOME] = ()
    indicationCodeableConcept: CodeableConcept | None = None
    indicationReference: Reference | None = None
    patientCharacteristics: Annotated[
        tuple[MedicationKnowledgeAdministrationGuidelinesPatientCharacteristics, ...], SOME
    ] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:6].count(None) < 1:
            one_choice(self, "indication", 4, 6, False)


class MedicationKnowledgeMonitoringProgram(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    name: String | None = None
    name_ext: Element | None = None


class MedicationKnowledgeCost(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    source: String | None = None
    source_ext: Element | None = None
    cost: Money


class MedicationKnowledgeIngredient(BackboneElement, kw_only=True, gc=False):
    itemCodeableConcept: CodeableConcept | None = None
    itemReference: Reference | None = None
    isActive: bool | None = None
    isActive_ext: Element | None = None
    strength: Ratio | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) != 1:
            one_choice(self, "item", 3, 5, True)


class MedicationKnowledgeMonograph(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    source: Reference | None = None


class MedicationKnowledgeRelatedMedicationKnowledge(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    reference: Annotated[tuple[Reference, ...], SOME]


class MedicationKnowledge(DomainResource, kw_only=True, gc=False, tag="MedicationKnowledge", tag_field="resourceType"):
    code: CodeableConcept | None = None
    status: MedicationknowledgeStatusCode | None = None
    status_ext: Element | None = None
    manufacturer: Reference | None = None
    doseForm: CodeableConcept | None = None
    amount: Quantity | None = None
    synonym: Annotated[tuple[String | None, ...], SOME] = ()
    synonym_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    relatedMedicationKnowledge: Annotated[tuple[MedicationKnowledgeRelatedMedicationKnowledge, ...], SOME] = ()
    associatedMedication: Annotated[tuple[Reference, ...], SOME] = ()
    productType: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    monograph: Annotated[tuple[MedicationKnowledgeMonograph, ...], SOME] = ()
    ingredient: Annotated[tuple[MedicationKnowledgeIngredient, ...], SOME] = ()
    preparationInstruction: Markdown | None = None
    preparationInstruction_ext: Element | None = None
    intendedRoute: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    cost: Annotated[tuple[MedicationKnowledgeCost, ...], SOME] = ()
    monitoringProgram: Annotated[tuple[MedicationKnowledgeMonitoringProgram, ...], SOME] = ()
    administrationGuidelines: Annotated[tuple[MedicationKnowledgeAdministrationGuidelines, ...], SOME] = ()
    medicineClassification: Annotated[tuple[MedicationKnowledgeMedicineClassification, ...], SOME] = ()
    packaging: MedicationKnowledgePackaging | None = None
    drugCharacteristic: Annotated[tuple[MedicationKnowledgeDrugCharacteristic, ...], SOME] = ()
    contraindication: Annotated[tuple[Reference, ...], SOME] = ()
    regulatory: Annotated[tuple[MedicationKnowledgeRegulatory, ...], SOME] = ()
    kinetics: Annotated[tuple[MedicationKnowledgeKinetics, ...], SOME] = ()


class MedicationRequestSubstitution(BackboneElement, kw_only=True, gc=False):
    allowedBoolean: bool | None = None
    allowedBoolean_ext: Element | None = None
    allowedCodeableConcept: CodeableConcept | None = None
    reason: CodeableConcept | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:6].count(None) != 2:
            one_choice(self, "allowed", 3, 6, True)


class MedicationRequestDispenseRequestInitialFill(BackboneElement, kw_only=True, gc=False):
    quantity: Quantity | None = None
    duration: Duration | None = None


class MedicationRequestDispenseRequest(BackboneElement, kw_only=True, gc=False):
    initialFill: MedicationRequestDispenseRequestInitialFill | None = None
    dispenseInterval: Duration | None = None
    validityPeriod: Period | None = None
    numberOfRepeatsAllowed: UnsignedInt | None = None
    numberOfRepeatsAllowed_ext: Element | None = None
    quantity: Quantity | None = None
    expectedSupplyDuration: Duration | None = None
    performer: Reference | None = None


class MedicationRequest(DomainResource, kw_only=True, gc=False, tag="MedicationRequest", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: MedicationrequestStatusCode | None = None
    status_ext: Element | None = None
    statusReason: CodeableConcept | None = None
    intent: MedicationrequestIntentCode | None = None
    intent_ext: Element | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    priority: RequestPriorityCode | None = None
    priority_ext: Element | None = None
    doNotPerform: bool | None = None
    doNotPerform_ext: Element | None = None
    reportedBoolean: bool | None = None
    reportedBoolean_ext: Element | None = None
    reportedReference: Reference | None = None
    medicationCodeableConcept: CodeableConcept | None = None
    medicationReference: Reference | None = None
    subject: Reference
    encounter: Reference | None = None
    supportingInformation: Annotated[tuple[Reference, ...], SOME] = ()
    authoredOn: DateTime | None = None
    authoredOn_ext: Element | None = None
    requester: Reference | None = None
    performer: Reference | None = None
    performerType: CodeableConcept | None = None
    recorder: Reference | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    instantiatesCanonical: Annotated[tuple[Canonical | None, ...], SOME] = ()
    instantiatesCanonical_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    instantiatesUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiatesUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    groupIdentifier: Identifier | None = None
    courseOfTherapyType: CodeableConcept | None = None
    insurance: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    dosageInstruction: Annotated[tuple[Dosage, ...], SOME] = ()
    dispenseRequest: MedicationRequestDispenseRequest | None = None
    substitution: MedicationRequestSubstitution | None = None
    priorPrescription: Reference | None = None
    detectedIssue: Annotated[tuple[Reference, ...], SOME] = ()
    eventHistory: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.intent is None and self.intent_ext is None:
            absent("intent")
        if values[21:24].count(None) < 2:
            one_choice(self, "reported", 21, 24, False)
        if values[24:26].count(None) != 1:
            one_choice(self, "medication", 24, 26, True)


class MedicationStatement(DomainResource, kw_only=True, gc=False, tag="MedicationStatement", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    status: MedicationStatementStatusCode | None = None
    status_ext: Element | None = None
    statusReason: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    category: CodeableConcept | None = None
    medicationCodeableConcept: CodeableConcept | None = None
    medicationReference: Reference | None = None
    subject: Reference
    context: Reference | None = None
    effectiveDateTime: DateTime | None = None
    effectiveDateTime_ext: Element | None = None
    effectivePeriod: Period | None = None
    dateAsserted: DateTime | None = None
    dateAsserted_ext: Element | None = None
    informationSource: Reference | None = None
    derivedFrom: Annotated[tuple[Reference, ...], SOME] = ()
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    dosage: Annotated[tuple[Dosage, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[17:19].count(None) != 1:
            one_choice(self, "medication", 17, 19, True)
        if values[21:24].count(None) < 2:
            one_choice(self, "effective", 21, 24, False)


class MedicinalProductSpecialDesignation(BackboneElement, kw_only=True, gc=False):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    type: CodeableConcept | None = None
    intendedUse: CodeableConcept | None = None
    indicationCodeableConcept: CodeableConcept | None = None
    indicationReference: Reference | None = None
    status: CodeableConcept | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    species: CodeableConcept | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[6:8].count(None) < 1:
            one_choice(self, "indication", 6, 8, False)


class MedicinalProductManufacturingBusinessOperation(BackboneElement, kw_only=True, gc=False):
    operationType: CodeableConcept | None = None
    authorisationReferenceNumber: Identifier | None = None
    effectiveDate: DateTime | None = None
    effectiveDate_ext: Element | None = None
    confidentialityIndicator: CodeableConcept | None = None
    manufacturer: Annotated[tuple[Reference, ...], SOME] = ()
    regulator: Reference | None = None


class MedicinalProductNameCountryLanguage(BackboneElement, kw_only=True, gc=False):
    country: CodeableConcept
    jurisdiction: CodeableConcept | None = None
    language: CodeableConcept


class MedicinalProductNameNamePart(BackboneElement, kw_only=True, gc=False):
    part: String | None = None
    part_ext: Element | None = None
    type: Coding

    def __post_init__(self) -> None:
        if self.part is None and self.part_ext is None:
            absent("part")


class MedicinalProductName(BackboneElement, kw_only=True, gc=False):
    productName: String | None = None
    productName_ext: Element | None = None
    namePart: Annotated[tuple[MedicinalProductNameNamePart, ...], SOME] = ()
    countryLanguage: Annotated[tuple[MedicinalProductNameCountryLanguage, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.productName is None and self.productName_ext is None:
            absent("productName")


class MedicinalProduct(DomainResource, kw_only=True, gc=False, tag="MedicinalProduct", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    type: CodeableConcept | None = None
    domain: Coding | None = None
    combinedPharmaceuticalDoseForm: CodeableConcept | None = None
    legalStatusOfSupply: CodeableConcept | None = None
    additionalMonitoringIndicator: CodeableConcept | None = None
    specialMeasures: Annotated[tuple[String | None, ...], SOME] = ()
    specialMeasures_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    paediatricUseIndicator: CodeableConcept | None = None
    productClassification: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    marketingStatus: Annotated[tuple[MarketingStatus, ...], SOME] = ()
    pharmaceuticalProduct: Annotated[tuple[Reference, ...], SOME] = ()
    packagedMedicinalProduct: Annotated[tuple[Reference, ...], SOME] = ()
    attachedDocument: Annotated[tuple[Reference, ...], SOME] = ()
    masterFile: Annotated[tuple[Reference, ...], SOME] = ()
    contact: Annotated[tuple[Reference, ...], SOME] = ()
    clinicalTrial: Annotated[tuple[Reference, ...], SOME] = ()
    name: Annotated[tuple[MedicinalProductName, ...], SOME]
    crossReference: Annotated[tuple[Identifier, ...], SOME] = ()
    manufacturingBusinessOperation: Annotated[tuple[MedicinalProductManufacturingBusinessOperation, ...], SOME] = ()
    specialDesignation: Annotated[tuple[MedicinalProductSpecialDesignation, ...], SOME] = ()


class MedicinalProductAuthorizationProcedure(BackboneElement, kw_only=True, gc=False):
    identifier: Identifier | None = None
    type: CodeableConcept
    datePeriod: Period | None = None
    dateDateTime: DateTime | None = None
    dateDateTime_ext: Element | None = None
    application: Annotated[tuple[MedicinalProductAuthorizationProcedure, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[5:8].count(None) < 2:
            one_choice(self, "date", 5, 8, False)


class MedicinalProductAuthorizationJurisdictionalAuthorization(BackboneElement, kw_only=True, gc=False):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    country: CodeableConcept | None = None
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    legalStatusOfSupply: CodeableConcept | None = None
    validityPeriod: Period | None = None


class MedicinalProductAuthorization(
    DomainResource, kw_only=True, gc=False, tag="MedicinalProductAuthorization", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    subject: Reference | None = None
    country: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    status: CodeableConcept | None = None
    statusDate: DateTime | None = None
    statusDate_ext: Element | None = None
    restoreDate: DateTime | None = None
    restoreDate_ext: Element | None = None
    validityPeriod: Period | None = None
    dataExclusivityPeriod: Period | None = None
    dateOfFirstAuthorization: DateTime | None = None
    dateOfFirstAuthorization_ext: Element | None = None
    internationalBirthDate: DateTime | None = None
    internationalBirthDate_ext: Element | None = None
    legalBasis: CodeableConcept | None = None
    jurisdictionalAuthorization: Annotated[
        tuple[MedicinalProductAuthorizationJurisdictionalAuthorization, ...], SOME
    ] = ()
    holder: Reference | None = None
    regulator: Reference | None = None
    procedure: MedicinalProductAuthorizationProcedure | None = None


class MedicinalProductContraindicationOtherTherapy(BackboneElement, kw_only=True, gc=False):
    therapyRelationshipType: CodeableConcept
    medicationCodeableConcept: CodeableConcept | None = None
    medicationReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:6].count(None) != 1:
            one_choice(self, "medication", 4, 6, True)


class MedicinalProductContraindication(
    DomainResource, kw_only=True, gc=False, tag="MedicinalProductContraindication", tag_field="resourceType"
):
    subject: Annotated[tuple[Reference, ...], SOME] = ()
    disease: CodeableConcept | None = None
    diseaseStatus: CodeableConcept | None = None
    comorbidity: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    therapeuticIndication: Annotated[tuple[Reference, ...], SOME] = ()
    otherTherapy: Annotated[tuple[MedicinalProductContraindicationOtherTherapy, ...], SOME] = ()
    population: Annotated[tuple[Population, ...], SOME] = ()


class MedicinalProductIndicationOtherTherapy(BackboneElement, kw_only=True, gc=False):
    therapyRelationshipType: CodeableConcept
    medicationCodeableConcept: CodeableConcept | None = None
    medicationReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:6].count(None) != 1:
            one_choice(self, "medication", 4, 6, True)


class MedicinalProductIndication(
    DomainResource, kw_only=True, gc=False, tag="MedicinalProductIndication", tag_field="resourceType"
):
    subject: Annotated[tuple[Reference, ...], SOME] = ()
    diseaseSymptomProcedure: CodeableConcept | None = None
    diseaseStatus: CodeableConcept | None = None
    comorbidity: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    intendedEffect: CodeableConcept | None = None
    duration: Quantity | None = None
    otherTherapy: Annotated[tuple[MedicinalProductIndicationOtherTherapy, ...], SOME] = ()
    undesirableEffect: Annotated[tuple[Reference, ...], SOME] = ()
    population: Annotated[tuple[Population, ...], SOME] = ()


class MedicinalProductIngredientSubstance(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept
    strength: Annotated[tuple[MedicinalProductIngredientSpecifiedSubstanceStrength, ...], SOME] = ()


class MedicinalProductIngredientSpecifiedSubstanceStrengthReferenceStrength(BackboneElement, kw_only=True, gc=False):
    substance: CodeableConcept | None = None
    strength: Ratio
    strengthLowLimit: Ratio | None = None
    measurementPoint: String | None = None
    measurementPoint_ext: Element | None = None
    country: Annotated[tuple[CodeableConcept, ...], SOME] = ()


class MedicinalProductIngredientSpecifiedSubstanceStrength(BackboneElement, kw_only=True, gc=False):
    presentation: Ratio
    presentationLowLimit: Ratio | None = None
    concentration: Ratio | None = None
    concentrationLowLimit: Ratio | None = None
    measurementPoint: String | None = None
    measurementPoint_ext: Element | None = None
    country: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    referenceStrength: Annotated[
        tuple[MedicinalProductIngredientSpecifiedSubstanceStrengthReferenceStrength, ...], SOME
    ] = ()


class MedicinalProductIngredientSpecifiedSubstance(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept
    group: CodeableConcept
    confidentiality: CodeableConcept | None = None
    strength: Annotated[tuple[MedicinalProductIngredientSpecifiedSubstanceStrength, ...], SOME] = ()


class MedicinalProductIngredient(
    DomainResource, kw_only=True, gc=False, tag="MedicinalProductIngredient", tag_field="resourceType"
):
    identifier: Identifier | None = None
    role: CodeableConcept
    allergenicIndicator: bool | None = None
    allergenicIndicator_ext: Element | None = None
    manufacturer: Annotated[tuple[Reference, ...], SOME] = ()
    specifiedSubstance: Annotated[tuple[MedicinalProductIngredientSpecifiedSubstance, ...], SOME] = ()
    substance: MedicinalProductIngredientSubstance | None = None


class MedicinalProductInteractionInteractant(BackboneElement, kw_only=True, gc=False):
    itemReference: Reference | None = None
    itemCodeableConcept: CodeableConcept | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) != 1:
            one_choice(self, "item", 3, 5, True)


class MedicinalProductInteraction(
    DomainResource, kw_only=True, gc=False, tag="MedicinalProductInteraction", tag_field="resourceType"
):
    subject: Annotated[tuple[Reference, ...], SOME] = ()
    description: String | None = None
    description_ext: Element | None = None
    interactant: Annotated[tuple[MedicinalProductInteractionInteractant, ...], SOME] = ()
    type: CodeableConcept | None = None
    effect: CodeableConcept | None = None
    incidence: CodeableConcept | None = None
    management: CodeableConcept | None = None


class MedicinalProductManufactured(
    DomainResource, kw_only=True, gc=False, tag="MedicinalProductManufactured", tag_field="resourceType"
):
    manufacturedDoseForm: CodeableConcept
    unitOfPresentation: CodeableConcept | None = None
    quantity: Quantity
    manufacturer: Annotated[tuple[Reference, ...], SOME] = ()
    ingredient: Annotated[tuple[Reference, ...], SOME] = ()
    physicalCharacteristics: ProdCharacteristic | None = None
    otherCharacteristics: Annotated[tuple[CodeableConcept, ...], SOME] = ()


class MedicinalProductPackagedPackageItem(BackboneElement, kw_only=True, gc=False):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    type: CodeableConcept
    quantity: Quantity
    material: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    alternateMaterial: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    device: Annotated[tuple[Reference, ...], SOME] = ()
    manufacturedItem: Annotated[tuple[Reference, ...], SOME] = ()
    packageItem: Annotated[tuple[MedicinalProductPackagedPackageItem, ...], SOME] = ()
    physicalCharacteristics: ProdCharacteristic | None = None
    otherCharacteristics: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    shelfLifeStorage: Annotated[tuple[ProductShelfLife, ...], SOME] = ()
    manufacturer: Annotated[tuple[Reference, ...], SOME] = ()


class MedicinalProductPackagedBatchIdentifier(BackboneElement, kw_only=True, gc=False):
    outerPackaging: Identifier
    immediatePackaging: Identifier | None = None


class MedicinalProductPackaged(
    DomainResource, kw_only=True, gc=False, tag="MedicinalProductPackaged", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    subject: Annotated[tuple[Reference, ...], SOME] = ()
    description: String | None = None
    description_ext: Element | None = None
    legalStatusOfSupply: CodeableConcept | None = None
    marketingStatus: Annotated[tuple[MarketingStatus, ...], SOME] = ()
    marketingAuthorization: Reference | None = None
    manufacturer: Annotated[tuple[Reference, ...], SOME] = ()
    batchIdentifier: Annotated[tuple[MedicinalProductPackagedBatchIdentifier, ...], SOME] = ()
    packageItem: Annotated[tuple[MedicinalProductPackagedPackageItem, ...], SOME]


class MedicinalProductPharmaceuticalRouteOfAdministrationTargetSpeciesWithdrawalPeriod(
    BackboneElement, kw_only=True, gc=False
):
    tissue: CodeableConcept
    value: Quantity
    supportingInformation: String | None = None
    supportingInformation_ext: Element | None = None


class MedicinalProductPharmaceuticalRouteOfAdministrationTargetSpecies(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept
    withdrawalPeriod: Annotated[
        tuple[MedicinalProductPharmaceuticalRouteOfAdministrationTargetSpeciesWithdrawalPeriod, ...], SOME
    ] = ()


class MedicinalProductPharmaceuticalRouteOfAdministration(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept
    firstDose: Quantity | None = None
    maxSingleDose: Quantity | None = None
    maxDosePerDay: Quantity | None = None
    maxDosePerTreatmentPeriod: Ratio | None = None
    maxTreatmentPeriod: Duration | None = None
    targetSpecies: Annotated[tuple[MedicinalProductPharmaceuticalRouteOfAdministrationTargetSpecies, ...], SOME] = ()


class MedicinalProductPharmaceuticalCharacteristics(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept
    status: CodeableConcept | None = None


class MedicinalProductPharmaceutical(
    DomainResource, kw_only=True, gc=False, tag="MedicinalProductPharmaceutical", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    administrableDoseForm: CodeableConcept
    unitOfPresentation: CodeableConcept | None = None
    ingredient: Annotated[tuple[Reference, ...], SOME] = ()
    device: Annotated[tuple[Reference, ...], SOME] = ()
    characteristics: Annotated[tuple[MedicinalProductPharmaceuticalCharacteristics, ...], SOME] = ()
    routeOfAdministration: Annotated[tuple[MedicinalProductPharmaceuticalRouteOfAdministration, ...], SOME]


class MedicinalProductUndesirableEffect(
    DomainResource, kw_only=True, gc=False, tag="MedicinalProductUndesirableEffect", tag_field="resourceType"
):
    subject: Annotated[tuple[Reference, ...], SOME] = ()
    symptomConditionEffect: CodeableConcept | None = None
    classification: CodeableConcept | None = None
    frequencyOfOccurrence: CodeableConcept | None = None
    population: Annotated[tuple[Population, ...], SOME] = ()


class MessageDefinitionAllowedResponse(BackboneElement, kw_only=True, gc=False):
    message: Canonical | None = None
    message_ext: Element | None = None
    situation: Markdown | None = None
    situation_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.message is None and self.message_ext is None:
            absent("message")


class MessageDefinitionFocus(BackboneElement, kw_only=True, gc=False):
    code: ResourceTypesCode | None = None
    code_ext: Element | None = None
    profile: Canonical | None = None
    profile_ext: Element | None = None
    min: UnsignedInt | None = None
    min_ext: Element | None = None
    max: String | None = None
    max_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")
        if self.min is None and self.min_ext is None:
            absent("min")


class MessageDefinition(DomainResource, kw_only=True, gc=False, tag="MessageDefinition", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    replaces: Annotated[tuple[Canonical | None, ...], SOME] = ()
    replaces_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    base: Canonical | None = None
    base_ext: Element | None = None
    parent: Annotated[tuple[Canonical | None, ...], SOME] = ()
    parent_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    eventCoding: Coding | None = None
    eventUri: Uri | None = None
    eventUri_ext: Element | None = None
    category: MessageSignificanceCategoryCode | None = None
    category_ext: Element | None = None
    focus: Annotated[tuple[MessageDefinitionFocus, ...], SOME] = ()
    responseRequired: MessageheaderResponseRequestCode | None = None
    responseRequired_ext: Element | None = None
    allowedResponse: Annotated[tuple[MessageDefinitionAllowedResponse, ...], SOME] = ()
    graph: Annotated[tuple[Canonical | None, ...], SOME] = ()
    graph_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.date is None and self.date_ext is None:
            absent("date")
        if values[42:45].count(None) != 2:
            one_choice(self, "event", 42, 45, True)


class MessageHeaderResponse(BackboneElement, kw_only=True, gc=False):
    identifier: Id | None = None
    identifier_ext: Element | None = None
    code: ResponseCodeCode | None = None
    code_ext: Element | None = None
    details: Reference | None = None

    def __post_init__(self) -> None:
        if self.identifier is None and self.identifier_ext is None:
            absent("identifier")
        if self.code is None and self.code_ext is None:
            absent("code")


class MessageHeaderSource(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    software: String | None = None
    software_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    contact: ContactPoint | None = None
    endpoint: Url | None = None
    endpoint_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.endpoint is None and self.endpoint_ext is None:
            absent("endpoint")


class MessageHeaderDestination(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    target: Reference | None = None
    endpoint: Url | None = None
    endpoint_ext: Element | None = None
    receiver: Reference | None = None

    def __post_init__(self) -> None:
        if self.endpoint is None and self.endpoint_ext is None:
            absent("endpoint")


class MessageHeader(DomainResource, kw_only=True, gc=False, tag="MessageHeader", tag_field="resourceType"):
    eventCoding: Coding | None = None
    eventUri: Uri | None = None
    eventUri_ext: Element | None = None
    destination: Annotated[tuple[MessageHeaderDestination, ...], SOME] = ()
    sender: Reference | None = None
    enterer: Reference | None = None
    author: Reference | None = None
    source: MessageHeaderSource
    responsible: Reference | None = None
    reason: CodeableConcept | None = None
    response: MessageHeaderResponse | None = None
    focus: Annotated[tuple[Reference, ...], SOME] = ()
    definition: Canonical | None = None
    definition_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[10:13].count(None) != 2:
            one_choice(self, "event", 10, 13, True)


class MolecularSequenceStructureVariantInner(BackboneElement, kw_only=True, gc=False):
    start: Integer | None = None
    start_ext: Element | None = None
    end: Integer | None = None
    end_ext: Element | None = None


class MolecularSequenceStructureVariantOuter(BackboneElement, kw_only=True, gc=False):
    start: Integer | None = None
    start_ext: Element | None = None
    end: Integer | None = None
    end_ext: Element | None = None


class MolecularSequenceStructureVariant(BackboneElement, kw_only=True, gc=False):
    variantType: CodeableConcept | None = None
    exact: bool | None = None
    exact_ext: Element | None = None
    length: Integer | None = None
    length_ext: Element | None = None
    outer: MolecularSequenceStructureVariantOuter | None = None
    inner: MolecularSequenceStructureVariantInner | None = None


class MolecularSequenceRepository(BackboneElement, kw_only=True, gc=False):
    type: RepositoryTypeCode | None = None
    type_ext: Element | None = None
    url: Uri | None = None
    url_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    datasetId: String | None = None
    datasetId_ext: Element | None = None
    variantsetId: String | None = None
    variantsetId_ext: Element | None = None
    readsetId: String | None = None
    readsetId_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class MolecularSequenceQualityRoc(BackboneElement, kw_only=True, gc=False):
    score: Annotated[tuple[Integer | None, ...], SOME] = ()
    score_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    numTP: Annotated[tuple[Integer | None, ...], SOME] = ()
    numTP_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    numFP: Annotated[tuple[Integer | None, ...], SOME] = ()
    numFP_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    numFN: Annotated[tuple[Integer | None, ...], SOME] = ()
    numFN_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    precision: Annotated[tuple[Decimal | None, ...], SOME] = ()
    precision_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    sensitivity: Annotated[tuple[Decimal | None, ...], SOME] = ()
    sensitivity_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    fMeasure: Annotated[tuple[Decimal | None, ...], SOME] = ()
    fMeasure_ext: Annotated[tuple[Element | None, ...], SOME] = ()


class MolecularSequenceQuality(BackboneElement, kw_only=True, gc=False):
    type: QualityTypeCode | None = None
    type_ext: Element | None = None
    standardSequence: CodeableConcept | None = None
    start: Integer | None = None
    start_ext: Element | None = None
    end: Integer | None = None
    end_ext: Element | None = None
    score: Quantity | None = None
    method: CodeableConcept | None = None
    truthTP: Decimal | None = None
    truthTP_ext: Element | None = None
    queryTP: Decimal | None = None
    queryTP_ext: Element | None = None
    truthFN: Decimal | None = None
    truthFN_ext: Element | None = None
    queryFP: Decimal | None = None
    queryFP_ext: Element | None = None
    gtFP: Decimal | None = None
    gtFP_ext: Element | None = None
    precision: Decimal | None = None
    precision_ext: Element | None = None
    recall: Decimal | None = None
    recall_ext: Element | None = None
    fScore: Decimal | None = None
    fScore_ext: Element | None = None
    roc: MolecularSequenceQualityRoc | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class MolecularSequenceVariant(BackboneElement, kw_only=True, gc=False):
    start: Integer | None = None
    start_ext: Element | None = None
    end: Integer | None = None
    end_ext: Element | None = None
    observedAllele: String | None = None
    observedAllele_ext: Element | None = None
    referenceAllele: String | None = None
    referenceAllele_ext: Element | None = None
    cigar: String | None = None
    cigar_ext: Element | None = None
    variantPointer: Reference | None = None


class MolecularSequenceReferenceSeq(BackboneElement, kw_only=True, gc=False):
    chromosome: CodeableConcept | None = None
    genomeBuild: String | None = None
    genomeBuild_ext: Element | None = None
    orientation: OrientationTypeCode | None = None
    orientation_ext: Element | None = None
    referenceSeqId: CodeableConcept | None = None
    referenceSeqPointer: Reference | None = None
    referenceSeqString: String | None = None
    referenceSeqString_ext: Element | None = None
    strand: StrandTypeCode | None = None
    strand_ext: Element | None = None
    windowStart: Integer | None = None
    windowStart_ext: Element | None = None
    windowEnd: Integer | None = None
    windowEnd_ext: Element | None = None


class MolecularSequence(DomainResource, kw_only=True, gc=False, tag="MolecularSequence", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    type: SequenceTypeCode | None = None
    type_ext: Element | None = None
    coordinateSystem: Integer | None = None
    coordinateSystem_ext: Element | None = None
    patient: Reference | None = None
    specimen: Reference | None = None
    device: Reference | None = None
    performer: Reference | None = None
    quantity: Quantity | None = None
    referenceSeq: MolecularSequenceReferenceSeq | None = None
    variant: Annotated[tuple[MolecularSequenceVariant, ...], SOME] = ()
    observedSeq: String | None = None
    observedSeq_ext: Element | None = None
    quality: Annotated[tuple[MolecularSequenceQuality, ...], SOME] = ()
    readCoverage: Integer | None = None
    readCoverage_ext: Element | None = None
    repository: Annotated[tuple[MolecularSequenceRepository, ...], SOME] = ()
    pointer: Annotated[tuple[Reference, ...], SOME] = ()
    structureVariant: Annotated[tuple[MolecularSequenceStructureVariant, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.coordinateSystem is None and self.coordinateSystem_ext is None:
            absent("coordinateSystem")


class NamingSystemUniqueId(BackboneElement, kw_only=True, gc=False):
    type: NamingsystemIdentifierTypeCode | None = None
    type_ext: Element | None = None
    value: String | None = None
    value_ext: Element | None = None
    preferred: bool | None = None
    preferred_ext: Element | None = None
    comment: String | None = None
    comment_ext: Element | None = None
    period: Period | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")
        if self.value is None and self.value_ext is None:
            absent("value")


class NamingSystem(DomainResource, kw_only=True, gc=False, tag="NamingSystem", tag_field="resourceType"):
    name: String | None = None
    name_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    kind: NamingsystemTypeCode | None = None
    kind_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    responsible: String | None = None
    responsible_ext: Element | None = None
    type: CodeableConcept | None = None
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    usage: String | None = None
    usage_ext: Element | None = None
    uniqueId: Annotated[tuple[NamingSystemUniqueId, ...], SOME]

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.kind is None and self.kind_ext is None:
            absent("kind")
        if self.date is None and self.date_ext is None:
            absent("date")


class NutritionOrderEnteralFormulaAdministration(BackboneElement, kw_only=True, gc=False):
    schedule: Timing | None = None
    quantity: Quantity | None = None
    rateQuantity: Quantity | None = None
    rateRatio: Ratio | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[5:7].count(None) < 1:
            one_choice(self, "rate", 5, 7, False)


class NutritionOrderEnteralFormula(BackboneElement, kw_only=True, gc=False):
    baseFormulaType: CodeableConcept | None = None
    baseFormulaProductName: String | None = None
    baseFormulaProductName_ext: Element | None = None
    additiveType: CodeableConcept | None = None
    additiveProductName: String | None = None
    additiveProductName_ext: Element | None = None
    caloricDensity: Quantity | None = None
    routeofAdministration: CodeableConcept | None = None
    administration: Annotated[tuple[NutritionOrderEnteralFormulaAdministration, ...], SOME] = ()
    maxVolumeToDeliver: Quantity | None = None
    administrationInstruction: String | None = None
    administrationInstruction_ext: Element | None = None


class NutritionOrderSupplement(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    productName: String | None = None
    productName_ext: Element | None = None
    schedule: Annotated[tuple[Timing, ...], SOME] = ()
    quantity: Quantity | None = None
    instruction: String | None = None
    instruction_ext: Element | None = None


class NutritionOrderOralDietTexture(BackboneElement, kw_only=True, gc=False):
    modifier: CodeableConcept | None = None
    foodType: CodeableConcept | None = None


class NutritionOrderOralDietNutrient(BackboneElement, kw_only=True, gc=False):
    modifier: CodeableConcept | None = None
    amount: Quantity | None = None


class NutritionOrderOralDiet(BackboneElement, kw_only=True, gc=False):
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    schedule: Annotated[tuple[Timing, ...], SOME] = ()
    nutrient: Annotated[tuple[NutritionOrderOralDietNutrient, ...], SOME] = ()
    texture: Annotated[tuple[NutritionOrderOralDietTexture, ...], SOME] = ()
    fluidConsistencyType: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    instruction: String | None = None
    instruction_ext: Element | None = None


class NutritionOrder(DomainResource, kw_only=True, gc=False, tag="NutritionOrder", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    instantiatesCanonical: Annotated[tuple[Canonical | None, ...], SOME] = ()
    instantiatesCanonical_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    instantiatesUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiatesUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    instantiates: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiates_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    status: RequestStatusCode | None = None
    status_ext: Element | None = None
    intent: RequestIntentCode | None = None
    intent_ext: Element | None = None
    patient: Reference
    encounter: Reference | None = None
    dateTime: DateTime | None = None
    dateTime_ext: Element | None = None
    orderer: Reference | None = None
    allergyIntolerance: Annotated[tuple[Reference, ...], SOME] = ()
    foodPreferenceModifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    excludeFoodModifier: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    oralDiet: NutritionOrderOralDiet | None = None
    supplement: Annotated[tuple[NutritionOrderSupplement, ...], SOME] = ()
    enteralFormula: NutritionOrderEnteralFormula | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.intent is None and self.intent_ext is None:
            absent("intent")
        if self.dateTime is None and self.dateTime_ext is None:
            absent("dateTime")


class ObservationComponent(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept
    valueQuantity: Quantity | None = None
    valueCodeableConcept: CodeableConcept | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueRange: Range | None = None
    valueRatio: Ratio | None = None
    valueSampledData: SampledData | None = None
    valueTime: Time | None = None
    valueTime_ext: Element | None = None
    valueDateTime: DateTime | None = None
    valueDateTime_ext: Element | None = None
    valuePeriod: Period | None = None
    dataAbsentReason: CodeableConcept | None = None
    interpretation: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    referenceRange: Annotated[tuple[ObservationReferenceRange, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:20].count(None) < 15:
            one_choice(self, "value", 4, 20, False)


class ObservationReferenceRange(BackboneElement, kw_only=True, gc=False):
    low: Quantity | None = None
    high: Quantity | None = None
    type: CodeableConcept | None = None
    appliesTo: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    age: Range | None = None
    text: String | None = None
    text_ext: Element | None = None


class Observation(DomainResource, kw_only=True, gc=False, tag="Observation", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    status: ObservationStatusCode | None = None
    status_ext: Element | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    code: CodeableConcept
    subject: Reference | None = None
    focus: Annotated[tuple[Reference, ...], SOME] = ()
    encounter: Reference | None = None
    effectiveDateTime: DateTime | None = None
    effectiveDateTime_ext: Element | None = None
    effectivePeriod: Period | None = None
    effectiveTiming: Timing | None = None
    effectiveInstant: Instant | None = None
    effectiveInstant_ext: Element | None = None
    issued: Instant | None = None
    issued_ext: Element | None = None
    performer: Annotated[tuple[Reference, ...], SOME] = ()
    valueQuantity: Quantity | None = None
    valueCodeableConcept: CodeableConcept | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueRange: Range | None = None
    valueRatio: Ratio | None = None
    valueSampledData: SampledData | None = None
    valueTime: Time | None = None
    valueTime_ext: Element | None = None
    valueDateTime: DateTime | None = None
    valueDateTime_ext: Element | None = None
    valuePeriod: Period | None = None
    dataAbsentReason: CodeableConcept | None = None
    interpretation: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    bodySite: CodeableConcept | None = None
    method: CodeableConcept | None = None
    specimen: Reference | None = None
    device: Reference | None = None
    referenceRange: Annotated[tuple[ObservationReferenceRange, ...], SOME] = ()
    hasMember: Annotated[tuple[Reference, ...], SOME] = ()
    derivedFrom: Annotated[tuple[Reference, ...], SOME] = ()
    component: Annotated[tuple[ObservationComponent, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[20:26].count(None) < 5:
            one_choice(self, "effective", 20, 26, False)
        if values[29:45].count(None) < 15:
            one_choice(self, "value", 29, 45, False)


class ObservationDefinitionQualifiedInterval(BackboneElement, kw_only=True, gc=False):
    category: ObservationRangeCategoryCode | None = None
    category_ext: Element | None = None
    range: Range | None = None
    context: CodeableConcept | None = None
    appliesTo: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    gender: AdministrativeGenderCode | None = None
    gender_ext: Element | None = None
    age: Range | None = None
    gestationalAge: Range | None = None
    condition: String | None = None
    condition_ext: Element | None = None


class ObservationDefinitionQuantitativeDetails(BackboneElement, kw_only=True, gc=False):
    customaryUnit: CodeableConcept | None = None
    unit: CodeableConcept | None = None
    conversionFactor: Decimal | None = None
    conversionFactor_ext: Element | None = None
    decimalPrecision: Integer | None = None
    decimalPrecision_ext: Element | None = None


class ObservationDefinition(
    DomainResource, kw_only=True, gc=False, tag="ObservationDefinition", tag_field="resourceType"
):
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    code: CodeableConcept
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    permittedDataType: Annotated[tuple[PermittedDataTypeCode | None, ...], SOME] = ()
    permittedDataType_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    multipleResultsAllowed: bool | None = None
    multipleResultsAllowed_ext: Element | None = None
    method: CodeableConcept | None = None
    preferredReportName: String | None = None
    preferredReportName_ext: Element | None = None
    quantitativeDetails: ObservationDefinitionQuantitativeDetails | None = None
    qualifiedInterval: Annotated[tuple[ObservationDefinitionQualifiedInterval, ...], SOME] = ()
    validCodedValueSet: Reference | None = None
    normalCodedValueSet: Reference | None = None
    abnormalCodedValueSet: Reference | None = None
    criticalCodedValueSet: Reference | None = None


class OperationDefinitionOverload(BackboneElement, kw_only=True, gc=False):
    parameterName: Annotated[tuple[String | None, ...], SOME] = ()
    parameterName_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    comment: String | None = None
    comment_ext: Element | None = None


class OperationDefinitionParameterReferencedFrom(BackboneElement, kw_only=True, gc=False):
    source: String | None = None
    source_ext: Element | None = None
    sourceId: String | None = None
    sourceId_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.source is None and self.source_ext is None:
            absent("source")


class OperationDefinitionParameterBinding(BackboneElement, kw_only=True, gc=False):
    strength: BindingStrengthCode | None = None
    strength_ext: Element | None = None
    valueSet: Canonical | None = None
    valueSet_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.strength is None and self.strength_ext is None:
            absent("strength")
        if self.valueSet is None and self.valueSet_ext is None:
            absent("valueSet")


class OperationDefinitionParameter(BackboneElement, kw_only=True, gc=False):
    name: Code | None = None
    name_ext: Element | None = None
    use: OperationParameterUseCode | None = None
    use_ext: Element | None = None
    min: Integer | None = None
    min_ext: Element | None = None
    max: String | None = None
    max_ext: Element | None = None
    documentation: String | None = None
    documentation_ext: Element | None = None
    type: AllTypesCode | None = None
    type_ext: Element | None = None
    targetProfile: Annotated[tuple[Canonical | None, ...], SOME] = ()
    targetProfile_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    searchType: SearchParamTypeCode | None = None
    searchType_ext: Element | None = None
    binding: OperationDefinitionParameterBinding | None = None
    referencedFrom: Annotated[tuple[OperationDefinitionParameterReferencedFrom, ...], SOME] = ()
    part: Annotated[tuple[OperationDefinitionParameter, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.use is None and self.use_ext is None:
            absent("use")
        if self.min is None and self.min_ext is None:
            absent("min")
        if self.max is None and self.max_ext is None:
            absent("max")


class OperationDefinition(DomainResource, kw_only=True, gc=False, tag="OperationDefinition", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    kind: OperationKindCode | None = None
    kind_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    affectsState: bool | None = None
    affectsState_ext: Element | None = None
    code: Code | None = None
    code_ext: Element | None = None
    comment: Markdown | None = None
    comment_ext: Element | None = None
    base: Canonical | None = None
    base_ext: Element | None = None
    resource: Annotated[tuple[ResourceTypesCode | None, ...], SOME] = ()
    resource_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    system: bool | None = None
    system_ext: Element | None = None
    type: bool | None = None
    type_ext: Element | None = None
    instance: bool | None = None
    instance_ext: Element | None = None
    inputProfile: Canonical | None = None
    inputProfile_ext: Element | None = None
    outputProfile: Canonical | None = None
    outputProfile_ext: Element | None = None
    parameter: Annotated[tuple[OperationDefinitionParameter, ...], SOME] = ()
    overload: Annotated[tuple[OperationDefinitionOverload, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.kind is None and self.kind_ext is None:
            absent("kind")
        if self.code is None and self.code_ext is None:
            absent("code")
        if self.system is None and self.system_ext is None:
            absent("system")
        if self.type is None and self.type_ext is None:
            absent("type")
        if self.instance is None and self.instance_ext is None:
            absent("instance")


class OperationOutcomeIssue(BackboneElement, kw_only=True, gc=False):
    severity: IssueSeverityCode | None = None
    severity_ext: Element | None = None
    code: IssueTypeCode | None = None
    code_ext: Element | None = None
    details: CodeableConcept | None = None
    diagnostics: String | None = None
    diagnostics_ext: Element | None = None
    location: Annotated[tuple[String | None, ...], SOME] = ()
    location_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    expression: Annotated[tuple[String | None, ...], SOME] = ()
    expression_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.severity is None and self.severity_ext is None:
            absent("severity")
        if self.code is None and self.code_ext is None:
            absent("code")


class OperationOutcome(DomainResource, kw_only=True, gc=False, tag="OperationOutcome", tag_field="resourceType"):
    issue: Annotated[tuple[OperationOutcomeIssue, ...], SOME]


class OrganizationContact(BackboneElement, kw_only=True, gc=False):
    purpose: CodeableConcept | None = None
    name: HumanName | None = None
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    address: Address | None = None


class Organization(DomainResource, kw_only=True, gc=False, tag="Organization", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    active: bool | None = None
    active_ext: Element | None = None
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    name: String | None = None
    name_ext: Element | None = None
    alias: Annotated[tuple[String | None, ...], SOME] = ()
    alias_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    address: Annotated[tuple[Address, ...], SOME] = ()
    partOf: Reference | None = None
    contact: Annotated[tuple[OrganizationContact, ...], SOME] = ()
    endpoint: Annotated[tuple[Reference, ...], SOME] = ()


class OrganizationAffiliation(
    DomainResource, kw_only=True, gc=False, tag="OrganizationAffiliation", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    active: bool | None = None
    active_ext: Element | None = None
    period: Period | None = None
    organization: Reference | None = None
    participatingOrganization: Reference | None = None
    network: Annotated[tuple[Reference, ...], SOME] = ()
    code: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    specialty: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    location: Annotated[tuple[Reference, ...], SOME] = ()
    healthcareService: Annotated[tuple[Reference, ...], SOME] = ()
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    endpoint: Annotated[tuple[Reference, ...], SOME] = ()


class PatientLink(BackboneElement, kw_only=True, gc=False):
    other: Reference
    type: LinkTypeCode | None = None
    type_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class PatientCommunication(BackboneElement, kw_only=True, gc=False):
    language: CodeableConcept
    preferred: bool | None = None
    preferred_ext: Element | None = None


class PatientContact(BackboneElement, kw_only=True, gc=False):
    relationship: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    name: HumanName | None = None
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    address: Address | None = None
    gender: AdministrativeGenderCode | None = None
    gender_ext: Element | None = None
    organization: Reference | None = None
    period: Period | None = None


class Patient(DomainResource, kw_only=True, gc=False, tag="Patient", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    active: bool | None = None
    active_ext: Element | None = None
    name: Annotated[tuple[HumanName, ...], SOME] = ()
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    gender: AdministrativeGenderCode | None = None
    gender_ext: Element | None = None
    birthDate: Date | None = None
    birthDate_ext: Element | None = None
    deceasedBoolean: bool | None = None
    deceasedBoolean_ext: Element | None = None
    deceasedDateTime: DateTime | None = None
    deceasedDateTime_ext: Element | None = None
    address: Annotated[tuple[Address, ...], SOME] = ()
    maritalStatus: CodeableConcept | None = None
    multipleBirthBoolean: bool | None = None
    multipleBirthBoolean_ext: Element | None = None
    multipleBirthInteger: Integer | None = None
    multipleBirthInteger_ext: Element | None = None
    photo: Annotated[tuple[Attachment, ...], SOME] = ()
    contact: Annotated[tuple[PatientContact, ...], SOME] = ()
    communication: Annotated[tuple[PatientCommunication, ...], SOME] = ()
    generalPractitioner: Annotated[tuple[Reference, ...], SOME] = ()
    managingOrganization: Reference | None = None
    link: Annotated[tuple[PatientLink, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[19:23].count(None) < 3:
            one_choice(self, "deceased", 19, 23, False)
        if values[25:29].count(None) < 3:
            one_choice(self, "multipleBirth", 25, 29, False)


class PaymentNotice(DomainResource, kw_only=True, gc=False, tag="PaymentNotice", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: FmStatusCode | None = None
    status_ext: Element | None = None
    request: Reference | None = None
    response: Reference | None = None
    created: DateTime | None = None
    created_ext: Element | None = None
    provider: Reference | None = None
    payment: Reference
    paymentDate: Date | None = None
    paymentDate_ext: Element | None = None
    payee: Reference | None = None
    recipient: Reference
    amount: Money
    paymentStatus: CodeableConcept | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.created is None and self.created_ext is None:
            absent("created")


class PaymentReconciliationProcessNote(BackboneElement, kw_only=True, gc=False):
    type: NoteTypeCode | None = None
    type_ext: Element | None = None
    text: String | None = None
    text_ext: Element | None = None


class PaymentReconciliationDetail(BackboneElement, kw_only=True, gc=False):
    identifier: Identifier | None = None
    predecessor: Identifier | None = None
    type: CodeableConcept
    request: Reference | None = None
    submitter: Reference | None = None
    response: Reference | None = None
    date: Date | None = None
    date_ext: Element | None = None
    responsible: Reference | None = None
    payee: Reference | None = None
    amount: Money | None = None


class PaymentReconciliation(
    DomainResource, kw_only=True, gc=False, tag="PaymentReconciliation", tag_field="resourceType"
):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: FmStatusCode | None = None
    status_ext: Element | None = None
    period: Period | None = None
    created: DateTime | None = None
    created_ext: Element | None = None
    paymentIssuer: Reference | None = None
    request: Reference | None = None
    requestor: Reference | None = None
    outcome: RemittanceOutcomeCode | None = None
    outcome_ext: Element | None = None
    disposition: String | None = None
    disposition_ext: Element | None = None
    paymentDate: Date | None = None
    paymentDate_ext: Element | None = None
    paymentAmount: Money
    paymentIdentifier: Identifier | None = None
    detail: Annotated[tuple[PaymentReconciliationDetail, ...], SOME] = ()
    formCode: CodeableConcept | None = None
    processNote: Annotated[tuple[PaymentReconciliationProcessNote, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.created is None and self.created_ext is None:
            absent("created")
        if self.paymentDate is None and self.paymentDate_ext is None:
            absent("paymentDate")


class PersonLink(BackboneElement, kw_only=True, gc=False):
    target: Reference
    assurance: IdentityAssuranceLevelCode | None = None
    assurance_ext: Element | None = None


class Person(DomainResource, kw_only=True, gc=False, tag="Person", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    name: Annotated[tuple[HumanName, ...], SOME] = ()
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    gender: AdministrativeGenderCode | None = None
    gender_ext: Element | None = None
    birthDate: Date | None = None
    birthDate_ext: Element | None = None
    address: Annotated[tuple[Address, ...], SOME] = ()
    photo: Attachment | None = None
    managingOrganization: Reference | None = None
    active: bool | None = None
    active_ext: Element | None = None
    link: Annotated[tuple[PersonLink, ...], SOME] = ()


class PlanDefinitionActionDynamicValue(BackboneElement, kw_only=True, gc=False):
    path: String | None = None
    path_ext: Element | None = None
    expression: Expression | None = None


class PlanDefinitionActionParticipant(BackboneElement, kw_only=True, gc=False):
    type: ActionParticipantTypeCode | None = None
    type_ext: Element | None = None
    role: CodeableConcept | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class PlanDefinitionActionRelatedAction(BackboneElement, kw_only=True, gc=False):
    actionId: Id | None = None
    actionId_ext: Element | None = None
    relationship: ActionRelationshipTypeCode | None = None
    relationship_ext: Element | None = None
    offsetDuration: Duration | None = None
    offsetRange: Range | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.actionId is None and self.actionId_ext is None:
            absent("actionId")
        if self.relationship is None and self.relationship_ext is None:
            absent("relationship")
        if values[7:9].count(None) < 1:
            one_choice(self, "offset", 7, 9, False)


class PlanDefinitionActionCondition(BackboneElement, kw_only=True, gc=False):
    kind: ActionConditionKindCode | None = None
    kind_ext: Element | None = None
    expression: Expression | None = None

    def __post_init__(self) -> None:
        if self.kind is None and self.kind_ext is None:
            absent("kind")


class PlanDefinitionAction(BackboneElement, kw_only=True, gc=False):
    prefix: String | None = None
    prefix_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    textEquivalent: String | None = None
    textEquivalent_ext: Element | None = None
    priority: RequestPriorityCode | None = None
    priority_ext: Element | None = None
    code: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reason: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    documentation: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    goalId: Annotated[tuple[Id | None, ...], SOME] = ()
    goalId_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    subjectCodeableConcept: CodeableConcept | None = None
    subjectReference: Reference | None = None
    trigger: Annotated[tuple[TriggerDefinition, ...], SOME] = ()
    condition: Annotated[tuple[PlanDefinitionActionCondition, ...], SOME] = ()
    input: Annotated[tuple[DataRequirement, ...], SOME] = ()
    output: Annotated[tuple[DataRequirement, ...], SOME] = ()
    relatedAction: Annotated[tuple[PlanDefinitionActionRelatedAction, ...], SOME] = ()
    timingDateTime: DateTime | None = None
    timingDateTime_ext: Element | None = None
    timingAge: Age | None = None
    timingPeriod: Period | None = None
    timingDuration: Duration | None = None
    timingRange: Range | None = None
    timingTiming: Timing | None = None
    participant: Annotated[tuple[PlanDefinitionActionParticipant, ...], SOME] = ()
    type: CodeableConcept | None = None
    groupingBehavior: ActionGroupingBehaviorCode | None = None
    groupingBehavior_ext: Element | None = None
    selectionBehavior: ActionSelectionBehaviorCode | None = None
    selectionBehavior_ext: Element | None = None
    requiredBehavior: ActionRequiredBehaviorCode | None = None
    requiredBehavior_ext: Element | None = None
    precheckBehavior: ActionPrecheckBehaviorCode | None = None
    precheckBehavior_ext: Element | None = None
    cardinalityBehavior: ActionCardinalityBehaviorCode | None = None
    cardinalityBehavior_ext: Element | None = None
    definitionCanonical: Canonical | None = None
    definitionCanonical_ext: Element | None = None
    definitionUri: Uri | None = None
    definitionUri_ext: Element | None = None
    transform: Canonical | None = None
    transform_ext: Element | None = None
    dynamicValue: Annotated[tuple[PlanDefinitionActionDynamicValue, ...], SOME] = ()
    action: Annotated[tuple[PlanDefinitionAction, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[18:20].count(None) < 1:
            one_choice(self, "subject", 18, 20, False)
        if values[25:32].count(None) < 6:
            one_choice(self, "timing", 25, 32, False)
        if values[44:48].count(None) < 3:
            one_choice(self, "definition", 44, 48, False)


class PlanDefinitionGoalTarget(BackboneElement, kw_only=True, gc=False):
    measure: CodeableConcept | None = None
    detailQuantity: Quantity | None = None
    detailRange: Range | None = None
    detailCodeableConcept: CodeableConcept | None = None
    due: Duration | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:7].count(None) < 2:
            one_choice(self, "detail", 4, 7, False)


class PlanDefinitionGoal(BackboneElement, kw_only=True, gc=False):
    category: CodeableConcept | None = None
    description: CodeableConcept
    priority: CodeableConcept | None = None
    start: CodeableConcept | None = None
    addresses: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    documentation: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    target: Annotated[tuple[PlanDefinitionGoalTarget, ...], SOME] = ()


class PlanDefinition(DomainResource, kw_only=True, gc=False, tag="PlanDefinition", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    subtitle: String | None = None
    subtitle_ext: Element | None = None
    type: CodeableConcept | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    subjectCodeableConcept: CodeableConcept | None = None
    subjectReference: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    usage: String | None = None
    usage_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    topic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    author: Annotated[tuple[ContactDetail, ...], SOME] = ()
    editor: Annotated[tuple[ContactDetail, ...], SOME] = ()
    reviewer: Annotated[tuple[ContactDetail, ...], SOME] = ()
    endorser: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    library: Annotated[tuple[Canonical | None, ...], SOME] = ()
    library_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    goal: Annotated[tuple[PlanDefinitionGoal, ...], SOME] = ()
    action: Annotated[tuple[PlanDefinitionAction, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[26:28].count(None) < 1:
            one_choice(self, "subject", 26, 28, False)


class PractitionerQualification(BackboneElement, kw_only=True, gc=False):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    code: CodeableConcept
    period: Period | None = None
    issuer: Reference | None = None


class Practitioner(DomainResource, kw_only=True, gc=False, tag="Practitioner", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    active: bool | None = None
    active_ext: Element | None = None
    name: Annotated[tuple[HumanName, ...], SOME] = ()
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    address: Annotated[tuple[Address, ...], SOME] = ()
    gender: AdministrativeGenderCode | None = None
    gender_ext: Element | None = None
    birthDate: Date | None = None
    birthDate_ext: Element | None = None
    photo: Annotated[tuple[Attachment, ...], SOME] = ()
    qualification: Annotated[tuple[PractitionerQualification, ...], SOME] = ()
    communication: Annotated[tuple[CodeableConcept, ...], SOME] = ()


class PractitionerRoleNotAvailable(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    during: Period | None = None

    def __post_init__(self) -> None:
        if self.description is None and self.description_ext is None:
            absent("description")


class PractitionerRoleAvailableTime(BackboneElement, kw_only=True, gc=False):
    daysOfWeek: Annotated[tuple[DaysOfWeekCode | None, ...], SOME] = ()
    daysOfWeek_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    allDay: bool | None = None
    allDay_ext: Element | None = None
    availableStartTime: Time | None = None
    availableStartTime_ext: Element | None = None
    availableEndTime: Time | None = None
    availableEndTime_ext: Element | None = None


class PractitionerRole(DomainResource, kw_only=True, gc=False, tag="PractitionerRole", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    active: bool | None = None
    active_ext: Element | None = None
    period: Period | None = None
    practitioner: Reference | None = None
    organization: Reference | None = None
    code: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    specialty: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    location: Annotated[tuple[Reference, ...], SOME] = ()
    healthcareService: Annotated[tuple[Reference, ...], SOME] = ()
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    availableTime: Annotated[tuple[PractitionerRoleAvailableTime, ...], SOME] = ()
    notAvailable: Annotated[tuple[PractitionerRoleNotAvailable, ...], SOME] = ()
    availabilityExceptions: String | None = None
    availabilityExceptions_ext: Element | None = None
    endpoint: Annotated[tuple[Reference, ...], SOME] = ()


class ProcedureFocalDevice(BackboneElement, kw_only=True, gc=False):
    action: CodeableConcept | None = None
    manipulated: Reference


class ProcedurePerformer(BackboneElement, kw_only=True, gc=False):
    function: CodeableConcept | None = None
    actor: Reference
    onBehalfOf: Reference | None = None


class Procedure(DomainResource, kw_only=True, gc=False, tag="Procedure", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    instantiatesCanonical: Annotated[tuple[Canonical | None, ...], SOME] = ()
    instantiatesCanonical_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    instantiatesUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiatesUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    status: EventStatusCode | None = None
    status_ext: Element | None = None
    statusReason: CodeableConcept | None = None
    category: CodeableConcept | None = None
    code: CodeableConcept | None = None
    subject: Reference
    encounter: Reference | None = None
    performedDateTime: DateTime | None = None
    performedDateTime_ext: Element | None = None
    performedPeriod: Period | None = None
    performedString: String | None = None
    performedString_ext: Element | None = None
    performedAge: Age | None = None
    performedRange: Range | None = None
    recorder: Reference | None = None
    asserter: Reference | None = None
    performer: Annotated[tuple[ProcedurePerformer, ...], SOME] = ()
    location: Reference | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    bodySite: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    outcome: CodeableConcept | None = None
    report: Annotated[tuple[Reference, ...], SOME] = ()
    complication: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    complicationDetail: Annotated[tuple[Reference, ...], SOME] = ()
    followUp: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    focalDevice: Annotated[tuple[ProcedureFocalDevice, ...], SOME] = ()
    usedReference: Annotated[tuple[Reference, ...], SOME] = ()
    usedCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[24:31].count(None) < 6:
            one_choice(self, "performed", 24, 31, False)


class ProvenanceEntity(BackboneElement, kw_only=True, gc=False):
    role: ProvenanceEntityRoleCode | None = None
    role_ext: Element | None = None
    what: Reference
    agent: Annotated[tuple[ProvenanceAgent, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.role is None and self.role_ext is None:
            absent("role")


class ProvenanceAgent(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    role: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    who: Reference
    onBehalfOf: Reference | None = None


class Provenance(DomainResource, kw_only=True, gc=False, tag="Provenance", tag_field="resourceType"):
    target: Annotated[tuple[Reference, ...], SOME]
    occurredPeriod: Period | None = None
    occurredDateTime: DateTime | None = None
    occurredDateTime_ext: Element | None = None
    recorded: Instant | None = None
    recorded_ext: Element | None = None
    policy: Annotated[tuple[Uri | None, ...], SOME] = ()
    policy_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    location: Reference | None = None
    reason: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    activity: CodeableConcept | None = None
    agent: Annotated[tuple[ProvenanceAgent, ...], SOME]
    entity: Annotated[tuple[ProvenanceEntity, ...], SOME] = ()
    signature: Annotated[tuple[Signature, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[11:14].count(None) < 2:
            one_choice(self, "occurred", 11, 14, False)
        if self.recorded is None and self.recorded_ext is None:
            absent("recorded")


class QuestionnaireItemInitial(BackboneElement, kw_only=True, gc=False):
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueDecimal: Decimal | None = None
    valueDecimal_ext: Element | None = None
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueDate: Date | None = None
    valueDate_ext: Element | None = None
    valueDateTime: DateTime | None = None
    valueDateTime_ext: Element | None = None
    valueTime: Time | None = None
    valueTime_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueUri: Uri | None = None
    valueUri_ext: Element | None = None
    valueAttachment: Attachment | None = None
    valueCoding: Coding | None = None
    valueQuantity: Quantity | None = None
    valueReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:23].count(None) != 19:
            one_choice(self, "value", 3, 23, True)


class QuestionnaireItemAnswerOption(BackboneElement, kw_only=True, gc=False):
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueDate: Date | None = None
    valueDate_ext: Element | None = None
    valueTime: Time | None = None
    valueTime_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueCoding: Coding | None = None
    valueReference: Reference | None = None
    initialSelected: bool | None = None
    initialSelected_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:13].count(None) != 9:
            one_choice(self, "value", 3, 13, True)


class QuestionnaireItemEnableWhen(BackboneElement, kw_only=True, gc=False):
    question: String | None = None
    question_ext: Element | None = None
    operator: QuestionnaireEnableOperatorCode | None = None
    operator_ext: Element | None = None
    answerBoolean: bool | None = None
    answerBoolean_ext: Element | None = None
    answerDecimal: Decimal | None = None
    answerDecimal_ext: Element | None = None
    answerInteger: Integer | None = None
    answerInteger_ext: Element | None = None
    answerDate: Date | None = None
    answerDate_ext: Element | None = None
    answerDateTime: DateTime | None = None
    answerDateTime_ext: Element | None = None
    answerTime: Time | None = None
    answerTime_ext: Element | None = None
    answerString: String | None = None
    answerString_ext: Element | None = None
    answerCoding: Coding | None = None
    answerQuantity: Quantity | None = None
    answerReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.question is None and self.question_ext is None:
            absent("question")
        if self.operator is None and self.operator_ext is None:
            absent("operator")
        if values[7:24].count(None) != 16:
            one_choice(self, "answer", 7, 24, True)


class QuestionnaireItem(BackboneElement, kw_only=True, gc=False):
    linkId: String | None = None
    linkId_ext: Element | None = None
    definition: Uri | None = None
    definition_ext: Element | None = None
    code: Annotated[tuple[Coding, ...], SOME] = ()
    prefix: String | None = None
    prefix_ext: Element | None = None
    text: String | None = None
    text_ext: Element | None = None
    type: ItemTypeCode | None = None
    type_ext: Element | None = None
    enableWhen: Annotated[tuple[QuestionnaireItemEnableWhen, ...], SOME] = ()
    enableBehavior: QuestionnaireEnableBehaviorCode | None = None
    enableBehavior_ext: Element | None = None
    required: bool | None = None
    required_ext: Element | None = None
    repeats: bool | None = None
    repeats_ext: Element | None = None
    readOnly: bool | None = None
    readOnly_ext: Element | None = None
    maxLength: Integer | None = None
    maxLength_ext: Element | None = None
    answerValueSet: Canonical | None = None
    answerValueSet_ext: Element | None = None
    answerOption: Annotated[tuple[QuestionnaireItemAnswerOption, ...], SOME] = ()
    initial: Annotated[tuple[QuestionnaireItemInitial, ...], SOME] = ()
    item: Annotated[tuple[QuestionnaireItem, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.linkId is None and self.linkId_ext is None:
            absent("linkId")
        if self.type is None and self.type_ext is None:
            absent("type")


class Questionnaire(DomainResource, kw_only=True, gc=False, tag="Questionnaire", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    derivedFrom: Annotated[tuple[Canonical | None, ...], SOME] = ()
    derivedFrom_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    subjectType: Annotated[tuple[ResourceTypesCode | None, ...], SOME] = ()
    subjectType_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    code: Annotated[tuple[Coding, ...], SOME] = ()
    item: Annotated[tuple[QuestionnaireItem, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class QuestionnaireResponseItemAnswer(BackboneElement, kw_only=True, gc=False):
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueDecimal: Decimal | None = None
    valueDecimal_ext: Element | None = None
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueDate: Date | None = None
    valueDate_ext: Element | None = None
    valueDateTime: DateTime | None = None
    valueDateTime_ext: Element | None = None
    valueTime: Time | None = None
    valueTime_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueUri: Uri | None = None
    valueUri_ext: Element | None = None
    valueAttachment: Attachment | None = None
    valueCoding: Coding | None = None
    valueQuantity: Quantity | None = None
    valueReference: Reference | None = None
    item: Annotated[tuple[QuestionnaireResponseItem, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:23].count(None) < 19:
            one_choice(self, "value", 3, 23, False)


class QuestionnaireResponseItem(BackboneElement, kw_only=True, gc=False):
    linkId: String | None = None
    linkId_ext: Element | None = None
    definition: Uri | None = None
    definition_ext: Element | None = None
    text: String | None = None
    text_ext: Element | None = None
    answer: Annotated[tuple[QuestionnaireResponseItemAnswer, ...], SOME] = ()
    item: Annotated[tuple[QuestionnaireResponseItem, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.linkId is None and self.linkId_ext is None:
            absent("linkId")


class QuestionnaireResponse(
    DomainResource, kw_only=True, gc=False, tag="QuestionnaireResponse", tag_field="resourceType"
):
    identifier: Identifier | None = None
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    questionnaire: Canonical | None = None
    questionnaire_ext: Element | None = None
    status: QuestionnaireAnswersStatusCode | None = None
    status_ext: Element | None = None
    subject: Reference | None = None
    encounter: Reference | None = None
    authored: DateTime | None = None
    authored_ext: Element | None = None
    author: Reference | None = None
    source: Reference | None = None
    item: Annotated[tuple[QuestionnaireResponseItem, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class RelatedPersonCommunication(BackboneElement, kw_only=True, gc=False):
    language: CodeableConcept
    preferred: bool | None = None
    preferred_ext: Element | None = None


class RelatedPerson(DomainResource, kw_only=True, gc=False, tag="RelatedPerson", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    active: bool | None = None
    active_ext: Element | None = None
    patient: Reference
    relationship: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    name: Annotated[tuple[HumanName, ...], SOME] = ()
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()
    gender: AdministrativeGenderCode | None = None
    gender_ext: Element | None = None
    birthDate: Date | None = None
    birthDate_ext: Element | None = None
    address: Annotated[tuple[Address, ...], SOME] = ()
    photo: Annotated[tuple[Attachment, ...], SOME] = ()
    period: Period | None = None
    communication: Annotated[tuple[RelatedPersonCommunication, ...], SOME] = ()


class RequestGroupActionRelatedAction(BackboneElement, kw_only=True, gc=False):
    actionId: Id | None = None
    actionId_ext: Element | None = None
    relationship: ActionRelationshipTypeCode | None = None
    relationship_ext: Element | None = None
    offsetDuration: Duration | None = None
    offsetRange: Range | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.actionId is None and self.actionId_ext is None:
            absent("actionId")
        if self.relationship is None and self.relationship_ext is None:
            absent("relationship")
        if values[7:9].count(None) < 1:
            one_choice(self, "offset", 7, 9, False)


class RequestGroupActionCondition(BackboneElement, kw_only=True, gc=False):
    kind: ActionConditionKindCode | None = None
    kind_ext: Element | None = None
    expression: Expression | None = None

    def __post_init__(self) -> None:
        if self.kind is None and self.kind_ext is None:
            absent("kind")


class RequestGroupAction(BackboneElement, kw_only=True, gc=False):
    prefix: String | None = None
    prefix_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    textEquivalent: String | None = None
    textEquivalent_ext: Element | None = None
    priority: RequestPriorityCode | None = None
    priority_ext: Element | None = None
    code: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    documentation: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    condition: Annotated[tuple[RequestGroupActionCondition, ...], SOME] = ()
    relatedAction: Annotated[tuple[RequestGroupActionRelatedAction, ...], SOME] = ()
    timingDateTime: DateTime | None = None
    timingDateTime_ext: Element | None = None
    timingAge: Age | None = None
    timingPeriod: Period | None = None
    timingDuration: Duration | None = None
    timingRange: Range | None = None
    timingTiming: Timing | None = None
    participant: Annotated[tuple[Reference, ...], SOME] = ()
    type: CodeableConcept | None = None
    groupingBehavior: ActionGroupingBehaviorCode | None = None
    groupingBehavior_ext: Element | None = None
    selectionBehavior: ActionSelectionBehaviorCode | None = None
    selectionBehavior_ext: Element | None = None
    requiredBehavior: ActionRequiredBehaviorCode | None = None
    requiredBehavior_ext: Element | None = None
    precheckBehavior: ActionPrecheckBehaviorCode | None = None
    precheckBehavior_ext: Element | None = None
    cardinalityBehavior: ActionCardinalityBehaviorCode | None = None
    cardinalityBehavior_ext: Element | None = None
    resource: Reference | None = None
    action: Annotated[tuple[RequestGroupAction, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[17:24].count(None) < 6:
            one_choice(self, "timing", 17, 24, False)


class RequestGroup(DomainResource, kw_only=True, gc=False, tag="RequestGroup", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    instantiatesCanonical: Annotated[tuple[Canonical | None, ...], SOME] = ()
    instantiatesCanonical_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    instantiatesUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiatesUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    replaces: Annotated[tuple[Reference, ...], SOME] = ()
    groupIdentifier: Identifier | None = None
    status: RequestStatusCode | None = None
    status_ext: Element | None = None
    intent: RequestIntentCode | None = None
    intent_ext: Element | None = None
    priority: RequestPriorityCode | None = None
    priority_ext: Element | None = None
    code: CodeableConcept | None = None
    subject: Reference | None = None
    encounter: Reference | None = None
    authoredOn: DateTime | None = None
    authoredOn_ext: Element | None = None
    author: Reference | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    action: Annotated[tuple[RequestGroupAction, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.intent is None and self.intent_ext is None:
            absent("intent")


class ResearchDefinition(DomainResource, kw_only=True, gc=False, tag="ResearchDefinition", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    shortTitle: String | None = None
    shortTitle_ext: Element | None = None
    subtitle: String | None = None
    subtitle_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    subjectCodeableConcept: CodeableConcept | None = None
    subjectReference: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    comment: Annotated[tuple[String | None, ...], SOME] = ()
    comment_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    usage: String | None = None
    usage_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    topic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    author: Annotated[tuple[ContactDetail, ...], SOME] = ()
    editor: Annotated[tuple[ContactDetail, ...], SOME] = ()
    reviewer: Annotated[tuple[ContactDetail, ...], SOME] = ()
    endorser: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    library: Annotated[tuple[Canonical | None, ...], SOME] = ()
    library_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    population: Reference
    exposure: Reference | None = None
    exposureAlternative: Reference | None = None
    outcome: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[27:29].count(None) < 1:
            one_choice(self, "subject", 27, 29, False)


class ResearchElementDefinitionCharacteristic(BackboneElement, kw_only=True, gc=False):
    definitionCodeableConcept: CodeableConcept | None = None
    definitionCanonical: Canonical | None = None
    definitionCanonical_ext: Element | None = None
    definitionExpression: Expression | None = None
    definitionDataRequirement: DataRequirement | None = None
    usageContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    exclude: bool | None = None
    exclude_ext: Element | None = None
    unitOfMeasure: CodeableConcept | None = None
    studyEffectiveDescription: String | None = None
    studyEffectiveDescription_ext: Element | None = None
    studyEffectiveDateTime: DateTime | None = None
    studyEffectiveDateTime_ext: Element | None = None
    studyEffectivePeriod: Period | None = None
    studyEffectiveDuration: Duration | None = None
    studyEffectiveTiming: Timing | None = None
    studyEffectiveTimeFromStart: Duration | None = None
    studyEffectiveGroupMeasure: GroupMeasureCode | None = None
    studyEffectiveGroupMeasure_ext: Element | None = None
    participantEffectiveDescription: String | None = None
    participantEffectiveDescription_ext: Element | None = None
    participantEffectiveDateTime: DateTime | None = None
    participantEffectiveDateTime_ext: Element | None = None
    participantEffectivePeriod: Period | None = None
    participantEffectiveDuration: Duration | None = None
    participantEffectiveTiming: Timing | None = None
    participantEffectiveTimeFromStart: Duration | None = None
    participantEffectiveGroupMeasure: GroupMeasureCode | None = None
    participantEffectiveGroupMeasure_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:8].count(None) != 4:
            one_choice(self, "definition", 3, 8, True)
        if values[14:19].count(None) < 4:
            one_choice(self, "studyEffective", 14, 19, False)
        if values[24:29].count(None) < 4:
            one_choice(self, "participantEffective", 24, 29, False)


class ResearchElementDefinition(
    DomainResource, kw_only=True, gc=False, tag="ResearchElementDefinition", tag_field="resourceType"
):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    shortTitle: String | None = None
    shortTitle_ext: Element | None = None
    subtitle: String | None = None
    subtitle_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    subjectCodeableConcept: CodeableConcept | None = None
    subjectReference: Reference | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    comment: Annotated[tuple[String | None, ...], SOME] = ()
    comment_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    usage: String | None = None
    usage_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    topic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    author: Annotated[tuple[ContactDetail, ...], SOME] = ()
    editor: Annotated[tuple[ContactDetail, ...], SOME] = ()
    reviewer: Annotated[tuple[ContactDetail, ...], SOME] = ()
    endorser: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    library: Annotated[tuple[Canonical | None, ...], SOME] = ()
    library_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    type: ResearchElementTypeCode | None = None
    type_ext: Element | None = None
    variableType: VariableTypeCode | None = None
    variableType_ext: Element | None = None
    characteristic: Annotated[tuple[ResearchElementDefinitionCharacteristic, ...], SOME]

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[27:29].count(None) < 1:
            one_choice(self, "subject", 27, 29, False)
        if self.type is None and self.type_ext is None:
            absent("type")


class ResearchStudyObjective(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    type: CodeableConcept | None = None


class ResearchStudyArm(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    type: CodeableConcept | None = None
    description: String | None = None
    description_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")


class ResearchStudy(DomainResource, kw_only=True, gc=False, tag="ResearchStudy", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    title: String | None = None
    title_ext: Element | None = None
    protocol: Annotated[tuple[Reference, ...], SOME] = ()
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    status: ResearchStudyStatusCode | None = None
    status_ext: Element | None = None
    primaryPurposeType: CodeableConcept | None = None
    phase: CodeableConcept | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    focus: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    condition: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    keyword: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    location: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    enrollment: Annotated[tuple[Reference, ...], SOME] = ()
    period: Period | None = None
    sponsor: Reference | None = None
    principalInvestigator: Reference | None = None
    site: Annotated[tuple[Reference, ...], SOME] = ()
    reasonStopped: CodeableConcept | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    arm: Annotated[tuple[ResearchStudyArm, ...], SOME] = ()
    objective: Annotated[tuple[ResearchStudyObjective, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class ResearchSubject(DomainResource, kw_only=True, gc=False, tag="ResearchSubject", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: ResearchSubjectStatusCode | None = None
    status_ext: Element | None = None
    period: Period | None = None
    study: Reference
    individual: Reference
    assignedArm: String | None = None
    assignedArm_ext: Element | None = None
    actualArm: String | None = None
    actualArm_ext: Element | None = None
    consent: Reference | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class RiskAssessmentPrediction(BackboneElement, kw_only=True, gc=False):
    outcome: CodeableConcept | None = None
    probabilityDecimal: Decimal | None = None
    probabilityDecimal_ext: Element | None = None
    probabilityRange: Range | None = None
    qualitativeRisk: CodeableConcept | None = None
    relativeRisk: Decimal | None = None
    relativeRisk_ext: Element | None = None
    whenPeriod: Period | None = None
    whenRange: Range | None = None
    rationale: String | None = None
    rationale_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:7].count(None) < 2:
            one_choice(self, "probability", 4, 7, False)
        if values[10:12].count(None) < 1:
            one_choice(self, "when", 10, 12, False)


class RiskAssessment(DomainResource, kw_only=True, gc=False, tag="RiskAssessment", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    basedOn: Reference | None = None
    parent: Reference | None = None
    status: ObservationStatusCode | None = None
    status_ext: Element | None = None
    method: CodeableConcept | None = None
    code: CodeableConcept | None = None
    subject: Reference
    encounter: Reference | None = None
    occurrenceDateTime: DateTime | None = None
    occurrenceDateTime_ext: Element | None = None
    occurrencePeriod: Period | None = None
    condition: Reference | None = None
    performer: Reference | None = None
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    basis: Annotated[tuple[Reference, ...], SOME] = ()
    prediction: Annotated[tuple[RiskAssessmentPrediction, ...], SOME] = ()
    mitigation: String | None = None
    mitigation_ext: Element | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if values[19:22].count(None) < 2:
            one_choice(self, "occurrence", 19, 22, False)


class RiskEvidenceSynthesisCertaintyCertaintySubcomponent(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    rating: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()


class RiskEvidenceSynthesisCertainty(BackboneElement, kw_only=True, gc=False):
    rating: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    certaintySubcomponent: Annotated[tuple[RiskEvidenceSynthesisCertaintyCertaintySubcomponent, ...], SOME] = ()


class RiskEvidenceSynthesisRiskEstimatePrecisionEstimate(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    level: Decimal | None = None
    level_ext: Element | None = None
    from_: Decimal | None = None
    from_ext: Element | None = None
    to: Decimal | None = None
    to_ext: Element | None = None


class RiskEvidenceSynthesisRiskEstimate(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    type: CodeableConcept | None = None
    value: Decimal | None = None
    value_ext: Element | None = None
    unitOfMeasure: CodeableConcept | None = None
    denominatorCount: Integer | None = None
    denominatorCount_ext: Element | None = None
    numeratorCount: Integer | None = None
    numeratorCount_ext: Element | None = None
    precisionEstimate: Annotated[tuple[RiskEvidenceSynthesisRiskEstimatePrecisionEstimate, ...], SOME] = ()


class RiskEvidenceSynthesisSampleSize(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    numberOfStudies: Integer | None = None
    numberOfStudies_ext: Element | None = None
    numberOfParticipants: Integer | None = None
    numberOfParticipants_ext: Element | None = None


class RiskEvidenceSynthesis(
    DomainResource, kw_only=True, gc=False, tag="RiskEvidenceSynthesis", tag_field="resourceType"
):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    approvalDate: Date | None = None
    approvalDate_ext: Element | None = None
    lastReviewDate: Date | None = None
    lastReviewDate_ext: Element | None = None
    effectivePeriod: Period | None = None
    topic: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    author: Annotated[tuple[ContactDetail, ...], SOME] = ()
    editor: Annotated[tuple[ContactDetail, ...], SOME] = ()
    reviewer: Annotated[tuple[ContactDetail, ...], SOME] = ()
    endorser: Annotated[tuple[ContactDetail, ...], SOME] = ()
    relatedArtifact: Annotated[tuple[RelatedArtifact, ...], SOME] = ()
    synthesisType: CodeableConcept | None = None
    studyType: CodeableConcept | None = None
    population: Reference
    exposure: Reference | None = None
    outcome: Reference
    sampleSize: RiskEvidenceSynthesisSampleSize | None = None
    riskEstimate: RiskEvidenceSynthesisRiskEstimate | None = None
    certainty: Annotated[tuple[RiskEvidenceSynthesisCertainty, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class Schedule(DomainResource, kw_only=True, gc=False, tag="Schedule", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    active: bool | None = None
    active_ext: Element | None = None
    serviceCategory: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    serviceType: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    specialty: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    actor: Annotated[tuple[Reference, ...], SOME]
    planningHorizon: Period | None = None
    comment: String | None = None
    comment_ext: Element | None = None


class SearchParameterComponent(BackboneElement, kw_only=True, gc=False):
    definition: Canonical | None = None
    definition_ext: Element | None = None
    expression: String | None = None
    expression_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.definition is None and self.definition_ext is None:
            absent("definition")
        if self.expression is None and self.expression_ext is None:
            absent("expression")


class SearchParameter(DomainResource, kw_only=True, gc=False, tag="SearchParameter", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    derivedFrom: Canonical | None = None
    derivedFrom_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    code: Code | None = None
    code_ext: Element | None = None
    base: Annotated[tuple[ResourceTypesCode | None, ...], SOME] = ()
    base_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    type: SearchParamTypeCode | None = None
    type_ext: Element | None = None
    expression: String | None = None
    expression_ext: Element | None = None
    xpath: String | None = None
    xpath_ext: Element | None = None
    xpathUsage: SearchXpathUsageCode | None = None
    xpathUsage_ext: Element | None = None
    target: Annotated[tuple[ResourceTypesCode | None, ...], SOME] = ()
    target_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    multipleOr: bool | None = None
    multipleOr_ext: Element | None = None
    multipleAnd: bool | None = None
    multipleAnd_ext: Element | None = None
    comparator: Annotated[tuple[SearchComparatorCode | None, ...], SOME] = ()
    comparator_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    modifier: Annotated[tuple[SearchModifierCodeCode | None, ...], SOME] = ()
    modifier_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    chain: Annotated[tuple[String | None, ...], SOME] = ()
    chain_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    component: Annotated[tuple[SearchParameterComponent, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.url is None and self.url_ext is None:
            absent("url")
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.description is None and self.description_ext is None:
            absent("description")
        if self.code is None and self.code_ext is None:
            absent("code")
        if not self.base and not self.base_ext:
            absent("base")
        if self.type is None and self.type_ext is None:
            absent("type")


class ServiceRequest(DomainResource, kw_only=True, gc=False, tag="ServiceRequest", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    instantiatesCanonical: Annotated[tuple[Canonical | None, ...], SOME] = ()
    instantiatesCanonical_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    instantiatesUri: Annotated[tuple[Uri | None, ...], SOME] = ()
    instantiatesUri_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    replaces: Annotated[tuple[Reference, ...], SOME] = ()
    requisition: Identifier | None = None
    status: RequestStatusCode | None = None
    status_ext: Element | None = None
    intent: RequestIntentCode | None = None
    intent_ext: Element | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    priority: RequestPriorityCode | None = None
    priority_ext: Element | None = None
    doNotPerform: bool | None = None
    doNotPerform_ext: Element | None = None
    code: CodeableConcept | None = None
    orderDetail: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    quantityQuantity: Quantity | None = None
    quantityRatio: Ratio | None = None
    quantityRange: Range | None = None
    subject: Reference
    encounter: Reference | None = None
    occurrenceDateTime: DateTime | None = None
    occurrenceDateTime_ext: Element | None = None
    occurrencePeriod: Period | None = None
    occurrenceTiming: Timing | None = None
    asNeededBoolean: bool | None = None
    asNeededBoolean_ext: Element | None = None
    asNeededCodeableConcept: CodeableConcept | None = None
    authoredOn: DateTime | None = None
    authoredOn_ext: Element | None = None
    requester: Reference | None = None
    performerType: CodeableConcept | None = None
    performer: Annotated[tuple[Reference, ...], SOME] = ()
    locationCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    locationReference: Annotated[tuple[Reference, ...], SOME] = ()
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    insurance: Annotated[tuple[Reference, ...], SOME] = ()
    supportingInfo: Annotated[tuple[Reference, ...], SOME] = ()
    specimen: Annotated[tuple[Reference, ...], SOME] = ()
    bodySite: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    patientInstruction: String | None = None
    patientInstruction_ext: Element | None = None
    relevantHistory: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.intent is None and self.intent_ext is None:
            absent("intent")
        if values[29:32].count(None) < 2:
            one_choice(self, "quantity", 29, 32, False)
        if values[34:38].count(None) < 3:
            one_choice(self, "occurrence", 34, 38, False)
        if values[38:41].count(None) < 2:
            one_choice(self, "asNeeded", 38, 41, False)


class Slot(DomainResource, kw_only=True, gc=False, tag="Slot", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    serviceCategory: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    serviceType: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    specialty: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    appointmentType: CodeableConcept | None = None
    schedule: Reference
    status: SlotstatusCode | None = None
    status_ext: Element | None = None
    start: Instant | None = None
    start_ext: Element | None = None
    end: Instant | None = None
    end_ext: Element | None = None
    overbooked: bool | None = None
    overbooked_ext: Element | None = None
    comment: String | None = None
    comment_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.start is None and self.start_ext is None:
            absent("start")
        if self.end is None and self.end_ext is None:
            absent("end")


class SpecimenContainer(BackboneElement, kw_only=True, gc=False):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    description: String | None = None
    description_ext: Element | None = None
    type: CodeableConcept | None = None
    capacity: Quantity | None = None
    specimenQuantity: Quantity | None = None
    additiveCodeableConcept: CodeableConcept | None = None
    additiveReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[9:11].count(None) < 1:
            one_choice(self, "additive", 9, 11, False)


class SpecimenProcessing(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    procedure: CodeableConcept | None = None
    additive: Annotated[tuple[Reference, ...], SOME] = ()
    timeDateTime: DateTime | None = None
    timeDateTime_ext: Element | None = None
    timePeriod: Period | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[7:10].count(None) < 2:
            one_choice(self, "time", 7, 10, False)


class SpecimenCollection(BackboneElement, kw_only=True, gc=False):
    collector: Reference | None = None
    collectedDateTime: DateTime | None = None
    collectedDateTime_ext: Element | None = None
    collectedPeriod: Period | None = None
    duration: Duration | None = None
    quantity: Quantity | None = None
    method: CodeableConcept | None = None
    bodySite: CodeableConcept | None = None
    fastingStatusCodeableConcept: CodeableConcept | None = None
    fastingStatusDuration: Duration | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:7].count(None) < 2:
            one_choice(self, "collected", 4, 7, False)
        if values[11:13].count(None) < 1:
            one_choice(self, "fastingStatus", 11, 13, False)


class Specimen(DomainResource, kw_only=True, gc=False, tag="Specimen", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    accessionIdentifier: Identifier | None = None
    status: SpecimenStatusCode | None = None
    status_ext: Element | None = None
    type: CodeableConcept | None = None
    subject: Reference | None = None
    receivedTime: DateTime | None = None
    receivedTime_ext: Element | None = None
    parent: Annotated[tuple[Reference, ...], SOME] = ()
    request: Annotated[tuple[Reference, ...], SOME] = ()
    collection: SpecimenCollection | None = None
    processing: Annotated[tuple[SpecimenProcessing, ...], SOME] = ()
    container: Annotated[tuple[SpecimenContainer, ...], SOME] = ()
    condition: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()


class SpecimenDefinitionTypeTestedHandling(BackboneElement, kw_only=True, gc=False):
    temperatureQualifier: CodeableConcept | None = None
    temperatureRange: Range | None = None
    maxDuration: Duration | None = None
    instruction: String | None = None
    instruction_ext: Element | None = None


class SpecimenDefinitionTypeTestedContainerAdditive(BackboneElement, kw_only=True, gc=False):
    additiveCodeableConcept: CodeableConcept | None = None
    additiveReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) != 1:
            one_choice(self, "additive", 3, 5, True)


class SpecimenDefinitionTypeTestedContainer(BackboneElement, kw_only=True, gc=False):
    material: CodeableConcept | None = None
    type: CodeableConcept | None = None
    cap: CodeableConcept | None = None
    description: String | None = None
    description_ext: Element | None = None
    capacity: Quantity | None = None
    minimumVolumeQuantity: Quantity | None = None
    minimumVolumeString: String | None = None
    minimumVolumeString_ext: Element | None = None
    additive: Annotated[tuple[SpecimenDefinitionTypeTestedContainerAdditive, ...], SOME] = ()
    preparation: String | None = None
    preparation_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[9:12].count(None) < 2:
            one_choice(self, "minimumVolume", 9, 12, False)


class SpecimenDefinitionTypeTested(BackboneElement, kw_only=True, gc=False):
    isDerived: bool | None = None
    isDerived_ext: Element | None = None
    type: CodeableConcept | None = None
    preference: SpecimenContainedPreferenceCode | None = None
    preference_ext: Element | None = None
    container: SpecimenDefinitionTypeTestedContainer | None = None
    requirement: String | None = None
    requirement_ext: Element | None = None
    retentionTime: Duration | None = None
    rejectionCriterion: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    handling: Annotated[tuple[SpecimenDefinitionTypeTestedHandling, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.preference is None and self.preference_ext is None:
            absent("preference")


class SpecimenDefinition(DomainResource, kw_only=True, gc=False, tag="SpecimenDefinition", tag_field="resourceType"):
    identifier: Identifier | None = None
    typeCollected: CodeableConcept | None = None
    patientPreparation: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    timeAspect: String | None = None
    timeAspect_ext: Element | None = None
    collection: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    typeTested: Annotated[tuple[SpecimenDefinitionTypeTested, ...], SOME] = ()


class StructureDefinitionDifferential(BackboneElement, kw_only=True, gc=False):
    element: Annotated[tuple[ElementDefinition, ...], SOME]


class StructureDefinitionSnapshot(BackboneElement, kw_only=True, gc=False):
    element: Annotated[tuple[ElementDefinition, ...], SOME]


class StructureDefinitionContext(BackboneElement, kw_only=True, gc=False):
    type: ExtensionContextTypeCode | None = None
    type_ext: Element | None = None
    expression: String | None = None
    expression_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")
        if self.expression is None and self.expression_ext is None:
            absent("expression")


class StructureDefinitionMapping(BackboneElement, kw_only=True, gc=False):
    identity: Id | None = None
    identity_ext: Element | None = None
    uri: Uri | None = None
    uri_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    comment: String | None = None
    comment_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.identity is None and self.identity_ext is None:
            absent("identity")


class StructureDefinition(DomainResource, kw_only=True, gc=False, tag="StructureDefinition", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    keyword: Annotated[tuple[Coding, ...], SOME] = ()
    fhirVersion: FHIRVersionCode | None = None
    fhirVersion_ext: Element | None = None
    mapping: Annotated[tuple[StructureDefinitionMapping, ...], SOME] = ()
    kind: StructureDefinitionKindCode | None = None
    kind_ext: Element | None = None
    abstract: bool | None = None
    abstract_ext: Element | None = None
    context: Annotated[tuple[StructureDefinitionContext, ...], SOME] = ()
    contextInvariant: Annotated[tuple[String | None, ...], SOME] = ()
    contextInvariant_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    type: Uri | None = None
    type_ext: Element | None = None
    baseDefinition: Canonical | None = None
    baseDefinition_ext: Element | None = None
    derivation: TypeDerivationRuleCode | None = None
    derivation_ext: Element | None = None
    snapshot: StructureDefinitionSnapshot | None = None
    differential: StructureDefinitionDifferential | None = None

    def __post_init__(self) -> None:
        if self.url is None and self.url_ext is None:
            absent("url")
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.kind is None and self.kind_ext is None:
            absent("kind")
        if self.abstract is None and self.abstract_ext is None:
            absent("abstract")
        if self.type is None and self.type_ext is None:
            absent("type")


class StructureMapGroupRuleDependent(BackboneElement, kw_only=True, gc=False):
    name: Id | None = None
    name_ext: Element | None = None
    variable: Annotated[tuple[String | None, ...], SOME] = ()
    variable_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")
        if not self.variable and not self.variable_ext:
            absent("variable")


class StructureMapGroupRuleTargetParameter(BackboneElement, kw_only=True, gc=False):
    valueId: Id | None = None
    valueId_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueDecimal: Decimal | None = None
    valueDecimal_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:13].count(None) != 9:
            one_choice(self, "value", 3, 13, True)


class StructureMapGroupRuleTarget(BackboneElement, kw_only=True, gc=False):
    context: Id | None = None
    context_ext: Element | None = None
    contextType: MapContextTypeCode | None = None
    contextType_ext: Element | None = None
    element: String | None = None
    element_ext: Element | None = None
    variable: Id | None = None
    variable_ext: Element | None = None
    listMode: Annotated[tuple[MapTargetListModeCode | None, ...], SOME] = ()
    listMode_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    listRuleId: Id | None = None
    listRuleId_ext: Element | None = None
    transform: MapTransformCode | None = None
    transform_ext: Element | None = None
    parameter: Annotated[tuple[StructureMapGroupRuleTargetParameter, ...], SOME] = ()


class StructureMapGroupRuleSource(BackboneElement, kw_only=True, gc=False):
    context: Id | None = None
    context_ext: Element | None = None
    min: Integer | None = None
    min_ext: Element | None = None
    max: String | None = None
    max_ext: Element | None = None
    type: String | None = None
    type_ext: Element | None = None
    defaultValueBase64Binary: Base64Binary | None = None
    defaultValueBase64Binary_ext: Element | None = None
    defaultValueBoolean: bool | None = None
    defaultValueBoolean_ext: Element | None = None
    defaultValueCanonical: Canonical | None = None
    defaultValueCanonical_ext: Element | None = None
    defaultValueCode: Code | None = None
    defaultValueCode_ext: Element | None = None
    defaultValueDate: Date | None = None
    defaultValueDate_ext: Element | None = None
    defaultValueDateTime: DateTime | None = None
    defaultValueDateTime_ext: Element | None = None
    defaultValueDecimal: Decimal | None = None
    defaultValueDecimal_ext: Element | None = None
    defaultValueId: Id | None = None
    defaultValueId_ext: Element | None = None
    defaultValueInstant: Instant | None = None
    defaultValueInstant_ext: Element | None = None
    defaultValueInteger: Integer | None = None
    defaultValueInteger_ext: Element | None = None
    defaultValueMarkdown: Markdown | None = None
    defaultValueMarkdown_ext: Element | None = None
    defaultValueOid: Oid | None = None
    defaultValueOid_ext: Element | None = None
    defaultValuePositiveInt: PositiveInt | None = None
    defaultValuePositiveInt_ext: Element | None = None
    defaultValueString: String | None = None
    defaultValueString_ext: Element | None = None
    defaultValueTime: Time | None = None
    defaultValueTime_ext: Element | None = None
    defaultValueUnsignedInt: UnsignedInt | None = None
    defaultValueUnsignedInt_ext: Element | None = None
    defaultValueUri: Uri | None = None
    defaultValueUri_ext: Element | None = None
    defaultValueUrl: Url | None = None
    defaultValueUrl_ext: Element | None = None
    defaultValueUuid: Uuid | None = None
    defaultValueUuid_ext: Element | None = None
    defaultValueAddress: Address | None = None
    defaultValueAge: Age | None = None
    defaultValueAnnotation: Annotation | None = None
    defaultValueAttachment: Attachment | None = None
    defaultValueCodeableConcept: CodeableConcept | None = None
    defaultValueCoding: Coding | None = None
    defaultValueContactPoint: ContactPoint | None = None
    defaultValueCount: Count | None = None
    defaultValueDistance: Distance | None = None
    defaultValueDuration: Duration | None = None
    defaultValueHumanName: HumanName | None = None
    defaultValueIdentifier: Identifier | None = None
    defaultValueMoney: Money | None = None
    defaultValuePeriod: Period | None = None
    defaultValueQuantity: Quantity | None = None
    defaultValueRange: Range | None = None
    defaultValueRatio: Ratio | None = None
    defaultValueReference: Reference | None = None
    defaultValueSampledData: SampledData | None = None
    defaultValueSignature: Signature | None = None
    defaultValueTiming: Timing | None = None
    defaultValueContactDetail: ContactDetail | None = None
    defaultValueContributor: Contributor | None = None
    defaultValueDataRequirement: DataRequirement | None = None
    defaultValueExpression: Expression | None = None
    defaultValueParameterDefinition: ParameterDefinition | None = None
    defaultValueRelatedArtifact: RelatedArtifact | None = None
    defaultValueTriggerDefinition: TriggerDefinition | None = None
    defaultValueUsageContext: UsageContext | None = None
    defaultValueDosage: Dosage | None = None
    defaultValueMeta: Meta | None = None
    element: String | None = None
    element_ext: Element | None = None
    listMode: MapSourceListModeCode | None = None
    listMode_ext: Element | None = None
    variable: Id | None = None
    variable_ext: Element | None = None
    condition: String | None = None
    condition_ext: Element | None = None
    check: String | None = None
    check_ext: Element | None = None
    logMessage: String | None = None
    logMessage_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.context is None and self.context_ext is None:
            absent("context")
        if values[11:80].count(None) < 68:
            one_choice(self, "defaultValue", 11, 80, False)


class StructureMapGroupRule(BackboneElement, kw_only=True, gc=False):
    name: Id | None = None
    name_ext: Element | None = None
    source: Annotated[tuple[StructureMapGroupRuleSource, ...], SOME]
    target: Annotated[tuple[StructureMapGroupRuleTarget, ...], SOME] = ()
    rule: Annotated[tuple[StructureMapGroupRule, ...], SOME] = ()
    dependent: Annotated[tuple[StructureMapGroupRuleDependent, ...], SOME] = ()
    documentation: String | None = None
    documentation_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")


class StructureMapGroupInput(BackboneElement, kw_only=True, gc=False):
    name: Id | None = None
    name_ext: Element | None = None
    type: String | None = None
    type_ext: Element | None = None
    mode: MapInputModeCode | None = None
    mode_ext: Element | None = None
    documentation: String | None = None
    documentation_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.mode is None and self.mode_ext is None:
            absent("mode")


class StructureMapGroup(BackboneElement, kw_only=True, gc=False):
    name: Id | None = None
    name_ext: Element | None = None
    extends: Id | None = None
    extends_ext: Element | None = None
    typeMode: MapGroupTypeModeCode | None = None
    typeMode_ext: Element | None = None
    documentation: String | None = None
    documentation_ext: Element | None = None
    input: Annotated[tuple[StructureMapGroupInput, ...], SOME]
    rule: Annotated[tuple[StructureMapGroupRule, ...], SOME]

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.typeMode is None and self.typeMode_ext is None:
            absent("typeMode")


class StructureMapStructure(BackboneElement, kw_only=True, gc=False):
    url: Canonical | None = None
    url_ext: Element | None = None
    mode: MapModelModeCode | None = None
    mode_ext: Element | None = None
    alias: String | None = None
    alias_ext: Element | None = None
    documentation: String | None = None
    documentation_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.url is None and self.url_ext is None:
            absent("url")
        if self.mode is None and self.mode_ext is None:
            absent("mode")


class StructureMap(DomainResource, kw_only=True, gc=False, tag="StructureMap", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    structure: Annotated[tuple[StructureMapStructure, ...], SOME] = ()
    import_: Annotated[tuple[Canonical | None, ...], SOME] = ()
    import_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    group: Annotated[tuple[StructureMapGroup, ...], SOME]

    def __post_init__(self) -> None:
        if self.url is None and self.url_ext is None:
            absent("url")
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.status is None and self.status_ext is None:
            absent("status")


class SubscriptionChannel(BackboneElement, kw_only=True, gc=False):
    type: SubscriptionChannelTypeCode | None = None
    type_ext: Element | None = None
    endpoint: Url | None = None
    endpoint_ext: Element | None = None
    payload: Code | None = None
    payload_ext: Element | None = None
    header: Annotated[tuple[String | None, ...], SOME] = ()
    header_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class Subscription(DomainResource, kw_only=True, gc=False, tag="Subscription", tag_field="resourceType"):
    status: SubscriptionStatusCode | None = None
    status_ext: Element | None = None
    contact: Annotated[tuple[ContactPoint, ...], SOME] = ()
    end: Instant | None = None
    end_ext: Element | None = None
    reason: String | None = None
    reason_ext: Element | None = None
    criteria: String | None = None
    criteria_ext: Element | None = None
    error: String | None = None
    error_ext: Element | None = None
    channel: SubscriptionChannel

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.reason is None and self.reason_ext is None:
            absent("reason")
        if self.criteria is None and self.criteria_ext is None:
            absent("criteria")


class SubstanceIngredient(BackboneElement, kw_only=True, gc=False):
    quantity: Ratio | None = None
    substanceCodeableConcept: CodeableConcept | None = None
    substanceReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:6].count(None) != 1:
            one_choice(self, "substance", 4, 6, True)


class SubstanceInstance(BackboneElement, kw_only=True, gc=False):
    identifier: Identifier | None = None
    expiry: DateTime | None = None
    expiry_ext: Element | None = None
    quantity: Quantity | None = None


class Substance(DomainResource, kw_only=True, gc=False, tag="Substance", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: SubstanceStatusCode | None = None
    status_ext: Element | None = None
    category: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    code: CodeableConcept
    description: String | None = None
    description_ext: Element | None = None
    instance: Annotated[tuple[SubstanceInstance, ...], SOME] = ()
    ingredient: Annotated[tuple[SubstanceIngredient, ...], SOME] = ()


class SubstanceNucleicAcidSubunitSugar(BackboneElement, kw_only=True, gc=False):
    identifier: Identifier | None = None
    name: String | None = None
    name_ext: Element | None = None
    residueSite: String | None = None
    residueSite_ext: Element | None = None


class SubstanceNucleicAcidSubunitLinkage(BackboneElement, kw_only=True, gc=False):
    connectivity: String | None = None
    connectivity_ext: Element | None = None
    identifier: Identifier | None = None
    name: String | None = None
    name_ext: Element | None = None
    residueSite: String | None = None
    residueSite_ext: Element | None = None


class SubstanceNucleicAcidSubunit(BackboneElement, kw_only=True, gc=False):
    subunit: Integer | None = None
    subunit_ext: Element | None = None
    sequence: String | None = None
    sequence_ext: Element | None = None
    length: Integer | None = None
    length_ext: Element | None = None
    sequenceAttachment: Attachment | None = None
    fivePrime: CodeableConcept | None = None
    threePrime: CodeableConcept | None = None
    linkage: Annotated[tuple[SubstanceNucleicAcidSubunitLinkage, ...], SOME] = ()
    sugar: Annotated[tuple[SubstanceNucleicAcidSubunitSugar, ...], SOME] = ()


class SubstanceNucleicAcid(
    DomainResource, kw_only=True, gc=False, tag="SubstanceNucleicAcid", tag_field="resourceType"
):
    sequenceType: CodeableConcept | None = None
    numberOfSubunits: Integer | None = None
    numberOfSubunits_ext: Element | None = None
    areaOfHybridisation: String | None = None
    areaOfHybridisation_ext: Element | None = None
    oligoNucleotideType: CodeableConcept | None = None
    subunit: Annotated[tuple[SubstanceNucleicAcidSubunit, ...], SOME] = ()


class SubstancePolymerRepeatRepeatUnitStructuralRepresentation(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    representation: String | None = None
    representation_ext: Element | None = None
    attachment: Attachment | None = None


class SubstancePolymerRepeatRepeatUnitDegreeOfPolymerisation(BackboneElement, kw_only=True, gc=False):
    degree: CodeableConcept | None = None
    amount: SubstanceAmount | None = None


class SubstancePolymerRepeatRepeatUnit(BackboneElement, kw_only=True, gc=False):
    orientationOfPolymerisation: CodeableConcept | None = None
    repeatUnit: String | None = None
    repeatUnit_ext: Element | None = None
    amount: SubstanceAmount | None = None
    degreeOfPolymerisation: Annotated[tuple[SubstancePolymerRepeatRepeatUnitDegreeOfPolymerisation, ...], SOME] = ()
    structuralRepresentation: Annotated[tuple[SubstancePolymerRepeatRepeatUnitStructuralRepresentation, ...], SOME] = ()


class SubstancePolymerRepeat(BackboneElement, kw_only=True, gc=False):
    numberOfUnits: Integer | None = None
    numberOfUnits_ext: Element | None = None
    averageMolecularFormula: String | None = None
    averageMolecularFormula_ext: Element | None = None
    repeatUnitAmountType: CodeableConcept | None = None
    repeatUnit: Annotated[tuple[SubstancePolymerRepeatRepeatUnit, ...], SOME] = ()


class SubstancePolymerMonomerSetStartingMaterial(BackboneElement, kw_only=True, gc=False):
    material: CodeableConcept | None = None
    type: CodeableConcept | None = None
    isDefining: bool | None = None
    isDefining_ext: Element | None = None
    amount: SubstanceAmount | None = None


class SubstancePolymerMonomerSet(BackboneElement, kw_only=True, gc=False):
    ratioType: CodeableConcept | None = None
    startingMaterial: Annotated[tuple[SubstancePolymerMonomerSetStartingMaterial, ...], SOME] = ()


class SubstancePolymer(DomainResource, kw_only=True, gc=False, tag="SubstancePolymer", tag_field="resourceType"):
    class_: CodeableConcept | None = None
    geometry: CodeableConcept | None = None
    copolymerConnectivity: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    modification: Annotated[tuple[String | None, ...], SOME] = ()
    modification_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    monomerSet: Annotated[tuple[SubstancePolymerMonomerSet, ...], SOME] = ()
    repeat: Annotated[tuple[SubstancePolymerRepeat, ...], SOME] = ()


class SubstanceProteinSubunit(BackboneElement, kw_only=True, gc=False):
    subunit: Integer | None = None
    subunit_ext: Element | None = None
    sequence: String | None = None
    sequence_ext: Element | None = None
    length: Integer | None = None
    length_ext: Element | None = None
    sequenceAttachment: Attachment | None = None
    nTerminalModificationId: Identifier | None = None
    nTerminalModification: String | None = None
    nTerminalModification_ext: Element | None = None
    cTerminalModificationId: Identifier | None = None
    cTerminalModification: String | None = None
    cTerminalModification_ext: Element | None = None


class SubstanceProtein(DomainResource, kw_only=True, gc=False, tag="SubstanceProtein", tag_field="resourceType"):
    sequenceType: CodeableConcept | None = None
    numberOfSubunits: Integer | None = None
    numberOfSubunits_ext: Element | None = None
    disulfideLinkage: Annotated[tuple[String | None, ...], SOME] = ()
    disulfideLinkage_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    subunit: Annotated[tuple[SubstanceProteinSubunit, ...], SOME] = ()


class SubstanceReferenceInformationTarget(BackboneElement, kw_only=True, gc=False):
    target: Identifier | None = None
    type: CodeableConcept | None = None
    interaction: CodeableConcept | None = None
    organism: CodeableConcept | None = None
    organismType: CodeableConcept | None = None
    amountQuantity: Quantity | None = None
    amountRange: Range | None = None
    amountString: String | None = None
    amountString_ext: Element | None = None
    amountType: CodeableConcept | None = None
    source: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[8:12].count(None) < 3:
            one_choice(self, "amount", 8, 12, False)


class SubstanceReferenceInformationClassification(BackboneElement, kw_only=True, gc=False):
    domain: CodeableConcept | None = None
    classification: CodeableConcept | None = None
    subtype: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    source: Annotated[tuple[Reference, ...], SOME] = ()


class SubstanceReferenceInformationGeneElement(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    element: Identifier | None = None
    source: Annotated[tuple[Reference, ...], SOME] = ()


class SubstanceReferenceInformationGene(BackboneElement, kw_only=True, gc=False):
    geneSequenceOrigin: CodeableConcept | None = None
    gene: CodeableConcept | None = None
    source: Annotated[tuple[Reference, ...], SOME] = ()


class SubstanceReferenceInformation(
    DomainResource, kw_only=True, gc=False, tag="SubstanceReferenceInformation", tag_field="resourceType"
):
    comment: String | None = None
    comment_ext: Element | None = None
    gene: Annotated[tuple[SubstanceReferenceInformationGene, ...], SOME] = ()
    geneElement: Annotated[tuple[SubstanceReferenceInformationGeneElement, ...], SOME] = ()
    classification: Annotated[tuple[SubstanceReferenceInformationClassification, ...], SOME] = ()
    target: Annotated[tuple[SubstanceReferenceInformationTarget, ...], SOME] = ()


class SubstanceSourceMaterialPartDescription(BackboneElement, kw_only=True, gc=False):
    part: CodeableConcept | None = None
    partLocation: CodeableConcept | None = None


class SubstanceSourceMaterialOrganismOrganismGeneral(BackboneElement, kw_only=True, gc=False):
    kingdom: CodeableConcept | None = None
    phylum: CodeableConcept | None = None
    class_: CodeableConcept | None = None
    order: CodeableConcept | None = None


class SubstanceSourceMaterialOrganismHybrid(BackboneElement, kw_only=True, gc=False):
    maternalOrganismId: String | None = None
    maternalOrganismId_ext: Element | None = None
    maternalOrganismName: String | None = None
    maternalOrganismName_ext: Element | None = None
    paternalOrganismId: String | None = None
    paternalOrganismId_ext: Element | None = None
    paternalOrganismName: String | None = None
    paternalOrganismName_ext: Element | None = None
    hybridType: CodeableConcept | None = None


class SubstanceSourceMaterialOrganismAuthor(BackboneElement, kw_only=True, gc=False):
    authorType: CodeableConcept | None = None
    authorDescription: String | None = None
    authorDescription_ext: Element | None = None


class SubstanceSourceMaterialOrganism(BackboneElement, kw_only=True, gc=False):
    family: CodeableConcept | None = None
    genus: CodeableConcept | None = None
    species: CodeableConcept | None = None
    intraspecificType: CodeableConcept | None = None
    intraspecificDescription: String | None = None
    intraspecificDescription_ext: Element | None = None
    author: Annotated[tuple[SubstanceSourceMaterialOrganismAuthor, ...], SOME] = ()
    hybrid: SubstanceSourceMaterialOrganismHybrid | None = None
    organismGeneral: SubstanceSourceMaterialOrganismOrganismGeneral | None = None


class SubstanceSourceMaterialFractionDescription(BackboneElement, kw_only=True, gc=False):
    fraction: String | None = None
    fraction_ext: Element | None = None
    materialType: CodeableConcept | None = None


class SubstanceSourceMaterial(
    DomainResource, kw_only=True, gc=False, tag="SubstanceSourceMaterial", tag_field="resourceType"
):
    sourceMaterialClass: CodeableConcept | None = None
    sourceMaterialType: CodeableConcept | None = None
    sourceMaterialState: CodeableConcept | None = None
    organismId: Identifier | None = None
    organismName: String | None = None
    organismName_ext: Element | None = None
    parentSubstanceId: Annotated[tuple[Identifier, ...], SOME] = ()
    parentSubstanceName: Annotated[tuple[String | None, ...], SOME] = ()
    parentSubstanceName_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    countryOfOrigin: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    geographicalLocation: Annotated[tuple[String | None, ...], SOME] = ()
    geographicalLocation_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    developmentStage: CodeableConcept | None = None
    fractionDescription: Annotated[tuple[SubstanceSourceMaterialFractionDescription, ...], SOME] = ()
    organism: SubstanceSourceMaterialOrganism | None = None
    partDescription: Annotated[tuple[SubstanceSourceMaterialPartDescription, ...], SOME] = ()


class SubstanceSpecificationRelationship(BackboneElement, kw_only=True, gc=False):
    substanceReference: Reference | None = None
    substanceCodeableConcept: CodeableConcept | None = None
    relationship: CodeableConcept | None = None
    isDefining: bool | None = None
    isDefining_ext: Element | None = None
    amountQuantity: Quantity | None = None
    amountRange: Range | None = None
    amountRatio: Ratio | None = None
    amountString: String | None = None
    amountString_ext: Element | None = None
    amountRatioLowLimit: Ratio | None = None
    amountType: CodeableConcept | None = None
    source: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) < 1:
            one_choice(self, "substance", 3, 5, False)
        if values[8:13].count(None) < 4:
            one_choice(self, "amount", 8, 13, False)


class SubstanceSpecificationNameOfficial(BackboneElement, kw_only=True, gc=False):
    authority: CodeableConcept | None = None
    status: CodeableConcept | None = None
    date: DateTime | None = None
    date_ext: Element | None = None


class SubstanceSpecificationName(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    type: CodeableConcept | None = None
    status: CodeableConcept | None = None
    preferred: bool | None = None
    preferred_ext: Element | None = None
    language: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    domain: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    synonym: Annotated[tuple[SubstanceSpecificationName, ...], SOME] = ()
    translation: Annotated[tuple[SubstanceSpecificationName, ...], SOME] = ()
    official: Annotated[tuple[SubstanceSpecificationNameOfficial, ...], SOME] = ()
    source: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")


class SubstanceSpecificationCode(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    status: CodeableConcept | None = None
    statusDate: DateTime | None = None
    statusDate_ext: Element | None = None
    comment: String | None = None
    comment_ext: Element | None = None
    source: Annotated[tuple[Reference, ...], SOME] = ()


class SubstanceSpecificationStructureRepresentation(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    representation: String | None = None
    representation_ext: Element | None = None
    attachment: Attachment | None = None


class SubstanceSpecificationStructureIsotopeMolecularWeight(BackboneElement, kw_only=True, gc=False):
    method: CodeableConcept | None = None
    type: CodeableConcept | None = None
    amount: Quantity | None = None


class SubstanceSpecificationStructureIsotope(BackboneElement, kw_only=True, gc=False):
    identifier: Identifier | None = None
    name: CodeableConcept | None = None
    substitution: CodeableConcept | None = None
    halfLife: Quantity | None = None
    molecularWeight: SubstanceSpecificationStructureIsotopeMolecularWeight | None = None


class SubstanceSpecificationStructure(BackboneElement, kw_only=True, gc=False):
    stereochemistry: CodeableConcept | None = None
    opticalActivity: CodeableConcept | None = None
    molecularFormula: String | None = None
    molecularFormula_ext: Element | None = None
    molecularFormulaByMoiety: String | None = None
    molecularFormulaByMoiety_ext: Element | None = None
    isotope: Annotated[tuple[SubstanceSpecificationStructureIsotope, ...], SOME] = ()
    molecularWeight: SubstanceSpecificationStructureIsotopeMolecularWeight | None = None
    source: Annotated[tuple[Reference, ...], SOME] = ()
    representation: Annotated[tuple[SubstanceSpecificationStructureRepresentation, ...], SOME] = ()


class SubstanceSpecificationProperty(BackboneElement, kw_only=True, gc=False):
    category: CodeableConcept | None = None
    code: CodeableConcept | None = None
    parameters: String | None = None
    parameters_ext: Element | None = None
    definingSubstanceReference: Reference | None = None
    definingSubstanceCodeableConcept: CodeableConcept | None = None
    amountQuantity: Quantity | None = None
    amountString: String | None = None
    amountString_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[7:9].count(None) < 1:
            one_choice(self, "definingSubstance", 7, 9, False)
        if values[9:12].count(None) < 2:
            one_choice(self, "amount", 9, 12, False)


class SubstanceSpecificationMoiety(BackboneElement, kw_only=True, gc=False):
    role: CodeableConcept | None = None
    identifier: Identifier | None = None
    name: String | None = None
    name_ext: Element | None = None
    stereochemistry: CodeableConcept | None = None
    opticalActivity: CodeableConcept | None = None
    molecularFormula: String | None = None
    molecularFormula_ext: Element | None = None
    amountQuantity: Quantity | None = None
    amountString: String | None = None
    amountString_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[11:14].count(None) < 2:
            one_choice(self, "amount", 11, 14, False)


class SubstanceSpecification(
    DomainResource, kw_only=True, gc=False, tag="SubstanceSpecification", tag_field="resourceType"
):
    identifier: Identifier | None = None
    type: CodeableConcept | None = None
    status: CodeableConcept | None = None
    domain: CodeableConcept | None = None
    description: String | None = None
    description_ext: Element | None = None
    source: Annotated[tuple[Reference, ...], SOME] = ()
    comment: String | None = None
    comment_ext: Element | None = None
    moiety: Annotated[tuple[SubstanceSpecificationMoiety, ...], SOME] = ()
    property: Annotated[tuple[SubstanceSpecificationProperty, ...], SOME] = ()
    referenceInformation: Reference | None = None
    structure: SubstanceSpecificationStructure | None = None
    code: Annotated[tuple[SubstanceSpecificationCode, ...], SOME] = ()
    name: Annotated[tuple[SubstanceSpecificationName, ...], SOME] = ()
    molecularWeight: Annotated[tuple[SubstanceSpecificationStructureIsotopeMolecularWeight, ...], SOME] = ()
    relationship: Annotated[tuple[SubstanceSpecificationRelationship, ...], SOME] = ()
    nucleicAcid: Reference | None = None
    polymer: Reference | None = None
    protein: Reference | None = None
    sourceMaterial: Reference | None = None


class SupplyDeliverySuppliedItem(BackboneElement, kw_only=True, gc=False):
    quantity: Quantity | None = None
    itemCodeableConcept: CodeableConcept | None = None
    itemReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:6].count(None) < 1:
            one_choice(self, "item", 4, 6, False)


class SupplyDelivery(DomainResource, kw_only=True, gc=False, tag="SupplyDelivery", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    status: SupplydeliveryStatusCode | None = None
    status_ext: Element | None = None
    patient: Reference | None = None
    type: CodeableConcept | None = None
    suppliedItem: SupplyDeliverySuppliedItem | None = None
    occurrenceDateTime: DateTime | None = None
    occurrenceDateTime_ext: Element | None = None
    occurrencePeriod: Period | None = None
    occurrenceTiming: Timing | None = None
    supplier: Reference | None = None
    destination: Reference | None = None
    receiver: Annotated[tuple[Reference, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[18:22].count(None) < 3:
            one_choice(self, "occurrence", 18, 22, False)


class SupplyRequestParameter(BackboneElement, kw_only=True, gc=False):
    code: CodeableConcept | None = None
    valueCodeableConcept: CodeableConcept | None = None
    valueQuantity: Quantity | None = None
    valueRange: Range | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:9].count(None) < 4:
            one_choice(self, "value", 4, 9, False)


class SupplyRequest(DomainResource, kw_only=True, gc=False, tag="SupplyRequest", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: SupplyrequestStatusCode | None = None
    status_ext: Element | None = None
    category: CodeableConcept | None = None
    priority: RequestPriorityCode | None = None
    priority_ext: Element | None = None
    itemCodeableConcept: CodeableConcept | None = None
    itemReference: Reference | None = None
    quantity: Quantity
    parameter: Annotated[tuple[SupplyRequestParameter, ...], SOME] = ()
    occurrenceDateTime: DateTime | None = None
    occurrenceDateTime_ext: Element | None = None
    occurrencePeriod: Period | None = None
    occurrenceTiming: Timing | None = None
    authoredOn: DateTime | None = None
    authoredOn_ext: Element | None = None
    requester: Reference | None = None
    supplier: Annotated[tuple[Reference, ...], SOME] = ()
    reasonCode: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    reasonReference: Annotated[tuple[Reference, ...], SOME] = ()
    deliverFrom: Reference | None = None
    deliverTo: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[16:18].count(None) != 1:
            one_choice(self, "item", 16, 18, True)
        if values[20:24].count(None) < 3:
            one_choice(self, "occurrence", 20, 24, False)


class TaskOutput(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    valueBase64Binary: Base64Binary | None = None
    valueBase64Binary_ext: Element | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueCanonical: Canonical | None = None
    valueCanonical_ext: Element | None = None
    valueCode: Code | None = None
    valueCode_ext: Element | None = None
    valueDate: Date | None = None
    valueDate_ext: Element | None = None
    valueDateTime: DateTime | None = None
    valueDateTime_ext: Element | None = None
    valueDecimal: Decimal | None = None
    valueDecimal_ext: Element | None = None
    valueId: Id | None = None
    valueId_ext: Element | None = None
    valueInstant: Instant | None = None
    valueInstant_ext: Element | None = None
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueMarkdown: Markdown | None = None
    valueMarkdown_ext: Element | None = None
    valueOid: Oid | None = None
    valueOid_ext: Element | None = None
    valuePositiveInt: PositiveInt | None = None
    valuePositiveInt_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueTime: Time | None = None
    valueTime_ext: Element | None = None
    valueUnsignedInt: UnsignedInt | None = None
    valueUnsignedInt_ext: Element | None = None
    valueUri: Uri | None = None
    valueUri_ext: Element | None = None
    valueUrl: Url | None = None
    valueUrl_ext: Element | None = None
    valueUuid: Uuid | None = None
    valueUuid_ext: Element | None = None
    valueAddress: Address | None = None
    valueAge: Age | None = None
    valueAnnotation: Annotation | None = None
    valueAttachment: Attachment | None = None
    valueCodeableConcept: CodeableConcept | None = None
    valueCoding: Coding | None = None
    valueContactPoint: ContactPoint | None = None
    valueCount: Count | None = None
    valueDistance: Distance | None = None
    valueDuration: Duration | None = None
    valueHumanName: HumanName | None = None
    valueIdentifier: Identifier | None = None
    valueMoney: Money | None = None
    valuePeriod: Period | None = None
    valueQuantity: Quantity | None = None
    valueRange: Range | None = None
    valueRatio: Ratio | None = None
    valueReference: Reference | None = None
    valueSampledData: SampledData | None = None
    valueSignature: Signature | None = None
    valueTiming: Timing | None = None
    valueContactDetail: ContactDetail | None = None
    valueContributor: Contributor | None = None
    valueDataRequirement: DataRequirement | None = None
    valueExpression: Expression | None = None
    valueParameterDefinition: ParameterDefinition | None = None
    valueRelatedArtifact: RelatedArtifact | None = None
    valueTriggerDefinition: TriggerDefinition | None = None
    valueUsageContext: UsageContext | None = None
    valueDosage: Dosage | None = None
    valueMeta: Meta | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:73].count(None) != 68:
            one_choice(self, "value", 4, 73, True)


class TaskInput(BackboneElement, kw_only=True, gc=False):
    type: CodeableConcept
    valueBase64Binary: Base64Binary | None = None
    valueBase64Binary_ext: Element | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueCanonical: Canonical | None = None
    valueCanonical_ext: Element | None = None
    valueCode: Code | None = None
    valueCode_ext: Element | None = None
    valueDate: Date | None = None
    valueDate_ext: Element | None = None
    valueDateTime: DateTime | None = None
    valueDateTime_ext: Element | None = None
    valueDecimal: Decimal | None = None
    valueDecimal_ext: Element | None = None
    valueId: Id | None = None
    valueId_ext: Element | None = None
    valueInstant: Instant | None = None
    valueInstant_ext: Element | None = None
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueMarkdown: Markdown | None = None
    valueMarkdown_ext: Element | None = None
    valueOid: Oid | None = None
    valueOid_ext: Element | None = None
    valuePositiveInt: PositiveInt | None = None
    valuePositiveInt_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueTime: Time | None = None
    valueTime_ext: Element | None = None
    valueUnsignedInt: UnsignedInt | None = None
    valueUnsignedInt_ext: Element | None = None
    valueUri: Uri | None = None
    valueUri_ext: Element | None = None
    valueUrl: Url | None = None
    valueUrl_ext: Element | None = None
    valueUuid: Uuid | None = None
    valueUuid_ext: Element | None = None
    valueAddress: Address | None = None
    valueAge: Age | None = None
    valueAnnotation: Annotation | None = None
    valueAttachment: Attachment | None = None
    valueCodeableConcept: CodeableConcept | None = None
    valueCoding: Coding | None = None
    valueContactPoint: ContactPoint | None = None
    valueCount: Count | None = None
    valueDistance: Distance | None = None
    valueDuration: Duration | None = None
    valueHumanName: HumanName | None = None
    valueIdentifier: Identifier | None = None
    valueMoney: Money | None = None
    valuePeriod: Period | None = None
    valueQuantity: Quantity | None = None
    valueRange: Range | None = None
    valueRatio: Ratio | None = None
    valueReference: Reference | None = None
    valueSampledData: SampledData | None = None
    valueSignature: Signature | None = None
    valueTiming: Timing | None = None
    valueContactDetail: ContactDetail | None = None
    valueContributor: Contributor | None = None
    valueDataRequirement: DataRequirement | None = None
    valueExpression: Expression | None = None
    valueParameterDefinition: ParameterDefinition | None = None
    valueRelatedArtifact: RelatedArtifact | None = None
    valueTriggerDefinition: TriggerDefinition | None = None
    valueUsageContext: UsageContext | None = None
    valueDosage: Dosage | None = None
    valueMeta: Meta | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[4:73].count(None) != 68:
            one_choice(self, "value", 4, 73, True)


class TaskRestriction(BackboneElement, kw_only=True, gc=False):
    repetitions: PositiveInt | None = None
    repetitions_ext: Element | None = None
    period: Period | None = None
    recipient: Annotated[tuple[Reference, ...], SOME] = ()


class Task(DomainResource, kw_only=True, gc=False, tag="Task", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    instantiatesCanonical: Canonical | None = None
    instantiatesCanonical_ext: Element | None = None
    instantiatesUri: Uri | None = None
    instantiatesUri_ext: Element | None = None
    basedOn: Annotated[tuple[Reference, ...], SOME] = ()
    groupIdentifier: Identifier | None = None
    partOf: Annotated[tuple[Reference, ...], SOME] = ()
    status: TaskStatusCode | None = None
    status_ext: Element | None = None
    statusReason: CodeableConcept | None = None
    businessStatus: CodeableConcept | None = None
    intent: TaskIntentCode | None = None
    intent_ext: Element | None = None
    priority: RequestPriorityCode | None = None
    priority_ext: Element | None = None
    code: CodeableConcept | None = None
    description: String | None = None
    description_ext: Element | None = None
    focus: Reference | None = None
    for_: Reference | None = None
    encounter: Reference | None = None
    executionPeriod: Period | None = None
    authoredOn: DateTime | None = None
    authoredOn_ext: Element | None = None
    lastModified: DateTime | None = None
    lastModified_ext: Element | None = None
    requester: Reference | None = None
    performerType: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    owner: Reference | None = None
    location: Reference | None = None
    reasonCode: CodeableConcept | None = None
    reasonReference: Reference | None = None
    insurance: Annotated[tuple[Reference, ...], SOME] = ()
    note: Annotated[tuple[Annotation, ...], SOME] = ()
    relevantHistory: Annotated[tuple[Reference, ...], SOME] = ()
    restriction: TaskRestriction | None = None
    input: Annotated[tuple[TaskInput, ...], SOME] = ()
    output: Annotated[tuple[TaskOutput, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.intent is None and self.intent_ext is None:
            absent("intent")


class TerminologyCapabilitiesClosure(BackboneElement, kw_only=True, gc=False):
    translation: bool | None = None
    translation_ext: Element | None = None


class TerminologyCapabilitiesTranslation(BackboneElement, kw_only=True, gc=False):
    needsMap: bool | None = None
    needsMap_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.needsMap is None and self.needsMap_ext is None:
            absent("needsMap")


class TerminologyCapabilitiesValidateCode(BackboneElement, kw_only=True, gc=False):
    translations: bool | None = None
    translations_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.translations is None and self.translations_ext is None:
            absent("translations")


class TerminologyCapabilitiesExpansionParameter(BackboneElement, kw_only=True, gc=False):
    name: Code | None = None
    name_ext: Element | None = None
    documentation: String | None = None
    documentation_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")


class TerminologyCapabilitiesExpansion(BackboneElement, kw_only=True, gc=False):
    hierarchical: bool | None = None
    hierarchical_ext: Element | None = None
    paging: bool | None = None
    paging_ext: Element | None = None
    incomplete: bool | None = None
    incomplete_ext: Element | None = None
    parameter: Annotated[tuple[TerminologyCapabilitiesExpansionParameter, ...], SOME] = ()
    textFilter: Markdown | None = None
    textFilter_ext: Element | None = None


class TerminologyCapabilitiesCodeSystemVersionFilter(BackboneElement, kw_only=True, gc=False):
    code: Code | None = None
    code_ext: Element | None = None
    op: Annotated[tuple[Code | None, ...], SOME] = ()
    op_ext: Annotated[tuple[Element | None, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")
        if not self.op and not self.op_ext:
            absent("op")


class TerminologyCapabilitiesCodeSystemVersion(BackboneElement, kw_only=True, gc=False):
    code: String | None = None
    code_ext: Element | None = None
    isDefault: bool | None = None
    isDefault_ext: Element | None = None
    compositional: bool | None = None
    compositional_ext: Element | None = None
    language: Annotated[tuple[Code | None, ...], SOME] = ()
    language_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    filter: Annotated[tuple[TerminologyCapabilitiesCodeSystemVersionFilter, ...], SOME] = ()
    property: Annotated[tuple[Code | None, ...], SOME] = ()
    property_ext: Annotated[tuple[Element | None, ...], SOME] = ()


class TerminologyCapabilitiesCodeSystem(BackboneElement, kw_only=True, gc=False):
    uri: Canonical | None = None
    uri_ext: Element | None = None
    version: Annotated[tuple[TerminologyCapabilitiesCodeSystemVersion, ...], SOME] = ()
    subsumption: bool | None = None
    subsumption_ext: Element | None = None


class TerminologyCapabilitiesImplementation(BackboneElement, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    url: Url | None = None
    url_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.description is None and self.description_ext is None:
            absent("description")


class TerminologyCapabilitiesSoftware(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")


class TerminologyCapabilities(
    DomainResource, kw_only=True, gc=False, tag="TerminologyCapabilities", tag_field="resourceType"
):
    url: Uri | None = None
    url_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    kind: CapabilityStatementKindCode | None = None
    kind_ext: Element | None = None
    software: TerminologyCapabilitiesSoftware | None = None
    implementation: TerminologyCapabilitiesImplementation | None = None
    lockedDate: bool | None = None
    lockedDate_ext: Element | None = None
    codeSystem: Annotated[tuple[TerminologyCapabilitiesCodeSystem, ...], SOME] = ()
    expansion: TerminologyCapabilitiesExpansion | None = None
    codeSearch: CodeSearchSupportCode | None = None
    codeSearch_ext: Element | None = None
    validateCode: TerminologyCapabilitiesValidateCode | None = None
    translation: TerminologyCapabilitiesTranslation | None = None
    closure: TerminologyCapabilitiesClosure | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.date is None and self.date_ext is None:
            absent("date")
        if self.kind is None and self.kind_ext is None:
            absent("kind")


class TestReportTeardownAction(BackboneElement, kw_only=True, gc=False):
    operation: TestReportSetupActionOperation


class TestReportTeardown(BackboneElement, kw_only=True, gc=False):
    action: Annotated[tuple[TestReportTeardownAction, ...], SOME]


class TestReportTestAction(BackboneElement, kw_only=True, gc=False):
    operation: TestReportSetupActionOperation | None = None
    assert_: TestReportSetupActionAssert | None = None


class TestReportTest(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    action: Annotated[tuple[TestReportTestAction, ...], SOME]


class TestReportSetupActionAssert(BackboneElement, kw_only=True, gc=False):
    result: ReportActionResultCodesCode | None = None
    result_ext: Element | None = None
    message: Markdown | None = None
    message_ext: Element | None = None
    detail: String | None = None
    detail_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.result is None and self.result_ext is None:
            absent("result")


class TestReportSetupActionOperation(BackboneElement, kw_only=True, gc=False):
    result: ReportActionResultCodesCode | None = None
    result_ext: Element | None = None
    message: Markdown | None = None
    message_ext: Element | None = None
    detail: Uri | None = None
    detail_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.result is None and self.result_ext is None:
            absent("result")


class TestReportSetupAction(BackboneElement, kw_only=True, gc=False):
    operation: TestReportSetupActionOperation | None = None
    assert_: TestReportSetupActionAssert | None = None


class TestReportSetup(BackboneElement, kw_only=True, gc=False):
    action: Annotated[tuple[TestReportSetupAction, ...], SOME]


class TestReportParticipant(BackboneElement, kw_only=True, gc=False):
    type: ReportParticipantTypeCode | None = None
    type_ext: Element | None = None
    uri: Uri | None = None
    uri_ext: Element | None = None
    display: String | None = None
    display_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")
        if self.uri is None and self.uri_ext is None:
            absent("uri")


class TestReport(DomainResource, kw_only=True, gc=False, tag="TestReport", tag_field="resourceType"):
    identifier: Identifier | None = None
    name: String | None = None
    name_ext: Element | None = None
    status: ReportStatusCodesCode | None = None
    status_ext: Element | None = None
    testScript: Reference
    result: ReportResultCodesCode | None = None
    result_ext: Element | None = None
    score: Decimal | None = None
    score_ext: Element | None = None
    tester: String | None = None
    tester_ext: Element | None = None
    issued: DateTime | None = None
    issued_ext: Element | None = None
    participant: Annotated[tuple[TestReportParticipant, ...], SOME] = ()
    setup: TestReportSetup | None = None
    test: Annotated[tuple[TestReportTest, ...], SOME] = ()
    teardown: TestReportTeardown | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.result is None and self.result_ext is None:
            absent("result")


class TestScriptTeardownAction(BackboneElement, kw_only=True, gc=False):
    operation: TestScriptSetupActionOperation


class TestScriptTeardown(BackboneElement, kw_only=True, gc=False):
    action: Annotated[tuple[TestScriptTeardownAction, ...], SOME]


class TestScriptTestAction(BackboneElement, kw_only=True, gc=False):
    operation: TestScriptSetupActionOperation | None = None
    assert_: TestScriptSetupActionAssert | None = None


class TestScriptTest(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    action: Annotated[tuple[TestScriptTestAction, ...], SOME]


class TestScriptSetupActionAssert(BackboneElement, kw_only=True, gc=False):
    label: String | None = None
    label_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    direction: AssertDirectionCodesCode | None = None
    direction_ext: Element | None = None
    compareToSourceId: String | None = None
    compareToSourceId_ext: Element | None = None
    compareToSourceExpression: String | None = None
    compareToSourceExpression_ext: Element | None = None
    compareToSourcePath: String | None = None
    compareToSourcePath_ext: Element | None = None
    contentType: Code | None = None
    contentType_ext: Element | None = None
    expression: String | None = None
    expression_ext: Element | None = None
    headerField: String | None = None
    headerField_ext: Element | None = None
    minimumId: String | None = None
    minimumId_ext: Element | None = None
    navigationLinks: bool | None = None
    navigationLinks_ext: Element | None = None
    operator: AssertOperatorCodesCode | None = None
    operator_ext: Element | None = None
    path: String | None = None
    path_ext: Element | None = None
    requestMethod: HttpOperationsCode | None = None
    requestMethod_ext: Element | None = None
    requestURL: String | None = None
    requestURL_ext: Element | None = None
    resource: DefinedTypesCode | None = None
    resource_ext: Element | None = None
    response: AssertResponseCodeTypesCode | None = None
    response_ext: Element | None = None
    responseCode: String | None = None
    responseCode_ext: Element | None = None
    sourceId: Id | None = None
    sourceId_ext: Element | None = None
    validateProfileId: Id | None = None
    validateProfileId_ext: Element | None = None
    value: String | None = None
    value_ext: Element | None = None
    warningOnly: bool | None = None
    warningOnly_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.warningOnly is None and self.warningOnly_ext is None:
            absent("warningOnly")


class TestScriptSetupActionOperationRequestHeader(BackboneElement, kw_only=True, gc=False):
    field: String | None = None
    field_ext: Element | None = None
    value: String | None = None
    value_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.field is None and self.field_ext is None:
            absent("field")
        if self.value is None and self.value_ext is None:
            absent("value")


class TestScriptSetupActionOperation(BackboneElement, kw_only=True, gc=False):
    type: Coding | None = None
    resource: DefinedTypesCode | None = None
    resource_ext: Element | None = None
    label: String | None = None
    label_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    accept: Code | None = None
    accept_ext: Element | None = None
    contentType: Code | None = None
    contentType_ext: Element | None = None
    destination: Integer | None = None
    destination_ext: Element | None = None
    encodeRequestUrl: bool | None = None
    encodeRequestUrl_ext: Element | None = None
    method: HttpOperationsCode | None = None
    method_ext: Element | None = None
    origin: Integer | None = None
    origin_ext: Element | None = None
    params: String | None = None
    params_ext: Element | None = None
    requestHeader: Annotated[tuple[TestScriptSetupActionOperationRequestHeader, ...], SOME] = ()
    requestId: Id | None = None
    requestId_ext: Element | None = None
    responseId: Id | None = None
    responseId_ext: Element | None = None
    sourceId: Id | None = None
    sourceId_ext: Element | None = None
    targetId: Id | None = None
    targetId_ext: Element | None = None
    url: String | None = None
    url_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.encodeRequestUrl is None and self.encodeRequestUrl_ext is None:
            absent("encodeRequestUrl")


class TestScriptSetupAction(BackboneElement, kw_only=True, gc=False):
    operation: TestScriptSetupActionOperation | None = None
    assert_: TestScriptSetupActionAssert | None = None


class TestScriptSetup(BackboneElement, kw_only=True, gc=False):
    action: Annotated[tuple[TestScriptSetupAction, ...], SOME]


class TestScriptVariable(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    defaultValue: String | None = None
    defaultValue_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    expression: String | None = None
    expression_ext: Element | None = None
    headerField: String | None = None
    headerField_ext: Element | None = None
    hint: String | None = None
    hint_ext: Element | None = None
    path: String | None = None
    path_ext: Element | None = None
    sourceId: Id | None = None
    sourceId_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.name_ext is None:
            absent("name")


class TestScriptFixture(BackboneElement, kw_only=True, gc=False):
    autocreate: bool | None = None
    autocreate_ext: Element | None = None
    autodelete: bool | None = None
    autodelete_ext: Element | None = None
    resource: Reference | None = None

    def __post_init__(self) -> None:
        if self.autocreate is None and self.autocreate_ext is None:
            absent("autocreate")
        if self.autodelete is None and self.autodelete_ext is None:
            absent("autodelete")


class TestScriptMetadataCapability(BackboneElement, kw_only=True, gc=False):
    required: bool | None = None
    required_ext: Element | None = None
    validated: bool | None = None
    validated_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    origin: Annotated[tuple[Integer | None, ...], SOME] = ()
    origin_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    destination: Integer | None = None
    destination_ext: Element | None = None
    link: Annotated[tuple[Uri | None, ...], SOME] = ()
    link_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    capabilities: Canonical | None = None
    capabilities_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.required is None and self.required_ext is None:
            absent("required")
        if self.validated is None and self.validated_ext is None:
            absent("validated")
        if self.capabilities is None and self.capabilities_ext is None:
            absent("capabilities")


class TestScriptMetadataLink(BackboneElement, kw_only=True, gc=False):
    url: Uri | None = None
    url_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.url is None and self.url_ext is None:
            absent("url")


class TestScriptMetadata(BackboneElement, kw_only=True, gc=False):
    link: Annotated[tuple[TestScriptMetadataLink, ...], SOME] = ()
    capability: Annotated[tuple[TestScriptMetadataCapability, ...], SOME]


class TestScriptDestination(BackboneElement, kw_only=True, gc=False):
    index: Integer | None = None
    index_ext: Element | None = None
    profile: Coding

    def __post_init__(self) -> None:
        if self.index is None and self.index_ext is None:
            absent("index")


class TestScriptOrigin(BackboneElement, kw_only=True, gc=False):
    index: Integer | None = None
    index_ext: Element | None = None
    profile: Coding

    def __post_init__(self) -> None:
        if self.index is None and self.index_ext is None:
            absent("index")


class TestScript(DomainResource, kw_only=True, gc=False, tag="TestScript", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Identifier | None = None
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    origin: Annotated[tuple[TestScriptOrigin, ...], SOME] = ()
    destination: Annotated[tuple[TestScriptDestination, ...], SOME] = ()
    metadata: TestScriptMetadata | None = None
    fixture: Annotated[tuple[TestScriptFixture, ...], SOME] = ()
    profile: Annotated[tuple[Reference, ...], SOME] = ()
    variable: Annotated[tuple[TestScriptVariable, ...], SOME] = ()
    setup: TestScriptSetup | None = None
    test: Annotated[tuple[TestScriptTest, ...], SOME] = ()
    teardown: TestScriptTeardown | None = None

    def __post_init__(self) -> None:
        if self.url is None and self.url_ext is None:
            absent("url")
        if self.name is None and self.name_ext is None:
            absent("name")
        if self.status is None and self.status_ext is None:
            absent("status")


class ValueSetExpansionContains(BackboneElement, kw_only=True, gc=False):
    system: Uri | None = None
    system_ext: Element | None = None
    abstract: bool | None = None
    abstract_ext: Element | None = None
    inactive: bool | None = None
    inactive_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    code: Code | None = None
    code_ext: Element | None = None
    display: String | None = None
    display_ext: Element | None = None
    designation: Annotated[tuple[ValueSetComposeIncludeConceptDesignation, ...], SOME] = ()
    contains: Annotated[tuple[ValueSetExpansionContains, ...], SOME] = ()


class ValueSetExpansionParameter(BackboneElement, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    valueString: String | None = None
    valueString_ext: Element | None = None
    valueBoolean: bool | None = None
    valueBoolean_ext: Element | None = None
    valueInteger: Integer | None = None
    valueInteger_ext: Element | None = None
    valueDecimal: Decimal | None = None
    valueDecimal_ext: Element | None = None
    valueUri: Uri | None = None
    valueUri_ext: Element | None = None
    valueCode: Code | None = None
    valueCode_ext: Element | None = None
    valueDateTime: DateTime | None = None
    valueDateTime_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.name is None and self.name_ext is None:
            absent("name")
        if values[5:19].count(None) < 13:
            one_choice(self, "value", 5, 19, False)


class ValueSetExpansion(BackboneElement, kw_only=True, gc=False):
    identifier: Uri | None = None
    identifier_ext: Element | None = None
    timestamp: DateTime | None = None
    timestamp_ext: Element | None = None
    total: Integer | None = None
    total_ext: Element | None = None
    offset: Integer | None = None
    offset_ext: Element | None = None
    parameter: Annotated[tuple[ValueSetExpansionParameter, ...], SOME] = ()
    contains: Annotated[tuple[ValueSetExpansionContains, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.timestamp is None and self.timestamp_ext is None:
            absent("timestamp")


class ValueSetComposeIncludeFilter(BackboneElement, kw_only=True, gc=False):
    property: Code | None = None
    property_ext: Element | None = None
    op: FilterOperatorCode | None = None
    op_ext: Element | None = None
    value: String | None = None
    value_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.property is None and self.property_ext is None:
            absent("property")
        if self.op is None and self.op_ext is None:
            absent("op")
        if self.value is None and self.value_ext is None:
            absent("value")


class ValueSetComposeIncludeConceptDesignation(BackboneElement, kw_only=True, gc=False):
    language: Code | None = None
    language_ext: Element | None = None
    use: Coding | None = None
    value: String | None = None
    value_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.value is None and self.value_ext is None:
            absent("value")


class ValueSetComposeIncludeConcept(BackboneElement, kw_only=True, gc=False):
    code: Code | None = None
    code_ext: Element | None = None
    display: String | None = None
    display_ext: Element | None = None
    designation: Annotated[tuple[ValueSetComposeIncludeConceptDesignation, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")


class ValueSetComposeInclude(BackboneElement, kw_only=True, gc=False):
    system: Uri | None = None
    system_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    concept: Annotated[tuple[ValueSetComposeIncludeConcept, ...], SOME] = ()
    filter: Annotated[tuple[ValueSetComposeIncludeFilter, ...], SOME] = ()
    valueSet: Annotated[tuple[Canonical | None, ...], SOME] = ()
    valueSet_ext: Annotated[tuple[Element | None, ...], SOME] = ()


class ValueSetCompose(BackboneElement, kw_only=True, gc=False):
    lockedDate: Date | None = None
    lockedDate_ext: Element | None = None
    inactive: bool | None = None
    inactive_ext: Element | None = None
    include: Annotated[tuple[ValueSetComposeInclude, ...], SOME]
    exclude: Annotated[tuple[ValueSetComposeInclude, ...], SOME] = ()


class ValueSet(DomainResource, kw_only=True, gc=False, tag="ValueSet", tag_field="resourceType"):
    url: Uri | None = None
    url_ext: Element | None = None
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    version: String | None = None
    version_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    status: PublicationStatusCode | None = None
    status_ext: Element | None = None
    experimental: bool | None = None
    experimental_ext: Element | None = None
    date: DateTime | None = None
    date_ext: Element | None = None
    publisher: String | None = None
    publisher_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()
    description: Markdown | None = None
    description_ext: Element | None = None
    useContext: Annotated[tuple[UsageContext, ...], SOME] = ()
    jurisdiction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    immutable: bool | None = None
    immutable_ext: Element | None = None
    purpose: Markdown | None = None
    purpose_ext: Element | None = None
    copyright: Markdown | None = None
    copyright_ext: Element | None = None
    compose: ValueSetCompose | None = None
    expansion: ValueSetExpansion | None = None

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class VerificationResultValidator(BackboneElement, kw_only=True, gc=False):
    organization: Reference
    identityCertificate: String | None = None
    identityCertificate_ext: Element | None = None
    attestationSignature: Signature | None = None


class VerificationResultAttestation(BackboneElement, kw_only=True, gc=False):
    who: Reference | None = None
    onBehalfOf: Reference | None = None
    communicationMethod: CodeableConcept | None = None
    date: Date | None = None
    date_ext: Element | None = None
    sourceIdentityCertificate: String | None = None
    sourceIdentityCertificate_ext: Element | None = None
    proxyIdentityCertificate: String | None = None
    proxyIdentityCertificate_ext: Element | None = None
    proxySignature: Signature | None = None
    sourceSignature: Signature | None = None


class VerificationResultPrimarySource(BackboneElement, kw_only=True, gc=False):
    who: Reference | None = None
    type: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    communicationMethod: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    validationStatus: CodeableConcept | None = None
    validationDate: DateTime | None = None
    validationDate_ext: Element | None = None
    canPushUpdates: CodeableConcept | None = None
    pushTypeAvailable: Annotated[tuple[CodeableConcept, ...], SOME] = ()


class VerificationResult(DomainResource, kw_only=True, gc=False, tag="VerificationResult", tag_field="resourceType"):
    target: Annotated[tuple[Reference, ...], SOME] = ()
    targetLocation: Annotated[tuple[String | None, ...], SOME] = ()
    targetLocation_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    need: CodeableConcept | None = None
    status: VerificationresultStatusCode | None = None
    status_ext: Element | None = None
    statusDate: DateTime | None = None
    statusDate_ext: Element | None = None
    validationType: CodeableConcept | None = None
    validationProcess: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    frequency: Timing | None = None
    lastPerformed: DateTime | None = None
    lastPerformed_ext: Element | None = None
    nextScheduled: Date | None = None
    nextScheduled_ext: Element | None = None
    failureAction: CodeableConcept | None = None
    primarySource: Annotated[tuple[VerificationResultPrimarySource, ...], SOME] = ()
    attestation: VerificationResultAttestation | None = None
    validator: Annotated[tuple[VerificationResultValidator, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class VisionPrescriptionLensSpecificationPrism(BackboneElement, kw_only=True, gc=False):
    amount: Decimal | None = None
    amount_ext: Element | None = None
    base: VisionBaseCodesCode | None = None
    base_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.amount is None and self.amount_ext is None:
            absent("amount")
        if self.base is None and self.base_ext is None:
            absent("base")


class VisionPrescriptionLensSpecification(BackboneElement, kw_only=True, gc=False):
    product: CodeableConcept
    eye: VisionEyeCodesCode | None = None
    eye_ext: Element | None = None
    sphere: Decimal | None = None
    sphere_ext: Element | None = None
    cylinder: Decimal | None = None
    cylinder_ext: Element | None = None
    axis: Integer | None = None
    axis_ext: Element | None = None
    prism: Annotated[tuple[VisionPrescriptionLensSpecificationPrism, ...], SOME] = ()
    add: Decimal | None = None
    add_ext: Element | None = None
    power: Decimal | None = None
    power_ext: Element | None = None
    backCurve: Decimal | None = None
    backCurve_ext: Element | None = None
    diameter: Decimal | None = None
    diameter_ext: Element | None = None
    duration: Quantity | None = None
    color: String | None = None
    color_ext: Element | None = None
    brand: String | None = None
    brand_ext: Element | None = None
    note: Annotated[tuple[Annotation, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.eye is None and self.eye_ext is None:
            absent("eye")


class VisionPrescription(DomainResource, kw_only=True, gc=False, tag="VisionPrescription", tag_field="resourceType"):
    identifier: Annotated[tuple[Identifier, ...], SOME] = ()
    status: FmStatusCode | None = None
    status_ext: Element | None = None
    created: DateTime | None = None
    created_ext: Element | None = None
    patient: Reference
    encounter: Reference | None = None
    dateWritten: DateTime | None = None
    dateWritten_ext: Element | None = None
    prescriber: Reference
    lensSpecification: Annotated[tuple[VisionPrescriptionLensSpecification, ...], SOME]

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")
        if self.created is None and self.created_ext is None:
            absent("created")
        if self.dateWritten is None and self.dateWritten_ext is None:
            absent("dateWritten")


AnyResource: TypeAlias = (
    Account
    | ActivityDefinition
    | AdverseEvent
    | AllergyIntolerance
    | Appointment
    | AppointmentResponse
    | AuditEvent
    | Basic
    | Binary
    | BiologicallyDerivedProduct
    | BodyStructure
    | Bundle
    | CapabilityStatement
    | CarePlan
    | CareTeam
    | CatalogEntry
    | ChargeItem
    | ChargeItemDefinition
    | Claim
    | ClaimResponse
    | ClinicalImpression
    | CodeSystem
    | Communication
    | CommunicationRequest
    | CompartmentDefinition
    | Composition
    | ConceptMap
    | Condition
    | Consent
    | Contract
    | Coverage
    | CoverageEligibilityRequest
    | CoverageEligibilityResponse
    | DetectedIssue
    | Device
    | DeviceDefinition
    | DeviceMetric
    | DeviceRequest
    | DeviceUseStatement
    | DiagnosticReport
    | DocumentManifest
    | DocumentReference
    | EffectEvidenceSynthesis
    | Encounter
    | Endpoint
    | EnrollmentRequest
    | EnrollmentResponse
    | EpisodeOfCare
    | EventDefinition
    | Evidence
    | EvidenceVariable
    | ExampleScenario
    | ExplanationOfBenefit
    | FamilyMemberHistory
    | Flag
    | Goal
    | GraphDefinition
    | Group
    | GuidanceResponse
    | HealthcareService
    | ImagingStudy
    | Immunization
    | ImmunizationEvaluation
    | ImmunizationRecommendation
    | ImplementationGuide
    | InsurancePlan
    | Invoice
    | Library
    | Linkage
    | List
    | Location
    | Measure
    | MeasureReport
    | Media
    | Medication
    | MedicationAdministration
    | MedicationDispense
    | MedicationKnowledge
    | MedicationRequest
    | MedicationStatement
    | MedicinalProduct
    | MedicinalProductAuthorization
    | MedicinalProductContraindication
    | MedicinalProductIndication
    | MedicinalProductIngredient
    | MedicinalProductInteraction
    | MedicinalProductManufactured
    | MedicinalProductPackaged
    | MedicinalProductPharmaceutical
    | MedicinalProductUndesirableEffect
    | MessageDefinition
    | MessageHeader
    | MolecularSequence
    | NamingSystem
    | NutritionOrder
    | Observation
    | ObservationDefinition
    | OperationDefinition
    | OperationOutcome
    | Organization
    | OrganizationAffiliation
    | Parameters
    | Patient
    | PaymentNotice
    | PaymentReconciliation
    | Person
    | PlanDefinition
    | Practitioner
    | PractitionerRole
    | Procedure
    | Provenance
    | Questionnaire
    | QuestionnaireResponse
    | RelatedPerson
    | RequestGroup
    | ResearchDefinition
    | ResearchElementDefinition
    | ResearchStudy
    | ResearchSubject
    | RiskAssessment
    | RiskEvidenceSynthesis
    | Schedule
    | SearchParameter
    | ServiceRequest
    | Slot
    | Specimen
    | SpecimenDefinition
    | StructureDefinition
    | StructureMap
    | Subscription
    | Substance
    | SubstanceNucleicAcid
    | SubstancePolymer
    | SubstanceProtein
    | SubstanceReferenceInformation
    | SubstanceSourceMaterial
    | SubstanceSpecification
    | SupplyDelivery
    | SupplyRequest
    | Task
    | TerminologyCapabilities
    | TestReport
    | TestScript
    | ValueSet
    | VerificationResult
    | VisionPrescription
)

__all__ = [
    "Account",
    "AccountCoverage",
    "AccountGuarantor",
    "ActivityDefinition",
    "ActivityDefinitionDynamicValue",
    "ActivityDefinitionParticipant",
    "AdverseEvent",
    "AdverseEventSuspectEntity",
    "AdverseEventSuspectEntityCausality",
    "AllergyIntolerance",
    "AllergyIntoleranceReaction",
    "AnyResource",
    "Appointment",
    "AppointmentParticipant",
    "AppointmentResponse",
    "AuditEvent",
    "AuditEventAgent",
    "AuditEventAgentNetwork",
    "AuditEventEntity",
    "AuditEventEntityDetail",
    "AuditEventSource",
    "Basic",
    "Binary",
    "BiologicallyDerivedProduct",
    "BiologicallyDerivedProductCollection",
    "BiologicallyDerivedProductManipulation",
    "BiologicallyDerivedProductProcessing",
    "BiologicallyDerivedProductStorage",
    "BodyStructure",
    "Bundle",
    "BundleEntry",
    "BundleEntryRequest",
    "BundleEntryResponse",
    "BundleEntrySearch",
    "BundleLink",
    "CapabilityStatement",
    "CapabilityStatementDocument",
    "CapabilityStatementImplementation",
    "CapabilityStatementMessaging",
    "CapabilityStatementMessagingEndpoint",
    "CapabilityStatementMessagingSupportedMessage",
    "CapabilityStatementRest",
    "CapabilityStatementRestInteraction",
    "CapabilityStatementRestResource",
    "CapabilityStatementRestResourceInteraction",
    "CapabilityStatementRestResourceOperation",
    "CapabilityStatementRestResourceSearchParam",
    "CapabilityStatementRestSecurity",
    "CapabilityStatementSoftware",
    "CarePlan",
    "CarePlanActivity",
    "CarePlanActivityDetail",
    "CareTeam",
    "CareTeamParticipant",
    "CatalogEntry",
    "CatalogEntryRelatedEntry",
    "ChargeItem",
    "ChargeItemDefinition",
    "ChargeItemDefinitionApplicability",
    "ChargeItemDefinitionPropertyGroup",
    "ChargeItemDefinitionPropertyGroupPriceComponent",
    "ChargeItemPerformer",
    "Claim",
    "ClaimAccident",
    "ClaimCareTeam",
    "ClaimDiagnosis",
    "ClaimInsurance",
    "ClaimItem",
    "ClaimItemDetail",
    "ClaimItemDetailSubDetail",
    "ClaimPayee",
    "ClaimProcedure",
    "ClaimRelated",
    "ClaimResponse",
    "ClaimResponseAddItem",
    "ClaimResponseAddItemDetail",
    "ClaimResponseAddItemDetailSubDetail",
    "ClaimResponseError",
    "ClaimResponseInsurance",
    "ClaimResponseItem",
    "ClaimResponseItemAdjudication",
    "ClaimResponseItemDetail",
    "ClaimResponseItemDetailSubDetail",
    "ClaimResponsePayment",
    "ClaimResponseProcessNote",
    "ClaimResponseTotal",
    "ClaimSupportingInfo",
    "ClinicalImpression",
    "ClinicalImpressionFinding",
    "ClinicalImpressionInvestigation",
    "CodeSystem",
    "CodeSystemConcept",
    "CodeSystemConceptDesignation",
    "CodeSystemConceptProperty",
    "CodeSystemFilter",
    "CodeSystemProperty",
    "Communication",
    "CommunicationPayload",
    "CommunicationRequest",
    "CommunicationRequestPayload",
    "CompartmentDefinition",
    "CompartmentDefinitionResource",
    "Composition",
    "CompositionAttester",
    "CompositionEvent",
    "CompositionRelatesTo",
    "CompositionSection",
    "ConceptMap",
    "ConceptMapGroup",
    "ConceptMapGroupElement",
    "ConceptMapGroupElementTarget",
    "ConceptMapGroupElementTargetDependsOn",
    "ConceptMapGroupUnmapped",
    "Condition",
    "ConditionEvidence",
    "ConditionStage",
    "Consent",
    "ConsentPolicy",
    "ConsentProvision",
    "ConsentProvisionActor",
    "ConsentProvisionData",
    "ConsentVerification",
    "Contract",
    "ContractContentDefinition",
    "ContractFriendly",
    "ContractLegal",
    "ContractRule",
    "ContractSigner",
    "ContractTerm",
    "ContractTermAction",
    "ContractTermActionSubject",
    "ContractTermAsset",
    "ContractTermAssetContext",
    "ContractTermAssetValuedItem",
    "ContractTermOffer",
    "ContractTermOfferAnswer",
    "ContractTermOfferParty",
    "ContractTermSecurityLabel",
    "Coverage",
    "CoverageClass",
    "CoverageCostToBeneficiary",
    "CoverageCostToBeneficiaryException",
    "CoverageEligibilityRequest",
    "CoverageEligibilityRequestInsurance",
    "CoverageEligibilityRequestItem",
    "CoverageEligibilityRequestItemDiagnosis",
    "CoverageEligibilityRequestSupportingInfo",
    "CoverageEligibilityResponse",
    "CoverageEligibilityResponseError",
    "CoverageEligibilityResponseInsurance",
    "CoverageEligibilityResponseInsuranceItem",
    "CoverageEligibilityResponseInsuranceItemBenefit",
    "DetectedIssue",
    "DetectedIssueEvidence",
    "DetectedIssueMitigation",
    "Device",
    "DeviceDefinition",
    "DeviceDefinitionCapability",
    "DeviceDefinitionDeviceName",
    "DeviceDefinitionMaterial",
    "DeviceDefinitionProperty",
    "DeviceDefinitionSpecialization",
    "DeviceDefinitionUdiDeviceIdentifier",
    "DeviceDeviceName",
    "DeviceMetric",
    "DeviceMetricCalibration",
    "DeviceProperty",
    "DeviceRequest",
    "DeviceRequestParameter",
    "DeviceSpecialization",
    "DeviceUdiCarrier",
    "DeviceUseStatement",
    "DeviceVersion",
    "DiagnosticReport",
    "DiagnosticReportMedia",
    "DocumentManifest",
    "DocumentManifestRelated",
    "DocumentReference",
    "DocumentReferenceContent",
    "DocumentReferenceContext",
    "DocumentReferenceRelatesTo",
    "DomainResource",
    "EffectEvidenceSynthesis",
    "EffectEvidenceSynthesisCertainty",
    "EffectEvidenceSynthesisCertaintyCertaintySubcomponent",
    "EffectEvidenceSynthesisEffectEstimate",
    "EffectEvidenceSynthesisEffectEstimatePrecisionEstimate",
    "EffectEvidenceSynthesisResultsByExposure",
    "EffectEvidenceSynthesisSampleSize",
    "Encounter",
    "EncounterClassHistory",
    "EncounterDiagnosis",
    "EncounterHospitalization",
    "EncounterLocation",
    "EncounterParticipant",
    "EncounterStatusHistory",
    "Endpoint",
    "EnrollmentRequest",
    "EnrollmentResponse",
    "EpisodeOfCare",
    "EpisodeOfCareDiagnosis",
    "EpisodeOfCareStatusHistory",
    "EventDefinition",
    "Evidence",
    "EvidenceVariable",
    "EvidenceVariableCharacteristic",
    "ExampleScenario",
    "ExampleScenarioActor",
    "ExampleScenarioInstance",
    "ExampleScenarioInstanceContainedInstance",
    "ExampleScenarioInstanceVersion",
    "ExampleScenarioProcess",
    "ExampleScenarioProcessStep",
    "ExampleScenarioProcessStepAlternative",
    "ExampleScenarioProcessStepOperation",
    "ExplanationOfBenefit",
    "ExplanationOfBenefitAccident",
    "ExplanationOfBenefitAddItem",
    "ExplanationOfBenefitAddItemDetail",
    "ExplanationOfBenefitAddItemDetailSubDetail",
    "ExplanationOfBenefitBenefitBalance",
    "ExplanationOfBenefitBenefitBalanceFinancial",
    "ExplanationOfBenefitCareTeam",
    "ExplanationOfBenefitDiagnosis",
    "ExplanationOfBenefitInsurance",
    "ExplanationOfBenefitItem",
    "ExplanationOfBenefitItemAdjudication",
    "ExplanationOfBenefitItemDetail",
    "ExplanationOfBenefitItemDetailSubDetail",
    "ExplanationOfBenefitPayee",
    "ExplanationOfBenefitPayment",
    "ExplanationOfBenefitProcedure",
    "ExplanationOfBenefitProcessNote",
    "ExplanationOfBenefitRelated",
    "ExplanationOfBenefitSupportingInfo",
    "ExplanationOfBenefitTotal",
    "FamilyMemberHistory",
    "FamilyMemberHistoryCondition",
    "Flag",
    "Goal",
    "GoalTarget",
    "GraphDefinition",
    "GraphDefinitionLink",
    "GraphDefinitionLinkTarget",
    "GraphDefinitionLinkTargetCompartment",
    "Group",
    "GroupCharacteristic",
    "GroupMember",
    "GuidanceResponse",
    "HealthcareService",
    "HealthcareServiceAvailableTime",
    "HealthcareServiceEligibility",
    "HealthcareServiceNotAvailable",
    "ImagingStudy",
    "ImagingStudySeries",
    "ImagingStudySeriesInstance",
    "ImagingStudySeriesPerformer",
    "Immunization",
    "ImmunizationEducation",
    "ImmunizationEvaluation",
    "ImmunizationPerformer",
    "ImmunizationProtocolApplied",
    "ImmunizationReaction",
    "ImmunizationRecommendation",
    "ImmunizationRecommendationRecommendation",
    "ImmunizationRecommendationRecommendationDateCriterion",
    "ImplementationGuide",
    "ImplementationGuideDefinition",
    "ImplementationGuideDefinitionGrouping",
    "ImplementationGuideDefinitionPage",
    "ImplementationGuideDefinitionParameter",
    "ImplementationGuideDefinitionResource",
    "ImplementationGuideDefinitionTemplate",
    "ImplementationGuideDependsOn",
    "ImplementationGuideGlobal",
    "ImplementationGuideManifest",
    "ImplementationGuideManifestPage",
    "ImplementationGuideManifestResource",
    "InsurancePlan",
    "InsurancePlanContact",
    "InsurancePlanCoverage",
    "InsurancePlanCoverageBenefit",
    "InsurancePlanCoverageBenefitLimit",
    "InsurancePlanPlan",
    "InsurancePlanPlanGeneralCost",
    "InsurancePlanPlanSpecificCost",
    "InsurancePlanPlanSpecificCostBenefit",
    "InsurancePlanPlanSpecificCostBenefitCost",
    "Invoice",
    "InvoiceLineItem",
    "InvoiceLineItemPriceComponent",
    "InvoiceParticipant",
    "Library",
    "Linkage",
    "LinkageItem",
    "List",
    "ListEntry",
    "Location",
    "LocationHoursOfOperation",
    "LocationPosition",
    "Measure",
    "MeasureGroup",
    "MeasureGroupPopulation",
    "MeasureGroupStratifier",
    "MeasureGroupStratifierComponent",
    "MeasureReport",
    "MeasureReportGroup",
    "MeasureReportGroupPopulation",
    "MeasureReportGroupStratifier",
    "MeasureReportGroupStratifierStratum",
    "MeasureReportGroupStratifierStratumComponent",
    "MeasureReportGroupStratifierStratumPopulation",
    "MeasureSupplementalData",
    "Media",
    "Medication",
    "MedicationAdministration",
    "MedicationAdministrationDosage",
    "MedicationAdministrationPerformer",
    "MedicationBatch",
    "MedicationDispense",
    "MedicationDispensePerformer",
    "MedicationDispenseSubstitution",
    "MedicationIngredient",
    "MedicationKnowledge",
    "MedicationKnowledgeAdministrationGuidelines",
    "MedicationKnowledgeAdministrationGuidelinesDosage",
    "MedicationKnowledgeAdministrationGuidelinesPatientCharacteristics",
    "MedicationKnowledgeCost",
    "MedicationKnowledgeDrugCharacteristic",
    "MedicationKnowledgeIngredient",
    "MedicationKnowledgeKinetics",
    "MedicationKnowledgeMedicineClassification",
    "MedicationKnowledgeMonitoringProgram",
    "MedicationKnowledgeMonograph",
    "MedicationKnowledgePackaging",
    "MedicationKnowledgeRegulatory",
    "MedicationKnowledgeRegulatoryMaxDispense",
    "MedicationKnowledgeRegulatorySchedule",
    "MedicationKnowledgeRegulatorySubstitution",
    "MedicationKnowledgeRelatedMedicationKnowledge",
    "MedicationRequest",
    "MedicationRequestDispenseRequest",
    "MedicationRequestDispenseRequestInitialFill",
    "MedicationRequestSubstitution",
    "MedicationStatement",
    "MedicinalProduct",
    "MedicinalProductAuthorization",
    "MedicinalProductAuthorizationJurisdictionalAuthorization",
    "MedicinalProductAuthorizationProcedure",
    "MedicinalProductContraindication",
    "MedicinalProductContraindicationOtherTherapy",
    "MedicinalProductIndication",
    "MedicinalProductIndicationOtherTherapy",
    "MedicinalProductIngredient",
    "MedicinalProductIngredientSpecifiedSubstance",
    "MedicinalProductIngredientSpecifiedSubstanceStrength",
    "MedicinalProductIngredientSpecifiedSubstanceStrengthReferenceStrength",
    "MedicinalProductIngredientSubstance",
    "MedicinalProductInteraction",
    "MedicinalProductInteractionInteractant",
    "MedicinalProductManufactured",
    "MedicinalProductManufacturingBusinessOperation",
    "MedicinalProductName",
    "MedicinalProductNameCountryLanguage",
    "MedicinalProductNameNamePart",
    "MedicinalProductPackaged",
    "MedicinalProductPackagedBatchIdentifier",
    "MedicinalProductPackagedPackageItem",
    "MedicinalProductPharmaceutical",
    "MedicinalProductPharmaceuticalCharacteristics",
    "MedicinalProductPharmaceuticalRouteOfAdministration",
    "MedicinalProductPharmaceuticalRouteOfAdministrationTargetSpecies",
    "MedicinalProductPharmaceuticalRouteOfAdministrationTargetSpeciesWithdrawalPeriod",
    "MedicinalProductSpecialDesignation",
    "MedicinalProductUndesirableEffect",
    "MessageDefinition",
    "MessageDefinitionAllowedResponse",
    "MessageDefinitionFocus",
    "MessageHeader",
    "MessageHeaderDestination",
    "MessageHeaderResponse",
    "MessageHeaderSource",
    "MolecularSequence",
    "MolecularSequenceQuality",
    "MolecularSequenceQualityRoc",
    "MolecularSequenceReferenceSeq",
    "MolecularSequenceRepository",
    "MolecularSequenceStructureVariant",
    "MolecularSequenceStructureVariantInner",
    "MolecularSequenceStructureVariantOuter",
    "MolecularSequenceVariant",
    "NamingSystem",
    "NamingSystemUniqueId",
    "NutritionOrder",
    "NutritionOrderEnteralFormula",
    "NutritionOrderEnteralFormulaAdministration",
    "NutritionOrderOralDiet",
    "NutritionOrderOralDietNutrient",
    "NutritionOrderOralDietTexture",
    "NutritionOrderSupplement",
    "Observation",
    "ObservationComponent",
    "ObservationDefinition",
    "ObservationDefinitionQualifiedInterval",
    "ObservationDefinitionQuantitativeDetails",
    "ObservationReferenceRange",
    "OperationDefinition",
    "OperationDefinitionOverload",
    "OperationDefinitionParameter",
    "OperationDefinitionParameterBinding",
    "OperationDefinitionParameterReferencedFrom",
    "OperationOutcome",
    "OperationOutcomeIssue",
    "Organization",
    "OrganizationAffiliation",
    "OrganizationContact",
    "Parameters",
    "ParametersParameter",
    "Patient",
    "PatientCommunication",
    "PatientContact",
    "PatientLink",
    "PaymentNotice",
    "PaymentReconciliation",
    "PaymentReconciliationDetail",
    "PaymentReconciliationProcessNote",
    "Person",
    "PersonLink",
    "PlanDefinition",
    "PlanDefinitionAction",
    "PlanDefinitionActionCondition",
    "PlanDefinitionActionDynamicValue",
    "PlanDefinitionActionParticipant",
    "PlanDefinitionActionRelatedAction",
    "PlanDefinitionGoal",
    "PlanDefinitionGoalTarget",
    "Practitioner",
    "PractitionerQualification",
    "PractitionerRole",
    "PractitionerRoleAvailableTime",
    "PractitionerRoleNotAvailable",
    "Procedure",
    "ProcedureFocalDevice",
    "ProcedurePerformer",
    "Provenance",
    "ProvenanceAgent",
    "ProvenanceEntity",
    "Questionnaire",
    "QuestionnaireItem",
    "QuestionnaireItemAnswerOption",
    "QuestionnaireItemEnableWhen",
    "QuestionnaireItemInitial",
    "QuestionnaireResponse",
    "QuestionnaireResponseItem",
    "QuestionnaireResponseItemAnswer",
    "RelatedPerson",
    "RelatedPersonCommunication",
    "RequestGroup",
    "RequestGroupAction",
    "RequestGroupActionCondition",
    "RequestGroupActionRelatedAction",
    "ResearchDefinition",
    "ResearchElementDefinition",
    "ResearchElementDefinitionCharacteristic",
    "ResearchStudy",
    "ResearchStudyArm",
    "ResearchStudyObjective",
    "ResearchSubject",
    "Resource",
    "RiskAssessment",
    "RiskAssessmentPrediction",
    "RiskEvidenceSynthesis",
    "RiskEvidenceSynthesisCertainty",
    "RiskEvidenceSynthesisCertaintyCertaintySubcomponent",
    "RiskEvidenceSynthesisRiskEstimate",
    "RiskEvidenceSynthesisRiskEstimatePrecisionEstimate",
    "RiskEvidenceSynthesisSampleSize",
    "Schedule",
    "SearchParameter",
    "SearchParameterComponent",
    "ServiceRequest",
    "Slot",
    "Specimen",
    "SpecimenCollection",
    "SpecimenContainer",
    "SpecimenDefinition",
    "SpecimenDefinitionTypeTested",
    "SpecimenDefinitionTypeTestedContainer",
    "SpecimenDefinitionTypeTestedContainerAdditive",
    "SpecimenDefinitionTypeTestedHandling",
    "SpecimenProcessing",
    "StructureDefinition",
    "StructureDefinitionContext",
    "StructureDefinitionDifferential",
    "StructureDefinitionMapping",
    "StructureDefinitionSnapshot",
    "StructureMap",
    "StructureMapGroup",
    "StructureMapGroupInput",
    "StructureMapGroupRule",
    "StructureMapGroupRuleDependent",
    "StructureMapGroupRuleSource",
    "StructureMapGroupRuleTarget",
    "StructureMapGroupRuleTargetParameter",
    "StructureMapStructure",
    "Subscription",
    "SubscriptionChannel",
    "Substance",
    "SubstanceIngredient",
    "SubstanceInstance",
    "SubstanceNucleicAcid",
    "SubstanceNucleicAcidSubunit",
    "SubstanceNucleicAcidSubunitLinkage",
    "SubstanceNucleicAcidSubunitSugar",
    "SubstancePolymer",
    "SubstancePolymerMonomerSet",
    "SubstancePolymerMonomerSetStartingMaterial",
    "SubstancePolymerRepeat",
    "SubstancePolymerRepeatRepeatUnit",
    "SubstancePolymerRepeatRepeatUnitDegreeOfPolymerisation",
    "SubstancePolymerRepeatRepeatUnitStructuralRepresentation",
    "SubstanceProtein",
    "SubstanceProteinSubunit",
    "SubstanceReferenceInformation",
    "SubstanceReferenceInformationClassification",
    "SubstanceReferenceInformationGene",
    "SubstanceReferenceInformationGeneElement",
    "SubstanceReferenceInformationTarget",
    "SubstanceSourceMaterial",
    "SubstanceSourceMaterialFractionDescription",
    "SubstanceSourceMaterialOrganism",
    "SubstanceSourceMaterialOrganismAuthor",
    "SubstanceSourceMaterialOrganismHybrid",
    "SubstanceSourceMaterialOrganismOrganismGeneral",
    "SubstanceSourceMaterialPartDescription",
    "SubstanceSpecification",
    "SubstanceSpecificationCode",
    "SubstanceSpecificationMoiety",
    "SubstanceSpecificationName",
    "SubstanceSpecificationNameOfficial",
    "SubstanceSpecificationProperty",
    "SubstanceSpecificationRelationship",
    "SubstanceSpecificationStructure",
    "SubstanceSpecificationStructureIsotope",
    "SubstanceSpecificationStructureIsotopeMolecularWeight",
    "SubstanceSpecificationStructureRepresentation",
    "SupplyDelivery",
    "SupplyDeliverySuppliedItem",
    "SupplyRequest",
    "SupplyRequestParameter",
    "Task",
    "TaskInput",
    "TaskOutput",
    "TaskRestriction",
    "TerminologyCapabilities",
    "TerminologyCapabilitiesClosure",
    "TerminologyCapabilitiesCodeSystem",
    "TerminologyCapabilitiesCodeSystemVersion",
    "TerminologyCapabilitiesCodeSystemVersionFilter",
    "TerminologyCapabilitiesExpansion",
    "TerminologyCapabilitiesExpansionParameter",
    "TerminologyCapabilitiesImplementation",
    "TerminologyCapabilitiesSoftware",
    "TerminologyCapabilitiesTranslation",
    "TerminologyCapabilitiesValidateCode",
    "TestReport",
    "TestReportParticipant",
    "TestReportSetup",
    "TestReportSetupAction",
    "TestReportSetupActionAssert",
    "TestReportSetupActionOperation",
    "TestReportTeardown",
    "TestReportTeardownAction",
    "TestReportTest",
    "TestReportTestAction",
    "TestScript",
    "TestScriptDestination",
    "TestScriptFixture",
    "TestScriptMetadata",
    "TestScriptMetadataCapability",
    "TestScriptMetadataLink",
    "TestScriptOrigin",
    "TestScriptSetup",
    "TestScriptSetupAction",
    "TestScriptSetupActionAssert",
    "TestScriptSetupActionOperation",
    "TestScriptSetupActionOperationRequestHeader",
    "TestScriptTeardown",
    "TestScriptTeardownAction",
    "TestScriptTest",
    "TestScriptTestAction",
    "TestScriptVariable",
    "ValueSet",
    "ValueSetCompose",
    "ValueSetComposeInclude",
    "ValueSetComposeIncludeConcept",
    "ValueSetComposeIncludeConceptDesignation",
    "ValueSetComposeIncludeFilter",
    "ValueSetExpansion",
    "ValueSetExpansionContains",
    "ValueSetExpansionParameter",
    "VerificationResult",
    "VerificationResultAttestation",
    "VerificationResultPrimarySource",
    "VerificationResultValidator",
    "VisionPrescription",
    "VisionPrescriptionLensSpecification",
    "VisionPrescriptionLensSpecificationPrism",
]
