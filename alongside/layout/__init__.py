"""How every page looks and reads: the frame, the form fields, the parts of a page, the pictures of a family's life."""
