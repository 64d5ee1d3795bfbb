"""`make mutants`: plant faults in the code that guards and count those the tests catch (docs/adr/0022)."""
