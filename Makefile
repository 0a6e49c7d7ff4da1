# Every target is one line with its description; the work is done by the product's own tool, by scripts/ and by the tools of .venv.
# Pass HUBS (hub files or folders), STACK (names of stacks) and ARGS (further options of the tool's verb), for example
#   make deploy HUBS=hubs/research.yaml STACK=research

PYTHON ?= python3
BIN = .venv/bin
# Messages of the tool name targets of this file.
TOOL = @JUPYTERHUB_ON_EKS_CALLER=make $(BIN)/jupyterhub-on-eks
STACKS = $(addprefix --stack ,$(STACK))
LOGIN_TOOLS = $(notdir $(wildcard tools/login-*))

.DEFAULT_GOAL := help
.PHONY: help set-up synth test test-login login-tools test-tools diff deploy destroy forget outputs stacks status lint types wheel bench mutants golden lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s  %s\n", $$1, $$2}' Makefile

set-up: ## install what the other targets need (they do it themselves)
	@$(PYTHON) -m scripts.set_up

synth: set-up ## make Terraform JSON of the hub files (HUBS, default: hubs/)
	$(TOOL) synth $(ARGS)

test: lint types login-tools test-tools ## set up, lint, check types and run all tests
	@$(BIN)/pytest -n 2 --dist loadgroup --cov --cov-report=term

test-login: set-up login-tools ## log in to real hubs in a real browser, and check every setting against OAuthenticator's own
	@$(BIN)/pytest -m login tests/login tests/constructs_lib/hub_side

login-tools: set-up ## install JupyterHub, OAuthenticator and KubeSpawner of each major chart version, which the log-in tests want
	@$(PYTHON) -m scripts.set_up $(addprefix --tool ,$(LOGIN_TOOLS)) || echo "The log-in tests will be skipped: their packages could not be installed." >&2

test-tools: set-up ## install checkov, the double of AWS and what builds the wheel, which the tests want
	@for tool in checkov aws wheel; do $(PYTHON) -m scripts.set_up --tool $$tool || echo "The tests that want $$tool will be skipped: it could not be installed." >&2; done

diff: set-up ## show what a deployment would change (STACK, default: all)
	$(TOOL) diff $(STACKS) $(ARGS)

deploy: set-up ## create or change the stack's resources (STACK)
	$(TOOL) deploy $(STACKS) $(ARGS)

destroy: set-up ## remove the stack's resources (STACK)
	$(TOOL) destroy $(STACKS) $(ARGS)

forget: set-up ## let Terraform forget what RETAIN keeps, so that the rest can be destroyed (STACK; HUB: of these namespaces only)
	$(TOOL) forget $(STACKS) $(addprefix --hub ,$(HUB)) $(ARGS)

outputs: set-up ## show the outputs of deployed stacks, such as the hub's address (STACK, default: all)
	$(TOOL) outputs $(STACKS) $(ARGS)

stacks: set-up ## list the stacks, also those whose hub file is gone
	$(TOOL) stacks $(ARGS)

status: set-up ## show the pods and services of the stack's hubs (STACK, default: all)
	$(TOOL) status $(STACKS) $(ARGS)

lint: set-up ## check style, formatting and the direction of imports
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@said=$$($(BIN)/lint-imports --no-logo) || { echo "$$said"; exit 1; }

types: set-up ## check types
	@$(BIN)/mypy

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
