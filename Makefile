# Two commands matter: `make site` builds the sites, `make test` runs every check.
# Nothing but Python 3.11 or later, pip, git and make has to be there before.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# Nothing is resolved: what the lock names goes in, and no release of today can change that.
# Quiet enough that an index's warnings don't hide an error. What is never run isn't compiled: Python
# compiles a file when it is first used, and most never are.
INSTALL := $(PIP) install -qq --no-deps --no-compile

# The tests start some hundreds of programs, and each would compile the code anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site serve test tests coverage mutants bench pictures lint types layers clean lock

site: $(VENV)/.site
	$(BIN)/kim build

serve: $(VENV)/.site
	$(BIN)/kim serve

# All at once: while one processor reads the types, the other is free.
test: $(VENV)/.test
	$(MAKE) --no-print-directory --jobs=4 lint types layers tests

tests: $(VENV)/.test
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

# The same tests, counting which lines and branches they reach: it takes twice as long or more.
coverage: $(VENV)/.test
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile --cov --cov-report=term

# Which changes of the code no test notices: of one module or folder with OF=macros/view/public.py.
# All takes hours, so without OF it goes on where it stopped; `rm -r mutants` to start afresh.
mutants: $(VENV)/.mutants
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m benchmarks.mutants run \
		$(if $(OF),'$(subst /,.,$(patsubst %/,%,$(OF:.py=))).*')
	$(BIN)/python -m benchmarks.mutants results

# What the program costs beside others, written to benchmarks/REPORT.md. SIZE=M is a group of
# landlords after ten years; PEERS=1 installs MkDocs with its Git plugins, Hugo, sphinx-needs and
# StrictDoc, each in an environment of its own.
bench: $(VENV)/.test
	$(BIN)/python -m benchmarks.bench $(if $(SIZE),--size $(SIZE)) $(if $(PEERS),--peers)

# The pictures in the guides, drawn anew. Look at them before you commit them.
pictures: $(VENV)/.test
	$(BIN)/python -m tests.pictures

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

layers: $(VENV)/.test
	$(BIN)/lint-imports --no-cache

# The lock holds a hash for every file that is installed; a changed file stops the install.
$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-build-isolation --editable .
	$(PIP) check
	touch $@

$(VENV)/.test: requirements-dev.lock $(VENV)/.site
	$(INSTALL) --require-hashes -r requirements-dev.lock
	$(PIP) check
	touch $@

$(VENV)/.mutants: requirements-mutants.lock $(VENV)/.test
	$(INSTALL) --require-hashes -r requirements-mutants.lock
	$(PIP) check
	touch $@

# Needs uv. Resolves for every Python and system at once; run it when pyproject.toml changes.
COMPILE := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-strip-extras --no-header --no-emit-index-url --no-emit-find-links
lock:
	$(COMPILE) --extra build -o requirements.lock pyproject.toml
	$(COMPILE) --extra build --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	$(COMPILE) --all-extras -c requirements-dev.lock -o requirements-mutants.lock pyproject.toml

clean:
	rm -rf site $(VENV) mutants .coverage .mypy_cache .pytest_cache .ruff_cache
