"""What a question asks for: authorities, dates, kinds of document, sections, people, form of answer."""
