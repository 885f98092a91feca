"""The rules for the writing: what each one says, and where it is silent."""
