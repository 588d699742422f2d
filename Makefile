# Caseload: `make help` lists what there is.

PYTHON ?= python3
V := .venv
B := $(V)/bin
# The wheel's node, where it had to be installed, before any other.
WITH_NODE := PATH="$(CURDIR)/$(B):$$PATH"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check bench install clean lock FORCE
MAKEFLAGS += --no-builtin-rules --no-print-directory

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

run: $(V)/.runtime build/.assets ## Start everything on this machine, with demonstration data (PORT=8000)
	@exec $(B)/python -m embedded run

test: install ## Run everything that CI runs: the checks, then the tests with coverage
	@exec $(B)/python -m embedded during -- $(B)/python -m tests.checks --then-tests

check: install ## Run the checks only: format, lint, types, floor plan, migrations, templates, links
	@exec $(B)/python -m embedded during -- $(B)/python -m tests.checks

bench: install ## Measure engine, kinds, loads, leaders, flags of an extract (EXTRACT=folder), import and pages (PART=import), at some size (SIZE=250000 cases)
	@exec $(B)/python -m embedded during -- $(B)/python -m tests.bench $(PART) $(SIZE)

install: $(V)/.tools build/.assets ## Install the tools and build the front end, and start nothing

lock: $(V)/.tools node_modules/.ok ## Lock requirements/*.in and package.json again (UPGRADE=1: newest versions)
	@$(WITH_NODE) $(B)/python requirements/lock.py $(if $(UPGRADE),--upgrade)

clean: ## Stop the embedded servers; remove all that was made here, their data too
	@if [ -x $(B)/python ]; then $(B)/python -m embedded remove; fi
	@rm -rf $(V) node_modules build .caseload .coverage* htmlcov test-results
	@rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A virtual environment whose Python is gone (an upgrade, another machine) is made again.
ifneq ($(shell test -x $(B)/python && $(B)/python -c 'print(1)' 2>/dev/null),1)
$(V)/.made: FORCE
endif

$(V)/.made:
	@command -v $(PYTHON) >/dev/null || { echo "Caseload needs Python 3.11 or newer, and $(PYTHON) is not here: install it, or name another, as in make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Caseload needs Python 3.11 or newer, and this is $$($(PYTHON) --version): name a newer one, as in make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python has no venv module: install it (on Debian and Ubuntu: apt-get install python3-venv) and run make again" >&2; exit 1; }
	@echo "Making the virtual environment"
	@rm -rf $(V)
	@$(PYTHON) -m venv $(V)
	@touch $@

$(V)/.runtime: $(V)/.made requirements.txt requirements/embedded.txt
	@echo "Installing the Python packages"
	@$(B)/python requirements/install.py requirements.txt requirements/embedded.txt
	@touch $@

$(V)/.tools: $(V)/.runtime requirements/dev.txt
	@echo "Installing the test tools"
	@$(B)/python requirements/install.py requirements/dev.txt
	@touch $@

node_modules/.ok: package-lock.json .npmrc | $(V)/.made
	@$(WITH_NODE) node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null \
		&& $(WITH_NODE) npm --version >/dev/null 2>&1 \
		|| { echo "Installing node, because there is none here from version 20"; $(B)/python requirements/install.py requirements/node.txt; }
	@echo "Installing the front-end packages"
	@$(WITH_NODE) npm ci --loglevel=error >/dev/null
	@touch $@

build/.assets: node_modules/.ok package.json $(shell find assets -type f)
	@echo "Building the stylesheet and the scripts"
	@$(WITH_NODE) npm run --silent build
	@touch $@
