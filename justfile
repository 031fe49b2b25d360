# Short names for common commands. `just` is optional: each recipe is the command itself.

# build the program
build:
    cargo build --release

# run all tests
test:
    cargo test

# write all expected files and the output shown in documents
bless:
    GDR_BLESS=1 cargo test

# everything that decides whether a change can be merged
ci:
    bash .ci/run

# the slow checks
full:
    bash .ci/full

# format the code
format:
    cargo fmt

# test the documents: samples, commands, links, both languages
docs:
    cargo test --test it -- docs

# take the pictures of the READMEs
pictures:
    docs/pictures/make
