"""What is done about a number: actions, with who and by when. Together they are the decision log."""
