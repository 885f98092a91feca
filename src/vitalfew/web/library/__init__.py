"""The starter library: what others begin with, by function."""
