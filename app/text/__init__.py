"""Rich text and plain text: cleaning, embeds, headings, words, extracts, addresses, typography."""
