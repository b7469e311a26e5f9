"""What the words mean: pure Python, standard library only, no input or output, no clock."""
