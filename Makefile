# The first Python that really runs and is new enough; `make PYTHON=… demo` names another.
PYTHON ?= $(or $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done),python3)
RUN = .venv/bin

.PHONY: install demo start test check bench bench-linkage bench-large assets pictures

install:
	@$(PYTHON) boot.py

demo:
	@$(PYTHON) boot.py demo

start:
	@$(PYTHON) boot.py start

# Two files at a time. What decides (the rules, the kernel) is tested in every branch, or this fails.
test:
	@$(PYTHON) boot.py --dev
	$(RUN)/python -m pytest --numprocesses=2 --dist=loadfile --cov --cov-report=term --cov-fail-under=100

check:
	@$(PYTHON) boot.py --dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	@if command -v node >/dev/null && test -d assets/node_modules; then node assets/build.mjs --check >/dev/null; \
	else echo "Not compared: what assets/ builds with what is committed. That needs Node and, once, npm ci in assets."; fi

bench:
	@$(PYTHON) boot.py --dev
	$(RUN)/python -m benchmarks

bench-linkage:
	@$(PYTHON) boot.py --bench
	$(RUN)/python -m benchmarks.linkage

bench-large:
	@$(PYTHON) boot.py --dev
	$(RUN)/python -m benchmarks.large

assets:
	cd assets && npm ci && node build.mjs

pictures:
	@$(PYTHON) boot.py --dev
	$(RUN)/python -m tests.journeys.pictures
