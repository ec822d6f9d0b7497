"""Written by tools/generate_fhir.py; do not edit."""
