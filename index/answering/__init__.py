"""Evidence into answers: one module for each kind of question, and the checks on what is said."""
