# The first Python that really runs and is new enough; `make PYTHON=… demo` names another.
PYTHON ?= $(or $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done),python3)
RUN = .venv/bin

.PHONY: install demo start test check bench assets pictures

install:
	@$(PYTHON) boot.py

demo:
	@$(PYTHON) boot.py demo

start:
	@$(PYTHON) boot.py start

test:
	@$(PYTHON) boot.py --dev
	@$(RUN)/python -m pytest

check:
	@$(PYTHON) boot.py --dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

bench:
	@$(PYTHON) boot.py --dev
	$(RUN)/python -m benchmarks

assets:
	cd assets && npm ci && node build.mjs

pictures:
	@$(PYTHON) boot.py --dev
	$(RUN)/python -m tests.journeys.pictures
