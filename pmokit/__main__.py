"""``python -m pmokit``."""

from pmokit.cli import main

if __name__ == "__main__":
    main()
