# One command each. Needs Python 3.11 or newer with pip and venv; another one: make run PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The pip of the Python outside installs into the environment: its own would take longer to set up than all the rest.
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check --no-input install --quiet --no-deps --no-compile
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --exclude-newer "7 days"

# Ahead and on all cores, also where the environment forbids Python to keep what it compiled: then every start would compile anew.
COMPILE := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m compileall -q -j 0 $(VENV)/lib outreach config.py >/dev/null || :

# Without its compiled files every start would take twice as long; containers often set this.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install run test bench lint format translate lock
.DELETE_ON_ERROR:

install: $(VENV)/installed
	@:

run: install
	@exec $(BIN)/outreach run $(if $(PORT),--port $(PORT))

# Everything, on both databases. A part: make test TESTS=tests/contacts. What no test runs: make test COVERAGE=1
test: $(VENV)/developed
	@$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal --database=both $(if $(COVERAGE),--cov) $(TESTS)

bench: $(VENV)/developed
	@$(BIN)/python -m benchmarks $(BENCH)

lint: $(VENV)/developed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --quiet --lint templates

format: $(VENV)/developed
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# Texts of the source into the catalogues, and these into what the program reads.
translate: $(VENV)/developed
	@$(BIN)/python -m tests.support.catalogues

# New releases wait a week: what was slipped into one is mostly found by then.
lock: $(VENV)/developed
	@printf 'hatchling\neditables\n' | $(LOCK) $(UPGRADE) pyproject.toml - --output-file requirements.lock
	@printf 'hatchling\neditables\n' | $(LOCK) $(UPGRADE) pyproject.toml - --extra dev --constraint requirements.lock --output-file requirements-dev.lock

$(VENV)/locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make run PYTHON=python3.11" >&2; exit 1; }
	@echo "Installing into $(VENV) (once) …"
	@$(PYTHON) -m venv --clear --without-pip $(VENV)
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(COMPILE)
	@touch $@

$(VENV)/installed: $(VENV)/locked pyproject.toml
	@$(PIP) --no-build-isolation --editable .
	@touch $@

$(VENV)/developed: requirements-dev.lock $(VENV)/installed
	@echo "Installing what the tests and checks need …"
	@$(PIP) --require-hashes --requirement requirements-dev.lock
	@$(COMPILE)
	@touch $@
