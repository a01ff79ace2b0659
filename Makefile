# make run: install, build the index of docs/, serve the page. make test: the tests. See README.md for the rest.
VENV   ?= .venv
PYTHON ?= python3
PY     := $(VENV)/bin/python
TORCH  ?= 2.13.0
# For a machine without a GPU: make install TORCH_ARGS="--index-url https://download.pytorch.org/whl/cpu"
TORCH_ARGS ?=

# What `make test` leaves out; `make test-all` runs everything.
MARKS ?= not slow and not browser
# One worker for each core; slow tests and a real browser want the machine for themselves.
WORKERS ?= -n auto --maxprocesses 4 --dist loadfile
# For the benchmarks: a folder of question sets, and the documents of its question files. See tests/benchmarks.
SETS ?=
SOURCES ?=
ARGS    ?=

.PHONY: install install-dev run index test test-all check format bench lock clean

install: $(VENV)/installed

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --upgrade pip
	$(PY) -m pip install --quiet torch==$(TORCH) $(TORCH_ARGS)
	$(PY) -m pip install --quiet -r requirements.lock
	$(PY) -m pip install --quiet --no-deps -e .
	touch $@

install-dev: $(VENV)/installed-dev

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	$(PY) -m pip install --quiet -r requirements-dev.lock
	touch $@

run: index
	$(PY) app.py

index: install
	$(PY) -m bot build

test: install-dev
	$(PY) -m pytest $(WORKERS) -m "$(MARKS)"

test-all: install-dev
	$(PY) -m pytest

check: install-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: install-dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

BENCH = $(PY) tests/benchmarks/bench.py $(SETS) $(if $(SOURCES),--sources $(SOURCES)) \
	$(if $(SAMPLES),--samples "$(SAMPLES)")
bench: install-dev
	$(BENCH)

# bench-quality, bench-joints, bench-loaders, bench-verify, bench-conflicts, bench-time, bench-page, bench-index: one of them.
# make bench-loaders SAMPLES="DIR ..." ARGS="--markitdown PYTHON" (see tests/benchmarks/bench_loaders.py)
# make bench-index ARGS="scale --passages 1000000 --work DIR" (see tests/benchmarks/bench_index.py)
bench-%: install-dev
	$(BENCH) --only $* $(if $(ARGS),--arguments "$(ARGS)")

# What the newest versions that pyproject.toml allows are, resolved anew; torch and what a GPU build brings stay out.
lock:
	rm -rf $(VENV)-lock && $(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --upgrade pip
	$(VENV)-lock/bin/python -m pip install --quiet torch==$(TORCH) $(TORCH_ARGS)
	$(VENV)-lock/bin/python -m pip install --quiet .
	$(VENV)-lock/bin/python -m pip freeze --exclude docent | grep -viE '^(torch|triton|nvidia-|cuda-)' > requirements.lock
	$(VENV)-lock/bin/python -m pip install --quiet '.[dev,openai]'
	$(VENV)-lock/bin/python -m pip freeze --exclude docent | grep -viE '^(torch|triton|nvidia-|cuda-)' \
		| grep -vxFf requirements.lock > requirements-dev.lock
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) .docent build *.egg-info
