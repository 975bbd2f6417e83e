"""How the learned tagger is made: labels, training, export and calibration; the command ``mtqa train``."""
