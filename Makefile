# Every target is one line with its description; the product's own tool, scripts/ and the tools of .venv do the work.
# bootstrap/ installs them. Pass HUBS (hub files or folders), STACK (names of stacks) and ARGS (more options of the tool's verb), for example
#   make deploy HUBS=hubs/research.yaml STACK=research

PYTHON ?= python3
INSTALL = @$(PYTHON) -m bootstrap
BIN = .venv/bin
# Messages of the tool refer to targets of this file.
TOOL = $(INSTALL) && JUPYTERHUB_ON_EKS_CALLER=make $(BIN)/jupyterhub-on-eks
# Targets for users, listed before those for maintainers.
VERBS = help synth doctor diff deploy status outputs stacks forget destroy
STACKS = $(addprefix --stack ,$(STACK))
TERRAIN = .tools/terrain/bin/python
# Tests that load the framework; all others are the same on both.
TERRAIN_TESTS = $(addprefix tests/,fast_start stacks test_examples.py test_main.py test_construct_ids.py test_free_text.py) \
  $(addprefix tests/constructs_lib/,constructs terraform add_ons)
SERVER_TOOLS = $(sort $(notdir $(wildcard tools/server-*)))
# The previews of older chart lines are in the nightly tests, and so are the servers of their users.
LOGIN_TOOLS = $(notdir $(wildcard tools/login-*)) $(lastword $(SERVER_TOOLS))

$(foreach name,hubs hub stack args,$(if $(filter command,$(origin $(name))),$(error Variables have capital letters: write $(shell echo $(name) | tr a-z A-Z)=$($(name)))))

.DEFAULT_GOAL := help
.PHONY: help synth doctor diff deploy status outputs stacks forget destroy set-up test test-terrain nightly test-login login-tools test-tools lint types docs wheel bench mutants golden lock clean

help: ## list the targets
	@awk -F ':.*## ' -v users=' $(VERBS) ' '/^[a-z-]+:.*## / {line = sprintf("  make %-12s  %s\n", $$1, $$2); \
	  if (index(users, " " $$1 " ")) user = user line; else maintainer = maintainer line} \
	  END {printf "%s\nFor maintainers:\n%s", user, maintainer}' Makefile

set-up: ## install everything, including the tests' requirements (each target installs what it requires)
	$(INSTALL) dev

synth: ## write Terraform JSON of the hub files (HUBS, default: hubs/)
	$(TOOL) synth $(ARGS)

doctor: ## check that AWS and the cluster have what a deployment requires (STACK, default: all)
	$(TOOL) doctor $(STACKS) $(ARGS)

diff: ## show what a deployment would change (STACK, default: all)
	$(TOOL) diff $(STACKS) $(ARGS)

deploy: ## create or change the stack's resources (STACK)
	$(TOOL) deploy $(STACKS) $(ARGS)

status: ## show whether the stack's hubs are ready (STACK, default: all)
	$(TOOL) status $(STACKS) $(ARGS)

outputs: ## show the outputs of deployed stacks, such as the hub's address (STACK, default: all)
	$(TOOL) outputs $(STACKS) $(ARGS)

stacks: ## list the stacks, including those without a hub file
	$(TOOL) stacks $(ARGS)

forget: ## make Terraform forget what RETAIN keeps, so that the rest can be destroyed (STACK; HUB: only for these namespaces)
	$(TOOL) forget $(STACKS) $(addprefix --hub ,$(HUB)) $(ARGS)

destroy: ## remove the stack's resources (STACK)
	$(TOOL) destroy $(STACKS) $(ARGS)

test: lint types login-tools test-tools ## set up, lint, check types and run all tests
	@$(BIN)/pytest -n 2 --dist loadgroup --cov --cov-report=term
	@if [ -x $(TERRAIN) ]; then $(TERRAIN) -m pytest -q -n 2 --dist loadgroup $(TERRAIN_TESTS); fi

test-terrain: set-up ## run the tests that import CDKTF on CDK Terrain, and compare the two (docs/cdk-terrain.md)
	@$(PYTHON) -m scripts.tools terrain
	@$(BIN)/pytest -m terrain
	@$(TERRAIN) -m pytest -n 2 --dist loadgroup $(TERRAIN_TESTS)

nightly: test-tools login-tools ## run the tests that are too long for make test
	@$(PYTHON) -m scripts.tools $(SERVER_TOOLS) || echo "Previews of older release series will be skipped: the packages of their users' servers could not be installed." >&2
	@$(BIN)/pytest -m nightly

test-login: set-up login-tools ## log in to real hubs in a real browser, and check every setting against OAuthenticator's
	@$(BIN)/pytest -m login tests/login tests/constructs_lib/hub_side

login-tools: set-up ## install JupyterHub, OAuthenticator and KubeSpawner of each major chart version, and JupyterLab, which the login tests require
	@$(PYTHON) -m scripts.tools $(LOGIN_TOOLS) || echo "The login tests will be skipped: their packages could not be installed." >&2

test-tools: set-up ## install what other tests require: checkov, the AWS mock, CDK Terrain, the editors' language server, Helm, pipenv, and the builders of the wheel and the documentation
	@for tool in checkov aws docs editor helm pipenv terrain wheel; do $(PYTHON) -m scripts.tools $$tool || echo "The tests that require $$tool will be skipped: it could not be installed." >&2; done


lint: set-up ## check style, formatting, and imports for their direction and cycles
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@said=$$($(BIN)/lint-imports --no-logo) || { echo "$$said"; exit 1; }

types: set-up ## check types
	@$(BIN)/mypy

docs: set-up ## build the documentation site, in site/
	@$(PYTHON) -m scripts.tools docs && NO_MKDOCS_2_WARNING=1 .tools/docs/bin/mkdocs build --quiet

wheel: set-up ## build the library as a wheel, in dist/
	@$(PYTHON) -m scripts.tools wheel && .tools/wheel/bin/python -m hatchling build -t wheel

bench: set-up ## measure synthesis, compared with a naive app
	@$(BIN)/python -m bench

mutants: set-up ## change the pure modules on purpose and check that the tests fail
	@$(PYTHON) -m scripts.mutants

golden: set-up ## rewrite the expected output of the tests
	@GOLDEN=write $(BIN)/pytest -q -n 2 -k golden

lock: set-up ## lock the newest versions that Pipfile and package.json allow
	@$(PYTHON) -m scripts.lock

clean: ## remove what was generated; Terraform's state and the installed tools stay
	@$(PYTHON) -m scripts.clean
