"""How well the directory's search ranks, against simpler engines, on judged queries over a real feed."""
