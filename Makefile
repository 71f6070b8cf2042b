# make test       everything that can be tested here; ends with one line that counts
# make bench-NAME a long bar, e.g. make bench-scan; `make benches` lists them
# make lint       golangci-lint with the rules of .golangci.yml (built on first use)
# make docs       writes docs/checks.md and the schemas again

GO ?= go

.PHONY: test build vet lint docs benches

build:
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/weaklink ./cmd/weaklink

test:
	@bash .ci/test

vet:
	$(GO) vet ./...

lint:
	$(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.6.2 run

docs:
	$(GO) test ./cmd/weaklink ./internal/config -run 'Golden|Generated|Schema' -update

benches:
	@ls bench | sed -n 's/^\([a-z]*\)\.sh$$/make bench-\1/p'

bench-%:
	@bash bench/$*.sh
