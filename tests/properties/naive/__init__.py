"""A search engine that can be seen to be right: every resource is looked at, by the official expressions in FHIRPath.

It shares nothing with the record but the decoding of resources and FHIRPath itself: what a parameter finds, how a value
is read and compared, what a chain means is written here once more, as http://hl7.org/fhir/R4/search.html says it.
"""
