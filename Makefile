# Khuôn: every command a developer or an operator of a try-out needs.
# `make demo` and `make test` work in a fresh clone; everything is installed into .venv.

PYTHON ?= python3
export KHUON_PORT ?= 8080
ENV := .venv
BIN := $(ENV)/bin
STAMPS := $(ENV)/stamps
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: help demo install bundle test lint types contracts bench lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(ENV)/bin/python:
	sh scripts/environment.sh $(PYTHON) $(ENV)

$(STAMPS)/base: requirements/base.lock | $(ENV)/bin/python
	$(PIP) --require-hashes -r $<
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test: requirements/test.lock $(STAMPS)/base
	$(PIP) --require-hashes -r $<
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/khuon: pyproject.toml $(STAMPS)/base
	$(BIN)/python hatch_build.py
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

bundle: $(STAMPS)/base ## build what the browser loads, when its sources have changed
	@$(BIN)/python hatch_build.py

install: bundle $(STAMPS)/khuon ## everything that serving needs, into .venv

demo: install ## serve a province with example regimes on KHUON_PORT (8080)
	@$(BIN)/khuon demo serve

test: install $(STAMPS)/test ## all tests, browser journeys and both databases included
	sh scripts/test-machine.sh
	# Both run, so that one run tells everything. Files stay in their order: by number of tests, the longest journeys (of one test each) would come last,
	# and one of them alone.
	$(BIN)/python hatch_build.py npm test; browser=$$?; $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder && exit $$browser

lint: $(STAMPS)/test ## style
	$(BIN)/ruff check .

types: $(STAMPS)/test bundle ## types of the Python and the browser side
	$(BIN)/mypy
	$(BIN)/python hatch_build.py npm run types

contracts: $(STAMPS)/test ## who may import whom
	$(BIN)/lint-imports

bench: install ## the figures that docs/reference/figures.md explains
	$(BIN)/khuon bench

lock: $(STAMPS)/test ## renew requirements/*.lock after a change of pyproject.toml
	$(PIP) pip-tools
	$(COMPILE) -o requirements/base.lock pyproject.toml requirements/build.in
	$(COMPILE) -o requirements/node.lock requirements/node.in
	$(COMPILE) --extra test -c requirements/base.lock -o requirements/test.lock \
		pyproject.toml requirements/build.in requirements/node.in

clean: ## remove everything that was built or installed; the demo's data too
	rm -rf $(ENV) var build dist runtime/static/bundle web/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
