# Every job has one command; `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help setup run test check format lint types imports docs-check conformance bench bench-record kills clean

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.ready ## make .venv with medcluster, and the browser assets

$(VENV)/.ready: requirements.lock pyproject.toml package-lock.json tools/assets.py
	@tools/setup.sh "$(PYTHON)"
	@touch $@

run: setup ## start the platform with the demonstration cluster
	@$(BIN)/medcluster serve

test: setup ## all tests, real browser included
	@MEDCLUSTER_CHROMIUM="$$(tools/browser.sh)" $(BIN)/pytest

check: setup ## what to run before a commit
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python tools/reference.py --check
	@$(BIN)/python tools/translations.py --check
	@MEDCLUSTER_CHROMIUM="$$(tools/browser.sh)" $(BIN)/pytest

format: setup ## format and mend what can be mended
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: ## write requirements.lock anew
	@$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra dev pyproject.toml -o requirements.lock --python-version 3.11

conformance: setup ## run what others wrote against it, write docs/conformance.md; ONLY=examples,clients for some
	@$(BIN)/python -m tools.conformance $(if $(ONLY),--only $(ONLY)) $(if $(AGAIN),--again) \
	  $(if $(SEED),--seed $(SEED)) $(if $(SEARCHES),--searches $(SEARCHES))

bench: setup ## measure (docs/performance.md keeps what was measured)
	@$(BIN)/python -m benchmarks.walk

bench-record: setup ## measure the FHIR server; PEER=URL measures another beside it
	@$(BIN)/python -m benchmarks.record

kills: setup ## kill processes in the middle of a load, N times: what was acknowledged must be there
	@$(BIN)/python -m benchmarks.kills --times $(or $(N),20)
