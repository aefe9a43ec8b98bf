BIN := .venv/bin
READY := .venv/.ready
READY_DEV := .venv/.ready-dev
INSTALLED_BY := pyproject.toml .ci/install

.DEFAULT_GOAL := help
.PHONY: bench-scale help chat test check format bench-quality bench-speed bench-window fit clean

help: ## List what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

chat: $(READY) ## Open the chat window on the sample articles (MODEL=local: SmolLM2 writes; ARGS="--port 8080" for more)
	@if [ "$(MODEL)" = local ]; then echo "Installing the local model (some minutes the first time) …"; .ci/local-model; fi
	@$(BIN)/readout index index/articles
	@$(BIN)/readout chat $(if $(MODEL),--model $(MODEL)) $(ARGS)

test: $(READY_DEV) ## Run the tests (ARGS="-k window" for some)
	@.ci/local-model >.venv/local-model.log 2>&1 & HF_HUB_OFFLINE=1 $(BIN)/python -m pytest $(ARGS)

check: $(READY_DEV) ## Run the gate: format, lint, types, import contracts, tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@.ci/local-model >.venv/local-model.log 2>&1 & HF_HUB_OFFLINE=1 $(BIN)/python -m pytest

format: $(READY_DEV) ## Format the code and mend what the linter can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench-quality: $(READY_DEV) ## Measure answers and refusals on the question sets
	@$(BIN)/python -m eval.quality

bench-speed: $(READY_DEV) ## Measure indexing, asking and the cold start
	@$(BIN)/python -m eval.speed

bench-window: $(READY_DEV) ## Measure the window: ready, first words, many readers (ARGS="--sessions 5 --seconds 30")
	@$(BIN)/python -m eval.window $(ARGS)

bench-scale: $(READY_DEV) ## Measure how it grows, beside the stock way (ARGS="1000 10000" for some sizes, --write)
	@$(BIN)/python -m eval.scale $(ARGS)
	@$(BIN)/python -m eval.stock $(filter --write,$(ARGS))

fit: $(READY_DEV) ## Fit the small models again (assistant/*.json)
	@$(BIN)/python -m eval.fit

clean: ## Remove the environment and what tools left behind; an index stays
	rm -rf .venv .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A second run finds the stamp and installs nothing, until the project asks for other packages.
$(READY): $(INSTALLED_BY)
	@.ci/install
	@touch $@

$(READY_DEV): $(INSTALLED_BY)
	@.ci/install dev
	@touch $(READY) $@
