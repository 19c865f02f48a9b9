"""The yearly plan of the program: questions, answers and figures."""
