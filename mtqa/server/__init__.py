"""mtqa as a server on this machine: the review of stories in a browser, and the language server for editors."""
