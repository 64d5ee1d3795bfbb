"""Rules about the whole codebase; those that ask no database are among `make test-fast`."""
