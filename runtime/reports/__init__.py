"""Reports: the consolidated tables on the screen, what is behind a figure, and files to take away."""
