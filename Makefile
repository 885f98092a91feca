# make run: the product on http://127.0.0.1:8000 · make test, make check: what every change must pass · make help: the rest
SHELL := /bin/sh
PORT ?= 8000
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
unexport PYTHONDONTWRITEBYTECODE # what is compiled is kept: the tests start hundreds of processes
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header

.PHONY: help run test check browser prometheus bench pictures lock clean

help:
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/'

run: .venv/run.done ## install, load the sample once, serve on 127.0.0.1 (PORT=8000)
	@export VITALFEW_DATA="$${VITALFEW_DATA:-$(CURDIR)/data}"; \
	if [ ! -e "$$VITALFEW_DATA/sample.done" ]; then \
	  $(BIN)/vitalfew sample load --if-missing && touch "$$VITALFEW_DATA/sample.done" || exit; \
	fi; \
	exec $(BIN)/vitalfew serve --port $(PORT)

test: .venv/dev.done browser prometheus ## everything against SQLite, and PostgreSQL where one answers on 127.0.0.1:5432
	VITALFEW_TEST_DATABASE=sqlite $(BIN)/pytest -n auto --dist worksteal
	@if $(BIN)/python tests/postgres_answers.py; then set -x; \
	  VITALFEW_TEST_DATABASE=postgres $(BIN)/pytest -n auto --dist worksteal -m 'not plain and not once and (journey or not e2e)'; \
	elif [ "$$CI" = true ]; then exit 1; \
	fi

check: .venv/dev.done ## format, lint, types, import contracts, templates, drift of docs and migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src
	$(BIN)/python -m vitalfew.cli.reference --check
	@data=$$(mktemp -d) && VITALFEW_DATA=$$data DJANGO_SETTINGS_MODULE=vitalfew.config.settings \
	  $(BIN)/django-admin makemigrations --check --dry-run; code=$$?; rm -rf "$$data"; exit $$code

browser: # chromium-headless-shell draws the same pages with half the work; not every distribution has it
	@as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); may=; \
	if command -v apt-get >/dev/null && { [ -z "$$as_root" ] || sudo -n true 2>/dev/null; }; then may=yes; fi; \
	if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then \
	  if [ -n "$$may" ]; then \
	    $$as_root apt-get update -q && $$as_root apt-get install -yq --no-install-recommends chromium chromium-driver; \
	  else echo "No chromium here: the browser tests are skipped. Install chromium and chromium-driver to run them."; fi; \
	fi; \
	if [ -n "$$may" ] && ! command -v chromium-headless-shell >/dev/null && \
	  apt-cache show chromium-headless-shell >/dev/null 2>&1; then \
	  $$as_root apt-get install -yq --no-install-recommends chromium-headless-shell || true; \
	fi

prometheus: .venv/made # unpacked and not installed, so that no service begins to run
	@if ! command -v prometheus >/dev/null && [ ! -x .venv/prometheus/usr/bin/prometheus ]; then \
	  folder=$$(mktemp -d) && { (cd "$$folder" && { apt-get download -q prometheus || \
	    { [ "$$(id -u)" = 0 ] && apt-get update -q && apt-get download -q prometheus; }; }) && \
	    dpkg-deb -x "$$folder"/prometheus_*.deb .venv/prometheus; } || \
	    echo "No Prometheus here: its tests are skipped. Install Debian's package prometheus to run them."; \
	  rm -rf "$$folder"; \
	fi

bench: .venv/dev.done ## every measurement under bench/, one after the other; bench/README.md says what they mean
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit; done

pictures: .venv/dev.done browser ## take the docs' pictures anew, with the product itself
	$(BIN)/python tests/e2e/pictures.py

lock: .venv/dev.done ## write requirements/*.txt anew from pyproject.toml; UPGRADE=1 takes the newest versions
	$(LOCK) $(if $(UPGRADE),--upgrade) requirements/build.in -o requirements/build.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --extra mail --extra mariadb --extra postgres -o requirements/run.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --extra mail --extra mariadb --extra postgres --extra dev --extra bench \
	  -c requirements/run.txt -o requirements/dev.txt

clean: ## remove what was installed and cached; your data/ stays
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis .import_linter_cache .pytest_cache build dist src/*.egg-info

.venv/made:
	@for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; python=; \
	done; \
	[ -n "$$python" ] || { echo "Vitalfew needs Python 3.11 or later; none was found."; exit 1; }; \
	$$python -m venv .venv || { echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

.venv/run.done: .venv/made requirements/build.txt requirements/run.txt pyproject.toml
	$(BIN)/pip install -q --require-hashes -r requirements/build.txt -r requirements/run.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q -j 0 src/vitalfew # commands start twice as fast, also where Python may not write this
	@touch $@

.venv/dev.done: .venv/run.done requirements/dev.txt
	$(BIN)/pip install -q --require-hashes -r requirements/dev.txt
	@touch $@
