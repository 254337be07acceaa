# Coxswain. `make` alone explains itself. Needs GNU make, git and Python 3.11 or newer; everything else goes into .venv/.

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check
UV_COMPILE := $(PYTHON) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-header --no-emit-index-url
WORKERS ?= 2
COMPANIES ?= 1000

.DEFAULT_GOAL := help
.PHONY: help run test check format bench simulate prove sample docs lock clean

help: ## Lists these targets
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1	\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12

run: $(VENV)/run.stamp ## Opens the dashboard in the browser; the first time, creates .venv and installs into it
	$(PYTHON) app.py

test: $(VENV)/test.stamp ## Sets itself up (with a Chromium for the browser tests), then checks style and types and runs every test
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	COXSWAIN_CHROMIUM="$$($(PYTHON) -m tests.chromium)" $(PYTHON) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: $(VENV)/test.stamp ## The quick part of `make test`: style, types, and the tests of the house rules
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest -q tests/house

format: $(VENV)/test.stamp ## Formats the code and mends what ruff can mend
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench: $(VENV)/test.stamp ## Measures import, questions and pages against floors, into docs/performance.md (SCALE=small: a quick look, printed only; medium: without the biggest)
	COXSWAIN_CHROMIUM="$$($(PYTHON) -m tests.chromium)" $(PYTHON) -m benchmarks --scale $(or $(SCALE),full)

simulate: $(VENV)/test.stamp ## Studies simulated companies whose true effect is known, into docs/evidence.md (COMPANIES=100: a quick look, printed only)
	OPENBLAS_NUM_THREADS=1 $(PYTHON) -m benchmarks.simulate --companies $(COMPANIES)

prove: $(VENV)/test.stamp ## Lists what proves more than the tests, with the last results; PART=… runs a part, or goes on with it, for 40 minutes at most
	$(PYTHON) -m benchmarks.prove $(PART)

sample: $(VENV)/run.stamp ## Writes the sample company's files again (SCALE=10k to 10M: a bigger one of so many content rows, into build/ or FOLDER=…)
	$(PYTHON) -m sample_data.generate $(if $(SCALE),--scale $(SCALE)) $(if $(FOLDER),--folder $(FOLDER))

docs: $(VENV)/test.stamp ## Writes the generated pages of docs/ and, where a browser is there, the pictures from the running app
	$(PYTHON) -m metrics.render.reference
	$(PYTHON) -m docs.rooms
	$(PYTHON) -m docs.screenshot

lock: $(VENV)/test.stamp ## Resolves the dependencies of pyproject.toml anew and pins them with hashes
	$(PIP) install --quiet uv
	$(UV_COMPILE) --output-file requirements.txt
	$(UV_COMPILE) --extra test --constraint requirements.txt --output-file requirements-test.txt

clean: ## Removes .venv and everything the tools left behind
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PYTHON):
	@for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			echo "Creating $(VENV) with $$($$python --version)"; \
			exec $$python -m venv $(VENV); \
		fi; \
	done; \
	echo "Coxswain needs Python 3.11 or newer with its venv module (on Debian and Ubuntu: the package python3-venv), and none was found." >&2; \
	exit 1

$(VENV)/run.stamp: requirements.txt | $(PYTHON)
	@echo "Installing what requirements.txt lists"
	@$(PIP) install --quiet --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-test.txt requirements.txt | $(PYTHON)
	@echo "Installing what requirements-test.txt lists"
	@$(PIP) install --quiet --require-hashes --requirement requirements-test.txt
	@touch $@ $(VENV)/run.stamp
