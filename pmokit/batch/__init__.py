"""Reports for many units: papermill runs, one folder per unit, a manifest and an index."""
