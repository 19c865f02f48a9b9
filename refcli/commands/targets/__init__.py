"""The commands about targets: offices and providers near us that we want to meet."""
