# make run: install, build the index of docs/, serve the page. make test: the tests. See README.md for the rest.
VENV   ?= .venv
PYTHON ?= python3
PY     := $(VENV)/bin/python
TORCH  ?= 2.13.0
# For a machine without a GPU: make install TORCH_ARGS="--index-url https://download.pytorch.org/whl/cpu"
TORCH_ARGS ?=

# What `make test` leaves out; `make test-all` runs everything.
MARKS ?= not slow and not browser
# For the benchmarks: a folder of question sets, and the documents of its question files. See tests/benchmarks.
SETS ?=
SOURCES ?=

.PHONY: install run index test test-all check format bench lock clean

install: $(VENV)/installed

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --upgrade pip
	$(PY) -m pip install --quiet torch==$(TORCH) $(TORCH_ARGS)
	$(PY) -m pip install --quiet -r requirements.lock
	$(PY) -m pip install --quiet --no-deps -e .
	touch $@

run: index
	$(PY) app.py

index: install
	$(PY) -m bot build

test: install
	$(PY) -m pytest -m "$(MARKS)"

test-all: install
	$(PY) -m pytest

check: install
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: install
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: install
	$(PY) tests/benchmarks/bench.py $(SETS) $(if $(SOURCES),--sources $(SOURCES))

# bench-quality, bench-joints, bench-loaders, bench-verify, bench-time, bench-page: one of them.
bench-%: install
	$(PY) tests/benchmarks/bench.py $(SETS) $(if $(SOURCES),--sources $(SOURCES)) --only $*

# The versions in this environment, without torch and what only a GPU build brings.
lock:
	$(PY) -m pip freeze --exclude-editable | grep -viE '^(torch|triton|nvidia-|cuda-|docent)' > requirements.lock

clean:
	rm -rf $(VENV) .docent build *.egg-info
