# One command does everything: `make demo` to see it, `make test` to check it.
# Needed: Python 3.11 or newer (with venv and pip), make, git, and a package index that pip can reach.
# Nothing is installed or set outside this folder.
#
#   make test PYTHON=python3.13   choose the interpreter
#   make test UV=                 do without uv although it is there

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

PYTHON ?=
ifeq ($(origin UV),undefined)
UV := $(shell command -v uv 2>/dev/null)
endif

VENV := .venv
BENCH := .venv-bench
SPARK := .venv-spark
PY := $(VENV)/bin/python

# A province is any folder in plugins/ with a pyproject.toml: nothing here names one.
PROVINCES := $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))
EDITABLE_PROVINCES := $(foreach province,$(PROVINCES),-e $(province))
RECIPES := pyproject.toml $(wildcard plugins/*/pyproject.toml)

# What a user has set for other work must not leak into ours, nor ours out.
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_USER := 0

# mypy finds the provinces without naming them.
empty :=
space := $(empty) $(empty)
export MYPYPATH := $(subst $(space),:,src $(wildcard plugins/*/src))
TYPED := $(wildcard src plugins/*/src tests/typing)

# --- environments --------------------------------------------------------------------------

# An environment is made anew when this folder was moved or copied, or its Python is gone.
made_here = $(shell [ "$$(cat $(1)/.made-in 2>/dev/null)" = "$(CURDIR)" ] \
	&& $(1)/bin/python -c "" 2>/dev/null && echo yes)

# Without uv, a Python that cannot make an environment (Debian without python3-venv) is no use.
CHECK_PYTHON := import sys$(if $(UV),,, ensurepip, venv); sys.exit(sys.version_info < (3, 11))

define make_venv
	@python=""; \
	for candidate in $(or $(PYTHON),python3 python3.11 python3.12 python3.13 python3.14 python); do \
		if "$$candidate" -c "$(CHECK_PYTHON)" >/dev/null 2>&1; then python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "需要 Python 3.11 或更新版本（含 venv 和 pip；Debian/Ubuntu 请安装 python3-venv）。可用 PYTHON=路径 指定。" >&2; \
		echo "Python 3.11 or newer is needed, with venv and pip (Debian/Ubuntu: install python3-venv). Name one with PYTHON=path." >&2; \
		$(if $(PYTHON),echo "PYTHON=$(PYTHON) 不可用。 PYTHON=$(PYTHON) will not do." >&2;) \
		exit 1; \
	fi; \
	rm -rf $(1) && \
	{ $(if $(UV),"$(UV)" venv -q --python "$$(command -v "$$python")" $(1) ||) "$$python" -m venv $(1); } && \
	printf '%s' "$(CURDIR)" > $(1)/.made-in
	@touch $@
endef

# install(environment, what): by uv if it is there; by pip otherwise, and when uv fails
# (uv does not read pip's configuration, where a user may have named a mirror).
define install
	@echo "正在安装 Installing ($(1)): $(2)"
	@$(if $(UV),"$(UV)" pip install -q --python $(1)/bin/python $(2) ||) { \
		{ $(1)/bin/python -m pip --version >/dev/null 2>&1 || $(1)/bin/python -m ensurepip >/dev/null; } && \
		$(1)/bin/python -m pip install -q $(2); \
	} || { \
		echo "安装失败：请检查网络和 pip 的软件源设置，然后重新运行 make。" >&2; \
		echo "Installing failed: check the network and pip's index settings, then run make again." >&2; \
		exit 1; \
	}
	@touch $@
endef

$(VENV)/.python: $(if $(call made_here,$(VENV)),,FORCE)
	$(call make_venv,$(VENV))

$(BENCH)/.python: $(if $(call made_here,$(BENCH)),,FORCE)
	$(call make_venv,$(BENCH))

$(VENV)/.run: $(VENV)/.python $(RECIPES)
	$(call install,$(VENV),-e ".[cli]" $(EDITABLE_PROVINCES))

$(VENV)/.dev: $(VENV)/.run
	$(call install,$(VENV),-e ".[dev]" $(EDITABLE_PROVINCES))

$(SPARK)/.python: $(if $(call made_here,$(SPARK)),,FORCE)
	$(call make_venv,$(SPARK))

# Spark is large, and needs Java 17: an environment of its own.
$(SPARK)/.run: $(SPARK)/.python $(RECIPES)
	$(call install,$(SPARK),-e ".[test-spark]" $(EDITABLE_PROVINCES))

# The peers pin versions that the tests must not see.
$(BENCH)/.run: $(BENCH)/.python $(RECIPES)
	$(call install,$(BENCH),-e ".[bench]" $(EDITABLE_PROVINCES))

FORCE:

# --- what to do ----------------------------------------------------------------------------

.PHONY: help demo test test-spark hard bench docs lint format types clean FORCE

help: ## this list / 本列表
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.run ## see it work; writes demo-output/ / 演示，结果写入 demo-output/
	@$(PY) examples/demo.py

test: $(VENV)/.dev ## everything a change must pass / 全部检查
	@echo "== 1/8 ruff check"
	@$(PY) -m ruff check .
	@echo "== 2/8 ruff format --check"
	@$(PY) -m ruff format --check .
	@echo "== 3/8 mypy"
	@$(PY) -m mypy $(TYPED)
	@echo "== 4/8 lint-imports"
	@$(VENV)/bin/lint-imports
	@echo "== 5/8 pytest"
	@$(PY) -m pytest -q -n auto --dist worksteal -m "not hard"
	@echo "== 6/8 sphinx: html"
	@$(PY) -m sphinx -q -n -W -E -b html docs docs/_build/html
	@echo "== 7/8 sphinx: doctest"
	@$(PY) -m sphinx -q -n -W -E -b doctest docs docs/_build/doctest
	@echo "== 8/8 通过 All passed"

hard: $(VENV)/.dev ## long runs: many examples, fuzzing, kills, mutation / 长时间检查
	@echo "== 1/2 pytest -m hard"
	@$(PY) -m pytest -q -m hard
	@echo "== 2/2 mutate"
	@$(PY) scripts/mutate.py

test-spark: $(SPARK)/.run ## the tests that need Spark and Java 17 / 需要 Spark 的检查
	@$(SPARK)/bin/python -m pytest -q -m "not hard" tests/spark

bench: $(BENCH)/.run ## measure against the peers, in an environment of its own / 性能测量
	@$(BENCH)/bin/python benchmarks/run.py

docs: $(VENV)/.dev ## build the pages, open docs/_build/html/index.html / 生成文档
	@$(PY) -m sphinx -n -W -E -b html docs docs/_build/html
	@$(PY) -m sphinx -q -n -W -E -b doctest docs docs/_build/doctest

lint: $(VENV)/.dev ## ruff and the floors / 代码检查
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(VENV)/bin/lint-imports

format: $(VENV)/.dev ## let ruff put right what it can / 自动整理代码
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

types: $(VENV)/.dev ## mypy --strict / 类型检查
	@$(PY) -m mypy $(TYPED)

clean: ## remove the environments and everything made / 清除环境和生成物
	@rm -rf $(VENV) $(BENCH) $(SPARK) build dist demo-output docs/_build docs/policies htmlcov .coverage \
		.hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find src plugins tests docs examples scripts benchmarks -type d -name __pycache__ \
		-prune -exec rm -rf {} + 2>/dev/null || true
