// A wait that a mutant makes endless has to fail its test before StrykerJS loses patience. No test here takes so long.
jest.setTimeout(20_000);
