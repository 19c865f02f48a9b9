"""The rules about gifts that are in force: of the state, of federal law, of the house."""
