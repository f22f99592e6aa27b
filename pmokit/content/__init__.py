"""Questionnaires and catalogues: from files to types, with every fault at its file, line and column."""
