"""How good and how fast onrecord is: predictions for each task, scores, speed. Never imported by the package."""
