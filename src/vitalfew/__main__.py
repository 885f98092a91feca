"""`python -m vitalfew` is the same as `vitalfew`."""

from vitalfew.cli import main

if __name__ == "__main__":
    main()
