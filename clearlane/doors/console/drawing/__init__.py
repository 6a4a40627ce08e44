"""Pages drawn from the tables that the program walks, so that they cannot say something else."""
