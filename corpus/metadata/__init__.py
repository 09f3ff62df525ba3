"""What a document states about itself: kind, authority, dates, people, judgements."""
