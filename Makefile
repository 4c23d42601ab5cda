# From a fresh clone with Python 3.11+ and make: `make demo`. Everything is installed into .venv, nothing elsewhere.

PYTHON ?= python3
BIN := .venv/bin
FRONTEND := $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
WORDS := $(shell find src -name '*.po' 2>/dev/null)
SOURCES := src tests bench scripts hatch_build.py

.PHONY: help setup demo test check fix docs lock bench clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    the demonstration service on http://127.0.0.1:8000 (ARGS=\"--port 8123\" passes options on)"
	@echo "make test    all tests, in browsers too (ARGS=\"-k words\" passes options on)"
	@echo "make check   linters, types, import contracts"
	@echo "make fix     mend what linters can mend"
	@echo "make bench   all benchmarks (NAME=search for one)"
	@echo "make docs    renew the generated pages of docs/reference"
	@echo "make lock    renew requirements.txt"

setup: .venv/.built

demo: setup
	@exec $(BIN)/beccaria demo $(ARGS)

test: setup
	@scripts/ensure-chromium
	@exec scripts/test $(ARGS)

check: setup
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/python scripts/shape.py
	$(BIN)/python scripts/generate_reference.py --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fix: setup
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

lock: .venv/.python
	$(BIN)/python scripts/lock.py

docs: setup
	$(BIN)/python scripts/generate_reference.py

bench: setup
	@exec $(BIN)/beccaria bench $(NAME) $(ARGS)

clean:
	rm -rf .venv frontend/node_modules src/beccaria/web/static/bundle

# Three steps, each done again only when what it was made from has changed.
.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Beccaria needs Python 3.11 or later: install it, or name it with PYTHON=python3.x."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv is missing: on Debian, apt install python3-venv."; exit 1; }
	@touch $@

.venv/.installed: requirements.txt .venv/.python
	@echo "Installing packages into .venv ..." >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r requirements.txt
	@touch $@

.venv/.built: .venv/.installed pyproject.toml hatch_build.py CHANGELOG.md $(FRONTEND) $(WORDS)
	@echo "Building the interface ..." >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-build-isolation -e .
	@touch $@
