# e-Office Desa. `make demo` plays, `make test` proves; both work on a bare Debian machine with Python >= 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export EOFFICE_HOME ?= var
# What runs on PostgreSQL: every test that asks a database; a part while working: make test-postgres PG_UJI=tests/surat
PG_UJI ?= tests
# Each face in detail: looked at on PostgreSQL by the long test; every page as every person is looked at there always
WAJAH := aparat warga kabupaten verifikasi komponen gaya
# the settings make a secret where there is none: checks get a home that is thrown away
IN_TEMP_HOME := home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && EOFFICE_HOME="$$home"

.PHONY: help demo install test check test-sqlite test-postgres test-long bench lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e . || $(BIN)/python -m pip install -q --no-deps -e .
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	$(BIN)/python -m pip install -q --require-hashes -r requirements/dev.txt
	touch $@

install: $(VENV)/.runtime ## install what an office needs, versions and hashes locked

demo: install ## a trial office with two villages; stops with Ctrl-C
	$(BIN)/eoffice demo

check: $(VENV)/.dev ## style, types, import contract, migrations, generated documents
	$(BIN)/ruff check src tests tools bench
	$(BIN)/ruff format --check src tests tools bench
	$(IN_TEMP_HOME) $(BIN)/mypy
	$(BIN)/lint-imports --config importlinter.toml --no-cache
	$(IN_TEMP_HOME) $(BIN)/python -m config.manage makemigrations --check --dry-run
	$(BIN)/python -m tools.generated_docs --check

test: $(VENV)/.dev tools-debian check test-sqlite test-postgres ## the whole proof

.PHONY: tools-debian
tools-debian: ## Debian programs the tests use (installed when missing and root)
	sh tools/debian.sh chromium postgresql poppler-utils zbar-tools qpdf

test-sqlite: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 -q -m "not lama"

test-postgres: $(VENV)/.dev
	EOFFICE_TEST_DB=postgres $(BIN)/python -m pytest -n 2 -q -m "not lama and not peramban and not proses" \
		$(WAJAH:%=--ignore=tests/web/%) $(PG_UJI)

test-long: $(VENV)/.dev tools-debian ## what takes long or needs root
	sh tools/debian.sh fuse3 libfuse3-3 nftables iproute2
	$(BIN)/python -m pytest -q -m lama
	EOFFICE_TEST_DB=postgres $(BIN)/python -m pytest -n 2 -q -m "not lama and not peramban and not proses" \
		$(WAJAH:%=tests/web/%)

bench: $(VENV)/.dev ## measure; prints a table and writes JSON
	$(BIN)/python -m bench

lock: ## lock the dependencies anew, with hashes and without addresses
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
		--no-emit-find-links --build-deps-for editable --extra hub -o requirements/runtime.txt pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
		--no-emit-find-links --build-deps-for editable --extra hub --extra dev -o requirements/dev.txt pyproject.toml

clean: ## remove the environment; data in var/ stays
	rm -rf $(VENV)
