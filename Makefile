# make demo   set up and serve a demo with invented people (PORT=8123 chooses the port)
# make demo-reset    start a new demo            make install     install the packages of a server
# make test          run all tests               make check       check everything a reviewer would check
# make test-fast     run the tests of what you changed, in under a minute
# make mutants       plant faults in the code that guards, and count those no test notices (up to 40 minutes, SEED=1)
# make bench         speed, with a million rows  make screenshots take pictures of the main pages
# make backup        make a backup               make restore-drill  restore a backup and compare it
# Only Python >= 3.11, git and make are needed. All files go into .venv/ and var/.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
SCALE ?= 1000000
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# the lock files name every package, so dependencies need not be resolved (--no-deps): 1.3 s instead of 5.8
UV = UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=$(LINK_MODE) $(BIN)/uv
# a server has its own copies; the demo shares files with uv's cache if both are on one disk, which is faster
LINK_MODE := copy
demo demo-reset: LINK_MODE := hardlink
# the pip of the Python above installs uv; if it is missing or too old, a new pip is made for it
BOOTSTRAP := install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
RUNTIME := .venv/runtime.stamp
DEVELOPMENT := .venv/development.stamp
# the process id of the make that is installing; if that one was killed, .venv is incomplete and is made again
INSTALLING := .venv/installing
HALF_MADE := $(shell if [ -e $(INSTALLING) ] && ! kill -0 "$$(cat $(INSTALLING))" 2>/dev/null; then rm -rf .venv; fi)
WORKERS ?= 2
PACKAGES := tppo_gugus reports referrals coordination cases taskforces interface safeguards
# the settings of a server: no debug, TLS, its own secrets
PRODUCTION := DEBUG=false DEMO=false SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
	SITE_URL=https://gugustugas.contoh ALLOWED_HOSTS=gugustugas.contoh

.PHONY: help install demo demo-reset test coverage test-fast test-days check mutants bench screenshots backup restore-drill lock

help:
	@sed -n 's/^# //p' Makefile | head -8

# --- Before everything -----------------------------------------------------------------------------------------------
# Check the owner of the folder and the free space first, so that nothing fails half-way.
ROOM ?= 800
.PHONY: place
place:
	@if [ ! -w . ] || { [ "$$(id -u)" != 0 ] && [ -n "$$(find .venv var -maxdepth 1 ! -user "$$(id -u)" 2>/dev/null | head -1)" ]; }; then \
		echo "This folder, its .venv/ or its var/ belongs to another account; perhaps make was once run with sudo."; \
		echo "Run make as that account, or give them back:  sudo rm -rf var .venv"; exit 1; fi
	@free=$$(df -Pm . | awk 'NR == 2 {print $$4}'); if [ ! -e $(RUNTIME) ] && [ "$$free" -lt $(ROOM) ]; then \
		echo "Only $$free MB are free here, and about $(ROOM) MB are needed. Make room, then type the same command again."; \
		exit 1; fi

# --- Installing ------------------------------------------------------------------------------------------------------
$(BIN)/uv: requirements/bootstrap.txt | place
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11 or newer is needed and was not found. Install it, or name it: make demo PYTHON=/path/to/python3"; exit 1; fi
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		v=$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "This Python cannot make virtual environments: its module ensurepip is missing."; \
		echo "On Debian and Ubuntu install it once:  sudo apt-get install python$$v-venv"; \
		echo "Then type the same make command again."; exit 1; }
	@echo "Making .venv (a few seconds) ..."
	@mkdir -p .venv; echo $$PPID > $(INSTALLING)
	@$(PYTHON) -m venv --without-pip .venv
	@if $(PYTHON) -c 'import pip, sys; sys.exit(int(pip.__version__.split(".")[0]) < 23)' 2>/dev/null; then \
		$(PYTHON) -m pip --python $(BIN)/python $(BOOTSTRAP); \
	else $(BIN)/python -m ensurepip >/dev/null && $(BIN)/python -m pip $(BOOTSTRAP); fi
	@touch $@; rm -f $(INSTALLING)

$(RUNTIME): requirements/runtime.txt | $(BIN)/uv
	@echo "Installing the packages of the application, about 130 MB to fetch the first time ..."
	@echo $$PPID > $(INSTALLING)
	@$(UV) pip install --quiet --no-deps --python $(BIN)/python --require-hashes -r requirements/runtime.txt
	@touch $@; rm -f $(INSTALLING)

$(DEVELOPMENT): requirements/dev.txt | $(BIN)/uv
	@echo "Installing the packages of the application and its tests, about 220 MB to fetch the first time ..."
	@echo $$PPID > $(INSTALLING)
	@$(UV) pip install --quiet --no-deps --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@ $(RUNTIME); rm -f $(INSTALLING)

# for servers: only the packages, with compiled code (deploy/README.md)
install: $(RUNTIME)
	@$(BIN)/python -m compileall -q .venv/lib $(PACKAGES)

# --- Demo ------------------------------------------------------------------------------------------------------------
demo: place $(RUNTIME)
	@DEMO=true DEBUG=false exec $(MANAGE) demo --port $(PORT)

demo-reset: $(RUNTIME)
	@DEMO=true DEBUG=false $(MANAGE) embedded_database destroy
	@rm -rf var/static var/mail var/key_ring.json var/secret_key
	@$(MAKE) demo

# --- Proving ---------------------------------------------------------------------------------------------------------
# in a browser without, all else with a look at which lines and branches run; a gap in the code that decides fails
test: $(DEVELOPMENT)
	@status=0; $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --ignore=tests/browser --cov --cov-report= || status=$$?; \
		$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile tests/browser || status=$$?; \
		if [ $$status = 0 ]; then $(BIN)/python -m tests.covered || status=$$?; fi; \
		PYTEST_VERSION=make $(MANAGE) embedded_database stop >/dev/null; exit $$status

# only the coverage
coverage: $(DEVELOPMENT)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --ignore=tests/browser --cov --cov-report=
	@$(BIN)/python -m tests.covered

# for somebody who is changing something: tests of what changed, then the quick rules, and after SECONDS an answer
SECONDS ?= 40
test-fast: $(DEVELOPMENT)
	@$(BIN)/python -m tests.fast --workers $(WORKERS) --seconds $(SECONDS)

# the tests without a browser on difficult days; the clock of the database moves too (Debian: libfaketime)
DAYS ?= 2026-12-31T23:50 2028-02-29T08:00 2027-01-30T12:00
test-days: $(DEVELOPMENT)
	@for day in $(DAYS); do $(BIN)/python -m tests.moved_clock $$day -n $(WORKERS) --dist loadfile || exit 1; done

check: $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	@# makemigrations needs a database; tests have their own
	PYTEST_VERSION=make $(MANAGE) makemigrations --check --dry-run
	@echo "manage.py check --deploy, with the settings of a server"; folder=$$(mktemp -d); trap 'rm -rf '$$folder EXIT; \
		export $(PRODUCTION) KEY_RING_FILE=$$folder/key_ring.json; \
		$(MANAGE) make_key_ring >/dev/null; $(MANAGE) check --deploy --fail-level WARNING
	DEMO=true $(MANAGE) generate_docs --check

# random faults in the code that guards; fails where the tests catch fewer than 95 of 100 (docs/adr/0022)
SEED ?= 1
SAMPLE ?= 100
mutants: $(DEVELOPMENT)
	@$(BIN)/python -m tests.mutants --seed $(SEED) --sample $(SAMPLE) --workers $(WORKERS)

bench: $(DEVELOPMENT)
	@$(BIN)/python -m tests.benchmarks --scale $(SCALE)
	@$(BIN)/python -m tests.benchmarks.register

screenshots: $(DEVELOPMENT)
	@$(BIN)/python -m tests.browser.screenshots

# --- Keeping ---------------------------------------------------------------------------------------------------------
backup: $(RUNTIME)
	@DEMO=$${DEMO:-true} $(MANAGE) backup

restore-drill: $(RUNTIME)
	@DEMO=$${DEMO:-true} $(MANAGE) restore_drill

COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock: $(BIN)/uv
	$(COMPILE) pyproject.toml --output-file requirements/runtime.txt $(UPGRADE)
	$(COMPILE) pyproject.toml --extra dev --output-file requirements/dev.txt $(UPGRADE)
	echo uv==$$($(BIN)/uv --version | cut -d' ' -f2) | $(COMPILE) - --output-file requirements/bootstrap.txt
