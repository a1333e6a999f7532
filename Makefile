# Forløb. Two commands matter: `make demo` and `make test`. Set-up happens by itself, once:
# each stamp lies in the folder that it vouches for, and is newer than what that was made from.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development
FRONTEND := static/vendor/.made
APPS := accounts cases interventions reports config
STATIC := $(wildcard static/css/* static/js/*)
MARK := \# Lavet af make
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --no-input
say = @printf '\033[1m== %s\033[0m\n' "$(1)"

.PHONY: help demo test check format stop clean setup-demo setup-test chromium

help:
	@echo 'make demo    prøv systemet på http://127.0.0.1:$(PORT)/ (PORT=… vælger en anden port)'
	@echo 'make test    alle kontroller og test'
	@echo 'make check   formatering, lint, typer og arkitektur alene'
	@echo 'make mutants fjern hver flytning, vagt, følge, regel, planlinje og adgang: opdager en test det?'
	@echo 'make format  ret formateringen'
	@echo 'make stop    stop den indlejrede database'
	@echo 'make clean   slet alt, der er lavet her: miljø, database, front end'

demo: export DEMO_MODE := 1
demo: setup-demo
	$(call say,Skema og kodetabeller)
	@$(MANAGE) migrate --verbosity 0
	$(call say,Demokommune)
	@$(MANAGE) seed_demo
	@$(MANAGE) work --with-parent & \
	  PORT=$(PORT) exec $(BIN)/gunicorn --config config/gunicorn.py config.wsgi

test: setup-test check
	$(call say,Test)
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(DEVELOPMENT) .env
	$(call say,Formatering og lint)
	@$(BIN)/ruff format --check --quiet --output-format concise .
	@$(BIN)/ruff check --quiet .
	$(call say,Typer)
	@$(BIN)/mypy --no-error-summary $(APPS) manage.py
	$(call say,Arkitektur)
	@found=$$($(BIN)/lint-imports) || { echo "$$found"; exit 1; }
	$(call say,Migreringer)
	@$(MANAGE) makemigrations --check --dry-run

format: $(DEVELOPMENT)
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

stop:
	@[ ! -x $(BIN)/django-admin ] || $(MANAGE) database stop

clean:
	@$(MAKE) stop || true
	@! grep -qs '^$(MARK)' .env || rm .env
	@rm -rf .venv node_modules static/vendor staticfiles var
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up

setup-demo: $(RUNTIME) .env staticfiles/staticfiles.json
setup-test: chromium $(DEVELOPMENT) .env $(FRONTEND)

.venv/bin/python:
	$(call say,Python-miljø i .venv)
	@$(PYTHON) -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || .ci/packages 'Python 3.11 med venv' python3 python3-venv
	@$(PYTHON) -m venv .venv

$(RUNTIME): requirements.txt | .venv/bin/python
	$(call say,Python-pakker)
	@$(PIP) -r requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	$(call say,Python-pakker til udvikling)
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(FRONTEND): package.json package-lock.json config/frontend.py | $(RUNTIME) .env
	$(call say,Designsystem og skrifter)
	@command -v npm >/dev/null || .ci/packages 'npm' npm
	@npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null
	@$(MANAGE) collect_frontend
	@touch $@

staticfiles/staticfiles.json: $(FRONTEND) $(RUNTIME) $(STATIC)
	$(call say,Statiske filer)
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0

# Marks this clone as a trial, so that every command in it may use the known demo keys.
.env:
	@printf '%s\n' '$(MARK): denne klon er til prøve og udvikling (se .env.example).' 'DEMO_MODE=1' > .env

chromium:
	@command -v chromium >/dev/null || [ -n "$${CHROMIUM:-}" ] \
	  || .ci/packages 'chromium til browsertest' chromium fonts-dejavu-core

# --- proof of the tests: takes minutes, so it is no part of them

.PHONY: mutants
mutants: $(DEVELOPMENT) .env
	$(call say,Mutanter)
	@$(BIN)/python -m tools.mutants --workers $(WORKERS) $(ARGS)
