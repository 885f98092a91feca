"""The decision filter: four questions, an answer, a draft of the right record."""
