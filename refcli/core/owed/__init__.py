"""What it is to owe: items of the due list, and how often a visit falls due."""
