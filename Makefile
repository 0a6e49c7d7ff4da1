# Every target is one line with its description; the work is done by scripts/ and by the tools of .venv.
# Pass HUBS (hub files or folders), STACK (names of stacks) and ARGS (further arguments for cdktf), for example
#   make deploy HUBS=hubs/research.yaml STACK=research

PYTHON ?= python3
RUN = @$(PYTHON) -m scripts.run
BIN = .venv/bin
TERRAIN = .tools/terrain/bin/python
# What loads the framework; all else is the same on both.
TERRAIN_TESTS = $(addprefix tests/,fast_start stacks test_examples.py test_main.py test_construct_ids.py test_free_text.py) \
  $(addprefix tests/constructs_lib/,constructs terraform add_ons)
LOGIN_TOOLS = $(notdir $(wildcard tools/login-*))

.DEFAULT_GOAL := help
.PHONY: help set-up synth test test-terrain nightly test-login login-tools test-tools diff deploy destroy forget status lint types docs wheel bench mutants golden lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s  %s\n", $$1, $$2}' Makefile

set-up: ## install what the other targets need (they do it themselves)
	@$(PYTHON) -m scripts.set_up

synth: set-up ## make Terraform JSON of the hub files (HUBS, default: hubs/)
	$(RUN) synth

test: lint types login-tools test-tools ## set up, lint, check types and run all tests
	@$(BIN)/pytest -n 2 --dist loadgroup --cov --cov-report=term
	@if [ -x $(TERRAIN) ]; then $(TERRAIN) -m pytest -q -n 2 --dist loadgroup $(TERRAIN_TESTS); fi

test-terrain: set-up ## run on CDK Terrain the tests of what imports CDKTF, and compare the two (docs/cdk-terrain.md)
	@$(PYTHON) -m scripts.set_up --tool terrain
	@$(BIN)/pytest -m terrain
	@$(TERRAIN) -m pytest -n 2 --dist loadgroup $(TERRAIN_TESTS)

nightly: test-tools ## run the tests that are too long for make test
	@$(BIN)/pytest -m nightly

test-login: set-up login-tools ## log in to real hubs in a real browser, and check every setting against OAuthenticator's own
	@$(BIN)/pytest -m login tests/login tests/constructs_lib/hub_side

login-tools: set-up ## install JupyterHub, OAuthenticator and KubeSpawner of each major chart version, which the log-in tests want
	@$(PYTHON) -m scripts.set_up $(addprefix --tool ,$(LOGIN_TOOLS)) || echo "The log-in tests will be skipped: their packages could not be installed." >&2

test-tools: set-up ## install checkov, the double of AWS, CDK Terrain, the language server of editors, and what builds the wheel and the documentation, which the tests want
	@for tool in checkov aws docs editor terrain wheel; do $(PYTHON) -m scripts.set_up --tool $$tool || echo "The tests that want $$tool will be skipped: it could not be installed." >&2; done

diff: set-up ## show what a deployment would change (STACK, default: all)
	$(RUN) diff

deploy: set-up ## create or change the stack's resources (STACK)
	$(RUN) deploy

destroy: set-up ## take the stack's resources away (STACK)
	$(RUN) destroy

forget: set-up ## let Terraform forget what RETAIN keeps, so that the rest can be destroyed (STACK; HUB: of these namespaces only)
	$(RUN) forget

status: set-up ## show the pods and services of the stack's hubs (STACK, default: all)
	$(RUN) status

lint: set-up ## check style, formatting and the direction of imports
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@said=$$($(BIN)/lint-imports --no-logo) || { echo "$$said"; exit 1; }

types: set-up ## check types
	@$(BIN)/mypy

docs: set-up ## build the documentation site, in site/
	@$(PYTHON) -m scripts.set_up --tool docs && NO_MKDOCS_2_WARNING=1 .tools/docs/bin/mkdocs build --quiet

wheel: set-up ## build the library as a wheel, in dist/
	@$(PYTHON) -m scripts.set_up --tool wheel && .tools/wheel/bin/python -m hatchling build -t wheel

bench: set-up ## measure synthesis beside a naive app
	@$(BIN)/python -m bench

mutants: set-up ## break the pure modules on purpose and see whether the tests notice
	@$(PYTHON) -m scripts.mutants

golden: set-up ## write the expected output of the tests anew
	@GOLDEN=write $(BIN)/pytest -q -n 2 -k golden

lock: set-up ## lock the newest versions that Pipfile and package.json allow
	@$(PYTHON) -m scripts.lock

clean: ## remove what was generated; Terraform's state and the installed tools stay
	@$(PYTHON) -m scripts.clean
