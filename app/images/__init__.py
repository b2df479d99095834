"""Pictures: the forms that pages need, cut from what people send, without what the files hide."""
