# Everything a newcomer needs; with `make` and Python 3.11 or later, nothing else has to be there.
# Without make (Windows): see README.md.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
export Q

.PHONY: app ask index test test-thorough lint format clean help

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

app: $(VENV)/.installed ## index your letters (or the samples) and start the chat in the browser
	$(BIN)/inspection-qa app

index: $(VENV)/.installed ## bring the index up to date with corpus/letters/ (or the samples)
	$(BIN)/inspection-qa index build

ask: $(VENV)/.installed ## make ask Q="What must Aldermere put right?"
	@test -n "$$Q" || { echo 'make ask: give the question, for example: make ask Q="What has to improve?"' >&2; exit 2; }
	@$(BIN)/inspection-qa index build --quiet
	@$(BIN)/inspection-qa ask "$$Q"

test: $(VENV)/.installed-dev ## run the tests
	$(BIN)/python -m pytest

test-thorough: $(VENV)/.installed-dev ## run the tests that take many minutes: 200 kills, long fuzzing
	$(BIN)/python -m pytest -m thorough --timeout=1800

lint: $(VENV)/.installed-dev ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev ## lay the code out
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove .venv and everything else that can be made again
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis test-output *.egg-info build

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo 'No Python 3.11 or later found. Install one, or name it: make app PYTHON=/path/to/python3' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,eval]'
	@touch $@
