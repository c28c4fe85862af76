"""The form for those who can help, and the board of offers at the desk."""
