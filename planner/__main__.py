"""`python -m planner`."""

from planner.cli.main import process

if __name__ == "__main__":
    process()
