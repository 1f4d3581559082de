// One counterexample kills a mutant: looking for the smallest one would take longer than all tests.
require('fast-check').configureGlobal({ endOnFailure: true });
