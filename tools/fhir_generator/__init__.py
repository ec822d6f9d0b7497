"""The parts of the FHIR generator: definitions read from the official package, and the files written from them."""
