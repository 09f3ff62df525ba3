"""How far a cited text supports a sentence, and why."""
