PYTHON ?= $(shell command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3)
RUN = .venv/bin

.PHONY: install demo start test check bench assets

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
