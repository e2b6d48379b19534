# The one door to every tool. `make` alone lists what it can do.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/run.stamp
DEV_STAMP := $(VENV)/dev.stamp
ENGLISH := src/moli/locale/en/LC_MESSAGES/django
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test check fix bench lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

# Requirements are checked against their hashes; a changed file installs again, an unchanged one never.
$(RUN_STAMP): requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Moli needs (one or two minutes the first time)…"
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): requirements/dev.txt $(RUN_STAMP)
	@echo "Installing what the tests need…"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(ENGLISH).mo: $(ENGLISH).po $(RUN_STAMP)
	@$(BIN)/python tools/compile_messages.py

setup: $(DEV_STAMP) $(ENGLISH).mo ## build .venv with everything, for working on Moli

demo: $(RUN_STAMP) $(ENGLISH).mo ## load Heng County, match it, tell the story, serve it
	@$(BIN)/moli demo

serve: $(RUN_STAMP) $(ENGLISH).mo ## serve what is loaded
	@$(BIN)/moli serve

test: $(DEV_STAMP) $(ENGLISH).mo ## every check and every test, on SQLite and on PostgreSQL
	@$(BIN)/python tools/run_tests.py

check: $(DEV_STAMP) ## format, lint, types, arrows: no database, in seconds
	@$(BIN)/python tools/run_checks.py

fix: $(DEV_STAMP) ## repair what can be repaired
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2

bench: $(RUN_STAMP) ## the planner against its peers, in one run
	@$(BIN)/moli bench matching --size county --json
	@$(BIN)/moli bench matching --size province --json

lock: $(DEV_STAMP) ## pin every dependency by hash again; the files name no host
	@sh tools/lock.sh $(BIN)/uv

clean: ## forget the environment and the demo's data
	rm -rf $(VENV) var
