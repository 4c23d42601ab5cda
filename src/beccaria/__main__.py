"""Run the command line: `python -m beccaria`."""

from beccaria.config.cli import main

if __name__ == "__main__":
    main()
