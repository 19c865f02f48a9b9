"""Sources: by what names they are found, and what is known of them."""
