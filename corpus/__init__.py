"""Files into documents and paragraphs: readers, paragraph model, metadata, judgements, register of authorities."""
