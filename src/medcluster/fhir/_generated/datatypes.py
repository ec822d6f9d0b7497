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

if TYPE_CHECKING:
    from medcluster.fhir._generated.resources import AnyResource


class Element(Base, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    id: String | None = None
    extension: Annotated[tuple[Extension, ...], SOME] = ()


class Address(Element, kw_only=True, gc=False):
    use: AddressUseCode | None = None
    use_ext: Element | None = None
    type: AddressTypeCode | None = None
    type_ext: Element | None = None
    text: String | None = None
    text_ext: Element | None = None
    line: Annotated[tuple[String | None, ...], SOME] = ()
    line_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    city: String | None = None
    city_ext: Element | None = None
    district: String | None = None
    district_ext: Element | None = None
    state: String | None = None
    state_ext: Element | None = None
    postalCode: String | None = None
    postalCode_ext: Element | None = None
    country: String | None = None
    country_ext: Element | None = None
    period: Period | None = None


class Annotation(Element, kw_only=True, gc=False):
    authorReference: Reference | None = None
    authorString: String | None = None
    authorString_ext: Element | None = None
    time: DateTime | None = None
    time_ext: Element | None = None
    text: Markdown | None = None
    text_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[2:5].count(None) < 2:
            one_choice(self, "author", 2, 5, False)
        if self.text is None and self.text_ext is None:
            absent("text")


class Attachment(Element, kw_only=True, gc=False):
    contentType: Code | None = None
    contentType_ext: Element | None = None
    language: Code | None = None
    language_ext: Element | None = None
    data: Base64Binary | None = None
    data_ext: Element | None = None
    url: Url | None = None
    url_ext: Element | None = None
    size: UnsignedInt | None = None
    size_ext: Element | None = None
    hash: Base64Binary | None = None
    hash_ext: Element | None = None
    title: String | None = None
    title_ext: Element | None = None
    creation: DateTime | None = None
    creation_ext: Element | None = None


class BackboneElement(Element, kw_only=True, gc=False):
    modifierExtension: Annotated[tuple[Extension, ...], SOME] = ()


class CodeableConcept(Element, kw_only=True, gc=False):
    coding: Annotated[tuple[Coding, ...], SOME] = ()
    text: String | None = None
    text_ext: Element | None = None


class Coding(Element, kw_only=True, gc=False):
    system: Uri | None = None
    system_ext: Element | None = None
    version: String | None = None
    version_ext: Element | None = None
    code: Code | None = None
    code_ext: Element | None = None
    display: String | None = None
    display_ext: Element | None = None
    userSelected: bool | None = None
    userSelected_ext: Element | None = None


class ContactDetail(Element, kw_only=True, gc=False):
    name: String | None = None
    name_ext: Element | None = None
    telecom: Annotated[tuple[ContactPoint, ...], SOME] = ()


class ContactPoint(Element, kw_only=True, gc=False):
    system: ContactPointSystemCode | None = None
    system_ext: Element | None = None
    value: String | None = None
    value_ext: Element | None = None
    use: ContactPointUseCode | None = None
    use_ext: Element | None = None
    rank: PositiveInt | None = None
    rank_ext: Element | None = None
    period: Period | None = None


class Contributor(Element, kw_only=True, gc=False):
    type: ContributorTypeCode | None = None
    type_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    contact: Annotated[tuple[ContactDetail, ...], SOME] = ()

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")
        if self.name is None and self.name_ext is None:
            absent("name")


class DataRequirementSort(Element, kw_only=True, gc=False):
    path: String | None = None
    path_ext: Element | None = None
    direction: SortDirectionCode | None = None
    direction_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.path is None and self.path_ext is None:
            absent("path")
        if self.direction is None and self.direction_ext is None:
            absent("direction")


class DataRequirementDateFilter(Element, kw_only=True, gc=False):
    path: String | None = None
    path_ext: Element | None = None
    searchParam: String | None = None
    searchParam_ext: Element | None = None
    valueDateTime: DateTime | None = None
    valueDateTime_ext: Element | None = None
    valuePeriod: Period | None = None
    valueDuration: Duration | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[6:10].count(None) < 3:
            one_choice(self, "value", 6, 10, False)


class DataRequirementCodeFilter(Element, kw_only=True, gc=False):
    path: String | None = None
    path_ext: Element | None = None
    searchParam: String | None = None
    searchParam_ext: Element | None = None
    valueSet: Canonical | None = None
    valueSet_ext: Element | None = None
    code: Annotated[tuple[Coding, ...], SOME] = ()


class DataRequirement(Element, kw_only=True, gc=False):
    type: AllTypesCode | None = None
    type_ext: Element | None = None
    profile: Annotated[tuple[Canonical | None, ...], SOME] = ()
    profile_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    subjectCodeableConcept: CodeableConcept | None = None
    subjectReference: Reference | None = None
    mustSupport: Annotated[tuple[String | None, ...], SOME] = ()
    mustSupport_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    codeFilter: Annotated[tuple[DataRequirementCodeFilter, ...], SOME] = ()
    dateFilter: Annotated[tuple[DataRequirementDateFilter, ...], SOME] = ()
    limit: PositiveInt | None = None
    limit_ext: Element | None = None
    sort: Annotated[tuple[DataRequirementSort, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.type is None and self.type_ext is None:
            absent("type")
        if values[6:8].count(None) < 1:
            one_choice(self, "subject", 6, 8, False)


class Expression(Element, kw_only=True, gc=False):
    description: String | None = None
    description_ext: Element | None = None
    name: Id | None = None
    name_ext: Element | None = None
    language: Code | None = None
    language_ext: Element | None = None
    expression: String | None = None
    expression_ext: Element | None = None
    reference: Uri | None = None
    reference_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.language is None and self.language_ext is None:
            absent("language")


class Extension(Element, kw_only=True, gc=False):
    url: Uri
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
        if values[3:72].count(None) < 68:
            one_choice(self, "value", 3, 72, False)


class HumanName(Element, kw_only=True, gc=False):
    use: NameUseCode | None = None
    use_ext: Element | None = None
    text: String | None = None
    text_ext: Element | None = None
    family: String | None = None
    family_ext: Element | None = None
    given: Annotated[tuple[String | None, ...], SOME] = ()
    given_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    prefix: Annotated[tuple[String | None, ...], SOME] = ()
    prefix_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    suffix: Annotated[tuple[String | None, ...], SOME] = ()
    suffix_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    period: Period | None = None


class Identifier(Element, kw_only=True, gc=False):
    use: IdentifierUseCode | None = None
    use_ext: Element | None = None
    type: CodeableConcept | None = None
    system: Uri | None = None
    system_ext: Element | None = None
    value: String | None = None
    value_ext: Element | None = None
    period: Period | None = None
    assigner: Reference | None = None


class Meta(Element, kw_only=True, gc=False):
    versionId: Id | None = None
    versionId_ext: Element | None = None
    lastUpdated: Instant | None = None
    lastUpdated_ext: Element | None = None
    source: Uri | None = None
    source_ext: Element | None = None
    profile: Annotated[tuple[Canonical | None, ...], SOME] = ()
    profile_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    security: Annotated[tuple[Coding, ...], SOME] = ()
    tag: Annotated[tuple[Coding, ...], SOME] = ()


class Money(Element, kw_only=True, gc=False):
    value: Decimal | None = None
    value_ext: Element | None = None
    currency: Code | None = None
    currency_ext: Element | None = None


class Narrative(Element, kw_only=True, gc=False):
    status: NarrativeStatusCode | None = None
    status_ext: Element | None = None
    div: Xhtml

    def __post_init__(self) -> None:
        if self.status is None and self.status_ext is None:
            absent("status")


class ParameterDefinition(Element, kw_only=True, gc=False):
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
    profile: Canonical | None = None
    profile_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.use is None and self.use_ext is None:
            absent("use")
        if self.type is None and self.type_ext is None:
            absent("type")


class Period(Element, kw_only=True, gc=False):
    start: DateTime | None = None
    start_ext: Element | None = None
    end: DateTime | None = None
    end_ext: Element | None = None


class Quantity(Element, kw_only=True, gc=False):
    value: Decimal | None = None
    value_ext: Element | None = None
    comparator: QuantityComparatorCode | None = None
    comparator_ext: Element | None = None
    unit: String | None = None
    unit_ext: Element | None = None
    system: Uri | None = None
    system_ext: Element | None = None
    code: Code | None = None
    code_ext: Element | None = None


class Range(Element, kw_only=True, gc=False):
    low: Quantity | None = None
    high: Quantity | None = None


class Ratio(Element, kw_only=True, gc=False):
    numerator: Quantity | None = None
    denominator: Quantity | None = None


class Reference(Element, kw_only=True, gc=False):
    reference: String | None = None
    reference_ext: Element | None = None
    type: Uri | None = None
    type_ext: Element | None = None
    identifier: Identifier | None = None
    display: String | None = None
    display_ext: Element | None = None


class RelatedArtifact(Element, kw_only=True, gc=False):
    type: RelatedArtifactTypeCode | None = None
    type_ext: Element | None = None
    label: String | None = None
    label_ext: Element | None = None
    display: String | None = None
    display_ext: Element | None = None
    citation: Markdown | None = None
    citation_ext: Element | None = None
    url: Url | None = None
    url_ext: Element | None = None
    document: Attachment | None = None
    resource: Canonical | None = None
    resource_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")


class SampledData(Element, kw_only=True, gc=False):
    origin: Quantity
    period: Decimal | None = None
    period_ext: Element | None = None
    factor: Decimal | None = None
    factor_ext: Element | None = None
    lowerLimit: Decimal | None = None
    lowerLimit_ext: Element | None = None
    upperLimit: Decimal | None = None
    upperLimit_ext: Element | None = None
    dimensions: PositiveInt | None = None
    dimensions_ext: Element | None = None
    data: String | None = None
    data_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.period is None and self.period_ext is None:
            absent("period")
        if self.dimensions is None and self.dimensions_ext is None:
            absent("dimensions")


class Signature(Element, kw_only=True, gc=False):
    type: Annotated[tuple[Coding, ...], SOME]
    when: Instant | None = None
    when_ext: Element | None = None
    who: Reference
    onBehalfOf: Reference | None = None
    targetFormat: Code | None = None
    targetFormat_ext: Element | None = None
    sigFormat: Code | None = None
    sigFormat_ext: Element | None = None
    data: Base64Binary | None = None
    data_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.when is None and self.when_ext is None:
            absent("when")


class TriggerDefinition(Element, kw_only=True, gc=False):
    type: TriggerTypeCode | None = None
    type_ext: Element | None = None
    name: String | None = None
    name_ext: Element | None = None
    timingTiming: Timing | None = None
    timingReference: Reference | None = None
    timingDate: Date | None = None
    timingDate_ext: Element | None = None
    timingDateTime: DateTime | None = None
    timingDateTime_ext: Element | None = None
    data: Annotated[tuple[DataRequirement, ...], SOME] = ()
    condition: Expression | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.type is None and self.type_ext is None:
            absent("type")
        if values[6:12].count(None) < 5:
            one_choice(self, "timing", 6, 12, False)


class UsageContext(Element, kw_only=True, gc=False):
    code: Coding
    valueCodeableConcept: CodeableConcept | None = None
    valueQuantity: Quantity | None = None
    valueRange: Range | None = None
    valueReference: Reference | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:7].count(None) != 3:
            one_choice(self, "value", 3, 7, True)


class Age(Quantity, kw_only=True, gc=False):
    pass


class Count(Quantity, kw_only=True, gc=False):
    pass


class Distance(Quantity, kw_only=True, gc=False):
    pass


class DosageDoseAndRate(Element, kw_only=True, gc=False):
    type: CodeableConcept | None = None
    doseRange: Range | None = None
    doseQuantity: Quantity | None = None
    rateRatio: Ratio | None = None
    rateRange: Range | None = None
    rateQuantity: Quantity | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) < 1:
            one_choice(self, "dose", 3, 5, False)
        if values[5:8].count(None) < 2:
            one_choice(self, "rate", 5, 8, False)


class Dosage(BackboneElement, kw_only=True, gc=False):
    sequence: Integer | None = None
    sequence_ext: Element | None = None
    text: String | None = None
    text_ext: Element | None = None
    additionalInstruction: Annotated[tuple[CodeableConcept, ...], SOME] = ()
    patientInstruction: String | None = None
    patientInstruction_ext: Element | None = None
    timing: Timing | None = None
    asNeededBoolean: bool | None = None
    asNeededBoolean_ext: Element | None = None
    asNeededCodeableConcept: CodeableConcept | None = None
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    method: CodeableConcept | None = None
    doseAndRate: Annotated[tuple[DosageDoseAndRate, ...], SOME] = ()
    maxDosePerPeriod: Ratio | None = None
    maxDosePerAdministration: Quantity | None = None
    maxDosePerLifetime: Quantity | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[11:14].count(None) < 2:
            one_choice(self, "asNeeded", 11, 14, False)


class Duration(Quantity, kw_only=True, gc=False):
    pass


class ElementDefinitionMapping(Element, kw_only=True, gc=False):
    identity: Id | None = None
    identity_ext: Element | None = None
    language: Code | None = None
    language_ext: Element | None = None
    map: String | None = None
    map_ext: Element | None = None
    comment: String | None = None
    comment_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.identity is None and self.identity_ext is None:
            absent("identity")
        if self.map is None and self.map_ext is None:
            absent("map")


class ElementDefinitionBinding(Element, kw_only=True, gc=False):
    strength: BindingStrengthCode | None = None
    strength_ext: Element | None = None
    description: String | None = None
    description_ext: Element | None = None
    valueSet: Canonical | None = None
    valueSet_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.strength is None and self.strength_ext is None:
            absent("strength")


class ElementDefinitionConstraint(Element, kw_only=True, gc=False):
    key: Id | None = None
    key_ext: Element | None = None
    requirements: String | None = None
    requirements_ext: Element | None = None
    severity: ConstraintSeverityCode | None = None
    severity_ext: Element | None = None
    human: String | None = None
    human_ext: Element | None = None
    expression: String | None = None
    expression_ext: Element | None = None
    xpath: String | None = None
    xpath_ext: Element | None = None
    source: Canonical | None = None
    source_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.key is None and self.key_ext is None:
            absent("key")
        if self.severity is None and self.severity_ext is None:
            absent("severity")
        if self.human is None and self.human_ext is None:
            absent("human")


class ElementDefinitionExample(Element, kw_only=True, gc=False):
    label: String | None = None
    label_ext: Element | None = None
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
        if self.label is None and self.label_ext is None:
            absent("label")
        if values[4:73].count(None) != 68:
            one_choice(self, "value", 4, 73, True)


class ElementDefinitionType(Element, kw_only=True, gc=False):
    code: Uri | None = None
    code_ext: Element | None = None
    profile: Annotated[tuple[Canonical | None, ...], SOME] = ()
    profile_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    targetProfile: Annotated[tuple[Canonical | None, ...], SOME] = ()
    targetProfile_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    aggregation: Annotated[tuple[ResourceAggregationModeCode | None, ...], SOME] = ()
    aggregation_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    versioning: ReferenceVersionRulesCode | None = None
    versioning_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.code is None and self.code_ext is None:
            absent("code")


class ElementDefinitionBase(Element, kw_only=True, gc=False):
    path: String | None = None
    path_ext: Element | None = None
    min: UnsignedInt | None = None
    min_ext: Element | None = None
    max: String | None = None
    max_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.path is None and self.path_ext is None:
            absent("path")
        if self.min is None and self.min_ext is None:
            absent("min")
        if self.max is None and self.max_ext is None:
            absent("max")


class ElementDefinitionSlicingDiscriminator(Element, kw_only=True, gc=False):
    type: DiscriminatorTypeCode | None = None
    type_ext: Element | None = None
    path: String | None = None
    path_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.type is None and self.type_ext is None:
            absent("type")
        if self.path is None and self.path_ext is None:
            absent("path")


class ElementDefinitionSlicing(Element, kw_only=True, gc=False):
    discriminator: Annotated[tuple[ElementDefinitionSlicingDiscriminator, ...], SOME] = ()
    description: String | None = None
    description_ext: Element | None = None
    ordered: bool | None = None
    ordered_ext: Element | None = None
    rules: ResourceSlicingRulesCode | None = None
    rules_ext: Element | None = None

    def __post_init__(self) -> None:
        if self.rules is None and self.rules_ext is None:
            absent("rules")


class ElementDefinition(BackboneElement, kw_only=True, gc=False):
    path: String | None = None
    path_ext: Element | None = None
    representation: Annotated[tuple[PropertyRepresentationCode | None, ...], SOME] = ()
    representation_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    sliceName: String | None = None
    sliceName_ext: Element | None = None
    sliceIsConstraining: bool | None = None
    sliceIsConstraining_ext: Element | None = None
    label: String | None = None
    label_ext: Element | None = None
    code: Annotated[tuple[Coding, ...], SOME] = ()
    slicing: ElementDefinitionSlicing | None = None
    short: String | None = None
    short_ext: Element | None = None
    definition: Markdown | None = None
    definition_ext: Element | None = None
    comment: Markdown | None = None
    comment_ext: Element | None = None
    requirements: Markdown | None = None
    requirements_ext: Element | None = None
    alias: Annotated[tuple[String | None, ...], SOME] = ()
    alias_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    min: UnsignedInt | None = None
    min_ext: Element | None = None
    max: String | None = None
    max_ext: Element | None = None
    base: ElementDefinitionBase | None = None
    contentReference: Uri | None = None
    contentReference_ext: Element | None = None
    type: Annotated[tuple[ElementDefinitionType, ...], SOME] = ()
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
    meaningWhenMissing: Markdown | None = None
    meaningWhenMissing_ext: Element | None = None
    orderMeaning: String | None = None
    orderMeaning_ext: Element | None = None
    fixedBase64Binary: Base64Binary | None = None
    fixedBase64Binary_ext: Element | None = None
    fixedBoolean: bool | None = None
    fixedBoolean_ext: Element | None = None
    fixedCanonical: Canonical | None = None
    fixedCanonical_ext: Element | None = None
    fixedCode: Code | None = None
    fixedCode_ext: Element | None = None
    fixedDate: Date | None = None
    fixedDate_ext: Element | None = None
    fixedDateTime: DateTime | None = None
    fixedDateTime_ext: Element | None = None
    fixedDecimal: Decimal | None = None
    fixedDecimal_ext: Element | None = None
    fixedId: Id | None = None
    fixedId_ext: Element | None = None
    fixedInstant: Instant | None = None
    fixedInstant_ext: Element | None = None
    fixedInteger: Integer | None = None
    fixedInteger_ext: Element | None = None
    fixedMarkdown: Markdown | None = None
    fixedMarkdown_ext: Element | None = None
    fixedOid: Oid | None = None
    fixedOid_ext: Element | None = None
    fixedPositiveInt: PositiveInt | None = None
    fixedPositiveInt_ext: Element | None = None
    fixedString: String | None = None
    fixedString_ext: Element | None = None
    fixedTime: Time | None = None
    fixedTime_ext: Element | None = None
    fixedUnsignedInt: UnsignedInt | None = None
    fixedUnsignedInt_ext: Element | None = None
    fixedUri: Uri | None = None
    fixedUri_ext: Element | None = None
    fixedUrl: Url | None = None
    fixedUrl_ext: Element | None = None
    fixedUuid: Uuid | None = None
    fixedUuid_ext: Element | None = None
    fixedAddress: Address | None = None
    fixedAge: Age | None = None
    fixedAnnotation: Annotation | None = None
    fixedAttachment: Attachment | None = None
    fixedCodeableConcept: CodeableConcept | None = None
    fixedCoding: Coding | None = None
    fixedContactPoint: ContactPoint | None = None
    fixedCount: Count | None = None
    fixedDistance: Distance | None = None
    fixedDuration: Duration | None = None
    fixedHumanName: HumanName | None = None
    fixedIdentifier: Identifier | None = None
    fixedMoney: Money | None = None
    fixedPeriod: Period | None = None
    fixedQuantity: Quantity | None = None
    fixedRange: Range | None = None
    fixedRatio: Ratio | None = None
    fixedReference: Reference | None = None
    fixedSampledData: SampledData | None = None
    fixedSignature: Signature | None = None
    fixedTiming: Timing | None = None
    fixedContactDetail: ContactDetail | None = None
    fixedContributor: Contributor | None = None
    fixedDataRequirement: DataRequirement | None = None
    fixedExpression: Expression | None = None
    fixedParameterDefinition: ParameterDefinition | None = None
    fixedRelatedArtifact: RelatedArtifact | None = None
    fixedTriggerDefinition: TriggerDefinition | None = None
    fixedUsageContext: UsageContext | None = None
    fixedDosage: Dosage | None = None
    fixedMeta: Meta | None = None
    patternBase64Binary: Base64Binary | None = None
    patternBase64Binary_ext: Element | None = None
    patternBoolean: bool | None = None
    patternBoolean_ext: Element | None = None
    patternCanonical: Canonical | None = None
    patternCanonical_ext: Element | None = None
    patternCode: Code | None = None
    patternCode_ext: Element | None = None
    patternDate: Date | None = None
    patternDate_ext: Element | None = None
    patternDateTime: DateTime | None = None
    patternDateTime_ext: Element | None = None
    patternDecimal: Decimal | None = None
    patternDecimal_ext: Element | None = None
    patternId: Id | None = None
    patternId_ext: Element | None = None
    patternInstant: Instant | None = None
    patternInstant_ext: Element | None = None
    patternInteger: Integer | None = None
    patternInteger_ext: Element | None = None
    patternMarkdown: Markdown | None = None
    patternMarkdown_ext: Element | None = None
    patternOid: Oid | None = None
    patternOid_ext: Element | None = None
    patternPositiveInt: PositiveInt | None = None
    patternPositiveInt_ext: Element | None = None
    patternString: String | None = None
    patternString_ext: Element | None = None
    patternTime: Time | None = None
    patternTime_ext: Element | None = None
    patternUnsignedInt: UnsignedInt | None = None
    patternUnsignedInt_ext: Element | None = None
    patternUri: Uri | None = None
    patternUri_ext: Element | None = None
    patternUrl: Url | None = None
    patternUrl_ext: Element | None = None
    patternUuid: Uuid | None = None
    patternUuid_ext: Element | None = None
    patternAddress: Address | None = None
    patternAge: Age | None = None
    patternAnnotation: Annotation | None = None
    patternAttachment: Attachment | None = None
    patternCodeableConcept: CodeableConcept | None = None
    patternCoding: Coding | None = None
    patternContactPoint: ContactPoint | None = None
    patternCount: Count | None = None
    patternDistance: Distance | None = None
    patternDuration: Duration | None = None
    patternHumanName: HumanName | None = None
    patternIdentifier: Identifier | None = None
    patternMoney: Money | None = None
    patternPeriod: Period | None = None
    patternQuantity: Quantity | None = None
    patternRange: Range | None = None
    patternRatio: Ratio | None = None
    patternReference: Reference | None = None
    patternSampledData: SampledData | None = None
    patternSignature: Signature | None = None
    patternTiming: Timing | None = None
    patternContactDetail: ContactDetail | None = None
    patternContributor: Contributor | None = None
    patternDataRequirement: DataRequirement | None = None
    patternExpression: Expression | None = None
    patternParameterDefinition: ParameterDefinition | None = None
    patternRelatedArtifact: RelatedArtifact | None = None
    patternTriggerDefinition: TriggerDefinition | None = None
    patternUsageContext: UsageContext | None = None
    patternDosage: Dosage | None = None
    patternMeta: Meta | None = None
    example: Annotated[tuple[ElementDefinitionExample, ...], SOME] = ()
    minValueDate: Date | None = None
    minValueDate_ext: Element | None = None
    minValueDateTime: DateTime | None = None
    minValueDateTime_ext: Element | None = None
    minValueInstant: Instant | None = None
    minValueInstant_ext: Element | None = None
    minValueTime: Time | None = None
    minValueTime_ext: Element | None = None
    minValueDecimal: Decimal | None = None
    minValueDecimal_ext: Element | None = None
    minValueInteger: Integer | None = None
    minValueInteger_ext: Element | None = None
    minValuePositiveInt: PositiveInt | None = None
    minValuePositiveInt_ext: Element | None = None
    minValueUnsignedInt: UnsignedInt | None = None
    minValueUnsignedInt_ext: Element | None = None
    minValueQuantity: Quantity | None = None
    maxValueDate: Date | None = None
    maxValueDate_ext: Element | None = None
    maxValueDateTime: DateTime | None = None
    maxValueDateTime_ext: Element | None = None
    maxValueInstant: Instant | None = None
    maxValueInstant_ext: Element | None = None
    maxValueTime: Time | None = None
    maxValueTime_ext: Element | None = None
    maxValueDecimal: Decimal | None = None
    maxValueDecimal_ext: Element | None = None
    maxValueInteger: Integer | None = None
    maxValueInteger_ext: Element | None = None
    maxValuePositiveInt: PositiveInt | None = None
    maxValuePositiveInt_ext: Element | None = None
    maxValueUnsignedInt: UnsignedInt | None = None
    maxValueUnsignedInt_ext: Element | None = None
    maxValueQuantity: Quantity | None = None
    maxLength: Integer | None = None
    maxLength_ext: Element | None = None
    condition: Annotated[tuple[Id | None, ...], SOME] = ()
    condition_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    constraint: Annotated[tuple[ElementDefinitionConstraint, ...], SOME] = ()
    mustSupport: bool | None = None
    mustSupport_ext: Element | None = None
    isModifier: bool | None = None
    isModifier_ext: Element | None = None
    isModifierReason: String | None = None
    isModifierReason_ext: Element | None = None
    isSummary: bool | None = None
    isSummary_ext: Element | None = None
    binding: ElementDefinitionBinding | None = None
    mapping: Annotated[tuple[ElementDefinitionMapping, ...], SOME] = ()

    def __post_init__(self) -> None:
        values = astuple(self)
        if self.path is None and self.path_ext is None:
            absent("path")
        if values[33:102].count(None) < 68:
            one_choice(self, "defaultValue", 33, 102, False)
        if values[106:175].count(None) < 68:
            one_choice(self, "fixed", 106, 175, False)
        if values[175:244].count(None) < 68:
            one_choice(self, "pattern", 175, 244, False)
        if values[245:262].count(None) < 16:
            one_choice(self, "minValue", 245, 262, False)
        if values[262:279].count(None) < 16:
            one_choice(self, "maxValue", 262, 279, False)


class MarketingStatus(BackboneElement, kw_only=True, gc=False):
    country: CodeableConcept
    jurisdiction: CodeableConcept | None = None
    status: CodeableConcept
    dateRange: Period
    restoreDate: DateTime | None = None
    restoreDate_ext: Element | None = None


class Population(BackboneElement, kw_only=True, gc=False):
    ageRange: Range | None = None
    ageCodeableConcept: CodeableConcept | None = None
    gender: CodeableConcept | None = None
    race: CodeableConcept | None = None
    physiologicalCondition: CodeableConcept | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:5].count(None) < 1:
            one_choice(self, "age", 3, 5, False)


class ProdCharacteristic(BackboneElement, kw_only=True, gc=False):
    height: Quantity | None = None
    width: Quantity | None = None
    depth: Quantity | None = None
    weight: Quantity | None = None
    nominalVolume: Quantity | None = None
    externalDiameter: Quantity | None = None
    shape: String | None = None
    shape_ext: Element | None = None
    color: Annotated[tuple[String | None, ...], SOME] = ()
    color_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    imprint: Annotated[tuple[String | None, ...], SOME] = ()
    imprint_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    image: Annotated[tuple[Attachment, ...], SOME] = ()
    scoring: CodeableConcept | None = None


class ProductShelfLife(BackboneElement, kw_only=True, gc=False):
    identifier: Identifier | None = None
    type: CodeableConcept
    period: Quantity
    specialPrecautionsForStorage: Annotated[tuple[CodeableConcept, ...], SOME] = ()


class SubstanceAmountReferenceRange(Element, kw_only=True, gc=False):
    lowLimit: Quantity | None = None
    highLimit: Quantity | None = None


class SubstanceAmount(BackboneElement, kw_only=True, gc=False):
    amountQuantity: Quantity | None = None
    amountRange: Range | None = None
    amountString: String | None = None
    amountString_ext: Element | None = None
    amountType: CodeableConcept | None = None
    amountText: String | None = None
    amountText_ext: Element | None = None
    referenceRange: SubstanceAmountReferenceRange | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[3:7].count(None) < 3:
            one_choice(self, "amount", 3, 7, False)


class TimingRepeat(Element, kw_only=True, gc=False):
    boundsDuration: Duration | None = None
    boundsRange: Range | None = None
    boundsPeriod: Period | None = None
    count: PositiveInt | None = None
    count_ext: Element | None = None
    countMax: PositiveInt | None = None
    countMax_ext: Element | None = None
    duration: Decimal | None = None
    duration_ext: Element | None = None
    durationMax: Decimal | None = None
    durationMax_ext: Element | None = None
    durationUnit: UnitsOfTimeCode | None = None
    durationUnit_ext: Element | None = None
    frequency: PositiveInt | None = None
    frequency_ext: Element | None = None
    frequencyMax: PositiveInt | None = None
    frequencyMax_ext: Element | None = None
    period: Decimal | None = None
    period_ext: Element | None = None
    periodMax: Decimal | None = None
    periodMax_ext: Element | None = None
    periodUnit: UnitsOfTimeCode | None = None
    periodUnit_ext: Element | None = None
    dayOfWeek: Annotated[tuple[DaysOfWeekCode | None, ...], SOME] = ()
    dayOfWeek_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    timeOfDay: Annotated[tuple[Time | None, ...], SOME] = ()
    timeOfDay_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    when: Annotated[tuple[EventTimingCode | None, ...], SOME] = ()
    when_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    offset: UnsignedInt | None = None
    offset_ext: Element | None = None

    def __post_init__(self) -> None:
        values = astuple(self)
        if values[2:5].count(None) < 2:
            one_choice(self, "bounds", 2, 5, False)


class Timing(BackboneElement, kw_only=True, gc=False):
    event: Annotated[tuple[DateTime | None, ...], SOME] = ()
    event_ext: Annotated[tuple[Element | None, ...], SOME] = ()
    repeat: TimingRepeat | None = None
    code: CodeableConcept | None = None


__all__ = [
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
    "DataRequirementCodeFilter",
    "DataRequirementDateFilter",
    "DataRequirementSort",
    "Distance",
    "Dosage",
    "DosageDoseAndRate",
    "Duration",
    "Element",
    "ElementDefinition",
    "ElementDefinitionBase",
    "ElementDefinitionBinding",
    "ElementDefinitionConstraint",
    "ElementDefinitionExample",
    "ElementDefinitionMapping",
    "ElementDefinitionSlicing",
    "ElementDefinitionSlicingDiscriminator",
    "ElementDefinitionType",
    "Expression",
    "Extension",
    "HumanName",
    "Identifier",
    "MarketingStatus",
    "Meta",
    "Money",
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
    "SubstanceAmount",
    "SubstanceAmountReferenceRange",
    "Timing",
    "TimingRepeat",
    "TriggerDefinition",
    "UsageContext",
]
