# `make demo ARGS="--headless --speed max"` hands options on.
# `make demo` and `make test` do all of their set-up themselves; a second call skips it.
.PHONY: demo test check bench setup clean

demo: .venv/.ready-demo
	.venv/bin/hallops demo --out demo-out $(ARGS)

test check: .venv/.ready-test
	scripts/check

bench: .venv/.ready-bench
	.venv/bin/python -m tests.bench

setup: .venv/.ready-test

.venv/.ready-%: pyproject.toml constraints.txt scripts/setup
	scripts/setup $*
	@touch .venv/.ready-demo $@

clean:
	rm -rf .venv demo-out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
