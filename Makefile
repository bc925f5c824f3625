# pysocket: Python's socket API for Lua 5.4. `make help` lists the targets.

# The variables in the output of `make help`:
#= CC, CFLAGS, CPPFLAGS    the C compiler and its flags
#= LDFLAGS, LDLIBS         flags and libraries for linking
#= HARDEN=                 builds without the hardening (stack protector, _FORTIFY_SOURCE)
#= WERROR=1                treats warnings as errors
#= LUA                     the Lua interpreter (by default lua5.4, or another 5.4 or 5.5 that is found)
#= LUA_INCDIR              the directory of lua.h, if it is not found
#= PKG_CONFIG              the program that finds the headers (pkg-config)
#= BUILD                   the directory for the build (build)
#= PREFIX                  where to install (/usr/local); LUADIR and LIBDIR set the two directories
#= DESTDIR                 a directory to prepend to all of these
#= INSTALL                 the program that copies (install)
#= DEPS=0                  installs no packages, but says what is missing
#= V=1                     shows the compiler's whole command lines
#= TRACE=1                 make demo: shows each call of a socket, and draws the page BUILD/demo.html
#= SPEC                    make spec: the specs to run, by name or file; ARGS: options of busted
#= CHECK                   make check: the checks to run, by the beginning of their names
#= ONLY, QUICK=1, DOC=1    make bench: one group; a few minutes; write into doc/; ARGS: other options

PREFIX  ?= /usr/local
LUADIR  ?= $(PREFIX)/share/lua/$(LUA_VERSION)
LIBDIR  ?= $(PREFIX)/lib/lua/$(LUA_VERSION)
BUILD   ?= build
INSTALL ?= install
PKG_CONFIG ?= pkg-config

# The build must not use a directory of the sources.
ifneq ($(words $(BUILD)) $(wildcard $(BUILD)/Makefile),1 )
$(error BUILD=$(BUILD) must be a directory that is used for nothing else, without spaces in its name)
endif

ifeq ($(origin CC),default)
CC := $(or $(firstword $(foreach c,cc gcc clang,$(shell command -v $(c) >/dev/null && echo $(c)))),cc)
endif
ifeq ($(LUA),)
LUA := $(or $(shell sh .make/lua.sh interpreter),lua5.4)
endif
export BUILD CC DEPS LUA LUA_INCDIR PKG_CONFIG

ask_lua = $(shell LUA='$(LUA)' LUA_INCDIR='$(LUA_INCDIR)' PKG_CONFIG='$(PKG_CONFIG)' sh .make/lua.sh $(1))
LUA_VERSION := $(call ask_lua,version)
LUA_CFLAGS := $(call ask_lua,cflags)
# The libraries of pysocket.ssl; empty if OpenSSL 3 is not installed.
OPENSSL := $(shell $(PKG_CONFIG) --exists 'openssl >= 3' 2>/dev/null && $(PKG_CONFIG) --libs openssl)
OPENSSL_CFLAGS := $(if $(OPENSSL),$(shell $(PKG_CONFIG) --cflags openssl))

# The user's CFLAGS come last, so that they take precedence. HARDEN= removes the hardening,
# which some builds cannot use (_FORTIFY_SOURCE does not work with -O0).
WARNINGS := -Wall -Wextra -Wshadow -Wconversion $(if $(WERROR),-Werror)
HARDEN ?= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
# no-plt: all names are bound at load time (-z now), so a call of Lua can be direct.
COMPILE = $(CC) -std=gnu11 -Icsrc -O2 -fPIC -fno-plt -pthread -fvisibility=hidden $(WARNINGS) \
  $(HARDEN) $(LUA_CFLAGS) $(CPPFLAGS) $(CFLAGS)
# nodelete: a thread that is still looking up a name may outlive lua_close.
LINK = $(CC) -shared -pthread $(CFLAGS) -Wl,-z,relro,-z,now -Wl,-z,nodelete $(LDFLAGS)

# V=1 shows the compiler's whole command lines.
quiet := $(if $(V),,@)
say   := @$(if $(V),:,echo)

BENCH     := $(BUILD)/bench
CORE      := $(BUILD)/pysocket/core.so
# The TLS library contains its own copy of the folders that it uses, so that the core exports nothing.
TLS       := $(if $(OPENSSL),$(BUILD)/pysocket/tls.so)
TLS_OBJECTS := $(patsubst csrc/%.c,$(BUILD)/obj/%.o,$(wildcard $(patsubst %,csrc/%/*.c,tls base address wait)))
SOURCES   := $(filter-out csrc/tls/%,$(wildcard csrc/*.c csrc/*/*.c))
OBJECTS   := $(SOURCES:csrc/%.c=$(BUILD)/obj/%.o)
LUA_FILES := $(patsubst lua/%,%,$(wildcard lua/pysocket/*.lua lua/pysocket/*/*.lua))
FLAGS      = $(COMPILE) / $(LINK) $(LDLIBS) / $(OBJECTS) / $(OPENSSL) $(TLS_OBJECTS)

# The paths of the uninstalled build, for the rest of a recipe's line.
WITH_BUILD = eval "$$(sh .make/env.sh)"
MAKE_QUIET = $(MAKE) --no-print-directory

.DEFAULT_GOAL := build
.PHONY: help deps build demo repl env test lint spec check analyze figures doc bench install uninstall clean FORCE
.DELETE_ON_ERROR:

help: ## list the targets and the variables
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@sed -n 's/^#= //p' Makefile

deps: ## install what demo, test and lint need (they do this themselves)
	@sh .make/deps.sh test

build: $(CORE) $(TLS) ## compile the C modules in build/ (the default)

demo: ## run the echo server and its client, and show what they print; with TRACE=1 also what their sockets do
	@sh .make/deps.sh demo
	@$(MAKE_QUIET) build
	@$(WITH_BUILD); sh .make/demo.sh

repl: ## start Lua's own prompt with `socket` loaded
	@sh .make/deps.sh demo
	@$(MAKE_QUIET) build
	@$(WITH_BUILD); exec $(LUA) -e 'socket = require "pysocket"' -i

env: ## print shell commands that put this build on Lua's paths
	@sh .make/env.sh

test: ## lint, then run every spec
	@sh .make/deps.sh test
	@$(MAKE_QUIET) lint
	@$(MAKE_QUIET) spec

lint: ## run luacheck, compile without warnings with gcc and clang, and check the layers of csrc/
	@sh .make/deps.sh lint
	luacheck --quiet --no-color --exclude-files '$(BUILD)' -- .
	@for cc in gcc clang; do \
	  if command -v $$cc >/dev/null; then \
	    $(MAKE_QUIET) build CC=$$cc WERROR=1 BUILD='$(BUILD)'/lint-$$cc && \
	      $(LUA) .make/layers.lua '$(BUILD)'/lint-$$cc/obj || exit; \
	  else \
	    echo "$$cc is not installed, so nothing is compiled with it."; \
	  fi; \
	done

# A spec may be given by its name: SPEC=inet
spec: build ## run only the specs: SPEC=inet selects one, ARGS= has busted's options
	@$(WITH_BUILD); exec $(LUA) .make/busted.lua $(ARGS) \
	  $(foreach s,$(SPEC),$(firstword $(wildcard spec/$(s)_spec.lua) $(s)))

doc: ## generate doc/reference.md and the texts of socket.help from the definitions in types/
	@$(LUA) .make/reference.lua >doc/reference.md.new || { rm doc/reference.md.new; exit 1; }
	@mv doc/reference.md.new doc/reference.md
	@$(LUA) .make/reference.lua help >doc/reference.lua.new || { rm doc/reference.lua.new; exit 1; }
	@mv doc/reference.lua.new lua/pysocket/reference.lua

bench: ## measure the module against C and others; ONLY=echo measures one group, QUICK=1 takes a few minutes
	@sh .make/deps.sh bench
	@$(MAKE_QUIET) build $(BENCH)/peer $(BENCH)/limit
	@$(WITH_BUILD); exec $(LUA) bench/run.lua --programs=$(BENCH) $(if $(QUICK),--quick) $(if $(ONLY),--only=$(ONLY)) \
	  $(if $(DOC),--doc) $(ARGS)

$(BENCH)/%: bench/%.c bench/bench.h bench/tls.h
	@mkdir -p $(@D)
	$(say) "$(CC) $<"
	$(quiet)$(CC) -std=gnu11 -O2 $(WARNINGS) $(if $(OPENSSL),-DBENCH_TLS $(OPENSSL_CFLAGS)) -o $@ $< $(OPENSSL)

check: ## try to break the module: failing memory and system calls, sanitizers, fuzzers, load; CHECK= selects some
	@sh .make/deps.sh check
	@sh .make/check.sh $(CHECK)

analyze: ## look for faults in the C with clang-tidy, cppcheck and gcc -fanalyzer
	@sh .make/deps.sh check
	@sh spec/host/analyze.sh

figures: ## write the figures of the last check into doc/reliability.md
	@sh .make/check.sh --figures

install: build ## copy the module below PREFIX (/usr/local); DESTDIR is respected
	@set -e; \
	put () { $(INSTALL) -D -m "$$1" "$$2" "$$3"; echo "Installed $$3"; }; \
	for file in $(LUA_FILES); do put 644 "lua/$$file" "$(DESTDIR)$(LUADIR)/$$file"; done; \
	for file in $(notdir $(CORE) $(TLS)); do put 755 $(BUILD)/pysocket/$$file "$(DESTDIR)$(LIBDIR)/pysocket/$$file"; done

uninstall: ## remove what install copied
	@set -e; \
	remove () { \
	  cd "$$1" 2>/dev/null || return 0; \
	  shift; \
	  rm -f "$$@"; \
	  dirname "$$@" | sort -ru | xargs rmdir 2>/dev/null || :; \
	}; \
	(remove "$(DESTDIR)$(LUADIR)" $(LUA_FILES)); \
	(remove "$(DESTDIR)$(LIBDIR)" pysocket/core.so pysocket/tls.so)

clean: ## remove what was built
	rm -rf $(addprefix $(BUILD)/,obj pysocket flags bench check analyze lint-gcc lint-clang)
	@rmdir $(BUILD) 2>/dev/null || :

$(CORE): $(OBJECTS) $(BUILD)/flags
	@mkdir -p $(@D)
	$(say) "$(CC) $@"
	$(quiet)$(LINK) -o $@ $(OBJECTS) $(LDLIBS)

$(BUILD)/pysocket/tls.so: $(TLS_OBJECTS) $(BUILD)/flags
	@mkdir -p $(@D)
	$(say) "$(CC) $@"
	$(quiet)$(LINK) -o $@ $(TLS_OBJECTS) $(OPENSSL) $(LDLIBS)

$(BUILD)/obj/tls/%.o: COMPILE += $(OPENSSL_CFLAGS)

$(BUILD)/obj/%.o: csrc/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(say) "$(CC) $<"
	$(quiet)$(COMPILE) -MMD -MP -c -o $@ $<

# Rebuilds everything if the compiler or the flags have changed.
$(BUILD)/flags: FORCE
	@sh .make/deps.sh --check build
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(FLAGS))' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else \
	  mv $@.new $@; \
	  $(if $(TLS),:,echo "pysocket.ssl is left out: pkg-config finds no OpenSSL 3 here (Debian: libssl-dev)."); \
	fi

-include $(OBJECTS:.o=.d) $(TLS_OBJECTS:.o=.d)
