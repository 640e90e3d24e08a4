# One virtual environment, one lock file with hashes; uv where there is one, else venv and pip.
# Seeded with pip either way: Pulumi asks it for the packages before it runs the program.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
STACK ?= dev
TESTS ?=

.PHONY: preview check test test-quick e2e lint types format docs bench mutants lock build release clean help

help:            ## this list
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## /  make \1@/p' $(MAKEFILE_LIST) | column -t -s@ 2>/dev/null \
	  || sed -n 's/^\([a-z0-9-]*\):[^#]*## /  make \1  /p' $(MAKEFILE_LIST)

preview: $(VENV)/ready  ## changes, findings and resource tree of a stack (STACK=dev), offline
	@$(BIN)/planner preview $(STACK)

check: $(VENV)/ready    ## findings of every stack under stacks/
	@$(BIN)/planner check stacks/*.yaml

test: $(VENV)/ready     ## the tests, or some of them (TESTS=tests/checks, TESTS="-k lock")
	@$(BIN)/python -m pytest -n auto $(TESTS)

# Walls, recipes, every rule's table, reports, placement, stack files: about 15 s on two cores.
QUICK := tests/test_architecture.py tests/test_recipes.py tests/checks/test_registry.py tests/report \
  tests/placement tests/emit/test_options.py tests/files/stack
test-quick: $(VENV)/ready  ## the tests that take seconds, for while you work (or TESTS=...)
	@$(BIN)/python -m pytest -n auto -m "not slow" $(or $(TESTS),$(QUICK))

e2e: $(VENV)/ready      ## the real Pulumi CLI against the fake Azure; skipped without one
	@$(BIN)/python -m pytest tests/e2e -v -n auto

lint: $(VENV)/ready     ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/ready    ## mypy --strict
	@$(BIN)/mypy --strict

format: $(VENV)/ready   ## rewrite the sources in the one format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/ready     ## rewrite the generated pages under docs/
	@$(BIN)/python -c 'from pathlib import Path; from planner.checks.pages import write; write(Path("docs/rules"))'

bench: $(VENV)/ready .venv-bench/ready  ## the measurements of docs/benchmarks.md
	@$(BIN)/python -m tests.bench

mutants: $(VENV)/ready  ## which changes of the code no test notices (ROOM=planner/planning/verify.py)
	@$(BIN)/python -m tools.mutants $(ROOM)

lock:            ## renew the lock files after a change in pyproject.toml; needs uv
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --all-extras \
	  --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command "make lock" tests/bench/baselines.in -o tests/bench/baselines.lock

build: $(VENV)/ready    ## wheel and source package in dist/
	@$(BIN)/python -m tools.release build

release: $(VENV)/ready  ## check, build, try and tag a release (VERSION=1.2.3)
	@$(BIN)/python -m tools.release release $(VERSION)

clean:           ## remove the virtual environment and caches
	@rm -rf $(VENV) .venv-bench .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

# A recipe that fails leaves no `ready`, so the next run starts over. Says its steps, on standard
# error: the first run fetches about 150 MB, and a silent minute looks like a hang.
$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=...")'
	@echo "setting up $(VENV), once (again when pyproject.toml or requirements.lock changes)" >&2
	@rm -rf $(VENV)
	@if command -v uv >/dev/null; then \
	  echo "1/3 making the environment with uv" >&2 && \
	  uv venv --quiet --seed --python $(PYTHON) $(VENV) && \
	  echo "2/3 installing the packages of requirements.lock" >&2 && \
	  VIRTUAL_ENV=$(VENV) uv pip install --quiet --require-hashes -r requirements.lock && \
	  echo "3/3 installing the planner" >&2 && \
	  VIRTUAL_ENV=$(VENV) uv pip install --quiet --no-deps --no-build-isolation -e . ; \
	else \
	  echo "1/3 making the environment with venv" >&2 && \
	  $(PYTHON) -m venv $(VENV) && \
	  echo "2/3 installing the packages of requirements.lock with pip, about a minute" >&2 && \
	  $(PIP) install --require-hashes -r requirements.lock && \
	  echo "3/3 installing the planner" >&2 && \
	  $(PIP) install --no-deps --no-build-isolation -e . ; \
	fi
	@touch $@

# The tools that the benchmarks are held against; without them those columns stay empty.
.venv-bench/ready: tests/bench/baselines.lock
	@rm -rf .venv-bench
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r tests/bench/baselines.lock || echo "baselines not installed; measuring without them"
	@touch $@
